#include <string>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A comment alone on its line goes with the line, another one with the blanks before it.
Span whole_comment(Span comment, std::string_view text) {
  Span result = comment;
  while (result.begin > 0 && is_blank(text[result.begin - 1])) {
    --result.begin;
  }
  const bool begins_line = result.begin == 0 || text[result.begin - 1] == '\n';
  while (result.end < text.size() && (is_blank(text[result.end]) || text[result.end] == '\r')) {
    ++result.end;
  }
  const bool ends_line = result.end == text.size() || text[result.end] == '\n';
  if (begins_line && ends_line) {
    result.end += result.end < text.size() ? 1 : 0;
    return result;
  }
  // A block comment may be all that keeps two words apart.
  const bool between = !begins_line && !ends_line;
  return between ? comment : Span{begins_line ? comment.begin : result.begin, comment.end};
}

/// The comment, or the one name of several with its comma.
Span removed(const SuppressionUse& use) {
  const auto& patterns = use.comment->patterns;
  if (patterns.size() <= 1) {
    return whole_comment(use.comment->comment, use.text);
  }
  for (std::size_t i = 0; i + 1 < patterns.size(); ++i) {
    if (patterns[i].span == use.span) {
      return {use.span.begin, patterns[i + 1].span.begin};
    }
  }
  return {patterns[patterns.size() - 2].span.end, use.span.end};
}

void check(const SuppressionUse& use, Report& report) {
  if (use.pattern.empty()) {
    // Its author meant something: that cannot be guessed.
    report(use.span,
           fmt::format(
               "this comment suppresses nothing: {} (write migralint:ignore category/name -- reason)",
               use.comment->unknown ? "migralint knows ignore and ignore-file only" : "it names no rule"));
    return;
  }
  // What is out of place has no effect, whatever rules are on.
  if (!use.known || (use.used && !use.comment->misplaced)) {
    return;
  }
  auto& finding = report(
      use.span,
      use.comment->misplaced
          ? fmt::format("migralint:ignore-file {} has no effect here: it belongs before the first statement",
                        use.pattern)
          : fmt::format("this comment suppresses nothing: {} finds nothing here", use.pattern));
  const Span gone = removed(use);
  const std::string rest = std::string(use.text.substr(0, gone.begin)).append(use.text.substr(gone.end));
  // A file of nothing at all would be a mistake of another kind.
  if (rest.find_first_not_of(" \t\r\n") != std::string::npos) {
    finding.fix = Fix{Fix::Class::mechanical, "take it away", {}, {{gone, {}}}};
  }
}

}  // namespace

MIGRALINT_RULE(suppression_unused) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A suppression comment that suppresses nothing",
    .hooks = {on<check>},
};
