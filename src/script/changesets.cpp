#include "script/changesets.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "script/lines.hpp"
#include "script/scan.hpp"

namespace migralint::script {

namespace {

using scan::equals_ignoring_case;

/// Takes `word` off the front, without regard to case, and the blanks behind it.
bool take(std::string_view& text, std::string_view word) {
  if (!equals_ignoring_case(text.substr(0, word.size()), word)) return false;
  text = without_blanks(text.substr(word.size()));
  return true;
}

std::string_view first_word(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && (text[length] == '-' || scan::is(text[length], scan::ident_cont)))
    ++length;
  return text.substr(0, length);
}

/// The value of `name:value` on the header line; of several the last one, as Liquibase's patterns read it
/// (FormattedSqlChangeLogParser: `.*runInTransaction:(\w+).*`, without regard to case). `name` is in lower
/// case.
std::string_view attribute(std::string_view header, std::string_view name) {
  for (std::size_t at = header.size(); at-- > 0;) {
    std::string_view rest = header.substr(at);
    if (!equals_ignoring_case(rest.substr(0, name.size()), name)) continue;
    rest.remove_prefix(name.size());
    if (rest.substr(0, 1) != ":") continue;
    rest.remove_prefix(1);
    return rest.substr(0, rest.find_first_of(" \t"));
  }
  return {};
}

bool is_false(std::string_view value) { return equals_ignoring_case(value, "false"); }

}  // namespace

bool names_liquibase(std::string_view comment) {
  std::string_view rest = inside_comment(comment);
  return take(rest, "liquibase") && take(rest, "formatted");
}

bool is_changeset(std::string_view comment) {
  std::string_view rest = inside_comment(comment);
  constexpr std::string_view word = "changeset";
  if (rest.size() <= word.size() || !scan::is(rest[word.size()], scan::space) || !take(rest, word)) {
    return false;
  }
  const bool quoted = rest.substr(0, 1) == "\"";
  const std::size_t author_end = quoted ? rest.find('"', 1) : 0;
  const std::size_t colon = author_end == std::string_view::npos ? author_end : rest.find(':', author_end);
  return colon != std::string_view::npos && colon > 0 && !without_blanks(rest.substr(colon + 1)).empty();
}

bool is_changeset_line(std::string_view comment) {
  constexpr std::array words{std::string_view("preconditions"), std::string_view("comment"),
                             std::string_view("validchecksum"), std::string_view("rollback"),
                             std::string_view("property"),      std::string_view("ignorelines")};
  const std::string_view word = first_word(inside_comment(comment));
  constexpr std::string_view condition = "precondition-";
  return is_changeset(comment) || equals_ignoring_case(word.substr(0, condition.size()), condition) ||
         std::ranges::any_of(words, [word](std::string_view one) { return equals_ignoring_case(word, one); });
}

bool opts_changeset_out(std::string_view comment) {
  return is_changeset(comment) && is_false(attribute(comment, "runintransaction"));
}

bool in_split_changeset(std::string_view text, const Script& script, std::uint32_t at) {
  const auto& comments = script.comments;
  auto next = std::partition_point(comments.begin(), comments.end(),
                                   [at](const Comment& comment) { return comment.span.begin < at; });
  while (next != comments.begin()) {
    const Comment& comment = *--next;
    const std::string_view words = comment.span.of(text);
    if (comment.block || !comment.own_line || !is_changeset(words)) continue;
    // Not cut at its semicolons it is one query.
    return opts_changeset_out(words) && !is_false(attribute(words, "splitstatements")) &&
           attribute(words, "enddelimiter").empty();
  }
  return false;
}

}  // namespace migralint::script
