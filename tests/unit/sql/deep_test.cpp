#include <string>
#include <string_view>

#include "sql/lower.hpp"
#include "support/catch.hpp"
#include "support/sql_dump.hpp"

namespace migralint::sql {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) {
    result += text;
  }
  return result;
}

int depth_of(const Expr& expr) {
  int deepest = 0;
  for (const Expr& arg : expr.args) {
    deepest = std::max(deepest, depth_of(arg));
  }
  return deepest + 1;
}

const Expr& check_of(const Statement& statement) {
  const auto& alter = *statement.as<AlterTable>();
  return *std::get<AddConstraint>(alter.actions.at(0).what).constraint.expr;
}

std::string deep_check(std::string_view column, int terms) {
  return "ALTER TABLE t ADD CHECK (1" + repeated(" + 1", terms) + " > " + std::string(column) + ")";
}

}  // namespace

TEST_CASE("an expression has a bounded depth", "[sql]") {
  Reader reader;
  const auto flat = reader.read(deep_check("a", 100), 0);
  REQUIRE(flat.has_value());
  CHECK(depth_of(check_of(*flat)) == 102);

  const auto deep = reader.read(deep_check("a", 5'000), 0);
  REQUIRE(deep.has_value());
  CHECK(depth_of(check_of(*deep)) < 1'000);
  CHECK(columns_of(check_of(*deep)) == std::vector<std::string>{"a"});
  CHECK_FALSE(same_expression(check_of(*deep), check_of(*deep)));  // what was cut off is not known
}

TEST_CASE("an expression far deeper than any stack is read or refused", "[sql]") {
  Reader reader;
  const auto deepest = reader.read(deep_check("a", 200'000), 7);
#ifdef MIGRALINT_PARSER_SYSTEM
  REQUIRE_FALSE(deepest.has_value());  // its tree is JSON, which is not read to that depth
  CHECK(deepest.error().kind == parser::ParseError::Kind::limit);
#else
  REQUIRE(deepest.has_value());
  CHECK(depth_of(check_of(*deepest)) < 1'000);
#endif
  CHECK(reader.read("SELECT 1", 0).has_value());
}

TEST_CASE("what is too deep for the parser is an error, and the reader goes on", "[sql]") {
  Reader reader;
  const auto result = reader.read("SELECT " + repeated("(", 20'000) + "1" + repeated(")", 20'000), 7);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().kind == parser::ParseError::Kind::limit);
  CHECK(reader.read("SELECT 1", 0).has_value());
}

TEST_CASE("queries nested as deep as the parser takes them", "[sql]") {
  Reader reader;
  const auto read = [&](const std::string& text) { return reader.read(text, 0).has_value(); };
  CHECK(read("SELECT " + repeated("(SELECT ", 2'000) + "1 FROM t" + repeated(")", 2'000)));
  CHECK(read("SELECT " + repeated("f(", 2'000) + "1" + repeated(")", 2'000)));
  CHECK(read("DELETE FROM t WHERE " + repeated("EXISTS (SELECT 1 FROM t WHERE ", 300) + "true" +
             repeated(")", 300)));
  CHECK(read("SELECT 1 FROM a" + repeated(" JOIN b USING (x)", 5'000)));
  CHECK(read("CREATE TABLE x AS SELECT 1 FROM a" + repeated(" UNION SELECT 1 FROM b", 5'000)));
  CHECK(read(repeated("WITH x AS (", 500) + "SELECT 1 FROM t" + repeated(") SELECT 1 FROM x", 500)));
}

TEST_CASE("tables are found hundreds of levels down", "[sql]") {
  CHECK(test::lowered("SELECT " + repeated("(SELECT ", 300) + "1 FROM t" + repeated(")", 300)) ==
        "SELECT: from=(t)");
  CHECK(test::lowered("SELECT 1 FROM a" + repeated(" UNION SELECT 1 FROM b", 1'000)) ==
        "SELECT: from=(a, b)");
}

TEST_CASE("rows of INSERT are counted", "[sql]") {
  std::string rows;
  for (int i = 0; i < 5'000; ++i) {
    rows += i == 0 ? "(" : ",(";
    rows += std::to_string(i);
    rows += ",'x')";
  }
  Reader reader;
  const auto literal = reader.read("INSERT INTO t VALUES " + rows, 0);
  REQUIRE(literal.has_value());
  CHECK(literal->as<Insert>()->rows == 5'000);
  CHECK(literal->as<Insert>()->literal_rows);
  CHECK(literal->as<Insert>()->constants.size() == 64);
  CHECK(literal->as<Insert>()->constant_places == std::vector<std::uint16_t>(64, 1));

  const auto computed = reader.read("INSERT INTO t VALUES " + rows + ",(now(), (SELECT 1 FROM u))", 0);
  REQUIRE(computed.has_value());
  CHECK(computed->as<Insert>()->rows == 5'001);
  CHECK_FALSE(computed->as<Insert>()->literal_rows);
  REQUIRE(computed->as<Insert>()->sources.size() == 1);
  CHECK(computed->as<Insert>()->sources[0].name == "u");
}

TEST_CASE("text without a statement, and with more than one", "[sql]") {
  CHECK(test::lowered("-- nothing").empty());
  CHECK(test::lowered("SELECT 1 FROM a; SELECT 2 FROM b") == "SELECT: from=(a)");
  CHECK(test::lowered("SELECT '") == "error unterminated quoted string at or near \"'\"");
}

}  // namespace migralint::sql
