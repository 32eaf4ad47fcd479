#include <string>
#include <utility>
#include <vector>

#include "sql/lower.hpp"
#include "support/catch.hpp"

namespace migralint::test {

TEST_CASE("what a query takes from its only table", "[sql]") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {"SELECT a, b.c + 1 FROM b WHERE lower(d) = ''", {"a", "c", "d"}},
      {"SELECT x.a FROM b AS x", {"a"}},
      {"SELECT a AS z FROM b ORDER BY z", {"a"}},
      {"SELECT b.*, b FROM b", {}},
      {"SELECT a FROM b, c", {}},
      {"SELECT a FROM b JOIN c ON true", {}},
      {"SELECT a FROM b x(a)", {}},
      {"SELECT a FROM (SELECT 1 AS a) b", {}},
      {"SELECT a FROM f() b", {}},
      {"SELECT a FROM b WHERE EXISTS (SELECT FROM c WHERE d = 1)", {}},
      {"SELECT a FROM b UNION SELECT c FROM d", {}},
      {"WITH b AS (SELECT 1 AS a) SELECT a FROM b", {}},
  };
  sql::Reader reader;
  for (const auto& [query, columns] : cases) {
    INFO(query);
    const auto view = reader.read("CREATE VIEW v AS " + query, 0);
    REQUIRE(view);
    CHECK(view->as<sql::CreateView>()->only_columns == columns);
    const auto insert = reader.read("INSERT INTO t " + query, 0);
    REQUIRE(insert);
    CHECK(insert->as<sql::Insert>()->only_columns == columns);
  }
  const auto insert = reader.read("WITH b AS (SELECT 1 AS a FROM c) INSERT INTO t SELECT a FROM b", 0);
  REQUIRE(insert);
  CHECK(insert->as<sql::Insert>()->only_columns.empty());
}

}  // namespace migralint::test
