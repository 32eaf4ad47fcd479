#include <string>
#include <string_view>
#include <vector>

#include "script/script.hpp"
#include "tests/support/catch.hpp"

using namespace migralint;
using script::Script;
using script::split;

namespace {

using Texts = std::vector<std::string>;

Texts statements(std::string_view text) {
  Texts texts;
  for (const auto& statement : split(text).statements)
    texts.emplace_back(statement.range.of(text));
  return texts;
}

Texts problems(std::string_view text) {
  Texts messages;
  for (const auto& problem : split(text).problems)
    messages.emplace_back(problem.message);
  return messages;
}

struct Case {
  std::string_view text;
  Texts expected;
};

void check(const std::vector<Case>& cases) {
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(statements(one.text) == one.expected);
    CHECK(problems(one.text).empty());
  }
}

}  // namespace

TEST_CASE("statements end at semicolons", "[script]") {
  check({
      {"", {}},
      {"  \n\t", {}},
      {";;\n ; ", {}},
      {"select 1", {"select 1"}},
      {"select 1;", {"select 1"}},
      {"a; b ;\nc", {"a", "b", "c"}},
      {"a;;b;;", {"a", "b"}},
      {"a\r\n;\r\nb\r\n", {"a", "b"}},
      {"a\r;\rb\r", {"a", "b"}},
      {"\xEF\xBB\xBFselect 1; b", {"select 1", "b"}},
      {"\xEF\xBB\xBF", {}},
      {"SELECT 'größe'; größe", {"SELECT 'größe'", "größe"}},
      {std::string_view("a\0b; c", 6), {std::string("a\0b", 3), "c"}},
      {"\xFF\xFE;\x80", {"\xFF\xFE", "\x80"}},
  });
}

TEST_CASE("a statement's range leaves out comments around it", "[script]") {
  check({
      {"-- one\na -- two\n; -- three\nb", {"a", "b"}},
      {"/* x */ a /* y */; /* z */", {"a"}},
      {"a -- x;y\n b;", {"a -- x;y\n b"}},
      {"a /* ; */ b;", {"a /* ; */ b"}},
      {"a /* ; /* ; */ ; */ b; c", {"a /* ; /* ; */ ; */ b", "c"}},
      {"a --x\r b; c", {"a --x\r b", "c"}},
      {"a +-- c;\n1;", {"a +-- c;\n1"}},
      {"a */* ; */ 1;", {"a */* ; */ 1"}},
      {"select 1 - 2; select 4 / 2", {"select 1 - 2", "select 4 / 2"}},
      {"a /**/ /***/ /*/ ; */; b", {"a", "b"}},
      {"a; /* x */ /* y */ -- z", {"a"}},
  });
}

TEST_CASE("quotes hide semicolons", "[script]") {
  check({
      {"a ';' b; c", {"a ';' b", "c"}},
      {"a 'it''s;'; b", {"a 'it''s;'", "b"}},
      {"a '\\'; b", {"a '\\'", "b"}},
      {"a E'\\';'; b", {"a E'\\';'", "b"}},
      {"a e'\\\\'; b", {"a e'\\\\'", "b"}},
      {"a E'x' \n 'y\\';z'; b", {"a E'x' \n 'y\\';z'", "b"}},
      {"a E'x' -- c\n 'y\\';z'; b", {"a E'x' -- c\n 'y\\';z'", "b"}},
      {"a E'x' 'y\\'; b", {"a E'x' 'y\\'", "b"}},
      {"a table'\\'; b", {"a table'\\'", "b"}},
      {"a U&'\\'; b", {"a U&'\\'", "b"}},
      {"a N'\\' B'0;' X'F;'; b", {"a N'\\' B'0;' X'F;'", "b"}},
      {"a \";\"\";\"; b", {"a \";\"\";\"", "b"}},
      {"a U&\"\\\" ; b", {"a U&\"\\\"", "b"}},
      {"a \"'\" '\"'; b", {"a \"'\" '\"'", "b"}},
      {"a '--' '/*'; b", {"a '--' '/*'", "b"}},
      {"'x'", {"'x'"}},
  });
}

TEST_CASE("dollar quotes hide everything", "[script]") {
  check({
      {"a $$;$$; b", {"a $$;$$", "b"}},
      {"a $x$ ; $$ ; $y$ ; $x$; b", {"a $x$ ; $$ ; $y$ ; $x$", "b"}},
      {"a $x$ $junk$x$; b", {"a $x$ $junk$x$", "b"}},
      {"a $$$x$$; b", {"a $$$x$$", "b"}},
      {"a $$ -- ' /* \" ;\n$$; b", {"a $$ -- ' /* \" ;\n$$", "b"}},
      {"a $größe$;$größe$; b", {"a $größe$;$größe$", "b"}},
      {"a $1 + $2; b", {"a $1 + $2", "b"}},
      {"a x$y$z; b x$y$", {"a x$y$z", "b x$y$"}},
      {"a x1$$; b", {"a x1$$", "b"}},
      {"a $1$; b", {"a $1$", "b"}},
      {"a $; b", {"a $", "b"}},
      {"a 'x'$$;$$; b", {"a 'x'$$;$$", "b"}},
      {"a $$x$$$$;$$; b", {"a $$x$$$$;$$", "b"}},
      {"create function f() returns int as $$ begin; return 1; end; $$ language plpgsql; b",
       {"create function f() returns int as $$ begin; return 1; end; $$ language plpgsql", "b"}},
  });
}

