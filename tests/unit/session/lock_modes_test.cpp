#include "session/session.hpp"
#include "support/catch.hpp"

using namespace migralint::session;

TEST_CASE("the conflict matrix is manual table 13.2", "[session]") {
  // Rows and columns from ACCESS SHARE to ACCESS EXCLUSIVE.
  const char* const matrix[] = {
      ".......x", "......xx", "....xxxx", "...xxxxx", "..xx.xxx", "..xxxxxx", ".xxxxxxx", "xxxxxxxx",
  };
  for (int a = 0; a < 8; ++a) {
    for (int b = 0; b < 8; ++b) {
      const auto first = static_cast<LockMode>(a + 1);
      const auto second = static_cast<LockMode>(b + 1);
      INFO(to_string(first) << " / " << to_string(second));
      CHECK(conflicts(first, second) == (matrix[a][b] == 'x'));
    }
  }
  CHECK_FALSE(conflicts(LockMode::none, LockMode::access_exclusive));
  CHECK_FALSE(conflicts(LockMode::access_exclusive, LockMode::none));
}

TEST_CASE("what blocks reads and writes", "[session]") {
  CHECK(blocks_reads(LockMode::access_exclusive));
  CHECK_FALSE(blocks_reads(LockMode::exclusive));
  CHECK(blocks_writes(LockMode::share));
  CHECK(blocks_writes(LockMode::share_row_exclusive));
  CHECK_FALSE(blocks_writes(LockMode::share_update_exclusive));
}

TEST_CASE("names of modes go both ways", "[session]") {
  CHECK(to_string(LockMode::share_update_exclusive) == "SHARE UPDATE EXCLUSIVE");
  CHECK(lock_mode("ROW EXCLUSIVE") == LockMode::row_exclusive);
  CHECK_FALSE(lock_mode("row exclusive"));
  CHECK_FALSE(lock_mode(""));
  for (const auto mode : {TransactionMode::autocommit, TransactionMode::implicit, TransactionMode::file,
                          TransactionMode::batch, TransactionMode::pipeline}) {
    CHECK(transaction_mode(to_string(mode)) == mode);
  }
  CHECK_FALSE(transaction_mode("none"));
}
