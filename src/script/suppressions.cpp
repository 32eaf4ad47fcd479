#include "script/suppressions.hpp"

#include <algorithm>
#include <initializer_list>

#include "script/lexer.hpp"
#include "script/line_index.hpp"
#include "script/scan.hpp"

namespace migralint::script {

namespace {

using scan::is;

/// Reads the inside of one comment.
class Reader {
 public:
  Reader(std::string_view text, const Comment& comment)
      : text_(text), pos_(comment.span.begin + 2), end_(comment.span.end) {
    const bool closed = comment.block && end_ >= pos_ + 2 && text.substr(end_ - 2, 2) == "*/";
    if (closed) end_ -= 2;
    skip_blanks();
  }

  bool take(std::string_view word) {
    if (end_ - pos_ < word.size() || !scan::equals_ignoring_case(text_.substr(pos_, word.size()), word))
      return false;
    pos_ += static_cast<std::uint32_t>(word.size());
    return true;
  }
  bool takes_any_of(std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return take(word); });
  }
  void skip_blanks() { pos_ = scan::skip_class(text_, pos_, end_, scan::space); }
  [[nodiscard]] bool at_name_end() const {
    return pos_ >= end_ || is(text_[pos_], scan::space) || text_[pos_] == ':' || text_[pos_] == ',';
  }
  /// A run of characters that rule ids are made of; empty when something else comes, the dashes of a reason
  /// included.
  Span name() {
    if (peek("--")) return {pos_, pos_};
    const std::uint32_t begin = pos_;
    while (pos_ < end_ && is_name_char(text_[pos_]))
      ++pos_;
    return {begin, pos_};
  }
  [[nodiscard]] bool peek(std::string_view what) const {
    return text_.substr(pos_, std::min<std::size_t>(what.size(), end_ - pos_)) == what;
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(pos_, end_ - pos_); }
  [[nodiscard]] std::uint32_t position() const { return pos_; }
  void back_to(std::uint32_t position) { pos_ = position; }

 private:
  static bool is_name_char(char c) {
    return is(c, scan::digit) || c == '_' || c == '-' || c == '/' || c == '*' || c == '.' ||
           (scan::lower(c) >= 'a' && scan::lower(c) <= 'z');
  }

  std::string_view text_;
  std::uint32_t pos_;
  std::uint32_t end_;
};

// Names stand between commas. Without a comma only something with a slash is still a name: a reason may
// follow plainly.
std::vector<Pattern> read_patterns(std::string_view text, Reader& reader) {
  std::vector<Pattern> patterns;
  bool comma = true;
  while (true) {
    reader.skip_blanks();
    const std::uint32_t before = reader.position();
    const Span name = reader.name();
    const std::string_view word = name.of(text);
    if (word.empty() || (!comma && word.find('/') == std::string_view::npos)) {
      reader.back_to(before);
      return patterns;
    }
    patterns.push_back({name, std::string(word)});
    reader.skip_blanks();
    comma = reader.take(",");
  }
}

std::string read_reason(const Reader& reader) {
  std::string_view reason = reader.rest();
  const auto is_lead = [](char c) { return is(c, scan::space) || c == '-' || c == ':'; };
  while (!reason.empty() && is_lead(reason.front()))
    reason.remove_prefix(1);
  constexpr std::string_view em_dash = "\xE2\x80\x94";
  if (reason.substr(0, em_dash.size()) == em_dash) reason.remove_prefix(em_dash.size());
  while (!reason.empty() && is(reason.front(), scan::space))
    reason.remove_prefix(1);
  while (!reason.empty() && is(reason.back(), scan::space))
    reason.remove_suffix(1);
  return std::string(reason);
}

std::optional<Suppression> read(std::string_view text, const Comment& comment) {
  Reader reader(text, comment);
  if (!reader.take("migralint:")) return std::nullopt;
  reader.skip_blanks();
  Suppression result;
  result.comment = comment.span;
  if (!reader.take("ignore")) {
    result.unknown = reader.takes_any_of({"disable", "allow", "nolint", "noqa", "off", "skip", "suppress"}) &&
                     (reader.at_name_end() || reader.peek("-"));
    return result.unknown ? std::optional(result) : std::nullopt;
  }
  result.whole_file = reader.take("-file");
  if (!reader.at_name_end()) {
    result.unknown = reader.peek("-");
    return result.unknown ? std::optional(result) : std::nullopt;
  }
  reader.take(":");
  result.patterns = read_patterns(text, reader);
  result.reason = read_reason(reader);
  return result;
}

/// Finds what a comment covers.
class Cover {
 public:
  Cover(std::string_view text, const Script& script) : text_(text), script_(script), lines_(text) {}

