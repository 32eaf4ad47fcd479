#include "project/discover.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "project/paths.hpp"
#include "support/catch.hpp"
#include "unit/project/scratch.hpp"

using namespace migralint;
using namespace migralint::project;

namespace {

using Lines = std::vector<std::string>;

DiscoverOptions plain(const test::Scratch& scratch) {
  DiscoverOptions options;
  options.working_directory = scratch.root();
  return options;
}

/// "a.sql" judged, "(a.sql)" history, "-a.sql" a way back.
Lines described(const History& history) {
  Lines lines;
  for (const auto& file : history.files) {
    if (file.use == FileUse::judged) lines.push_back(file.path);
    if (file.use == FileUse::history) lines.push_back("(" + file.path + ")");
    if (file.use == FileUse::down) lines.push_back("-" + file.path);
  }
  return lines;
}

Lines all(const Discovery& discovery) {
  Lines lines;
  for (const auto& history : discovery.histories) {
    const auto some = described(history);
    lines.insert(lines.end(), some.begin(), some.end());
  }
  return lines;
}

}  // namespace

TEST_CASE("a directory is walked for .sql files in their order", "[project]") {
  const test::Scratch scratch;
  for (const auto* name : {"db/10.sql", "db/9.SQL", "db/readme.md", "db/.hidden/1.sql", "db/.x.sql",
                           "db/node_modules/p/1.sql", "db/sub/1.sql"}) {
    scratch.file(name);
  }
  const test::WorkingDirectory here(scratch.root());
  const auto found = discover({"db"}, plain(scratch));
  CHECK(all(found) == Lines{"db/9.SQL", "db/10.sql", "db/sub/1.sql"});
  CHECK(found.histories.size() == 2);
  CHECK(found.errors.empty());
}

TEST_CASE("the files before a judged one are its history", "[project]") {
  const test::Scratch scratch;
  for (const auto* name : {"db/1.sql", "db/2.sql", "db/3.sql", "db/4.sql", "db/5.sql"}) {
    scratch.file(name);
  }
  const test::WorkingDirectory here(scratch.root());
  CHECK(all(discover({"db/4.sql", "db/2.sql"}, plain(scratch))) ==
        Lines{"(db/1.sql)", "db/2.sql", "(db/3.sql)", "db/4.sql"});
  auto options = plain(scratch);
  options.wants_history = [](const std::string&) { return false; };
  const auto alone = discover({"db/4.sql"}, options);
  CHECK(all(alone) == Lines{"db/4.sql"});
  CHECK_FALSE(alone.histories[0].complete);
}

TEST_CASE("a file in the working directory has a history too", "[project]") {
  const test::Scratch scratch;
  scratch.file("1.sql");
  scratch.file("2.sql");
  const test::WorkingDirectory here(scratch.root());
  CHECK(all(discover({"./2.sql"}, plain(scratch))) == Lines{"(1.sql)", "2.sql"});
  CHECK(all(discover({scratch.path("2.sql")}, plain(scratch))) == Lines{"(1.sql)", "2.sql"});
}

TEST_CASE("ways back are kept apart", "[project]") {
  const test::Scratch scratch;
  for (const auto* name : {"db/1.up.sql", "db/1.down.sql", "db/2.up.sql", "db/2.down.sql"}) {
    scratch.file(name);
  }
  const test::WorkingDirectory here(scratch.root());
  CHECK(all(discover({"db/2.up.sql"}, plain(scratch))) == Lines{"(db/1.up.sql)", "db/2.up.sql"});
  CHECK(all(discover({"db"}, plain(scratch))) ==
        Lines{"-db/1.down.sql", "db/1.up.sql", "-db/2.down.sql", "db/2.up.sql"});
}

TEST_CASE("a folder that is one migration belongs to the folder above", "[project]") {
  const test::Scratch scratch;
  for (const auto* name : {"m/1_init/migration.sql", "m/2_more/migration.sql", "m/10_last/migration.sql"}) {
    scratch.file(name);
  }
  const test::WorkingDirectory here(scratch.root());
  const auto found = discover({"m/10_last/migration.sql"}, plain(scratch));
  CHECK(all(found) ==
        Lines{"(m/1_init/migration.sql)", "(m/2_more/migration.sql)", "m/10_last/migration.sql"});
  CHECK(found.histories[0].directory == "m");
  CHECK(found.histories[0].complete);
  CHECK(discover({"m"}, plain(scratch)).histories.size() == 1);
}

