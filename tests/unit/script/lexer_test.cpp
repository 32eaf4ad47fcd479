#include "script/lexer.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

using namespace migralint;
using script::Lexer;
using script::Token;
using script::TokenKind;

namespace {

using Tokens = std::vector<std::pair<TokenKind, std::string>>;

Span whole(std::string_view text) { return {0, static_cast<std::uint32_t>(text.size())}; }

Tokens tokens(std::string_view text) {
  Tokens result;
  Lexer lexer(text, whole(text));
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    result.emplace_back(token.kind, token.span.of(text));
  }
  return result;
}

constexpr auto word = TokenKind::word;
constexpr auto ident = TokenKind::quoted_identifier;
constexpr auto str = TokenKind::string;
constexpr auto dollar = TokenKind::dollar_string;
constexpr auto number = TokenKind::number;
constexpr auto param = TokenKind::parameter;
constexpr auto punct = TokenKind::punctuation;
constexpr auto op = TokenKind::op;
constexpr auto line = TokenKind::line_comment;
constexpr auto block = TokenKind::block_comment;
constexpr auto variable = TokenKind::psql_variable;
constexpr auto meta = TokenKind::meta_command;
constexpr auto other = TokenKind::other;

}  // namespace

TEST_CASE("tokens", "[script]") {
  struct Case {
    std::string_view text;
    Tokens expected;
  };
  const Case cases[] = {
      {"", {}},
      {" \t\r\n\f\v", {}},
      {"Select a_1, größe", {{word, "Select"}, {word, "a_1"}, {punct, ","}, {word, "größe"}}},
      {"a$b$ $1 $", {{word, "a$b$"}, {param, "$1"}, {other, "$"}}},
      {"\"a\"\"b\" U&\"x\" u&'y'", {{ident, "\"a\"\"b\""}, {ident, "U&\"x\""}, {str, "u&'y'"}}},
      {"u & 'x' u&x", {{word, "u"}, {op, "&"}, {str, "'x'"}, {word, "u"}, {op, "&"}, {word, "x"}}},
      {"'it''s' E'\\'' e'a\\\\' b'01' X'f' n'x'",
       {{str, "'it''s'"}, {str, "E'\\''"}, {str, "e'a\\\\'"}, {str, "b'01'"}, {str, "X'f'"}, {str, "n'x'"}}},
      {"'\\' x", {{str, "'\\'"}, {word, "x"}}},
      {"$$a;$$ $t$ $$ $t$", {{dollar, "$$a;$$"}, {dollar, "$t$ $$ $t$"}}},
      {"1 1.5 .5 1. 1e10 1.5E-3 0xFF 1_000",
       {{number, "1"},
        {number, "1.5"},
        {number, ".5"},
        {number, "1."},
        {number, "1e10"},
        {number, "1.5E-3"},
        {number, "0xFF"},
        {number, "1_000"}}},
      {"1..10", {{number, "1"}, {punct, "."}, {number, ".10"}}},
      {"1e x", {{number, "1"}, {word, "e"}, {word, "x"}}},
      {"a.b::int", {{word, "a"}, {punct, "."}, {word, "b"}, {op, "::"}, {word, "int"}}},
      {"a:=1", {{word, "a"}, {op, ":="}, {number, "1"}}},
      {"a<=-1", {{word, "a"}, {op, "<="}, {op, "-"}, {number, "1"}}},
      {"a @-1", {{word, "a"}, {op, "@-"}, {number, "1"}}},
      {"a->>'x' || b", {{word, "a"}, {op, "->>"}, {str, "'x'"}, {op, "||"}, {word, "b"}}},
      {"a+--c\n-1", {{word, "a"}, {op, "+"}, {line, "--c"}, {op, "-"}, {number, "1"}}},
      {"a*/*c*/b", {{word, "a"}, {op, "*"}, {block, "/*c*/"}, {word, "b"}}},
      {"/* a /* b */ c */ d", {{block, "/* a /* b */ c */"}, {word, "d"}}},
      {":v :'v' :\"v\" :{?v} :1",
       {{variable, ":v"},
        {variable, ":'v'"},
        {variable, ":\"v\""},
        {variable, ":{?v}"},
        {punct, ":"},
        {number, "1"}}},
      {"a[1:n]", {{word, "a"}, {punct, "["}, {number, "1"}, {punct, ":"}, {word, "n"}, {punct, "]"}}},
      {"a \\g x\nb", {{word, "a"}, {meta, "\\g x"}, {word, "b"}}},
      {"a\\;b", {{word, "a"}, {meta, "\\"}, {punct, ";"}, {word, "b"}}},
      {"{a}", {{other, "{"}, {word, "a"}, {other, "}"}}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(tokens(one.text) == one.expected);
  }
}

TEST_CASE("unterminated tokens say so", "[script]") {
  const std::string_view cases[] = {"'a", "E'a\\'", "\"a", "$$a$", "/* /* */", "U&'a"};
  for (const auto text : cases) {
    INFO(text);
    const Token token = Lexer(text, whole(text)).next();
    CHECK(token.unterminated);
    CHECK(token.span == whole(text));
  }
  const std::string_view ended = "'a'";
  CHECK_FALSE(Lexer(ended, whole(ended)).next().unterminated);
}

TEST_CASE("a lexer stays inside its range", "[script]") {
  const std::string_view text = "a 'b' c";
  Lexer lexer(text, {2, 4});
  const Token token = lexer.next();
  CHECK(token.span == Span{2, 4});
  CHECK(token.unterminated);
  CHECK(lexer.next().kind == TokenKind::end);
  CHECK(lexer.next().kind == TokenKind::end);
  CHECK(Lexer(text, {6, 99}).next().span == Span{6, 7});
}

TEST_CASE("trim drops blanks and comments", "[script]") {
  const std::string_view text = " -- x\n a /* y */ b /* z */ ";
  CHECK(script::trim(text, whole(text)).of(text) == "a /* y */ b");
  const std::string_view nothing = " /* z */ ";
  CHECK(script::trim(nothing, whole(nothing)).empty());
}

TEST_CASE("split_top_level", "[script]") {
  struct Case {
    std::string_view text;
    std::vector<std::string> parts;
  };
  const Case cases[] = {
      {"a, b", {"a", "b"}},
      {" a /* , */ , f(x, y) , z[1, 2] -- ,\n", {"a", "f(x, y)", "z[1, 2]"}},
      {"',', \",\", $$,$$", {"','", "\",\"", "$$,$$"}},
      {"a,,b,", {"a", "", "b", ""}},
      {" /* x */ ", {}},
      {"a), b", {"a)", "b"}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    std::vector<std::string> parts;
    for (const Span part : script::split_top_level(one.text, whole(one.text), ',')) {
      parts.emplace_back(part.of(one.text));
    }
    CHECK(parts == one.parts);
  }
}

TEST_CASE("find_words", "[script]") {
  const std::string_view text = "ALTER COLUMN c /* set not null */ Set /* x */ NOT null, set (set not null)";
  const auto found = script::find_words(text, whole(text), {"set", "not", "null"});
  REQUIRE(found);
  CHECK(found->of(text) == "Set /* x */ NOT null");
  CHECK_FALSE(script::find_words(text, whole(text), {"set", "null"}));
  CHECK_FALSE(script::find_words(text, {55, whole(text).end}, {"not"}));
  CHECK_FALSE(script::find_words("\"set\"", {0, 5}, {"set"}));
  CHECK(script::find_words("set set not", {0, 11}, {"set", "not"}) == Span{4, 11});
  CHECK_FALSE(script::find_words("set", {0, 3}, {"set", "not"}));
}