  void settle(const Comment& comment, Suppression& suppression) const {
    const auto& statements = script_.statements;
    const auto next =
        std::upper_bound(statements.begin(), statements.end(), comment.span.begin,
                         [](std::uint32_t at, const Statement& s) { return at < s.range.begin; });
    const bool before_all = next == statements.begin();
    if (suppression.whole_file) {
      suppression.misplaced = !before_all && suppression.dialect == Dialect::own;
    } else if (comment.code_before) {
      suppression.line = line_of(comment.span.begin);
    } else if (!before_all && comment.span.begin < std::prev(next)->range.end) {
      suppression.line = line_of(next_code(comment.span.end));
    } else if (next != statements.end()) {
      suppression.statement = static_cast<std::uint32_t>(next - statements.begin());
    }
  }

 private:
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(lines_.line(offset));
  }
  [[nodiscard]] std::uint32_t next_code(std::uint32_t at) const {
    const auto end = static_cast<std::uint32_t>(text_.size());
    const auto& comments = script_.comments;
    auto comment =
        std::lower_bound(comments.begin(), comments.end(), at,
                         [](const Comment& c, std::uint32_t offset) { return c.span.begin < offset; });
    at = scan::skip_class(text_, at, end, scan::space);
    for (; comment != comments.end() && comment->span.begin == at; ++comment) {
      at = scan::skip_class(text_, comment->span.end, end, scan::space);
    }
    return at;
  }

  std::string_view text_;
  const Script& script_;
  LineIndex lines_;
};

bool mentions_marker(std::string_view text) {
  constexpr std::string_view marker = "migralint:";
  return std::search(text.begin(), text.end(), marker.begin(), marker.end(),
                     [](char a, char b) { return scan::lower(a) == b; }) != text.end();
}

/// A DO block that holds such a comment, perhaps: told at a glance, because every statement of every file is
/// asked.
bool may_hold_suppression(std::string_view text, Span statement) {
  const std::string_view words = statement.of(text);
  return words.size() > 2 && scan::lower(words[0]) == 'd' && scan::lower(words[1]) == 'o' &&
         mentions_marker(words);
}

/// The comments in the body of a DO block, which is a string to SQL. Each covers the findings on its own
/// line, or on that of the code below it.
class DoBody {
 public:
  DoBody(std::string_view text, const LineIndex& lines, std::vector<Suppression>& found)
      : text_(text), lines_(lines), found_(found) {}

  void read_statement(Span statement) {
    Lexer lexer(text_, statement);
    if (!word_is(text_, lexer.next_code(), "do")) return;
    for (auto token = lexer.next_code(); token.kind != TokenKind::end; token = lexer.next_code()) {
      if (token.kind == TokenKind::dollar_string && !token.unterminated) read_body(inside(token.span));
    }
  }

 private:
  [[nodiscard]] Span inside(Span quoted) const {
    const auto tag = static_cast<std::uint32_t>(quoted.of(text_).find('$', 1) + 1);
    return {quoted.begin + tag, quoted.end - tag};
  }
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(lines_.line(offset));
  }
  void read_body(Span body) {
    Lexer lexer(text_, body);
    std::uint32_t code_line = 0;
    std::size_t waiting = found_.size();
    for (auto token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      if (!token.is_comment()) {
        for (; waiting < found_.size(); ++waiting) {
          if (!found_[waiting].whole_file && !found_[waiting].line)
            found_[waiting].line = line_of(token.span.begin);
        }
        code_line = line_of(token.span.end - 1);
        continue;
      }
      Comment comment;
      comment.span = token.span;
      comment.block = token.kind == TokenKind::block_comment;
      auto suppression = read(text_, comment);
      if (!suppression) continue;
      suppression->misplaced = suppression->whole_file;
      if (!suppression->whole_file && line_of(token.span.begin) == code_line) suppression->line = code_line;
      found_.push_back(std::move(*suppression));
    }
  }

  std::string_view text_;
  const LineIndex& lines_;
  std::vector<Suppression>& found_;
};

}  // namespace

std::vector<Suppression> find_suppressions(std::string_view text, const Script& script) {
  std::vector<Suppression> found;
  std::optional<Cover> cover;  // made for the first comment that needs it: few files have one
  for (const auto& comment : script.comments) {
    auto suppression = read(text, comment);
    if (!suppression) suppression = foreign_suppression(text, comment);
    if (!suppression) continue;
    if (!cover) cover.emplace(text, script);
    cover->settle(comment, *suppression);
    found.push_back(std::move(*suppression));
  }
  std::vector<Span> blocks;
  for (const auto& statement : script.statements) {
    if (may_hold_suppression(text, statement.range)) blocks.push_back(statement.range);
  }
  if (!blocks.empty()) {
    const LineIndex lines(text);
    DoBody bodies(text, lines, found);
    for (const Span block : blocks) {
      bodies.read_statement(block);
    }
    std::stable_sort(found.begin(), found.end(), [](const Suppression& a, const Suppression& b) {
      return a.comment.begin < b.comment.begin;
    });
  }
  return found;
}

}  // namespace migralint::script
