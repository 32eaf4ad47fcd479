// A baseline: the findings that a project knows of and lives with, so that a run reports what is new. The
// file is a contract: docs/schema/baseline.schema.json.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "lint/linter.hpp"

namespace migralint::lint {

struct BaselineEntry {
  std::string path;  ///< relative to the baseline's folder
  std::string rule;
  std::string fingerprint;

  friend auto operator<=>(const BaselineEntry&, const BaselineEntry&) = default;
};

/// Sorted, each entry once: what a merge has doubled counts once.
using Baseline = std::vector<BaselineEntry>;

/// Reads a baseline file; the error is one line without the file's name.
Expected<Baseline, std::string> parse_baseline(std::string_view text);

/// One entry a line, so that changes are readable and merge.
std::string format_baseline(const Baseline& baseline);

/// What a baseline is held against.
struct BaselineScope {
  /// A file's path as the baseline writes it; empty: another baseline's file.
  std::function<std::string(std::uint32_t file)> path;
  /// Whether there is a file under a path of the baseline.
  std::function<bool(const std::string& path)> exists;
};

struct BaselineMatch {
  std::vector<bool> known;  ///< parallel to the findings: it is in the baseline
  Baseline found;           ///< what the findings of this run are as entries
  Baseline kept;            ///< entries of which this run can say nothing: the file or the rule was not in it
  Baseline stale;           ///< entries that this run would have found, and of files that are gone
};

/// Each entry covers one finding of its file with its fingerprint; entries of files that are gone cover
/// findings of the same fingerprint elsewhere, because a folder may have another name now. Suppressed
/// findings need no entry.
BaselineMatch match(const Baseline& baseline, const Result& result, const BaselineScope& scope);

}  // namespace migralint::lint
