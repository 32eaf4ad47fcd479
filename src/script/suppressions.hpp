// The comments that silence findings: `migralint:ignore` and `migralint:ignore-file`, and those of squawk,
// eugene, Atlas and pgfence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "script/script.hpp"

namespace migralint::script {

/// Whose comment it is, and so whose names it holds.
enum class Dialect : std::uint8_t { own, squawk, eugene, atlas, pgfence };

/// A rule id or `category/*` as written.
struct Pattern {
  Span span;
  std::string text;
};

/// One comment. It covers the whole file, a statement, or the findings that start on a line; none of the
/// three when nothing follows it that it could cover.
struct Suppression {
  Dialect dialect = Dialect::own;
  Span comment;
  bool whole_file = false;
  bool misplaced = false;  ///< ignore-file behind the first statement: without effect
  bool unknown = false;    ///< `migralint:` and a word that is none of ours: without effect
  std::vector<Pattern>
      patterns;  ///< empty: the comment names nothing; in another dialect: all that its tool has
  std::string reason;
  std::optional<std::uint32_t> statement;  ///< index into Script::statements
  std::optional<std::uint32_t> line;       ///< 1-based
};

/// A comment of another tool as far as it stands by itself: what it covers is not filled in, but for
/// `whole_file`.
///   squawk-ignore a, b [-- reason]   nothing without names; its own and the next line there, a statement
///   here squawk-ignore-file [a, b]        anywhere in the file eugene: ignore [E1,W12]          a statement,
///   as its documentation says atlas:nolint [a b]               a statement; the file when it stands among
///   the comments at the top, which an
///                                    empty line ends
///   pgfence-ignore[: a, b], pgfence: ignore a, b   a statement
std::optional<Suppression> foreign_suppression(std::string_view text, const Comment& comment);

/// In the order of the file.
std::vector<Suppression> find_suppressions(std::string_view text, const Script& script);

}  // namespace migralint::script
