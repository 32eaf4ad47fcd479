#include "sql/plpgsql.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace migralint::sql {
namespace {

using parser::ParseError;

/// Not at the file's beginning, and behind a character of two bytes.
constexpr std::string_view before = "-- né\nSELECT 1;\n";

struct File {
  std::string text;
  Span body;
};

/// The body is between the first and the last of the quotes.
File file_of(std::string_view statement, std::string_view quote) {
  File file{std::string(before) + std::string(statement), {}};
  file.body.begin = static_cast<std::uint32_t>(before.size() + statement.find(quote) + quote.size());
  file.body.end = static_cast<std::uint32_t>(before.size() + statement.rfind(quote));
  return file;
}

Expected<EmbeddedProgram, ParseError> read(const File& file) {
  parser::Parser parser;
  return read_plpgsql(parser, std::string_view(file.text).substr(before.size()),
                      static_cast<std::uint32_t>(before.size()), file.body);
}

/// Reads the block `$$…$$` of a DO or CREATE FUNCTION.
EmbeddedProgram program_of(const File& file) {
  auto program = read(file);
  if (!program) {
    FAIL(program.error().message);
  }
  return std::move(*program);
}
EmbeddedProgram program_of(std::string_view statement) { return program_of(file_of(statement, "$$")); }

std::vector<std::string> texts(const EmbeddedProgram& program) {
  std::vector<std::string> result;
  for (const EmbeddedStatement& statement : program.statements) {
    result.push_back(statement.text);
  }
  return result;
}

std::string line_of(const File& file, Span place) {
  return std::to_string(std::count(file.text.begin(), file.text.begin() + place.begin, '\n') -
                        std::count(before.begin(), before.end(), '\n') + 1);
}

/// `line:bytes in the file`, with `~` before what is not exact.
std::vector<std::string> places(const File& file) {
  std::vector<std::string> result;
  for (const EmbeddedStatement& statement : program_of(file).statements) {
    result.push_back((statement.exact ? "" : "~") + line_of(file, statement.place) + ":" +
                     std::string(statement.place.of(file.text)));
  }
  return result;
}
std::vector<std::string> places(std::string_view statement) { return places(file_of(statement, "$$")); }

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("The statements of a PL/pgSQL body have their places in the file", "[sql]") {
  struct Case {
    const char* what;
    std::string statement;
    Strings expected;
  };
  const std::vector<Case> cases = {
      {"one line", "DO $$ BEGIN DROP TABLE a; END $$", {"1:DROP TABLE a"}},
      {"several lines", "DO $$\nBEGIN\n  DROP\n    TABLE a;\nEND\n$$", {"3:DROP\n    TABLE a"}},
      {"CRLF",
       "DO $$\r\nBEGIN\r\n  DROP\r\n TABLE a;\r\n  DROP TABLE b;\r\nEND $$",
       {"3:DROP\r\n TABLE a", "5:DROP TABLE b"}},
      {"equal statements in one line",
       "DO $$ BEGIN DROP TABLE a; DROP TABLE a;\nDROP TABLE a; END $$",
       {"1:DROP TABLE a", "1:DROP TABLE a", "2:DROP TABLE a"}},
      {"one statement begins as another",
       "DO $$ BEGIN DELETE FROM ab; DELETE FROM a; END $$",
       {"1:DELETE FROM ab", "1:DELETE FROM a"}},
      {"the text in a comment",
       "DO $$ BEGIN /* ; DROP TABLE a; */ -- ; DROP TABLE a;\n/*;DROP TABLE a;*/ DROP TABLE a; END $$",
       {"2:DROP TABLE a"}},
      {"the text in a string",
       "DO $$ BEGIN RAISE NOTICE ';DROP TABLE a;'; DROP TABLE a; END $$",
       {"1:DROP TABLE a"}},
      {"the text in an expression",
       "DO $$ BEGIN PERFORM (SELECT 1); SELECT 1; END $$",
       {"1:PERFORM (SELECT 1)", "1:SELECT 1"}},
      {"not ASCII",
       "DO $$ BEGIN RAISE NOTICE 'größe €'; DROP TABLE \"größe\"; DROP TABLE b; END $$",
       {"1:DROP TABLE \"größe\"", "1:DROP TABLE b"}},
      {"a tag", "DO $é$ BEGIN DROP TABLE a; END $é$", {"1:DROP TABLE a"}},
      {"a function",
       "CREATE FUNCTION f(a int)\nRETURNS int AS $$\nBEGIN\n  DROP TABLE a;\n  RETURN 1;\nEND\n$$ LANGUAGE "
       "plpgsql",
       {"4:DROP TABLE a"}},
      {"a query loop",
       "DO $$ DECLARE r record; BEGIN\n<<l>> FOR r IN\nSELECT 1 LOOP DROP TABLE a; END LOOP; END $$",
       {"3:SELECT 1", "3:DROP TABLE a"}},
      {"cursors",
       "DO $$ DECLARE c refcursor; d CURSOR FOR SELECT 1; BEGIN\nOPEN c FOR SELECT 2; OPEN d; END $$",
       {"2:SELECT 2", "1:SELECT 1"}},
      {"a cursor loop",
       "DO $$ DECLARE d CURSOR (n int) FOR SELECT n; BEGIN FOR r IN d(1) LOOP DROP TABLE a; END LOOP; END $$",
       {"1:SELECT n", "1:DROP TABLE a"}},
      {"RETURN QUERY",
       "CREATE FUNCTION f() RETURNS SETOF int AS $$ BEGIN RETURN QUERY\n SELECT 1; END $$ LANGUAGE plpgsql",
       {"2:SELECT 1"}},
      {"CALL and DO", "DO $$ BEGIN CALL p(1); DO 'x'; END $$", {"1:CALL p(1)", "1:DO 'x'"}},
      {"INTO in front",
       "DO $$ DECLARE n int; BEGIN SELECT INTO STRICT n 1; DROP TABLE a; END $$",
       {"1:SELECT INTO STRICT n 1", "1:DROP TABLE a"}},
      {"INTO behind",
       "DO $$ DECLARE n int; BEGIN INSERT INTO a VALUES (1) RETURNING b\nINTO n; END $$",
       {"1:INSERT INTO a VALUES (1) RETURNING b"}},
      {"branches",
       "DO $$ DECLARE n int; BEGIN IF n > 1 THEN DROP TABLE a; ELSIF n > 2 THEN DROP TABLE b; ELSE DROP "
       "TABLE c; END IF;\nCASE n WHEN 1 THEN DROP TABLE d; ELSE DROP TABLE e; END CASE; END $$",
       {"1:DROP TABLE a", "1:DROP TABLE b", "1:DROP TABLE c", "2:DROP TABLE d", "2:DROP TABLE e"}},
      {"loops",
       "DO $$ DECLARE n int; BEGIN LOOP DROP TABLE a; END LOOP; WHILE n > 1 LOOP DROP TABLE b; END LOOP; FOR "
       "i IN 1..2 LOOP DROP TABLE c; END LOOP; FOREACH n IN ARRAY ARRAY[1] LOOP DROP TABLE d; END LOOP; END "
       "$$",
       {"1:DROP TABLE a", "1:DROP TABLE b", "1:DROP TABLE c", "1:DROP TABLE d"}},
      {"nested blocks",
       "DO $$ BEGIN BEGIN DROP TABLE a; EXCEPTION WHEN others THEN DROP TABLE b; END; DROP TABLE c; END $$",
       {"1:DROP TABLE a", "1:DROP TABLE b", "1:DROP TABLE c"}},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    if (c.statement.find("$$") == std::string::npos) {
      CHECK(places(file_of(c.statement, "$é$")) == c.expected);
    } else {
      CHECK(places(c.statement) == c.expected);
    }
  }
}

TEST_CASE("A PL/pgSQL body in ordinary quotes has its places too", "[sql]") {
  struct Case {
    std::string statement;
    Strings texts;
    Strings places;
  };
  const std::vector<Case> cases = {
      {"DO 'BEGIN\n DROP TABLE a; END'", {"DROP TABLE a"}, {"2:DROP TABLE a"}},
      {"DO 'BEGIN SELECT ''x''; DROP TABLE a; END'",
       {"SELECT 'x'", "DROP TABLE a"},
       {"~1:SELECT ''x''", "1:DROP TABLE a"}},
      {"DO E'BEGIN\\n DROP TABLE a;\\n DROP TABLE \"\\u00e9\\x41\"; DROP TABLE b; END'",
       {"DROP TABLE a", "DROP TABLE \"éA\"", "DROP TABLE b"},
       {"1:DROP TABLE a", "~1:DROP TABLE \"\\u00e9\\x41\"", "1:DROP TABLE b"}},
      {"DO 'BEGIN DROP TABLE a;'\n' DROP TABLE b; END'",
       {"DROP TABLE a", "DROP TABLE b"},
       {"1:DROP TABLE a", "2:DROP TABLE b"}},
      // Its escapes are not undone: the whole line.
      {"DO U&'BEGIN DROP TABLE \\0061; END'", {"DROP TABLE a"}, {"~1:BEGIN DROP TABLE \\0061; END"}},
  };
  for (const Case& c : cases) {
    INFO(c.statement);
    const File file = file_of(c.statement, "'");
    CHECK(texts(program_of(file)) == c.texts);
    CHECK(places(file) == c.places);
  }
}

TEST_CASE("Embedded texts keep the offsets of the file", "[sql]") {
  const File file = file_of("DO $$ DECLARE n int; BEGIN PERFORM f(x); SELECT 1 INTO n FROM t; END $$", "$$");
  const EmbeddedProgram program = program_of(file);
  REQUIRE(texts(program) == Strings{"SELECT  f(x)", "SELECT 1        FROM t"});
  for (const EmbeddedStatement& statement : program.statements) {
    CHECK(statement.exact);
    CHECK(statement.place.size() == statement.text.size());
  }
  CHECK(file.text.substr(program.statements[0].place.begin + program.statements[0].text.find("f(x)"), 4) ==
        "f(x)");
  CHECK(file.text.substr(program.statements[1].place.begin + program.statements[1].text.find("FROM"), 6) ==
        "FROM t");
}

TEST_CASE("Expressions that ask tables are queries", "[sql]") {
  constexpr std::string_view block = R"(DO $$
DECLARE
  n bigint := (SELECT max(id) FROM t);
BEGIN
  n := (SELECT count(*)
          FROM t);
  IF EXISTS (SELECT 1 FROM t WHERE id = n) THEN
    NULL;
  ELSIF n > (SELECT 1 FROM u) THEN
    NULL;
  END IF;
  WHILE (SELECT true FROM v) LOOP NULL; END LOOP;
  CASE (SELECT 2 FROM w) WHEN 1 THEN NULL; ELSE NULL; END CASE;
END $$)";
  CHECK(texts(program_of(block)) ==
        Strings{"SELECT (SELECT max(id) FROM t)", "SELECT (SELECT count(*)\n          FROM t)",
                "SELECT EXISTS (SELECT 1 FROM t WHERE id = n)", "SELECT n > (SELECT 1 FROM u)",
                "SELECT (SELECT true FROM v)", "SELECT (SELECT 2 FROM w)"});
  CHECK(places(block) == Strings{"~3:(SELECT max(id) FROM t)", "~5:(SELECT count(*)\n          FROM t)",
                                 "~7:EXISTS (SELECT 1 FROM t WHERE id = n)", "~9:n > (SELECT 1 FROM u)",
                                 "~12:(SELECT true FROM v)", "~13:(SELECT 2 FROM w)"});

