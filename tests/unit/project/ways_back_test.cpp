#include "project/ways_back.hpp"

#include "support/catch.hpp"

using migralint::project::ways_back;
using Paths = std::vector<std::string>;

TEST_CASE("the way back of a migration, by its name", "[project]") {
  CHECK(ways_back("m/1_a.up.sql") == Paths{"m/1_a.down.sql"});
  CHECK(ways_back("m/1_a/up.sql") == Paths{"m/1_a/down.sql"});
  CHECK(ways_back("m/1_a/migration.sql") == Paths{"m/1_a/down.sql"});
  CHECK(ways_back("1_a_up.sql") == Paths{"1_a_down.sql"});
  CHECK(ways_back("m/1.tx.up.sql") == Paths{"m/1.tx.down.sql", "m/1.down.sql"});
  CHECK(ways_back("s/deploy/a/b.sql") == Paths{"s/revert/a/b.sql"});
  CHECK(ways_back("deploy/b.sql") == Paths{"revert/b.sql"});
  CHECK(ways_back("m/V1.2__a.sql") == Paths{"m/U1.2__a.sql"});
  CHECK(ways_back("m/1.sql") ==
        Paths{"m/1.down.sql", "m/1_down.sql", "m/1-down.sql", "m/1_rollback.sql", "m/1.rollback.sql"});
}
