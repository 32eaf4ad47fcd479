// The lock table of `migralint locks`, written out for people and for machines.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "locks/lock_table.hpp"

namespace migralint::report {

struct LocksFormat {
  std::string_view name;  ///< as in --output-format
  std::string (*render)(const locks::LockTable& table);
};

/// The default one first.
std::span<const LocksFormat> locks_formats();

/// An aligned table for each file, then from where on others wait.
std::string render_locks_text(const locks::LockTable& table);
/// The contract `locks --output-format json`, version 1: docs/schema/locks.schema.json.
std::string render_locks_json(const locks::LockTable& table);
/// For the description of a pull request.
std::string render_locks_markdown(const locks::LockTable& table);

}  // namespace migralint::report
