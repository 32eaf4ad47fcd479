#include "project/paths.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace migralint::project;

namespace {

using Names = std::vector<std::string>;

/// Sorts a shuffled copy: the order must not depend on where a name stood.
Names sorted(Names names) {
  std::shuffle(names.begin(), names.end(), std::mt19937(7));
  std::sort(names.begin(), names.end(), migration_less);
  return names;
}

}  // namespace

TEST_CASE("numbers in names are compared as numbers", "[project]") {
  const Names names{"1.sql", "2.sql", "9_a.sql", "10_a.sql", "10_b.sql", "099.sql", "100.sql"};
  CHECK(sorted(names) == names);
}

TEST_CASE("numbers of any length are compared", "[project]") {
  const Names names{"5_x.sql", "20240101120000_a.sql", "99999999999999999999999998_a.sql",
                    "99999999999999999999999999_a.sql", "100000000000000000000000000_a.sql"};
  CHECK(sorted(names) == names);
}

TEST_CASE("equal numbers written differently have an order", "[project]") {
  // Diesel's two ways to write a time.
  CHECK(migration_less("20170308140537_a", "2019-03-22-174825_b"));
  CHECK(migration_less("2019-03-22-174825_b", "2019-03-22-174825_c"));
  CHECK(migration_less("2019-03-22-174825_b", "20200101000000_a"));
  const Names dates{"0001_init",        "20140929103756_a", "2019-09-18-233204_b", "2022-03-09-07000_c",
                    "2024-03-04_d",     "2024-03-04-2_e",   "2024-03-04-10_f",     "2024-03-04-092044_g",
                    "20240304120000_h", "2024-03-05_i",     "20241812144402_j"};
  CHECK(sorted(dates) == dates);
  CHECK(migration_less("007.sql", "7.sql") != migration_less("7.sql", "007.sql"));
  CHECK_FALSE(migration_less("7.sql", "7.sql"));
}

TEST_CASE("folders are compared before what is in them", "[project]") {
  const Names names{"2_a/up.sql", "10_b/up.sql", "10_b/z.sql", "11.sql"};
  CHECK(sorted(names) == names);
}

TEST_CASE("a version comes before its own sub-version", "[project]") {
  const Names flyway{"V1__a.sql", "V1.1__a.sql", "V1_2__z.sql", "V1.10__a.sql", "V2__a.sql", "V10__a.sql"};
  CHECK(sorted(flyway) == flyway);
  const Names plain{"1.sql", "1.1.sql", "1.2.sql", "2.sql"};
  CHECK(sorted(plain) == plain);
}

TEST_CASE("Flyway's repeatable migrations run last", "[project]") {
  const Names names{"V2__b.sql", "V900__b.sql", "Z.sql", "R__a_view.sql", "R__b_view.sql"};
  CHECK(sorted(names) == names);
}

TEST_CASE("paths get one form", "[project]") {
  CHECK(normalised("./a//b/./c.sql") == "a/b/c.sql");
  CHECK(normalised("a/") == "a");
  CHECK(normalised("./") == ".");
  CHECK(normalised("../x") == "../x");
  CHECK(normalised("/") == "/");
  CHECK(normalised("//a/./b") == "/a/b");
}

TEST_CASE("absolute paths below the working directory are shown relative", "[project]") {
  CHECK(shown("/home/p/db/1.sql", "/home/p") == "db/1.sql");
  CHECK(shown("/home/project/1.sql", "/home/p") == "/home/project/1.sql");
  CHECK(shown("/home/p", "/home/p") == ".");
  CHECK(shown("./db/1.sql", "/home/p") == "db/1.sql");
}

TEST_CASE("paths are taken apart and joined", "[project]") {
  CHECK(parent_of("a/b/c") == "a/b");
  CHECK(parent_of("c") == ".");
  CHECK(parent_of("/c") == "/");
  CHECK(name_of("a/b/c") == "c");
  CHECK(joined(".", "c") == "c");
  CHECK(joined("/", "c") == "/c");
  CHECK(joined("a", "c") == "a/c");
}

TEST_CASE("globs", "[project]") {
  SECTION("a star stops at a slash") {
    CHECK(glob_covers("db/*.sql", "db/1.sql"));
    CHECK_FALSE(glob_covers("db/*.sql", "db/old/1.sql"));
    CHECK_FALSE(glob_covers("db/*.sql", "x/db/1.sql"));
  }
  SECTION("two stars do not") {
    CHECK(glob_covers("db/**", "db/old/1.sql"));
    CHECK(glob_covers("**/old/*.sql", "db/a/old/1.sql"));
    CHECK(glob_covers("**/old/*.sql", "old/1.sql"));
    CHECK(glob_covers("db/**/1.sql", "db/1.sql"));
    CHECK_FALSE(glob_covers("**/old/*.sql", "db/older/1.sql"));
  }
  SECTION("without a slash in any folder") {
    CHECK(glob_covers("*_seed.sql", "db/a/1_seed.sql"));
    CHECK(glob_covers("seed", "db/seed/1.sql"));
    CHECK(glob_covers("seed/", "db/seed/1.sql"));
    CHECK_FALSE(glob_covers("/seed", "db/seed/1.sql"));
    CHECK(glob_covers("/seed", "seed/1.sql"));
  }
  SECTION("a folder covers what is below it") {
    CHECK(glob_covers("db/old", "db/old/x/1.sql"));
    CHECK_FALSE(glob_covers("db/old", "db/older/1.sql"));
    CHECK(glob_covers("./db/old/", "db/old/1.sql"));
  }
  SECTION("question marks, sets and quoting") {
    CHECK(glob_covers("db/?.sql", "db/1.sql"));
    CHECK_FALSE(glob_covers("db/?.sql", "db/12.sql"));
    CHECK_FALSE(glob_covers("db?1.sql", "db/1.sql"));
    CHECK(glob_covers("000[1-3].sql", "0002.sql"));
    CHECK_FALSE(glob_covers("000[1-3].sql", "0004.sql"));
    CHECK(glob_covers("000[!1-3].sql", "0004.sql"));
    CHECK_FALSE(glob_covers("000[!1-3].sql", "0002.sql"));
    CHECK(glob_covers("[]x].sql", "].sql"));
    CHECK(glob_covers("\\*.sql", "*.sql"));
    CHECK_FALSE(glob_covers("\\*.sql", "a.sql"));
  }
}

TEST_CASE("broken globs are named", "[project]") {
  CHECK(glob_problem("db/[a-z]/**").empty());
  CHECK(glob_problem("db/[a-z") == "has a \"[\" that is never closed");
  CHECK(glob_problem("") == "is empty");
  CHECK(glob_problem("\\[a").empty());
}