TEST_CASE("a folder that is one migration is recognised from within", "[project]") {
  const test::Scratch scratch;
  scratch.file("1_init/up.sql");
  scratch.file("2_more/up.sql");
  scratch.file("2_more/down.sql");
  const test::WorkingDirectory here(scratch.path("2_more"));
  auto options = plain(scratch);
  options.working_directory = scratch.path("2_more");
  CHECK(all(discover({"up.sql"}, options)) == Lines{"(../1_init/up.sql)", "up.sql"});
}

TEST_CASE("places in histories", "[project]") {
  const auto place = [](std::string_view path) {
    const auto found = history_place(path, "/home/p");
    return found.directory + " | " + found.key;
  };
  CHECK(place("m/1.sql") == "m | 1.sql");
  CHECK(place("1.sql") == ". | 1.sql");
  CHECK(place("m/2024-01-01-000000_x/up.sql") == "m | 2024-01-01-000000_x/up.sql");
  CHECK(place("2_x/up.sql") == ". | 2_x/up.sql");
  CHECK(place("schema/up.sql") == "schema | up.sql");
  CHECK(place("m/3.3/0001.sql") == "m/3.3 | 0001.sql");
}

TEST_CASE("a folder that is one version of several has no complete history", "[project]") {
  const test::Scratch scratch;
  scratch.file("m/3.3/1.sql");
  const test::WorkingDirectory here(scratch.root());
  CHECK_FALSE(discover({"m/3.3/1.sql"}, plain(scratch)).histories[0].complete);
}

TEST_CASE("a file is judged once, however it is named", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.link("link.sql", "db/1.sql");
  scratch.link("other", "db");
  scratch.link("db/2.sql", "1.sql");
  scratch.link("db/sub", "../links");
  scratch.link("links/3.sql", "../db/1.sql");
  const test::WorkingDirectory here(scratch.root());
  const Lines names{"./db/1.sql", "db//1.sql",      "db",          "link.sql",
                    "other",      "db/../db/1.sql", "other/1.sql", scratch.path("db/1.sql")};
  for (const auto& first : names) {
    auto rotated = names;
    std::ranges::rotate(rotated, std::ranges::find(rotated, first));
    const auto found = discover(rotated, plain(scratch));
    INFO(first);
    CHECK(all(found).size() == 1);
    CHECK(found.errors.empty());
  }
}

TEST_CASE("a hard link is a file of its own: a tool runs both", "[project]") {
  const test::Scratch scratch;
  std::filesystem::create_hard_link(scratch.file("db/1.sql"), scratch.path("db/2.sql"));
  const test::WorkingDirectory here(scratch.root());
  CHECK(all(discover({"db"}, plain(scratch))) == Lines{"db/1.sql", "db/2.sql"});
}

TEST_CASE("loops of links end", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.link("db/again", "..");
  scratch.link("db/self", "self");
  const test::WorkingDirectory here(scratch.root());
  CHECK(all(discover({"db"}, plain(scratch))) == Lines{"db/1.sql"});
}

TEST_CASE("directories are found on any number of threads, in the same order", "[project]") {
  const test::Scratch scratch;
  for (int i = 0; i < 50; ++i) {
    const auto service = "services/s" + std::to_string(i);
    scratch.file(service + "/migrations/1.sql");
    scratch.file(service + "/migrations/10.sql");
    scratch.file(service + "/migrations/2/up.sql");
    scratch.file(service + "/node_modules/x/1.sql");
    scratch.file(service + "/.hidden/1.sql");
  }
  scratch.link("services/s7/again", "..");
  scratch.link("services/s8/linked", "../../elsewhere");
  scratch.file("elsewhere/1.sql");
  const test::WorkingDirectory here(scratch.root());
  auto options = plain(scratch);
  const auto alone = discover({"services"}, options);
  CHECK(all(alone).size() == 151);
  for (const unsigned jobs : {2U, 8U}) {
    options.jobs = jobs;
    const auto found = discover({"services", "services/s3"}, options);
    CHECK(all(found) == all(alone));
    CHECK(found.errors.empty());
    CHECK(found.folders.size() == alone.folders.size());
  }
}

