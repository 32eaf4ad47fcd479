// What the configuration says about one file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.hpp"
#include "lint/table_sizes.hpp"

namespace migralint::lint {

/// What the configuration says to one rule: `[rules."naming/convention"] table = "^[a-z_]+$"`.
struct OptionValue {
  std::string rule;
  std::string name;
  std::vector<std::string> values;  ///< one, or the elements of a list
};

struct Settings {
  int pg_version = 15;
  bool lock_timeout_set_by_runner = false;  ///< the migration tool sets lock_timeout before it runs a file
  bool statement_timeout_set_by_runner = false;
  bool transaction_configured = false;  ///< the transaction mode was chosen by somebody, not assumed
  bool said_complete = false;           ///< the configuration says that the history holds all there is
  std::string tool;                     ///< the migration tool's name as configured; empty: not known
  std::vector<std::string> extensions;  ///< in the database whatever the history says
  std::vector<OptionValue> options;     ///< later ones win
  std::vector<Level> levels;            ///< parallel to all_rules(); empty: every rule's own default
  TableHints tables;                    ///< which tables are small, which are busy

  /// Null: not configured.
  [[nodiscard]] const OptionValue* option(std::string_view rule, std::string_view name) const;
};

}  // namespace migralint::lint
