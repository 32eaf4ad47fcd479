#include "lint/fingerprint.hpp"

#include <algorithm>
#include <set>

#include "lint/linter.hpp"
#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::lint;

namespace {

/// By rule, all of them with their default levels.
std::multiset<std::pair<std::string, std::string>> fingerprints(const std::string& path,
                                                                const std::string& text) {
  std::vector<Input> inputs(1);
  inputs[0].migrations.files.push_back(
      {path, text, replay::Role::judged, session::TransactionMode::autocommit, 15});
  inputs[0].settings.emplace_back();
  std::multiset<std::pair<std::string, std::string>> found;
  for (const auto& finding : lint::lint(inputs, 1).findings) {
    found.emplace(finding.rule, finding.fingerprint);
  }
  return found;
}

}  // namespace

TEST_CASE("fingerprints survive edits elsewhere", "[lint]") {
  const std::string text =
      "CREATE TABLE t (a int);\nCREATE INDEX i ON u (a);\nALTER TABLE u ADD COLUMN b int DEFAULT random(), "
      "DROP COLUMN c;\n";
  const auto found = fingerprints("m/1.sql", text);
  REQUIRE(found.size() >= 4);
  CHECK(fingerprints("elsewhere/1.sql", text) == found);
  const auto edited = fingerprints(
      "m/1.sql",
      "-- a comment\nSELECT 1;\n\nCREATE TABLE t (a int);\n\n/* x */ CREATE INDEX i\n  ON u (a);\n"
      "ALTER TABLE u ADD COLUMN b int DEFAULT random(), DROP COLUMN c; -- y\nSELECT 2;\n");
  CHECK(edited == found);
  CHECK(fingerprints("m/2.sql", text) != found);
}

TEST_CASE("what is missing in a file is a finding of the file", "[lint]") {
  const auto of_timeout = [](const std::string& text) {
    const auto found = fingerprints("m/1.sql", text);
    const auto rule =
        std::ranges::find(found, "locking/lock-timeout-missing", &std::pair<std::string, std::string>::first);
    REQUIRE(rule != found.end());
    return rule->second;
  };
  const auto two = of_timeout("ALTER TABLE u DROP COLUMN a;\nALTER TABLE u DROP COLUMN b;\n");
  CHECK(of_timeout("ALTER TABLE u DROP COLUMN b;\n") == two);
  CHECK(fingerprints("m/2.sql", "ALTER TABLE u DROP COLUMN b;\n") !=
        fingerprints("m/1.sql", "ALTER TABLE u DROP COLUMN b;\n"));
}

TEST_CASE("where each migration has a folder, its name counts", "[lint]") {
  CHECK(migration_name("db/m/0001_a/up.sql") == "0001_a/up.sql");
  CHECK(migration_name("up.sql") == "up.sql");
  CHECK(migration_name("0001_a/migration.sql") == "0001_a/migration.sql");
  CHECK(migration_name("db/0001.sql") == "0001.sql");
  CHECK(migration_name("/0001.sql") == "0001.sql");
}
