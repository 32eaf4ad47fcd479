#include "support/oracle_forms.hpp"

#include <string>

#include "support/catch.hpp"

namespace migralint::test {
namespace {

std::string mistake(std::string_view text) {
  const auto forms = read_forms(text);
  return forms ? std::string() : forms.error();
}

}  // namespace

TEST_CASE("a form has sections and heads", "[trace]") {
  const auto forms = read_forms(R"(-- What this file is about

-- form: index/plain
-- measure
CREATE INDEX i ON t (a);

-- form: index/all-of-it
-- why: refused (42809 -15, 0A000 17-): partitioned tables have none
-- versions: 13-
-- setup
CREATE TABLE t (a int);
-- a comment; with a semicolon
INSERT INTO t VALUES (1);
-- same transaction
ALTER TABLE t ADD b int;
-- measure
CREATE INDEX i
  ON t (b);
)");
  REQUIRE(forms);
  REQUIRE(forms->size() == 2);
  const auto& plain = forms->front();
  CHECK(plain.id == "index/plain");
  CHECK(plain.family() == "index");
  CHECK(plain.statement == "CREATE INDEX i ON t (a)");
  CHECK(plain.setup.empty());
  CHECK(plain.refused_with(15).empty());
  CHECK(plain.versions.contains(12));
  const auto& full = forms->back();
  CHECK(full.line == 7);
  CHECK(full.setup == std::vector<std::string>{"CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)"});
  CHECK(full.same_transaction == std::vector<std::string>{"ALTER TABLE t ADD b int"});
  CHECK(full.statement == "CREATE INDEX i\n  ON t (b)");
  CHECK_FALSE(full.versions.contains(12));
  CHECK(full.versions.contains(13));
  CHECK(full.refused_with(15) == "42809");
  CHECK(full.refused_with(16).empty());
  CHECK(full.refused_with(18) == "0A000");
}

TEST_CASE("mistakes in forms are named", "[trace]") {
  CHECK(mistake("-- form: index\n-- measure\nSELECT 1;\n") == "form index: is not family/slug");
  CHECK(mistake("-- form: a/b\n-- measure\nSELECT 1;\nSELECT 2;\n") == "form a/b: measures 2 statements");
  CHECK(mistake("-- form: a/b\n-- setup\nSELECT 1;\n") == "form a/b: measures 0 statements");
  CHECK(mistake("-- form: a/b\nSELECT 1;\n") == "line 2: neither a head line nor a section: SELECT 1;");
  CHECK(mistake("-- form: a/b\n-- versions: 16-13\n-- measure\nSELECT 1;\n") ==
        "line 2: \"16-13\" is not a range of versions");
  const std::string form = "-- form: a/b\n-- measure\nSELECT 1;\n";
  CHECK(mistake(form).empty());
  CHECK(mistake(form + form) == "form a/b: is there twice");
}

TEST_CASE("ranges of versions", "[trace]") {
  const auto range = [](std::string_view text) {
    const auto read = read_versions(text);
    return read ? std::to_string(read->first) + ".." + std::to_string(read->last) : std::string("none");
  };
  CHECK(range("15-") == "15..18");
  CHECK(range("-13") == "12..13");
  CHECK(range("12-14") == "12..14");
  CHECK(range("16") == "16..16");
  CHECK(range("") == "none");
  CHECK(range("-") == "none");
  CHECK(range("x-") == "none");
}

TEST_CASE("the list of what is not predictable", "[trace]") {
  const auto list = read_unpredictable(
      "# form  versions  reason\n\na/b  all  the planner decides\nc/d  15-  a minor release\n");
  REQUIRE(list);
  REQUIRE(list->size() == 2);
  CHECK(list->front().id == "a/b");
  CHECK(list->front().versions.contains(12));
  CHECK(list->front().reason == "the planner decides");
  CHECK_FALSE(list->back().versions.contains(14));
  CHECK_FALSE(read_unpredictable("a/b  all\n"));
  CHECK_FALSE(read_unpredictable("a/b  often  no reason\n"));
}

}  // namespace migralint::test
