#include "project/drizzle_journal.hpp"

#include "project/discover.hpp"
#include "support/catch.hpp"
#include "unit/project/scratch.hpp"

using namespace migralint;
using namespace migralint::project;

namespace {

constexpr std::string_view journal_text = R"({"version": "7", "dialect": "postgresql", "entries": [
  {"idx": 0, "version": "7", "when": 100, "tag": "0000_b", "breakpoints": true},
  {"idx": 1, "version": "7", "when": 300, "tag": "0001_z", "breakpoints": true},
  {"idx": 2, "version": "7", "when": 200, "tag": "0001_a", "breakpoints": true},
  {"idx": 3, "version": "7", "when": 400, "tag": "0002_c", "breakpoints": true}]})";

}  // namespace

TEST_CASE("a journal says what runs, and in which order", "[project]") {
  const auto journal = DrizzleJournal::parse(journal_text);
  REQUIRE(journal.has_value());
  CHECK(journal->place("0000_b.sql") == 0U);
  CHECK(journal->place("0001_a.sql") == 2U);
  CHECK_FALSE(journal->place("0001_q.sql").has_value());
  CHECK(journal->less("0001_z.sql", "0001_a.sql"));
  CHECK_FALSE(journal->less("0001_a.sql", "0001_z.sql"));
  CHECK(journal->less("0002_c.sql", "0000_unlisted.sql"));
  CHECK(journal->less("0000_unlisted.sql", "0001_unlisted.sql"));
  CHECK_FALSE(journal->less("0000_b.sql", "0000_b.sql"));
}

TEST_CASE("an entry that is older than one before it is passed over where that has run", "[project]") {
  const auto journal = DrizzleJournal::parse(journal_text);
  REQUIRE(journal.has_value());
  CHECK(journal->not_after(0) == nullptr);
  CHECK(journal->not_after(1) == nullptr);
  REQUIRE(journal->not_after(2) != nullptr);
  CHECK(journal->not_after(2)->file == "0001_z.sql");
  CHECK(journal->not_after(3) == nullptr);
}

TEST_CASE("what is no journal is none", "[project]") {
  for (const auto* text : {"", "{", "[]", "{}", R"({"entries": 1})", R"({"entries": [1]})",
                           R"({"entries": [{"tag": 1}]})", R"({"entries": [{"idx": 0}]})"}) {
    CHECK_FALSE(DrizzleJournal::parse(text).has_value());
  }
  const auto empty = DrizzleJournal::parse(R"({"entries": []})");
  REQUIRE(empty.has_value());
  CHECK_FALSE(empty->place("a.sql").has_value());
}

TEST_CASE("the history of a Drizzle folder is what its journal lists", "[project]") {
  const test::Scratch scratch;
  for (const auto* name : {"d/0000_b.sql", "d/0001_a.sql", "d/0001_q.sql", "d/0001_z.sql", "d/0002_c.sql"}) {
    scratch.file(name);
  }
  scratch.file("d/meta/_journal.json", std::string(journal_text));
  const test::WorkingDirectory here(scratch.root());
  DiscoverOptions options;
  options.working_directory = scratch.root();
  const auto found = discover({"d/0002_c.sql"}, options);
  REQUIRE(found.histories.size() == 1);
  const auto& files = found.histories[0].files;
  REQUIRE(files.size() == 4);
  CHECK(files[0].path == "d/0000_b.sql");
  CHECK(files[1].path == "d/0001_z.sql");
  CHECK(files[2].path == "d/0001_a.sql");
  CHECK(files[2].journal->after == "0001_z.sql");
  CHECK(files[3].journal->listed);
  // One that is not listed is judged last, so that it is in nobody's way.
  const auto all = discover({"d"}, options);
  REQUIRE(all.histories.size() == 1);
  CHECK(all.histories[0].files.back().path == "d/0001_q.sql");
  CHECK_FALSE(all.histories[0].files.back().journal->listed);
}
