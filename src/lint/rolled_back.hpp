// What a file takes back itself: BEGIN; CREATE TABLE t (…); ROLLBACK; leaves no table. (The locks were held
// all the same, and the server was busy.)
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "replay/replay.hpp"

namespace migralint::lint {

/// Follows the transactions of a file, statement by statement.
class RolledBack {
 public:
  /// A statement that the rules have seen. ROLLBACK and ROLLBACK TO drop the findings about what they undo;
  /// `findings` are those of the file so far, in the order in which they were made.
  void add(const replay::Step& step, std::vector<Finding>& findings);

 private:
  struct Savepoint {
    std::string name;
    std::size_t findings = 0;  ///< made before it
  };
  std::vector<Savepoint> savepoints_;
};

}  // namespace migralint::lint
