#include "project/folder_names.hpp"

#include <filesystem>

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

TEST_CASE("a folder that cannot be listed may hold anything", "[project]") {
  const migralint::test::Scratch scratch;
  scratch.file("m/1.sql");
  std::filesystem::permissions(scratch.path("m"), std::filesystem::perms::owner_exec);
  const bool listable = std::filesystem::directory_iterator(
                            scratch.path("m"), std::filesystem::directory_options::skip_permission_denied) !=
                        std::filesystem::directory_iterator();
  if (!listable) {  // root may list it all the same
    CHECK(FolderNames().may_have(scratch.path("m/2.sql")));
  }
  std::filesystem::permissions(scratch.path("m"), std::filesystem::perms::owner_all);
}
