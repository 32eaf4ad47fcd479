#include "session/values.hpp"

#include "support/catch.hpp"

using migralint::session::parse_milliseconds;
using migralint::session::split_identifiers;

TEST_CASE("durations as PostgreSQL reads them", "[session]") {
  struct Row {
    const char* text;
    std::optional<std::int64_t> milliseconds;
  };
  const Row rows[] = {
      {"5s", 5000},          {"500ms", 500},         {"1min", 60000},       {"2h", 7200000},
      {"1d", 86400000},      {"1500us", 2},          {"250", 250},          {"0", 0},
      {" 5 s ", 5000},       {"'3s'", 3000},         {"1.5s", 1500},        {"0.5min", 30000},
      {"5 S", std::nullopt}, {"5sec", std::nullopt}, {"", std::nullopt},    {"abc", std::nullopt},
      {"-1", std::nullopt},  {"25d", std::nullopt},  {"nan", std::nullopt}, {"0x10", 16},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(parse_milliseconds(row.text) == row.milliseconds);
  }
}

TEST_CASE("lists of identifiers", "[session]") {
  using Names = std::vector<std::string>;
  CHECK(split_identifiers("a, B ,\"C d\"") == Names{"a", "b", "C d"});
  CHECK(split_identifiers("\"$user\", public") == Names{"$user", "public"});
  CHECK(split_identifiers("\"a\"\"b\"") == Names{"a\"b"});
  CHECK(split_identifiers("").empty());
  CHECK(split_identifiers("  ").empty());
  CHECK(split_identifiers("\"open") == Names{"open"});
}
