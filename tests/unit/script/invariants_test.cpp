// What holds for every input, checked on every prefix and suffix of a file that has everything in it.
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "script/lexer.hpp"
#include "script/line_index.hpp"
#include "script/script.hpp"
#include "script/suppressions.hpp"
#include "tests/support/catch.hpp"

using namespace migralint;
using script::Script;

namespace {

constexpr std::string_view gnarly =
    "\xEF\xBB\xBF-- header\r\n\\restrict x\r\n/* a /* b */ c */ CREATE TABLE \"t;\" (a int, -- "
    "migralint:ignore a/b\n"
    "  b text DEFAULT E'\\';' || 'it''s' U&'\\0041' -- x\n);\n"
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN 1 THEN 2 END; SELECT a[1:2]; END;\r"
    "DO $do$ BEGIN /* ; */ RAISE 'x'; $$;$$ END $do$; x$y$ ; $1;;\n"
    "CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT (2););\n"
    "COPY t (a) FROM STDIN; SELECT 1\\; SELECT :'v', :\"w\", :{?x}, a_:y \\gset\n1;'\t$$\n\\.\n"
    "SELECT 'größe \xF0\x9F\x98\x80' \\echo a 'b\n FROM t;\n"
    "-- +goose StatementBegin\nx\n-- +goose StatementEnd\n-- +goose Down\nDROP TABLE t; \\copy t from "
    "stdin\nd\n\\.\n"
    "copy a from stdin;\n\nselect 1 \\: 2 \\";

bool only_blanks(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

/// Marks bytes as taken; none may be taken twice.
struct Coverage {
  std::vector<char> taken;
  bool overlap = false;
  void take(Span span) {
    for (auto i = span.begin; i < span.end; ++i) {
      overlap = overlap || taken[i] != 0;
      taken[i] = 1;
    }
  }
};

bool holds(std::string_view text) {
  const Script s = script::split(text);
  Coverage coverage{std::vector<char>(text.size()), false};
  std::uint32_t previous = 0;
  std::string buffer;
  for (const auto& statement : s.statements) {
    const bool ordered = statement.lead >= previous && statement.range.begin >= statement.lead &&
                         statement.range.begin < statement.range.end &&
                         statement.with_terminator.begin == statement.range.begin &&
                         statement.range.end <= statement.with_terminator.end &&
                         statement.with_terminator.end <= text.size();
    if (!ordered) return false;
    previous = statement.with_terminator.end;
    coverage.take(statement.with_terminator);
    for (const bool fill : {false, true}) {
      if (script::prepare(text, statement, buffer, fill).size() != statement.with_terminator.size())
        return false;
    }
  }
  for (const Span data : s.copy_data)
    coverage.take(data);
  const auto outside = [&](Span span) { return coverage.taken[span.begin] == 0; };
  for (const auto& meta : s.meta_commands) {
    if (outside(meta.range)) coverage.take(meta.range);
  }
  for (const auto& comment : s.comments) {
    if (comment.span.end > text.size()) return false;
    if (outside(comment.span)) coverage.take(comment.span);
  }
  if (coverage.overlap) return false;
  std::string rest;
  for (std::size_t i = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; i < text.size(); ++i) {
    const bool joining = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ';';
    if (coverage.taken[i] == 0 && text[i] != ';' && !joining) rest += text[i];
  }
  for (const auto& suppression : script::find_suppressions(text, s)) {
    if (suppression.comment.end > text.size()) return false;
  }
  return only_blanks(rest);
}

double seconds(const std::string& text) {
  const auto begin = std::chrono::steady_clock::now();
  const Script s = script::split(text);
  std::string buffer;
  for (const auto& statement : s.statements)
    script::prepare(text, statement, buffer, true);
  script::find_suppressions(text, s);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string result;
  while (result.size() < bytes)
    result += text;
  return result;
}

}  // namespace

TEST_CASE("every prefix and suffix splits without gaps or overlaps", "[script]") {
  for (std::size_t i = 0; i <= gnarly.size(); ++i) {
    INFO(i);
    CHECK(holds(gnarly.substr(0, i)));
    CHECK(holds(gnarly.substr(i)));
  }
}

TEST_CASE("random bytes split without gaps or overlaps", "[script]") {
  constexpr std::string_view alphabet = "aeE'\"$-/*;:\\()[]\n\r .1\x80+b";
  std::mt19937 random(42);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto length = random() % 24;
    for (unsigned i = 0; i < length; ++i)
      text += alphabet[random() % alphabet.size()];
    if (text.find("\\r") != std::string::npos) continue;  // drops a statement, as it does in psql
    INFO(text);
    REQUIRE(holds(text));
  }
}

TEST_CASE("the lexer reads any bytes to their end", "[script]") {
  for (std::size_t i = 0; i <= gnarly.size(); ++i) {
    const Span range{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(gnarly.size())};
    script::Lexer lexer(gnarly, range);
    std::uint32_t at = range.begin;
    for (auto token = lexer.next(); token.kind != script::TokenKind::end; token = lexer.next()) {
      REQUIRE(token.span.begin >= at);
      REQUIRE(token.span.end > token.span.begin);
      REQUIRE(only_blanks(gnarly.substr(at, token.span.begin - at)));
      at = token.span.end;
    }
    CHECK(only_blanks(gnarly.substr(at)));
  }
}

// A quadratic path takes minutes on these; the bound leaves room for a slow machine and a sanitizer.
TEST_CASE("hostile repetitions stay linear", "[script]") {
  const std::string_view cases[] = {"a$",
                                    "$a",
                                    "1$1",
                                    "'",
                                    "''",
                                    "E'\\'",
                                    "E'' \n",
                                    "/*",
                                    "/**/",
                                    "/**/ ",
                                    "-- x\r",
                                    "--\n",
                                    "(",
                                    "create rule (",
                                    ":",
                                    ":a",
                                    "[:a",
                                    ":'",
                                    ":{?",
                                    "\\",
                                    "\\\\",
                                    "\\;",
                                    "\\a ",
                                    "\\a '",
                                    "\\:",
                                    ";",
                                    "create ",
                                    "create /**/ ",
                                    "copy t from stdin;\n",
                                    "copy t from stdin;\nselect a;\n",
                                    "copy t from stdin;\n1\n\\.\n",
                                    "copy t from stdin\\;",
                                    "\\copy t from stdin\n",
                                    "create function begin ",
                                    "create function begin atomic case ",
                                    "\"",
                                    "-- migralint:ignore a/b\n",
                                    "a -- migralint:ignore a/b\n",
                                    "x -- migralint:ignore a/b,\n",
                                    "$abc$ $ab",
                                    "e",
                                    "\xEF\xBB\xBF",
                                    "\xF0\x9F\x98\x80",
                                    "-- +goose Down\n",
                                    "begin /**/ "};
  for (const auto text : cases) {
    INFO(text);
    CHECK(seconds(repeated(text, 100000)) < 2.0);
  }
  // One statement with all of it inside.
  for (const auto text : cases) {
    INFO(text);
    CHECK(seconds("create function " + repeated(text, 100000)) < 2.0);
  }
}