TEST_CASE("a link to nothing is an error", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.link("db/2.sql", "gone.sql");
  const test::WorkingDirectory here(scratch.root());
  const auto found = discover({"db"}, plain(scratch));
  CHECK(all(found) == Lines{"db/1.sql"});
  CHECK(found.errors == Lines{"db/2.sql: no such file or directory"});
}

TEST_CASE("a missing path is an error with a suggestion, and the others are found", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/migrations/1.sql");
  const test::WorkingDirectory here(scratch.root());
  const auto found = discover(
      {"db/migratons", "db/migrations", "nowhere/x.sql", "", "dc", "bd/migrations/1.sql"}, plain(scratch));
  CHECK(all(found) == Lines{"db/migrations/1.sql"});
  CHECK(found.errors ==
        Lines{"db/migratons: no such file or directory (did you mean db/migrations?)",
              "nowhere/x.sql: no such file or directory", "an empty path",
              "dc: no such file or directory (did you mean db?)",
              "bd/migrations/1.sql: no such file or directory (did you mean db/migrations/1.sql?)"});
}

TEST_CASE("a directory without migrations is an error", "[project]") {
  const test::Scratch scratch;
  scratch.file("empty/readme.md");
  const test::WorkingDirectory here(scratch.root());
  CHECK(discover({"empty"}, plain(scratch)).errors == Lines{"empty: no .sql files in it"});
}

TEST_CASE("a directory that may not be read is an error", "[project]") {
  if (::geteuid() == 0) {
    WARN("not tested: root may read everything");
    return;
  }
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.file("db/secret/2.sql");
  std::filesystem::permissions(scratch.path("db/secret"), std::filesystem::perms::none);
  const test::WorkingDirectory here(scratch.root());
  const auto found = discover({"db"}, plain(scratch));
  std::filesystem::permissions(scratch.path("db/secret"), std::filesystem::perms::owner_all);
  CHECK(all(found) == Lines{"db/1.sql"});
  CHECK(found.errors == Lines{"db/secret: permission denied"});
}

TEST_CASE("excluded files are not judged, also when they are named, but they are history", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.file("db/2.sql");
  const test::WorkingDirectory here(scratch.root());
  auto options = plain(scratch);
  options.excluded = [](const std::string& path) { return glob_covers("db/1.sql", path); };
  const auto found = discover({"db/1.sql", "db"}, options);
  CHECK(all(found) == Lines{"(db/1.sql)", "db/2.sql"});
  CHECK(found.excluded == 1);
  CHECK(found.errors.empty());
  CHECK(discover({"db/1.sql"}, options).errors.empty());
}

TEST_CASE("standard input stands in for the file that it is named after", "[project]") {
  const test::Scratch scratch;
  scratch.file("db/1.sql");
  scratch.file("db/2.sql", "SELECT 'on disk';");
  const test::WorkingDirectory here(scratch.root());
  auto options = plain(scratch);
  options.stdin_text = "SELECT 'unsaved';";
  options.stdin_filename = "db/2.sql";
  const auto found = discover({"db", "-"}, options);
  CHECK(all(found) == Lines{"db/1.sql", "db/2.sql"});
  CHECK(found.histories[0].files[1].text == "SELECT 'unsaved';");
  CHECK(all(discover({"-"}, options)) == Lines{"(db/1.sql)", "db/2.sql"});
  options.stdin_filename = "db/3.sql";
  CHECK(all(discover({"-", "-"}, options)) == Lines{"(db/1.sql)", "(db/2.sql)", "db/3.sql"});
  options.stdin_filename = "";
  const auto nameless = discover({"-"}, options);
  CHECK(all(nameless) == Lines{"<stdin>"});
  CHECK_FALSE(nameless.histories[0].complete);
}
