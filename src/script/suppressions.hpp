// The comments that silence findings: `migralint:ignore` and `migralint:ignore-file`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "script/script.hpp"

namespace migralint::script {

/// A rule id or `category/*` as written.
struct Pattern {
  Span span;
  std::string text;
};

/// One comment. It covers the whole file, a statement, or the findings that start on a line; none of the
/// three when nothing follows it that it could cover.
struct Suppression {
  Span comment;
  bool whole_file = false;
  bool misplaced = false;         ///< ignore-file behind the first statement: without effect
  std::vector<Pattern> patterns;  ///< empty: the comment names nothing
  std::string reason;
  std::optional<std::uint32_t> statement;  ///< index into Script::statements
  std::optional<std::uint32_t> line;       ///< 1-based
};

/// In the order of the file.
std::vector<Suppression> find_suppressions(std::string_view text, const Script& script);

}  // namespace migralint::script
