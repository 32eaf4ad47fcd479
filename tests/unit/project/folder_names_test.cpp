#include "project/folder_names.hpp"

#include <filesystem>
#include <string>

#include "project/ways_back.hpp"
#include "support/catch.hpp"
#include "unit/project/scratch.hpp"

using migralint::project::FolderNames;

TEST_CASE("what a folder holds is told from its list", "[project]") {
  const migralint::test::Scratch scratch;
  scratch.file("m/1.down.sql");
  scratch.file("m/sub/down.sql");
  FolderNames names;
  CHECK(names.may_have(scratch.path("m/1.down.sql")));
  CHECK_FALSE(names.may_have(scratch.path("m/2.down.sql")));
  CHECK(names.may_have(scratch.path("m/sub/down.sql")));
  CHECK_FALSE(names.may_have(scratch.path("absent/down.sql")));
  CHECK_FALSE(names.may_have(scratch.path("m/1.down.sql/down.sql")));
}

TEST_CASE("a folder without ways back is told from its list", "[project]") {
  // Each of ways_back() is asked for where it is the only file that undoes anything.
  for (const std::string name :
       {"1_a.up.sql", "1_a/up.sql", "1_a/migration.sql", "1_a_up.sql", "1.tx.up.sql", "1-up.sql",
        "1.up.tx.sql", "deploy/a/b.sql", "V1.2__a.sql", "Vx__a.sql", "1.sql"}) {
    for (const auto& way_back : migralint::project::ways_back(name)) {
      const migralint::test::Scratch scratch;
      scratch.file("m/" + name);
      scratch.file("m/" + way_back);
      CAPTURE(name, way_back);
      CHECK(FolderNames().may_have_way_back(scratch.path("m/" + name)));
    }
  }
  const migralint::test::Scratch scratch;
  scratch.file("m/1.up.sql");
  scratch.file("m/2.sql");
  scratch.file("n/2.down.sql");
  FolderNames names;
  CHECK_FALSE(names.may_have_way_back(scratch.path("m/1.up.sql")));
  CHECK_FALSE(names.may_have_way_back(scratch.path("m/2.sql")));
  CHECK(names.may_have_way_back(scratch.path("n/2.sql")));
  CHECK_FALSE(names.may_have_way_back(scratch.path("m/2.sql")));
}

TEST_CASE("a folder that cannot be listed may hold anything", "[project]") {
  const migralint::test::Scratch scratch;
  scratch.file("m/1.sql");
  std::filesystem::permissions(scratch.path("m"), std::filesystem::perms::owner_exec);
  const bool listable = std::filesystem::directory_iterator(
                            scratch.path("m"), std::filesystem::directory_options::skip_permission_denied) !=
                        std::filesystem::directory_iterator();
  if (!listable) {  // root may list it all the same
    CHECK(FolderNames().may_have(scratch.path("m/2.sql")));
    CHECK(FolderNames().may_have_way_back(scratch.path("m/2.sql")));
  }
  std::filesystem::permissions(scratch.path("m"), std::filesystem::perms::owner_all);
}
