#include "catalog/gone.hpp"

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using namespace migralint;
using catalog::Gone;

TEST_CASE("what is dropped or renamed is remembered", "[catalog]") {
  test::Replayed replayed;
  replayed.file(
      "CREATE TABLE t (id int PRIMARY KEY, a int);"
      "CREATE INDEX i ON t (a);"
      "ALTER TABLE t RENAME COLUMN a TO b;"
      "ALTER TABLE t RENAME TO u;"
      "DROP INDEX i;"
      "ALTER TABLE u DROP CONSTRAINT t_pkey;");
  const auto& catalog = replayed.catalog;
  const auto* table = catalog.find({"", "u", {}});
  REQUIRE(table != nullptr);
  const auto* renamed = catalog.gone(Gone::What::relation, {"", "t", {}});
  REQUIRE(renamed != nullptr);
  CHECK(renamed->new_name == "u");
  CHECK(renamed->origin.statement == 3);
  const auto* column = catalog.gone_part(Gone::What::column, table->id, "a");
  REQUIRE(column != nullptr);
  CHECK(column->new_name == "b");
  REQUIRE(catalog.gone(Gone::What::relation, {"public", "i", {}}) != nullptr);
  CHECK(catalog.gone(Gone::What::relation, {"public", "i", {}})->new_name.empty());
  CHECK(catalog.gone_part(Gone::What::constraint, table->id, "t_pkey") != nullptr);
  CHECK(catalog.gone(Gone::What::relation, {"s", "t", {}}) == nullptr);
}

TEST_CASE("a rollback forgets what went in it", "[catalog]") {
  test::Replayed replayed;
  replayed.file(
      "CREATE TABLE t (id int, a int);"
      "BEGIN; DROP TABLE t; ROLLBACK;"
      "BEGIN; SAVEPOINT s; ALTER TABLE t DROP COLUMN a; ROLLBACK TO s; COMMIT;");
  const auto* table = replayed.catalog.find({"", "t", {}});
  REQUIRE(table != nullptr);
  CHECK(replayed.catalog.gone(Gone::What::relation, {"", "t", {}}) == nullptr);
  CHECK(replayed.catalog.gone_part(Gone::What::column, table->id, "a") == nullptr);
}

TEST_CASE("after something unseen nothing is certain to be gone", "[catalog]") {
  test::Replayed replayed;
  replayed.file("CREATE TABLE t (id int); DROP TABLE t;");
  CHECK(replayed.catalog.gone(Gone::What::relation, {"", "t", {}}) != nullptr);
  replayed.catalog.note_unseen_changes({});
  CHECK(replayed.catalog.gone(Gone::What::relation, {"", "t", {}}) == nullptr);
  CHECK(replayed.catalog.in_doubt(Gone::What::relation, {"", "t", {}}));
}

TEST_CASE("a branch is taken back with its transactions", "[catalog]") {
  test::Replayed replayed;
  replayed.file("CREATE TABLE t (id int, a int);");
  auto& catalog = replayed.catalog;
  catalog.begin_branch();
  replayed.file(
      "BEGIN; DROP TABLE t; COMMIT; CREATE TABLE u (id int); ALTER TABLE missing ADD COLUMN a int;");
  CHECK(catalog.find({"", "t", {}}) == nullptr);
  CHECK_FALSE(catalog.complete());
  catalog.end_branch();
  CHECK(catalog.find({"", "t", {}}) != nullptr);
  CHECK(catalog.find({"", "u", {}}) == nullptr);
  CHECK(catalog.gone(Gone::What::relation, {"", "t", {}}) == nullptr);
  CHECK(catalog.complete());
  CHECK(catalog.open_scopes() == 0);
}