  // The catalogs are no tables that anybody waits for, and values no queries.
  CHECK(texts(program_of(R"(DO $$ DECLARE n int := 1; t text := 'select'; BEGIN
  n := n + length(t);
  IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'x') THEN NULL; END IF;
END $$)")) == Strings{});
}

TEST_CASE("What other statements read is a query too", "[sql]") {
  const auto reads = [](std::string_view statements) {
    return texts(program_of("DO $$DECLARE i int; BEGIN " + std::string(statements) + " END$$"));
  };
  const std::vector<std::string> query{"SELECT (SELECT max(a) FROM t)"};
  CHECK(reads("RAISE NOTICE '%', (SELECT max(a) FROM t);") == query);
  CHECK(reads("RAISE NOTICE 'x' USING HINT = (SELECT max(a) FROM t);") == query);
  CHECK(reads("ASSERT (SELECT max(a) FROM t);") == query);
  CHECK(reads("ASSERT true, (SELECT max(a) FROM t);").empty());  // the message is only read when it fails
  CHECK(reads("FOR i IN 1..(SELECT max(a) FROM t) LOOP NULL; END LOOP;") == query);
  CHECK(reads("FOR i IN REVERSE (SELECT max(a) FROM t)..1 LOOP NULL; END LOOP;") == query);
  CHECK(reads("FOREACH i IN ARRAY (SELECT max(a) FROM t) LOOP NULL; END LOOP;") == query);
  CHECK(reads("LOOP EXIT WHEN (SELECT max(a) FROM t); END LOOP;") == query);
  CHECK(reads("LOOP CONTINUE WHEN (SELECT max(a) FROM t); END LOOP;") == query);
  CHECK(reads("EXECUTE 'SELECT $1' USING (SELECT max(a) FROM t);") ==
        std::vector<std::string>{query.front(), "SELECT $1"});
  CHECK(reads("RAISE NOTICE '%', i; FOR i IN 1..2 LOOP EXIT WHEN i > 1; END LOOP; ASSERT true;").empty());
  CHECK(texts(program_of("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN "
                         "RETURN (SELECT max(a) FROM t); END$$")) == query);
}

TEST_CASE("Nothing runs behind what leaves a list of statements", "[sql]") {
  const auto runs = [](std::string_view statements) {
    return texts(program_of("DO $$BEGIN " + std::string(statements) + " END$$"));
  };
  const std::vector<std::string> first{"SELECT  1"};  // in the place of PERFORM
  const std::vector<std::string> both{"SELECT  1", "SELECT  2"};
  CHECK(runs("PERFORM 1; RETURN; PERFORM 2;") == first);
  CHECK(runs("PERFORM 1; RAISE EXCEPTION 'no'; PERFORM 2;") == first);
  CHECK(runs("PERFORM 1; RAISE WARNING 'hm'; PERFORM 2;") == both);
  CHECK(runs("LOOP PERFORM 1; EXIT; PERFORM 2; END LOOP;") == first);
  CHECK(runs("LOOP PERFORM 1; CONTINUE; PERFORM 2; END LOOP;") == first);
  CHECK(runs("LOOP PERFORM 1; EXIT WHEN true; PERFORM 2; END LOOP;") == both);
  CHECK(runs("IF true THEN PERFORM 1; RETURN; END IF; PERFORM 2;") == both);
  CHECK(
      runs("BEGIN RAISE EXCEPTION 'no'; PERFORM 0; EXCEPTION WHEN others THEN PERFORM 1; END; PERFORM 2;") ==
      both);
}

TEST_CASE("An EXECUTE of constants is folded", "[sql]") {
  struct Case {
    std::string expression;
    Strings expected;
  };
  const std::vector<Case> cases = {
      {"'DROP TABLE a'", {"DROP TABLE a"}},
      {"E'DROP\\nTABLE a'", {"DROP\nTABLE a"}},
      {"$x$DROP TABLE a$x$", {"DROP TABLE a"}},
      {"'DROP ' || 'TABLE' || ' a'", {"DROP TABLE a"}},
      {"('DROP TABLE a'::text)", {"DROP TABLE a"}},
      {"format('DROP TABLE %I.%I', 'order', 'User')", {"DROP TABLE \"order\".\"User\""}},
      {"format('DROP TABLE %I, %I, %I', 'plain', 'left', 'coalesce')",
       {"DROP TABLE plain, \"left\", \"coalesce\""}},
      {"format('SELECT %L, %2$s, %%, %1$L', 'it''s', 3)", {"SELECT 'it''s', 3, %, 'it''s'"}},
      {"format('SELECT %L', E'a\\\\b')", {"SELECT  E'a\\\\b'"}},
      {"'DROP TABLE ' || quote_ident('A\"b')", {"DROP TABLE \"A\"\"b\""}},
      {"'SELECT ' || quote_literal('x')", {"SELECT 'x'"}},
      {"concat('SELECT ', 1, 0, 2.5)", {"SELECT 102.5"}},
      {"'DROP TABLE ' || name", {"DROP TABLE fixed"}},
      {"'DROP TABLE a; DROP TABLE b;'", {"DROP TABLE a", "DROP TABLE b"}},
      {"'DROP TABLE a' USING 1", {"DROP TABLE a"}},
  };
  for (const Case& c : cases) {
    INFO(c.expression);
    const EmbeddedProgram program =
        program_of("DO $$ DECLARE name CONSTANT text := 'fixed'; BEGIN EXECUTE " + c.expression + "; END $$");
    CHECK(texts(program) == c.expected);
    CHECK(program.unjudged.empty());
    for (const EmbeddedStatement& statement : program.statements) {
      CHECK(statement.dynamic);
    }
  }
}

TEST_CASE("An EXECUTE of a text built at run time is left unjudged", "[sql]") {
  const std::vector<std::string> expressions = {
      "v",
      "'DROP TABLE ' || v",
      "format('DROP TABLE %I', v)",
      "format('DROP TABLE %10s', 'a')",
      "format('DROP TABLE %I %I', 'a')",
      "format('DROP TABLE %')",
      "twice",
      "current_user",
      "(SELECT 'DROP TABLE a' FROM b)",
      "my.format('a')",
      "'a' || NULL",
  };
  for (const std::string& expression : expressions) {
    INFO(expression);
    const File file = file_of(
        "DO $$ DECLARE v text := 'a'; twice CONSTANT text := 'a'; BEGIN DECLARE twice text; BEGIN\n "
        "EXECUTE " +
            expression + "; END; END $$",
        "$$");
    const EmbeddedProgram program = program_of(file);
    CHECK(program.statements.empty());
    REQUIRE(program.unjudged.size() == 1);
    CHECK(program.unjudged.front().place.of(file.text) == expression);
    CHECK(program.unjudged.front().reason == "EXECUTE of a text built at run time");
  }
}

TEST_CASE("Every dynamic form is read", "[sql]") {
  const File file = file_of(
      "CREATE FUNCTION f() RETURNS SETOF int AS $$ DECLARE r record; c refcursor; BEGIN\n"
      "FOR r IN EXECUTE 'SELECT ' || '1' LOOP EXECUTE $q$DROP TABLE a; DROP TABLE b$q$; END LOOP;\n"
      "OPEN c FOR EXECUTE 'SELECT 2';\nRETURN QUERY EXECUTE 'SELECT ''3''';\nEND $$ LANGUAGE plpgsql",
      "$$");
  CHECK(texts(program_of(file)) ==
        Strings{"SELECT 1", "DROP TABLE a", "DROP TABLE b", "SELECT 2", "SELECT '3'"});
  // A single literal without escapes is exact, inside its quotes.
  CHECK(places(file) == Strings{"~2:'SELECT ' || '1'", "2:DROP TABLE a", "2:DROP TABLE b", "3:SELECT 2",
                                "~4:'SELECT ''3'''"});
}

namespace {

/// c: conditional, l: in a loop, g: guarded by the catalogs.
std::string guards(const EmbeddedStatement& statement) {
  return std::string(statement.conditional ? "c" : "") + (statement.in_loop ? "l" : "") +
         (statement.catalog_guard ? "g" : "");
}

}  // namespace

TEST_CASE("What guards an embedded statement", "[sql]") {
  struct Case {
    std::string body;
    std::string expected;  ///< of the DROP TABLE
  };
  const std::vector<Case> cases = {
      {"DROP TABLE a;", ""},
      {"IF n > 1 THEN DROP TABLE a; END IF;", "c"},
      {"IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a') THEN DROP TABLE a; END IF;", "cg"},
      {"IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_type) THEN DROP TABLE a; END IF;", "cg"},
      {"IF EXISTS (SELECT FROM information_schema.tables) THEN NULL; ELSE DROP TABLE a; END IF;", "cg"},
      {"IF EXISTS (SELECT FROM \"pg_class\") THEN NULL; ELSIF n > 1 THEN DROP TABLE a; END IF;", "cg"},
      {"IF n > 1 THEN DROP TABLE a; ELSIF EXISTS (SELECT FROM pg_class) THEN NULL; END IF;", "c"},
      {"IF to_regclass('a') IS NOT NULL THEN DROP TABLE a; END IF;", "cg"},
      {"IF pg_try_advisory_lock(1) THEN DROP TABLE a; END IF;", "c"},
      {"IF 'pg_class' = 'a' THEN DROP TABLE a; END IF;", "c"},
      {"IF pg_catalog.version() = 'a' THEN DROP TABLE a; END IF;", "c"},
      {"CASE WHEN to_regtype('a') IS NULL THEN DROP TABLE a; END CASE;", "cg"},
      {"CASE n WHEN 1 THEN DROP TABLE a; END CASE;", "c"},
      {"SELECT count(*) INTO n FROM pg_class; IF n > 0 THEN DROP TABLE a; END IF;", "cg"},
      {"SELECT count(*) INTO n FROM t; IF n > 0 THEN DROP TABLE a; END IF;", "c"},
      {"SELECT count(*) INTO n FROM pg_class; n := 3; IF n > 0 THEN DROP TABLE a; END IF;", "c"},
      {"n := (SELECT 1 FROM pg_class); IF n > 0 THEN DROP TABLE a; END IF;", "cg"},
      {"n := (SELECT 1 FROM pg_class); m := n + 1; IF m > 0 THEN DROP TABLE a; END IF;", "cg"},
      {"IF declared THEN DROP TABLE a; END IF;", "cg"},
      {"SELECT * INTO r FROM pg_class; IF r.relname = 'a' THEN DROP TABLE a; END IF;", "cg"},
      {"EXECUTE 'SELECT 1 FROM pg_class' INTO n; IF n > 0 THEN DROP TABLE a; END IF;", "cg"},
      {"PERFORM 1 FROM pg_class; IF NOT FOUND THEN DROP TABLE a; END IF;", "cg"},
      {"PERFORM 1 FROM pg_class; PERFORM 1 FROM t; IF NOT FOUND THEN DROP TABLE a; END IF;", "c"},
      {"PERFORM 1 FROM pg_class; GET DIAGNOSTICS n = ROW_COUNT; IF n = 0 THEN DROP TABLE a; END IF;", "cg"},
      {"IF EXISTS (SELECT FROM pg_class) THEN RETURN; END IF; DROP TABLE a;", "cg"},
      {"IF n > 1 THEN RETURN; END IF; DROP TABLE a;", "c"},
      {"IF n > 1 THEN IF EXISTS (SELECT FROM pg_class) THEN RETURN; END IF; ELSE DROP TABLE a; END IF;", "c"},
      {"LOOP IF to_regclass('a') IS NULL THEN RETURN; END IF; LOOP NULL; END LOOP; END LOOP; DROP TABLE a;",
       "cg"},
      {"LOOP EXIT WHEN EXISTS (SELECT FROM pg_class); DROP TABLE a; END LOOP;", "clg"},
      {"LOOP EXIT WHEN EXISTS (SELECT FROM pg_class); END LOOP; DROP TABLE a;", ""},
      {"LOOP DROP TABLE a; END LOOP;", "cl"},
      {"FOR i IN 1..2 LOOP DROP TABLE a; END LOOP;", "cl"},
      {"WHILE EXISTS (SELECT FROM pg_class) LOOP DROP TABLE a; END LOOP;", "clg"},
      {"FOR r IN SELECT * FROM pg_tables LOOP DROP TABLE a; END LOOP;", "clg"},
      {"FOR r IN SELECT * FROM t LOOP DROP TABLE a; END LOOP;", "cl"},
      {"BEGIN NULL; EXCEPTION WHEN others THEN DROP TABLE a; END;", "c"},
  };
  for (const Case& c : cases) {
    INFO(c.body);
    const EmbeddedProgram program = program_of(
        "DO $$ DECLARE n int; m int; r record; declared bool := EXISTS (SELECT FROM pg_class); BEGIN " +
        c.body + " END $$");
    REQUIRE(!program.statements.empty());
    CHECK(program.statements.back().text == "DROP TABLE a");
    CHECK(guards(program.statements.back()) == c.expected);
  }
}

TEST_CASE("The conditions that enclosing blocks catch", "[sql]") {
  const EmbeddedProgram program = program_of(
      "DO $$ BEGIN\n"
      " BEGIN\n"
      "  BEGIN DROP TABLE a; EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN null; END;\n"
      "  BEGIN DROP TABLE b; EXCEPTION WHEN undefined_table THEN RAISE; WHEN unique_violation THEN RAISE "
      "EXCEPTION 'x'; END;\n"
      "  BEGIN DROP TABLE c; EXCEPTION WHEN undefined_table THEN RAISE NOTICE 'x'; DROP TABLE d; END;\n"
      " EXCEPTION WHEN OTHERS THEN DROP TABLE e; END;\n"
      " DROP TABLE f;\n"
      "END $$");
  REQUIRE(program.statements.size() == 6);
  CHECK(program.statements[0].handled == Strings{"others", "duplicate_object", "duplicate_table"});
  CHECK(program.statements[1].handled == Strings{"others"});
  CHECK(program.statements[2].handled == Strings{"others", "undefined_table"});
  CHECK(program.statements[3].handled == Strings{"others"});
  CHECK(program.statements[3].conditional);
  CHECK(program.statements[4].handled.empty());
  CHECK(program.statements[4].conditional);
  CHECK(program.statements[5].handled.empty());
  CHECK_FALSE(program.statements[5].conditional);
}

TEST_CASE("COMMIT and ROLLBACK in a body", "[sql]") {
  CHECK(program_of("DO $$ BEGIN COMMIT; END $$").commits);
  CHECK(program_of("DO $$ BEGIN LOOP ROLLBACK; END LOOP; END $$").commits);
  CHECK_FALSE(program_of("DO $$ BEGIN RAISE NOTICE 'COMMIT'; END $$").commits);
}

TEST_CASE("PL/pgSQL errors have a place", "[sql]") {
  struct Case {
    std::string statement;
    std::string message;
    std::string at;  ///< what the file has there
  };
  const std::vector<Case> cases = {
      {"DO $$ BEGIN\n IF x DROP TABLE a; END $$", "missing \"THEN\" at end of SQL expression", " BEGIN"},
      {"DO $$ BEGIN\n DROP TABLE a; foo END LOOP; $$", "syntax error at or near \"foo\"", "foo END"},
      {"DO $$ BEGIN\n unknown := 1; END $$", "\"unknown\" is not a known variable", "unknown := 1"},
      {"DO $$ BEGIN NULL; $$", "syntax error at end of input", "$$"},
  };
  for (const Case& c : cases) {
    if (c.message.empty()) {
      continue;
    }
    INFO(c.statement);
    const File file = file_of(c.statement, "$$");
    const auto program = read(file);
    REQUIRE_FALSE(program.has_value());
    CHECK(program.error().message == c.message);
    CHECK(program.error().kind == ParseError::Kind::syntax);
    CHECK(file.text.substr(program.error().offset, c.at.size()) == c.at);
  }
}

TEST_CASE("Types that only a server knows are no errors", "[sql]") {
  const File file = file_of(
      "DO $$ DECLARE r s.t%ROWTYPE; a mood; b\n s.mood[]; c CONSTANT text := 'x'; BEGIN\n"
      "r.x := 1; SELECT 1, 2 INTO a, b; DROP TABLE d; END $$",
      "$$");
  CHECK(places(file) == Strings{"3:SELECT 1, 2", "3:DROP TABLE d"});

  const File unknown =
      file_of("CREATE FUNCTION f(r t) RETURNS int AS $$ BEGIN u.x := 1; END $$ LANGUAGE plpgsql", "$$");
  const EmbeddedProgram program = program_of(unknown);
  CHECK(program.statements.empty());
  REQUIRE(program.unjudged.size() == 1);
  CHECK(program.unjudged.front().place == unknown.body);
}

TEST_CASE("Deep and large bodies", "[sql]") {
  const auto repeat = [](std::string_view text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) {
      result += text;
    }
    return result;
  };
  SECTION("nesting that fits") {
    const File file = file_of(
        "DO $$ BEGIN " + repeat("IF x THEN ", 100) + "DROP TABLE a; " + repeat("END IF; ", 100) + "END $$",
        "$$");
    CHECK(places(file) == Strings{"1:DROP TABLE a"});
  }
  SECTION("nesting that does not") {
    const auto program = read(file_of(
        "DO $$ BEGIN " + repeat("IF x THEN ", 2000) + "DROP TABLE a; " + repeat("END IF; ", 2000) + "END $$",
        "$$"));
    REQUIRE_FALSE(program.has_value());
    CHECK(program.error().kind == ParseError::Kind::limit);
  }
  SECTION("a long concatenation") {
    const EmbeddedProgram program =
        program_of("DO $$ BEGIN EXECUTE 'SELECT 1'" + repeat(" || ' '", 300) + "; END $$");
    CHECK(texts(program) == Strings{"SELECT 1" + repeat(" ", 300)});
  }
  SECTION("one that is too long") {
    const EmbeddedProgram program =
        program_of("DO $$ BEGIN EXECUTE 'SELECT 1'" + repeat(" || ' '", 5000) + "; END $$");
    CHECK(program.statements.empty());
    CHECK(program.unjudged.size() == 1);
  }
  SECTION("many statements in one line") {
    const EmbeddedProgram program =
        program_of("DO $$ BEGIN " + repeat("DROP TABLE a; PERFORM f(); ", 20000) + "END $$");
    REQUIRE(program.statements.size() == 40000);
    CHECK(program.statements.back().exact);
  }
}

}  // namespace migralint::sql
