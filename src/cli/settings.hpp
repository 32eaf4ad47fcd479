// From words (command line, configuration) to what the linter understands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "lint/settings.hpp"
#include "project/config.hpp"
#include "session/session.hpp"

namespace migralint::cli {

/// The words that this build knows.
project::Vocabulary vocabulary();

/// What the command line says for all files; it goes before every configuration.
struct Overrides {
  std::optional<int> pg_version;
  std::optional<session::TransactionMode> transaction;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
};

struct FileSettings {
  lint::Settings lint;
  session::TransactionMode transaction = session::TransactionMode::autocommit;
};

/// What holds for one file. `config` and `values` are valid: their words are in the vocabulary.
FileSettings resolve(const project::Config& config, const project::Values& values,
                     const Overrides& overrides);

/// The level of every rule, parallel to lint::all_rules(): its own default, then `values.rules`, then select
/// and ignore, where the command line's select replaces the configuration's. A rule that is selected by its
/// full id is on, also when it is off by default; a category leaves such rules off. syntax/error stays on
/// unless it is turned off by name: a statement that cannot be read is not a matter of taste.
std::vector<lint::Level> resolve_levels(const project::Config& config, const project::Values& values,
                                        const Overrides& overrides);

/// "never" is nothing: no finding fails the run.
std::optional<lint::Level> fail_level(const std::string& word);

}  // namespace migralint::cli
