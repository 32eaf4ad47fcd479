#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"
#include "script/scan.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::size_t max_bytes = 63;  // NAMEDATALEN - 1

// Without the quotes, "" read as one.
std::string name_of(const script::Token& token, std::string_view text) {
  std::string_view written = token.span.of(text);
  if (token.kind == script::TokenKind::word) {
    return std::string(written);
  }
  const auto first = written.find('"');
  written = written.substr(first + 1, written.size() - first - 2);
  std::string name;
  for (std::size_t i = 0; i < written.size(); ++i) {
    name += written[i];
    i += written.substr(i, 2) == "\"\"" ? 1 : 0;
  }
  return name;
}

bool is_long_identifier(const script::Token& token, std::string_view text) {
  const bool identifier =
      token.kind == script::TokenKind::word || token.kind == script::TokenKind::quoted_identifier;
  // U&"…" has escapes: its length in the file says nothing.
  const bool escapes = token.span.of(text).starts_with("U&") || token.span.of(text).starts_with("u&");
  return identifier && !escapes && token.span.size() > max_bytes && name_of(token, text).size() > max_bytes;
}

bool is_name_byte(char c) { return script::scan::is(c, script::scan::ident_cont); }

// False: no two quotes stand far enough from each other to have a long name between them.
bool may_have_long_quoted_name(std::string_view text) {
  for (auto quote = text.find('"'); quote != std::string_view::npos;) {
    const auto next = text.find('"', quote + 1);
    if (next != std::string_view::npos && (next == quote + 1 || next - quote > max_bytes)) {
      return true;
    }
    quote = next;
  }
  return false;
}

// Every statement of a large file is asked, so most are let go at a glance: a word of 64 bytes covers one of
// every 64 places, and only quotes let a name hold other bytes.
bool may_have_long_name(std::string_view text) {
  if (may_have_long_quoted_name(text)) {
    return true;
  }
  for (std::size_t place = max_bytes; place < text.size(); place += max_bytes + 1) {
    if (!is_name_byte(text[place])) {
      continue;
    }
    std::size_t begin = place;
    while (begin > 0 && is_name_byte(text[begin - 1])) {
      --begin;
    }
    std::size_t end = place;
    while (end < text.size() && is_name_byte(text[end])) {
      ++end;
    }
    if (end - begin > max_bytes) {
      return true;
    }
  }
  return false;
}

// Said where the file mentions it first.
bool mentioned_before(std::string_view name, std::uint32_t end, std::string_view text) {
  script::Lexer lexer(text, {0, end});
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (is_long_identifier(token, text) && name_of(token, text) == name) {
      return true;
    }
  }
  return false;
}

// The tree has names that are cut already, so the source text is asked.
void check(const Context& context, Report& report) {
  const Span range = context.statement().range;
  const bool in_file = context.embedded() == nullptr || context.embedded()->exact;
  const std::string_view text = context.text();
  if (!in_file || range.size() <= max_bytes || !may_have_long_name(range.of(text))) {
    return;
  }
  std::vector<std::string> seen;
  script::Lexer lexer(text, range);
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (!is_long_identifier(token, text)) {
      continue;
    }
    auto name = name_of(token, text);
    if (std::find(seen.begin(), seen.end(), name) != seen.end() ||
        mentioned_before(name, range.begin, text)) {
      continue;
    }
    auto& finding = report(token.span, fmt::format("this name has {} bytes: PostgreSQL cuts it to {}",
                                                   name.size(), sql::quoted(recipes::cut_name(name))));
    finding.label = "63 bytes at most";
    finding.evidence.emplace_back(
        "code that looks for the whole name in the catalogs does not find it, and two long "
        "names can become one");
    seen.push_back(std::move(name));
  }
}

}  // namespace

MIGRALINT_RULE(syntax_identifier_too_long) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A name of more than 63 bytes, which PostgreSQL cuts without an error",
    .hooks = {on<check>},
};
