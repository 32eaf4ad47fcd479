// What all commands that read migrations share: from the words of the command line to the texts and settings
// of every file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "project/config.hpp"

namespace migralint::cli {

/// The scope's options after their words were looked up.
struct ScopePlan {
  InputOptions inputs;
  unsigned jobs = 1;
};

/// `"value" (did you mean "other"?): must be one of …` behind the option's name.
std::string not_one_of(const std::string& option, const std::string& value,
                       const std::vector<std::string_view>& words);
bool is_one_of(const std::string& value, const std::vector<std::string_view>& words);

/// Fills `plan`; the text is the usage error, if there is one. `command` is for the hint: "check".
std::string plan_scope(const ScopeOptions& options, std::string_view command,
                       const project::Vocabulary& words, ScopePlan& plan);

/// What there is to look at. A file that cannot be read was reported and is in `errors`; the others are there
/// all the same.
struct Scope {
  std::vector<lint::Input> histories;
  std::vector<std::string> errors;
  std::string stdin_path;  ///< what standard input is shown as; empty: it was not named
  std::string left_out;    ///< files that --since and --staged leave out: "12 files unchanged since main"
  bool nothing_changed = false;  ///< they leave out all of them
};

/// Nothing after a message: the configuration is wrong, or standard input cannot be read. `configs` stays in
/// use for what holds for each file.
std::optional<Scope> read_scope(const ScopeOptions& options, const ScopePlan& plan,
                                project::ConfigStore& configs);

}  // namespace migralint::cli
