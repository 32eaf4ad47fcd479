#include "rules/support/guards.hpp"

#include <algorithm>

#include "script/lexer.hpp"

namespace migralint::guards {

bool guarded_by_block(const lint::Context& context, std::initializer_list<std::string_view> conditions) {
  const auto* block = context.embedded();
  if (block == nullptr) { return false; }
  if (block->catalog_guard) { return true; }
  return std::any_of(block->handled.begin(), block->handled.end(), [&](const std::string& handled) {
    return handled == "others" || std::find(conditions.begin(), conditions.end(), handled) != conditions.end();
  });
}

lint::Finding& report(lint::Report& report, Span span, Span sub_command, std::string message) {
  auto& finding = report(span, sub_command, std::move(message));
  finding.note_if_atomic = true;
  return finding;
}

namespace {

// The text of a statement put together by EXECUTE is not in the file.
bool is_in_file(const lint::Context& context) { return context.embedded() == nullptr || context.embedded()->exact; }

lint::Fix insertion(Span behind, std::string_view text) {
  return {lint::Fix::Class::mechanical, "safe form", {}, {{{behind.end, behind.end}, std::string(text)}}};
}

}  // namespace

void insert_behind(lint::Finding& finding, const lint::Context& context, Span range,
                   std::initializer_list<std::string_view> words, std::string_view text) {
  if (!is_in_file(context)) { return; }
  if (const auto place = script::find_words(context.text(), range, words)) { finding.fix = insertion(*place, text); }
}

void insert_behind_tag(lint::Finding& finding, const lint::Context& context, std::size_t more, std::string_view text) {
  if (!is_in_file(context)) { return; }
  const auto& statement = context.statement();
  auto words = static_cast<std::size_t>(std::count(statement.tag.begin(), statement.tag.end(), ' ')) + 1 + more;
  script::Lexer lexer(context.text(), statement.range);
  Span place{statement.range.begin, statement.range.begin};
  for (; words > 0; --words) {
    const auto token = lexer.next_code();
    if (token.kind != script::TokenKind::word) { return; }
    place.end = token.span.end;
  }
  finding.fix = insertion(place, text);
}

}  // namespace migralint::guards
