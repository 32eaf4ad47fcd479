// From discovered histories to what the linter reads: texts, settings, the schema that stands in for a
// history.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/settings.hpp"
#include "lint/linter.hpp"
#include "project/config.hpp"
#include "project/discover.hpp"
#include "replay/replay.hpp"

namespace migralint::cli {

struct InputOptions {
  Overrides overrides;
  std::string schema;  ///< from the command line; empty: what the configuration says
  std::string stats;   ///< the same
};

/// What files were at the revision of --since, by path; empty without.
using Bases = std::map<std::string, replay::BaseFile, std::less<>>;

struct Inputs {
  std::vector<lint::Input> histories;
  std::vector<std::string> errors;  ///< files that cannot be read
};

/// Reads every file, on up to `jobs` threads. A file that cannot be read is left out; when it was part of a
/// history, that is no longer complete.
Inputs read_inputs(project::Discovery discovery, project::ConfigStore& configs, const InputOptions& options,
                   const Bases& bases, unsigned jobs);

/// The schema for the histories of this file, from the command line or its configuration; empty when there is
/// none.
std::string schema_for(const std::string& path, project::ConfigStore& configs, const InputOptions& options);

}  // namespace migralint::cli
