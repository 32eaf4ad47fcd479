#include "sql/name.hpp"

#include "sql/expr.hpp"
#include "sql/lower.hpp"
#include "support/catch.hpp"

namespace migralint::sql {
namespace {

TypeName type(std::string name, std::vector<std::string> modifiers = {}, int dimensions = 0) {
  TypeName result;
  result.name = std::move(name);
  result.modifiers = std::move(modifiers);
  result.array_dimensions = dimensions;
  return result;
}

Expr default_of(const std::string& text) {
  Reader reader;
  const auto statement = reader.read("ALTER TABLE t ALTER a SET DEFAULT " + text, 0);
  REQUIRE(statement.has_value());
  return *std::get<SetDefault>(statement->as<AlterTable>()->actions.at(0).what).expr;
}

}  // namespace

TEST_CASE("names are quoted where PostgreSQL quotes them", "[sql]") {
  CHECK(quoted("orders") == "orders");
  CHECK(quoted("_a1") == "_a1");
  CHECK(quoted("Orders") == "\"Orders\"");
  CHECK(quoted("1a") == "\"1a\"");
  CHECK(quoted("a b") == "\"a b\"");
  CHECK(quoted("a\"b") == "\"a\"\"b\"");
  CHECK(quoted("größe") == "\"größe\"");
  CHECK(quoted("a$b") == "\"a$b\"");
  CHECK(quoted("") == "\"\"");
  CHECK(quoted("user") == "\"user\"");        // reserved
  CHECK(quoted("integer") == "\"integer\"");  // may be a column's name, but not a function's
  CHECK(quoted("left") == "\"left\"");        // may be a function's name
  CHECK(quoted("name") == "name");            // a keyword that is not reserved
  CHECK(quoted(Name{"s", "select", {}}) == "s.\"select\"");
  CHECK(quoted(Name{"", "t", {}}) == "t");
}

TEST_CASE("names are found in texts as regclass reads them", "[sql]") {
  CHECK(name_in_text("Orders") == Name{"", "orders", {}});
  CHECK(name_in_text("shop.orders_id_seq") == Name{"shop", "orders_id_seq", {}});
  CHECK(name_in_text("\"My Schema\".\"A\"\"b.c\"") == Name{"My Schema", "A\"b.c", {}});
  CHECK(name_in_text("").empty());
}

TEST_CASE("types are spelled as format_type() does", "[sql]") {
  CHECK(to_string(type("int4")) == "integer");
  CHECK(to_string(type("int8", {}, 2)) == "bigint[]");
  CHECK(to_string(type("varchar", {"20"})) == "character varying(20)");
  CHECK(to_string(type("varchar", {"20"}, 1)) == "character varying(20)[]");
  CHECK(to_string(type("bpchar", {"1"})) == "character(1)");
  CHECK(to_string(type("bpchar")) == "bpchar");
  CHECK(to_string(type("char")) == "\"char\"");
  CHECK(to_string(type("numeric", {"10", "2"})) == "numeric(10,2)");
  CHECK(to_string(type("timestamptz", {"3"})) == "timestamp(3) with time zone");
  CHECK(to_string(type("time")) == "time without time zone");
  CHECK(to_string(type("interval", {"day to second", "3"})) == "interval day to second(3)");
  CHECK(to_string(type("interval", {"3"})) == "interval(3)");
  CHECK(to_string(type("varbit", {"5"})) == "bit varying(5)");
  CHECK(to_string(type("geometry", {"point", "4326"})) == "geometry(point,4326)");
  TypeName own = type("Mood");
  own.schema = "s";
  CHECK(to_string(own) == "s.\"Mood\"");
  own.set_of = true;
  CHECK(to_string(own) == "SETOF s.\"Mood\"");
}

TEST_CASE("expressions are compared without their places", "[sql]") {
  CHECK(same_expression(default_of("a  +  1"), default_of("a+1")));
  CHECK(same_expression(default_of("'x'::varchar"), default_of("CAST('x' AS character varying)")));
  CHECK_FALSE(same_expression(default_of("a + 1"), default_of("a + 2")));
  CHECK_FALSE(same_expression(default_of("a + 1"), default_of("a - 1")));
  CHECK_FALSE(same_expression(default_of("f(a)"), default_of("s.f(a)")));
  CHECK_FALSE(same_expression(default_of("1"), default_of("'1'")));
  CHECK_FALSE(same_expression(default_of("a::int"), default_of("a::bigint")));
}

TEST_CASE("the columns of an expression", "[sql]") {
  CHECK(columns_of(default_of("lower(b) || t.a || CASE WHEN b IN (c, 'x') THEN 1 END")) ==
        std::vector<std::string>{"b", "a", "c"});
  CHECK(columns_of(default_of("now()")).empty());
  CHECK(default_of("coalesce(1, f(2))").any([](const Expr& e) { return e.kind == Expr::Kind::function; }));
  CHECK_FALSE(default_of("coalesce(1, 2)").any([](const Expr& e) { return e.kind == Expr::Kind::function; }));
}

}  // namespace migralint::sql
