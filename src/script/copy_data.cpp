#include "script/copy_data.hpp"

#include <algorithm>

#include "script/lexer.hpp"
#include "script/scan.hpp"

namespace migralint::script {

using namespace scan;

bool copies_from_stdin(std::string_view text, Span statement) {
  return find_words(text, statement, {"from", "stdin"}).has_value();
}

CopyData::Block CopyData::read(Offset begin) {
  const Offset mark = find_end_mark(begin);
  const bool terminated = mark < end_;
  if (looks_like_sql(begin) && (!terminated || holds_copy({begin, mark}))) return {{begin, begin}, true};
  return {{begin, terminated ? after_newline(text_, mark + 2, end_) : end_}, terminated};
}

/// The next line `\.` at or after `from`, else the end.
Offset CopyData::find_end_mark(Offset from) {
  if (searched_from_ <= from && from <= mark_) return mark_;
  searched_from_ = from;
  mark_ = end_;
  for (auto found = text_.find("\\.", from); found != std::string_view::npos;
       found = text_.find("\\.", found + 2)) {
    const auto at = static_cast<Offset>(found);
    const bool starts_line = at == from || is(text_[at - 1], newline);
    if (starts_line && (at + 2 == end_ || is(text_[at + 2], newline))) {
      mark_ = at;
      break;
    }
  }
  return mark_;
}

bool CopyData::looks_like_sql(Offset line) const {
  const Span range{line, line_end(text_, line, end_)};
  constexpr std::string_view verbs[] = {"alter",    "analyze", "begin",    "comment", "commit", "copy",
                                        "create",   "delete",  "do",       "drop",    "grant",  "insert",
                                        "reset",    "revoke",  "rollback", "select",  "set",    "table",
                                        "truncate", "update",  "with"};
  Lexer lexer(text_, range);
  const Token first = lexer.next();
  if (first.kind == TokenKind::end || first.is_comment()) return true;
  return lexer.next().kind == TokenKind::word &&
         std::any_of(std::begin(verbs), std::end(verbs),
                     [&](std::string_view verb) { return word_is(text_, first, verb); });
}

bool CopyData::holds_copy(Span lines) const {
  for (Offset at = lines.begin; at < lines.end;) {
    const Offset stop = line_end(text_, at, lines.end);
    if (stop - at > 4 && equals_ignoring_case(text_.substr(at, 4), "copy") &&
        copies_from_stdin(text_, {at, stop})) {
      return true;
    }
    at = after_newline(text_, stop, lines.end);
  }
  return false;
}

}  // namespace migralint::script
