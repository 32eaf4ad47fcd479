#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

bool is_word(const Context& context, const Token& token, std::string_view word) {
  return token.kind == Token::Kind::word &&
         lower_case(context.source.substr(token.begin, token.end - token.begin)) == word;
}

/// CREATE and GRANT begin a statement, but for `WITH GRANT OPTION`, `GRANT CREATE ON …` and labels behind AS.
bool begins_element(const Context& context, const Token* previous, const Token& token) {
  if (!is_word(context, token, "create") && !is_word(context, token, "grant")) {
    return false;
  }
  const bool inside = previous == nullptr || previous->is(',') || is_word(context, *previous, "as") ||
                      is_word(context, *previous, "with") || is_word(context, *previous, "grant");
  return !inside;
}

}  // namespace

std::vector<Span> schema_elements(const Context& context, std::size_t count) {
  if (count == 0 || context.tokens == nullptr) {
    return {};
  }
  std::vector<Span> elements;
  int depth = 0;
  const Token* previous = nullptr;
  for (const Token& token : context.tokens->all()) {
    if (depth == 0 && token.is(';')) {
      break;
    }
    if (depth == 0 && begins_element(context, previous, token)) {
      elements.push_back({token.begin, token.end});
    }
    depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
    if (!elements.empty()) {
      elements.back().end = token.end;
    }
    previous = &token;
  }
  if (elements.size() != count && !elements.empty()) {
    elements = {{elements.front().begin, elements.back().end}};
  }
  for (Span& element : elements) {
    element = element.shifted(context.offset);
  }
  return elements;
}

}  // namespace migralint::sql::lower
