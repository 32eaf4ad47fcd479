// Plain tokens are told without the lexer: they must be the lexer's.
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "script/lexer.hpp"
#include "sql/places.hpp"
#include "support/catch.hpp"

using namespace migralint;

namespace {

std::vector<sql::Token> by_lexer(std::string_view text) {
  script::Lexer lexer(text, Span{0, static_cast<std::uint32_t>(text.size())});
  std::vector<sql::Token> tokens;
  for (sql::Token token; sql::read_token(text, lexer, token);) {
    tokens.push_back(token);
  }
  return tokens;
}

bool same(const sql::Token& a, const sql::Token& b) {
  return a.begin == b.begin && a.end == b.end && a.kind == b.kind && a.symbol == b.symbol;
}

bool agree(std::string_view text) {
  sql::Tokens tokens;
  tokens.reset(text);
  return std::ranges::equal(tokens.all(), by_lexer(text), same);
}

}  // namespace

TEST_CASE("the tokens of a statement are the lexer's", "[sql]") {
  CHECK(agree("CREATE TABLE t(a int,b text DEFAULT 'x;)',c \"d\"\"e\");"));
  CHECK(agree("E'\\'' e'a' U&'\\0041' u&\"x\" B'1' x n'y' e u & e& x'1f' a:b :v ::int $1 $$a$$ $t$b$t$"));
  CHECK(agree("-- line\n/* block /* nested */ */ a--b\n/**/,(;) . 1.5e3 .5 t.c @- <> %TYPE \\x"));
  CHECK(agree(" \t\r\n\f\v"));
  CHECK(agree(""));
}

TEST_CASE("they are, whatever the pieces", "[sql]") {
  constexpr std::string_view pieces[] = {"a",  "E", "'", "\"", "$",  "$$",  "--", "\n", "/*",
                                         "*/", "(", ")", ",",  ";",  " ",   "U&", "1",  ".",
                                         ":",  "é", "&", "x'", "\\", "tag", "[",  "]",  "e'"};
  std::mt19937 random(4);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in every run
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      text += pieces[random() % std::size(pieces)];
    }
    INFO(text);
    REQUIRE(agree(text));
  }
}
