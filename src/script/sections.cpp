#include "script/sections.hpp"

#include "script/scan.hpp"

namespace migralint::script {

namespace {

using scan::is;

/// Reads a comment word by word.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) { skip_blanks(); }

  [[nodiscard]] std::string_view rest() const { return rest_; }
  void skip_blanks_and_dashes() {
    while (!rest_.empty() && (is(rest_.front(), scan::space) || rest_.front() == '-'))
      rest_.remove_prefix(1);
  }
  /// Takes `word` when it comes next, whole, without regard to case.
  bool take(std::string_view word) {
    if (!scan::equals_ignoring_case(rest_.substr(0, word.size()), word)) return false;
    if (rest_.size() > word.size() && is(rest_[word.size()], scan::ident_cont)) return false;
    rest_.remove_prefix(word.size());
    skip_blanks();
    return true;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && is(rest_.front(), scan::space))
      rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

Marker annotation(Words words) {
  if (words.take("up")) return Marker::up;
  if (words.take("down")) return Marker::down;
  if (words.take("statementbegin") || words.take("statementend")) return Marker::boundary;
  return Marker::none;
}

// node-pg-migrate takes any comment that begins with these two words. In other projects "-- Down migration is
// not supported" is a remark, so before an up marker has shown which tool it is, nothing but punctuation may
// follow.
Marker node_pg_migrate(Words words, bool up_seen) {
  words.skip_blanks_and_dashes();
  const bool up = words.take("up");
  if (!up && !words.take("down")) return Marker::none;
  if (!words.take("migration")) return Marker::none;
  if (!up_seen && words.rest().find_first_not_of(" \t-:=*#.") != std::string_view::npos) return Marker::none;
  return up ? Marker::up : Marker::down;
}

}  // namespace

Marker marker_of(std::string_view comment, bool up_seen) {
  std::string_view body = comment.substr(2);
  if (body.substr(0, 1) == ">") {
    return Words(body.substr(1)).take("statement-breakpoint") ? Marker::boundary : Marker::none;
  }
  Words words(body);
  switch (words.rest().empty() ? '\0' : scan::lower(words.rest().front())) {
    case '+':
      if (words.take("+goose") || words.take("+migrate")) return annotation(words);
      return Marker::none;
    case 'm':
      if (words.take("migrate:up")) return Marker::up;
      return words.take("migrate:down") ? Marker::down : Marker::none;
    case '-':
    case 'u':
    case 'd':
      // tern: ---- create above / drop below ----
      if (body.substr(0, 2) == "--" && Words(body.substr(2)).take("create above / drop below ----")) {
        return Marker::down;
      }
      return node_pg_migrate(words, up_seen);
    default:
      return Marker::none;
  }
}

}  // namespace migralint::script
