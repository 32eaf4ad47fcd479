// What only psql knows: meta-commands, variables, \; and COPY data.
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

Texts meta_commands(std::string_view text) {
  Texts texts;
  for (const auto& meta : split(text).meta_commands)
    texts.emplace_back(meta.range.of(text));
  return texts;
}

Texts copy_data(std::string_view text) {
  Texts texts;
  for (const Span data : split(text).copy_data)
    texts.emplace_back(data.of(text));
  return texts;
}

Texts prepared(std::string_view text, bool fill) {
  Texts texts;
  std::string buffer;
  for (const auto& statement : split(text).statements) {
    const std::string_view result = script::prepare(text, statement, buffer, fill);
    CHECK(result.size() == statement.with_terminator.size());
    texts.emplace_back(result);
  }
  return texts;
}

}  // namespace

TEST_CASE("meta-commands stand between statements and in them", "[script]") {
  struct Case {
    std::string_view text;
    Texts statements, meta;
  };
  const Case cases[] = {
      {"\\set x 1;2\na;", {"a"}, {"\\set x 1;2"}},
      {"\\restrict abc\r\na;\r\n\\unrestrict abc\r\n", {"a"}, {"\\restrict abc", "\\unrestrict abc"}},
      {"\\i x.sql\ra;", {"a"}, {"\\i x.sql"}},
      {"\\if :x\na;\n\\else\nb;\n\\endif", {"a", "b"}, {"\\if :x", "\\else", "\\endif"}},
      {"a \\g\nb \\gx out.txt\nc \\gset p_\nd \\gexec\ne \\crosstabview\nf",
       {"a", "b", "c", "d", "e", "f"},
       {"\\g", "\\gx out.txt", "\\gset p_", "\\gexec", "\\crosstabview"}},
      {"a\n\\echo 'x;'\nb; c", {"a\n\\echo 'x;'\nb", "c"}, {"\\echo 'x;'"}},
      {"a \\bind 1 \\g\nb", {"a", "b"}, {"\\bind 1", "\\g"}},
      {"a \\gset \\echo x\nb", {"a", "b"}, {"\\gset", "\\echo x"}},
      {"\\set x '\\\\;' \\\\ a; b", {"a", "b"}, {"\\set x '\\\\;' \\\\"}},
      {"\\set x 'open\na;", {"a"}, {"\\set x 'open"}},
      {"\\! echo \\;\na;", {"a"}, {"\\! echo \\;"}},
      {"wrong ( \\r\nb;", {"b"}, {"\\r"}},
      {"a '\\x' \"\\y\" $$\\z$$;", {"a '\\x' \"\\y\" $$\\z$$"}, {}},
      {"\\", {}, {"\\"}},
      {"a \\", {"a"}, {"\\"}},
      {"create function f() begin atomic \\g\nb;c", {"create function f() begin atomic", "b", "c"}, {"\\g"}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(statements(one.text) == one.statements);
    CHECK(meta_commands(one.text) == one.meta);
  }
  CHECK(split("\\set x").meta_commands[0].name == "set");
}

TEST_CASE("a backslash-semicolon joins statements", "[script]") {
  const std::string_view text = "a\\; b \\;\nc; d";
  const Script script = split(text);
  REQUIRE(script.statements.size() == 4);
  CHECK_FALSE(script.statements[0].sent_with_previous);
  CHECK(script.statements[1].sent_with_previous);
  CHECK(script.statements[2].sent_with_previous);
  CHECK_FALSE(script.statements[3].sent_with_previous);
  CHECK(statements(text) == Texts{"a", "b", "c", "d"});
  CHECK(script.statements[0].with_terminator == Span{0, 3});
  CHECK(prepared(text, false) == Texts{"a ;", "b  ;", "c;", "d"});
  CHECK_FALSE(split("a\\;; b").statements[1].sent_with_previous);
  CHECK(statements("\\;a") == Texts{"a"});
}

TEST_CASE("variables are told from other colons", "[script]") {
  const std::string_view with[] = {
      "select :x",        "select :'x'",      "select :\"x\"",        "select :{?x}", "drop table :t;",
      "a_:env",           "select array[:x]", "select array [1, :x]", "limit :n",     ":cmd",
      "select a[:x], :y", ":\"schema\".t",    "x = ANY(ARRAY[:'v'])"};
  for (const auto text : with) {
    INFO(text);
    CHECK(split(text).statements[0].has_psql_variables);
  }
  const std::string_view without[] = {"a::text",
                                      "a[1:2]",
                                      "a[1:n]",
                                      "a[:n]",
                                      "a[m:n]",
                                      "a[m : n]",
                                      "x := 1",
                                      "':x'",
                                      "\":x\"",
                                      "$$:x$$",
                                      "-- :x\na",
                                      "a /* :x */ b",
                                      "json_object('k':v)",
                                      "a : b",
                                      "a[lower(x):n]",
                                      ": 1",
                                      ":'x",
                                      ":{x}",
                                      "a:",
                                      "12:30",
                                      "a[x[1]:n]"};
  for (const auto text : without) {
    INFO(text);
    CHECK_FALSE(split(text).statements[0].has_psql_variables);
  }
}

TEST_CASE("prepared text keeps its length", "[script]") {
  struct Case {
    std::string_view text, plain, filled;
  };
  const Case cases[] = {
      {"select 1;", "select 1;", "select 1;"},
      {"-- :x\n select :x;", "select :x;", "select  x;"},
      {"a :'v' :\"w\" :{?zz};", "a :'v' :\"w\" :{?zz};", "a  'v'  \"w\" TRUE  ;"},
      {"a :{?z}", "a :{?z}", "a TRUE "},
      {"owner to :user", "owner to :user", "owner to _user"},
      {"role app_:env", "role app_:env", "role app__env"},
      {"a ':x' :x::int [1:n]", "a ':x' :x::int [1:n]", "a ':x'  x::int [1:n]"},
      {"a \\echo :x\nb;", "a         \nb;", "a         \nb;"},
      {"a \\bind 1\n;", "a        \n;", "a        \n;"},
      {"a \\: b;", "a  : b;", "a  : b;"},
      {"create rule r as on insert to t do (a\\; b);", "create rule r as on insert to t do (a ; b);",
       "create rule r as on insert to t do (a ; b);"},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(prepared(one.text, false) == Texts{std::string(one.plain)});
    CHECK(prepared(one.text, true) == Texts{std::string(one.filled)});
  }
  std::string buffer;
  const std::string_view text = "select 1;";
  CHECK(script::prepare(text, split(text).statements[0], buffer, true).data() == text.data());
}

TEST_CASE("COPY data is no SQL", "[script]") {
  struct Case {
    std::string_view text;
    Texts statements, data;
  };
  const Case cases[] = {
      {"COPY t FROM stdin;\n1;'\t\"$$\n--\n\\.\nb;", {"COPY t FROM stdin", "b"}, {"1;'\t\"$$\n--\n\\.\n"}},
      {"copy t (a, b) from STDIN WITH (FORMAT csv);\n1,2\n\\.\nb",
       {"copy t (a, b) from STDIN WITH (FORMAT csv)", "b"},
       {"1,2\n\\.\n"}},
      {"copy binary t from stdin;\nx\n\\.", {"copy binary t from stdin"}, {"x\n\\."}},
      {"copy t from stdin;\r\n1\r\n\\.\r\nb;", {"copy t from stdin", "b"}, {"1\r\n\\.\r\n"}},
      {"copy t from stdin;\r1\r\\.\rb;", {"copy t from stdin", "b"}, {"1\r\\.\r"}},
      {"copy t from stdin;\n\\.\nb;", {"copy t from stdin", "b"}, {"\\.\n"}},
      {"copy t from stdin;\nx\\.\n\\.x\n\\.\nb;", {"copy t from stdin", "b"}, {"x\\.\n\\.x\n\\.\n"}},
      {"copy t from stdin; a; -- x\n1\n\\.\nb;", {"copy t from stdin", "a", "b"}, {"1\n\\.\n"}},
      {"copy t from stdin; a 'x\ny'; c\n1\n\\.\nb;",
       {"copy t from stdin", "a 'x\ny'", "c", "b"},
       {"1\n\\.\n"}},
      {"copy t from stdin\\; copy u from stdin;\n1\n\\.\n2\n\\.\nb",
       {"copy t from stdin", "copy u from stdin", "b"},
       {"1\n\\.\n", "2\n\\.\n"}},
      {"copy t from stdin \\g\n1\n\\.\nb", {"copy t from stdin", "b"}, {"1\n\\.\n"}},
      {"\\copy t from stdin csv\n1\n\\.\nb", {"b"}, {"1\n\\.\n"}},
      {"\\copy t from 'x;y' csv\nb;", {"b"}, {}},
      {"copy t from '/x'; b", {"copy t from '/x'", "b"}, {}},
      {"copy (select * from stdin) to stdout;\nb;", {"copy (select * from stdin) to stdout", "b"}, {}},
      {"copy t to stdout; -- from stdin\nb;", {"copy t to stdout", "b"}, {}},
      {"select 'copy t from stdin;';\nb;", {"select 'copy t from stdin;'", "b"}, {}},
      // SQL follows at once: the COPY fails, or its data was cut out.
      {"copy t from stdin;\n\nselect a;", {"copy t from stdin", "select a"}, {}},
      {"copy t from stdin;\n-- 1\n-- \\.\nselect a;", {"copy t from stdin", "select a"}, {}},
      {"copy t from stdin;\nset x = 1;\ncopy u from stdin;\n1\n\\.\nb",
       {"copy t from stdin", "set x = 1", "copy u from stdin", "b"},
       {"1\n\\.\n"}},
      {"copy t from stdin;\n\n\\.\nb", {"copy t from stdin", "b"}, {"\n\\.\n"}},
      {"copy t from stdin;", {"copy t from stdin"}, {}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(statements(one.text) == one.statements);
    CHECK(copy_data(one.text) == one.data);
    CHECK(split(one.text).problems.empty());
  }
}

TEST_CASE("COPY data without an end is reported", "[script]") {
  const std::string_view text = "copy t from stdin;\n1\t2\n3\t4\n";
  const Script script = split(text);
  REQUIRE(script.problems.size() == 1);
  CHECK(script.problems[0].span.of(text) == "1\t2");
  CHECK(copy_data(text) == Texts{"1\t2\n3\t4\n"});
}
