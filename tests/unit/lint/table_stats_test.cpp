#include "lint/table_sizes.hpp"
#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::lint;

TEST_CASE("statistics are found by name", "[lint]") {
  const auto stats = parse_table_stats(R"({"version": 1, "taken_at": "2026-11-20T08:00:00Z", "relations": [
    {"schema": "public", "name": "orders", "kind": "table", "rows": 5, "bytes": 8192},
    {"schema": "old", "name": "orders", "rows": null},
    {"schema": "a.b", "name": "c", "rows": 1, "bytes": 2}]})");
  REQUIRE(stats.has_value());
  CHECK(stats->taken_on == "2026-11-20");
  const auto* found = stats->find({"public", "orders", {}});
  REQUIRE(found != nullptr);
  CHECK(found->rows == 5);
  CHECK(found->bytes == 8192);
  CHECK(stats->find({"old", "orders", {}})->rows == std::nullopt);
  CHECK(stats->find({"", "orders", {}}) == nullptr);
  CHECK(stats->find({"", "c", {}})->rows == 1);
  CHECK(stats->find({"a", "b.c", {}}) == nullptr);
}

TEST_CASE("bad statistics are told by one line", "[lint]") {
  CHECK(parse_table_stats("").error() == "the file is empty");
  CHECK(parse_table_stats("{\"version\": 1,\n \"relations\": [}").error() == "line 2, column 16: not JSON");
  CHECK(parse_table_stats("[]").error().starts_with("not the output of"));
}
