// What a rule says, as plain data: the reports see nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rare.hpp"
#include "base/span.hpp"
#include "sql/name.hpp"

namespace migralint::catalog {
class Catalog;
}

namespace migralint::lint {

struct Rule;

enum class Level : std::uint8_t { off, note, warning, error };
std::string_view to_string(Level level);
std::optional<Level> level(std::string_view name);

/// A place that explains the finding: where the table was made, where the transaction began.
struct Related {
  std::uint32_t file = 0;
  Span span;
  std::string message;
};

struct Edit {
  Span span;  ///< bytes to replace; empty: insert at begin
  std::string text;
};

/// How to write it safely. Mechanical: the edits are exact and keep the meaning, all in the finding's file.
/// Plan: several deploys or files; `sql` is complete, with real names.
struct Fix {
  enum class Class : std::uint8_t { mechanical, plan };
  Class kind = Class::plan;
  std::string title;  ///< "safe form, in a migration of its own (…)"
  std::string sql;    ///< complete SQL, lines separated by '\n'; may hold `-- now`, `-- next deploy` comments
  std::vector<Edit> edits;
};

struct Finding {
  /// Asked when more has been seen: false drops the finding. May change its level and evidence.
  using Holds = bool (*)(Finding&, const catalog::Catalog&);

  std::string_view rule;          ///< "category/name"; static storage
  const Rule* made_by = nullptr;  ///< that rule
  Level level = Level::warning;
  std::string message;  ///< one sentence: the object and the consequence; no full stop
  std::uint32_t file = 0;
  Span span;                    ///< what is underlined
  std::string label;            ///< said beside the underline; may be empty
  std::uint32_t statement = 0;  ///< 0-based index in the file
  Span sub_command;  ///< the statement's part that is the cause: findings with one cause are folded by it
  std::vector<std::string> evidence;  ///< "orders exists since 0001_init.up.sql:4"
  std::vector<Related> related;
  std::vector<std::string_view> folded;  ///< rules that say something of the same cause, folded into this one
  Box<Fix> fix;
  // What only the rest of the file can decide; settled when it has been seen.
  bool note_if_atomic = false;  ///< becomes a note when the whole file turns out to run in one transaction
  bool quiet_if_alone =
      false;  ///< is dropped when its statement is the only one of the file that changes anything
  bool quiet_without_schema_change = false;  ///< is dropped when no statement of the file changes the schema
  Holds holds_after_file = nullptr;          ///< null: yes
  Holds holds_after_history = nullptr;    ///< the same after all files; dropped when no file comes after it
  Holds holds_in_history = nullptr;       ///< asked after all files, whether one comes after it or not
  Rare<sql::Name> about = {};             ///< the object that they look for
  std::uint32_t transaction = 0;          ///< that the statement runs in
  std::string fingerprint;                ///< 16 hex digits, stable when other parts of the file change
  std::optional<std::string> suppressed;  ///< set when a comment suppresses it: its reason (may be empty)

  // In finding.cpp, for the compiler's sake: each rule makes findings.
  Finding();
  Finding(const Finding&);
  Finding(Finding&&) noexcept;
  Finding& operator=(const Finding&);
  Finding& operator=(Finding&&) noexcept;
  ~Finding();
};

}  // namespace migralint::lint
