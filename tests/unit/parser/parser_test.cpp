#include "parser/parser.hpp"

#include <string>
#include <string_view>
#include <thread>

#include "support/catch.hpp"

using migralint::Expected;
using migralint::parser::Json;
using migralint::parser::ParseError;
using migralint::parser::Parser;

namespace {

ParseError error_of(Parser& parser, std::string_view sql) {
  auto result = parser.parse(sql);
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("a statement becomes libpg_query's JSON tree", "[parser]") {
  Parser parser;
  const auto tree = parser.parse("ALTER TABLE orders ADD COLUMN note text");
  REQUIRE(tree);
  CHECK(tree->text.starts_with(R"({"version":)"));
  CHECK(tree->text.find(R"("AT_AddColumn")") != std::string_view::npos);
  CHECK(tree->text.find(R"("relname":"orders")") != std::string_view::npos);
  CHECK(tree->text.ends_with("]}"));
}

TEST_CASE("several statements, and none, are one tree", "[parser]") {
  Parser parser;
  const auto two = parser.parse("SELECT 1; SELECT 2");
  REQUIRE(two);
  CHECK(two->text.find("stmt_location") != std::string_view::npos);
  const auto none = parser.parse("");
  REQUIRE(none);
  CHECK(none->text.find(R"("stmts":[])") != std::string_view::npos);
}

TEST_CASE("bytes behind the tree can be read", "[parser]") {
  Parser parser;
  const auto tree = parser.parse("SELECT 1");
  REQUIRE(tree);
  unsigned sum = 0;
  for (std::size_t i = 0; i < Json::padding; ++i) {
    sum += static_cast<unsigned char>(tree->text.data()[tree->text.size() + i]);
  }
  CHECK(tree->text.data()[tree->text.size()] == '\0');
  CHECK(sum <= 255 * Json::padding);
}

TEST_CASE("an error has PostgreSQL's message and its byte", "[parser]") {
  Parser parser;
  SECTION("in plain text") {
    const auto error = error_of(parser, "SELECT 1 FRM t x");
    CHECK(error.kind == ParseError::Kind::syntax);
    CHECK(error.message == R"(syntax error at or near "t")");
    CHECK(error.offset == 13);
  }
  SECTION("behind characters of two, three and four bytes") {
    const std::string sql = "SELECT 'é€😀' FRM t x";
    const auto error = error_of(parser, sql);
    CHECK(error.message == R"(syntax error at or near "t")");
    CHECK(error.offset == sql.find("t x"));
  }
  SECTION("at the end") {
    const std::string sql = "SELECT 'ü' FROM";
    const auto error = error_of(parser, sql);
    CHECK(error.message == "syntax error at end of input");
    CHECK(error.offset == sql.size());
  }
  SECTION("the next statement parses") { CHECK(parser.parse("SELECT 1")); }
}

TEST_CASE("what is never closed is an error where it began", "[parser]") {
  Parser parser;
  SECTION("quote") {
    const auto error = error_of(parser, "SELECT 'abc");
    CHECK(error.message.starts_with("unterminated quoted string"));
    CHECK(error.offset == 7);
  }
  SECTION("quoted identifier") {
    const auto error = error_of(parser, "SELECT \"abc");
    CHECK(error.message.starts_with("unterminated quoted identifier"));
    CHECK(error.offset == 7);
  }
  SECTION("dollar quote") {
    const auto error = error_of(parser, "/* é */ SELECT $tag$ abc $ta$");
    CHECK(error.message.starts_with("unterminated dollar-quoted string"));
    CHECK(error.offset == 16);
  }
  SECTION("comment") {
    const auto error = error_of(parser, "SELECT /* a /* b */");
    CHECK(error.message.starts_with("unterminated /* comment"));
    CHECK(error.offset == 7);
  }
  CHECK(parser.parse("SELECT 1"));
}

TEST_CASE("text that PostgreSQL cannot hold never reaches the parser", "[parser]") {
  using namespace std::string_view_literals;
  Parser parser;
  SECTION("NUL") {
    const auto error = error_of(parser, "SELECT 'é'\0; DROP TABLE t"sv);
    CHECK(error.kind == ParseError::Kind::input);
    CHECK(error.offset == 11);
  }
  SECTION("invalid UTF-8") {
    const auto error = error_of(parser, "SELECT 'long enough for a word of eight bytes \xE9t\xE9'"sv);
    CHECK(error.kind == ParseError::Kind::input);
    CHECK(error.offset == 46);
  }
  SECTION("also in PL/pgSQL") {
    const auto result = parser.parse_plpgsql("DO $$ \0 $$"sv);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ParseError::Kind::input);
  }
  CHECK(parser.parse("SELECT 1"));
}

TEST_CASE("PL/pgSQL", "[parser]") {
  Parser parser;
  SECTION("a DO block") {
    const auto tree = parser.parse_plpgsql("DO $$ BEGIN DELETE FROM t; END $$");
    REQUIRE(tree);
    CHECK(tree->text.find("DELETE FROM t") != std::string_view::npos);
    CHECK(tree->text.find("PLpgSQL_stmt_execsql") != std::string_view::npos);
  }
  SECTION("a function") {
    const auto tree = parser.parse_plpgsql(
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := 1; RETURN NEW; END $$");
    REQUIRE(tree);
    CHECK(tree->text.find("PLpgSQL_stmt_return") != std::string_view::npos);
  }
  SECTION("an error") {
    const auto tree = parser.parse_plpgsql("DO $$ BEGIN IF x THEN; END $$");
    REQUIRE_FALSE(tree);
    CHECK(tree.error().kind == ParseError::Kind::syntax);
    CHECK(tree.error().message.starts_with("syntax error"));
  }
  CHECK(parser.parse("SELECT 1"));
  CHECK(parser.parse_plpgsql("DO $$ BEGIN NULL; END $$"));
}

TEST_CASE("a parser moves with its state", "[parser]") {
  Parser first;
  REQUIRE(first.parse("SELECT 1"));
  Parser second = std::move(first);
  CHECK(second.parse("SELECT 2"));
  first = Parser();
  CHECK(first.parse("SELECT 3"));
}

TEST_CASE("the parser says what it is", "[parser]") {
  CHECK(migralint::parser::parser_description().starts_with("libpg_query "));
}