TEST_CASE("BEGIN ATOMIC bodies are one statement", "[script]") {
  check({
      {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; b",
       {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END", "b"}},
      {"create or replace procedure p() begin /* x */ atomic insert into t values (1); end; b",
       {"create or replace procedure p() begin /* x */ atomic insert into t values (1); end", "b"}},
      {"create function f() returns int begin atomic select case when a then 1 end; select 2; end; b",
       {"create function f() returns int begin atomic select case when a then 1 end; select 2; end", "b"}},
      {"create function f() returns int begin atomic select (case when a then 1 end); select 2; end; b",
       {"create function f() returns int begin atomic select (case when a then 1 end); select 2; end", "b"}},
      {"create function f(begin int) returns int return begin; b",
       {"create function f(begin int) returns int return begin", "b"}},
      {"create function begin() returns int return 1; b",
       {"create function begin() returns int return 1", "b"}},
      {"/* x */ create /* y */ function f() begin atomic; end; b",
       {"create /* y */ function f() begin atomic; end", "b"}},
      {"create function f() begin atomic select 'end;'; \"end\"; end; b",
       {"create function f() begin atomic select 'end;'; \"end\"; end", "b"}},
      {"begin; select 1; end; commit", {"begin", "select 1", "end", "commit"}},
      {"begin atomic; b", {"begin atomic", "b"}},
      {"create table t (a int); begin; end", {"create table t (a int)", "begin", "end"}},
  });
}

TEST_CASE("parentheses hold semicolons in CREATE RULE only", "[script]") {
  check({
      {"CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); b",
       {"CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "b"}},
      {"create or replace rule r as on insert to t do also (a; (b; c); d); e",
       {"create or replace rule r as on insert to t do also (a; (b; c); d)", "e"}},
      {"create rule r as on insert to t do nothing; b", {"create rule r as on insert to t do nothing", "b"}},
      {"create table t (a int; create table u (b int);", {"create table t (a int", "create table u (b int)"}},
  });
}

TEST_CASE("offsets, terminators and leads are exact", "[script]") {
  const std::string_view text = "-- x\na b -- y\n ; c;d";
  const Script script = split(text);
  REQUIRE(script.statements.size() == 3);
  const auto& first = script.statements[0];
  CHECK(first.range == Span{5, 8});
  CHECK(first.with_terminator == Span{5, 16});
  CHECK(first.lead == 0);
  CHECK(script.statements[1].range == Span{17, 18});
  CHECK(script.statements[1].with_terminator == Span{17, 19});
  CHECK(script.statements[1].lead == 16);
  CHECK(script.statements[2].with_terminator == Span{19, 20});
  CHECK(script.statements[2].lead == 19);
  CHECK(split("\xEF\xBB\xBF a").statements[0].lead == 3);
}

TEST_CASE("what never ends is a problem and reaches the end of the file", "[script]") {
  struct Broken {
    std::string_view text;
    std::string_view message;
    Span span;
    Texts expected;
  };
  const Broken cases[] = {
      {"a; b 'x;", "unterminated quoted string", {5, 6}, {"a", "b 'x;"}},
      {"a E'x\\", "unterminated quoted string", {3, 4}, {"a E'x\\"}},
      {"a \"x;", "unterminated quoted identifier", {2, 3}, {"a \"x;"}},
      {"a $f$ ; $g$ ", "unterminated dollar-quoted string", {2, 5}, {"a $f$ ; $g$ "}},
      {"a /* /* */ ;", "unterminated comment", {2, 4}, {"a"}},
      {"/*", "unterminated comment", {0, 2}, {}},
      {"a; /*/", "unterminated comment", {3, 5}, {"a"}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    const Script script = split(one.text);
    REQUIRE(script.problems.size() == 1);
    CHECK(script.problems[0].message == one.message);
    CHECK(script.problems[0].span == one.span);
    CHECK(statements(one.text) == one.expected);
  }
}

TEST_CASE("comments know what stands around them", "[script]") {
  const std::string_view text =
      "-- a\n  /* b\n b */ \nx /* c */ y -- d\n/* e */ z; -- f\n/* g */ -- h\n'--i'";
  const Script script = split(text);
  struct Expected {
    std::string_view text;
    bool block, own_line, code_before;
  };
  const Expected expected[] = {{"-- a", false, true, false},    {"/* b\n b */", true, true, false},
                               {"/* c */", true, false, true},  {"-- d", false, false, true},
                               {"/* e */", true, false, false}, {"-- f", false, false, true},
                               {"/* g */", true, false, false}, {"-- h", false, false, false}};
  REQUIRE(script.comments.size() == std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    INFO(expected[i].text);
    CHECK(script.comments[i].span.of(text) == expected[i].text);
    CHECK(script.comments[i].block == expected[i].block);
    CHECK(script.comments[i].own_line == expected[i].own_line);
    CHECK(script.comments[i].code_before == expected[i].code_before);
  }
  CHECK(split("\xEF\xBB\xBF-- a").comments[0].own_line);
}
