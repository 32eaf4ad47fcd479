#include "script/lines.hpp"
#include "script/scan.hpp"
#include "script/suppressions.hpp"

namespace migralint::script {

namespace {

/// Takes pieces off the front of a comment's inside.
class Words {
 public:
  explicit Words(std::string_view inside) : rest_(inside) {}

  bool take(std::string_view word) {
    if (!scan::equals_ignoring_case(rest_.substr(0, word.size()), word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_blanks() {
    while (!rest_.empty() && scan::is(rest_.front(), scan::space))
      rest_.remove_prefix(1);
  }
  /// What was taken is a whole word.
  [[nodiscard]] bool at_end_of_word() const { return rest_.empty() || !is_name(rest_.front()); }

  /// Names between commas or blanks, up to the dashes of a reason.
  void read_names(std::string_view text, Suppression& to) {
    while (true) {
      while (!rest_.empty() && (rest_.front() == ',' || scan::is(rest_.front(), scan::space)))
        rest_.remove_prefix(1);
      if (rest_.substr(0, 2) == "--") {
        to.reason = std::string(without_blanks(rest_.substr(2)));
        return;
      }
      std::size_t length = 0;
      while (length < rest_.size() && is_name(rest_[length]))
        ++length;
      if (length == 0) return;
      const auto begin = static_cast<std::uint32_t>(rest_.data() - text.data());
      to.patterns.push_back(
          {{begin, begin + static_cast<std::uint32_t>(length)}, std::string(rest_.substr(0, length))});
      rest_.remove_prefix(length);
    }
  }

 private:
  static bool is_name(char c) { return c == '-' || scan::is(c, scan::ident_cont); }
  std::string_view rest_;
};

/// Among the comment lines at the top of the file, and an empty line comes right behind those
/// (LocalFile.comments in Atlas's sql/migrate/dir.go).
bool in_atlas_header(std::string_view text, Span comment) {
  bool over = false;
  bool inside = false;
  for_each_line(text, [&](Span line) {
    if (over) return;
    const std::string_view words = line.of(text);
    if (words.substr(0, 2) == "--") return;
    over = true;
    inside = words.empty() && comment.end <= line.begin;
  });
  return inside;
}

}  // namespace

std::optional<Suppression> foreign_suppression(std::string_view text, const Comment& comment) {
  const std::string_view inside = inside_comment(comment.span.of(text));
  Words words(inside);
  Suppression result;
  result.comment = comment.span;
  switch (inside.empty() ? '\0' : scan::lower(inside.front())) {
    case 's':
      result.dialect = Dialect::squawk;
      if (!words.take("squawk-ignore")) return std::nullopt;
      result.whole_file = words.take("-file");
      break;
    case 'e':
      result.dialect = Dialect::eugene;
      if (!words.take("eugene: ignore")) return std::nullopt;
      break;
    case 'a':
      result.dialect = Dialect::atlas;
      if (!words.take("atlas:nolint")) return std::nullopt;
      result.whole_file = in_atlas_header(text, comment.span);
      break;
    case 'p':
      result.dialect = Dialect::pgfence;
      if (words.take("pgfence:")) {
        words.skip_blanks();
        if (!words.take("ignore")) return std::nullopt;
      } else if (!words.take("pgfence-ignore")) {
        return std::nullopt;
      }
      break;
    default:
      return std::nullopt;
  }
  if (!words.at_end_of_word()) return std::nullopt;
  if (words.take(":") && result.dialect != Dialect::pgfence) return std::nullopt;
  words.read_names(text, result);
  // To squawk such a line without a name means nothing.
  const bool idle = result.dialect == Dialect::squawk && !result.whole_file && result.patterns.empty();
  return idle ? std::nullopt : std::optional(std::move(result));
}

}  // namespace migralint::script
