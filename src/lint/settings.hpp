// What the configuration says about one file.
#pragma once

#include <string>
#include <vector>

#include "lint/finding.hpp"

namespace migralint::lint {

struct Settings {
  int pg_version = 15;
  bool lock_timeout_set_by_runner = false;  ///< the migration tool sets lock_timeout before it runs a file
  std::string tool;                         ///< the migration tool's name for messages; empty: not known
  std::vector<Level> levels;                ///< parallel to all_rules(); empty: every rule's own default
};

}  // namespace migralint::lint
