#include "rules/support/definitions.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "script/lexer.hpp"

namespace migralint::definitions {

namespace {

Span whole(std::string_view text) { return {0, static_cast<std::uint32_t>(text.size())}; }

// The name that a word or quoted identifier stands for.
std::string identifier(std::string_view text, const script::Token& token) {
  return sql::name_in_text(token.span.of(text)).name;
}

// What stands behind `ON [ONLY] name` of CREATE INDEX; empty when it is not one.
std::string_view behind_table(std::string_view text) {
  script::Lexer lexer(text, whole(text));
  auto token = lexer.next_code();
  if (!script::word_is(text, token, "create")) {
    return {};
  }
  while (token.kind != script::TokenKind::end && !script::word_is(text, token, "on")) {
    token = lexer.next_code();
  }
  std::uint32_t end = 0;
  bool after_dot = true;
  for (token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (script::word_is(text, token, "only")) {
      continue;
    }
    const bool dot = token.span.of(text) == ".";
    if (!dot && !after_dot) {
      break;
    }
    after_dot = dot;
    end = token.span.end;
  }
  return end == 0 ? std::string_view() : text.substr(script::trim(text, {end, whole(text).end}).begin);
}

// The same of an index that the history has made and that no constraint owns.
std::optional<std::string_view> text_of(const catalog::Relation& index, const lint::Context& context) {
  if (!index.index || !index.index->constraint.empty()) {
    return std::nullopt;
  }
  std::string_view definition = behind_table(context.source(index.origin));
  while (!definition.empty() && (definition.back() == ';' || definition.back() == '\n')) {
    definition.remove_suffix(1);
  }
  return definition.empty() ? std::nullopt : std::optional(definition);
}

std::string with_column(std::string_view text, const std::string& column, std::string_view fresh) {
  std::string result;
  std::uint32_t copied = 0;
  script::Lexer lexer(text, whole(text));
  script::Token before;
  auto token = lexer.next_code();
  while (token.kind != script::TokenKind::end) {
    const auto behind = lexer.next_code();
    const bool is_name =
        token.kind == script::TokenKind::word || token.kind == script::TokenKind::quoted_identifier;
    // Functions, types and index methods may have the same name.
    const bool is_other = behind.span.of(text) == "(" || before.span.of(text) == "::" ||
                          script::word_is(text, before, "as") || script::word_is(text, before, "using");
    if (is_name && !is_other && identifier(text, token) == column) {
      result.append(text.substr(copied, token.span.begin - copied)).append(fresh);
      copied = token.span.end;
    }
    before = std::exchange(token, behind);
  }
  return result.append(text.substr(copied));
}

}  // namespace

std::optional<std::string> create_index_like(const catalog::Relation& index, const std::string& name,
                                             const sql::Name& table, const lint::Context& context) {
  const auto text = text_of(index, context);
  return text ? std::optional(fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {};\n",
                                          index.index->unique ? "UNIQUE " : "", sql::quoted(name),
                                          sql::quoted(table), *text))
              : std::nullopt;
}

std::optional<std::string> create_index(const catalog::Relation& index, const lint::Context& context) {
  const auto* table = index.index ? context.catalog().get(index.index->table) : nullptr;
  return table != nullptr ? create_index_like(index, index.name, table->qualified(), context) : std::nullopt;
}

std::optional<std::string> index_text(const catalog::Relation& index, const std::string& column,
                                      std::string_view fresh, const lint::Context& context) {
  const auto text = text_of(index, context);
  return text ? std::optional(with_column(*text, column, fresh)) : std::nullopt;
}

std::optional<std::string> check(const catalog::Origin& origin, const lint::Context& context) {
  const std::string_view text = context.source(origin);
  script::Lexer lexer(text, whole(text));
  auto token = lexer.next_code();
  const bool begins = script::word_is(text, token, "constraint") || script::word_is(text, token, "check");
  while (token.kind != script::TokenKind::end && !script::word_is(text, token, "check")) {
    token = lexer.next_code();
  }
  if (!begins || token.kind == script::TokenKind::end) {
    return std::nullopt;
  }
  // To the closing parenthesis: NOT VALID and the like are no part of the condition.
  const std::uint32_t begin = token.span.begin;
  int depth = 0;
  for (token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    const std::string_view word = token.span.of(text);
    depth += word == "(" ? 1 : word == ")" ? -1 : 0;
    if (depth == 0) {
      return std::string(text.substr(begin, token.span.end - begin));
    }
  }
  return std::nullopt;
}

std::string foreign_key(const sql::Constraint& key) {
  static constexpr auto action = [](char code) -> std::string_view {
    return code == 'r'   ? "RESTRICT"
           : code == 'c' ? "CASCADE"
           : code == 'n' ? "SET NULL"
           : code == 'd' ? "SET DEFAULT"
                         : "";
  };
  std::string text = fmt::format("FOREIGN KEY ({}) REFERENCES {}", recipes::column_list(key.columns),
                                 sql::quoted(key.referenced));
  if (!key.referenced_columns.empty()) {
    text += fmt::format(" ({})", recipes::column_list(key.referenced_columns));
  }
  if (key.match == 'f') {
    text += " MATCH FULL";
  }
  if (!action(key.on_delete).empty()) {
    text += fmt::format(" ON DELETE {}", action(key.on_delete));
    text +=
        key.set_columns.empty() ? std::string() : fmt::format(" ({})", recipes::column_list(key.set_columns));
  }
  if (!action(key.on_update).empty()) {
    text += fmt::format(" ON UPDATE {}", action(key.on_update));
  }
  return text.append(steps::deferral(key));
}

std::optional<std::string> statement(const catalog::Origin& origin, std::initializer_list<std::string> names,
                                     const lint::Context& context) {
  std::string_view text = context.source(origin);
  text = script::trim(text, whole(text)).of(text);
  while (text.ends_with(';')) {
    text.remove_suffix(1);
  }
  script::Lexer lexer(text, whole(text));
  auto token = lexer.next_code();
  if (!script::word_is(text, token, "create")) {
    return std::nullopt;
  }
  std::set<std::string> words;
  for (; token.kind != script::TokenKind::end; token = lexer.next_code()) {
    words.insert(identifier(text, token));
  }
  const bool all =
      std::all_of(names.begin(), names.end(), [&](const std::string& name) { return words.contains(name); });
  return all ? std::optional(std::string(text) + ";\n") : std::nullopt;
}

std::string for_column(const std::string& check, const std::string& column) {
  std::string result;
  std::uint32_t copied = 0;
  script::Lexer lexer(check, whole(check));
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (script::word_is(check, token, "value")) {
      result += check.substr(copied, token.span.begin - copied) + column;
      copied = token.span.end;
    }
  }
  return result + check.substr(copied);
}

}  // namespace migralint::definitions
