// Applies the mechanical fixes of a run to a fixpoint. What is applied is proved by the linter itself: a fix
// stays only when its finding is gone and no other one has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/linter.hpp"

namespace migralint::fix {

struct Options {
  unsigned jobs = 1;
  /// Whether a judged file may be changed at all: not one that exists at a base revision, or that the tool
  /// has recorded by checksum. Null: every judged file. History and ways back are never changed.
  std::function<bool(const replay::SourceFile&)> may_edit;
};

struct ChangedFile {
  std::size_t input = 0;
  std::size_t file = 0;  ///< in the input
  std::string path;
  std::string before;
  std::string after;
};

/// A fix that would have brought a parse error or another finding.
struct Dropped {
  std::string path;
  std::string_view rule;
  std::string fingerprint;  ///< of its finding
};

struct Outcome {
  std::vector<ChangedFile> files;
  std::size_t fixed = 0;  ///< findings that are gone by their own fix
  std::vector<Dropped> dropped;
};

/// Changes the texts of `inputs`. `wanted` holds, input by input and file by file, the settings of the rules
/// whose fixes are asked for; the settings in `inputs` are those that the result is judged by: all rules.
Outcome run(std::vector<lint::Input>& inputs, const std::vector<std::vector<lint::Settings>>& wanted,
            const Options& options);

}  // namespace migralint::fix
