#include "rules/support/guards.hpp"

#include <algorithm>

#include "catalog/catalog.hpp"
#include "script/lexer.hpp"

namespace migralint::guards {

namespace {

// A handler names the condition, or the whole class that it belongs to: all of these but one are of class 42.
bool covers(std::string_view handled, std::string_view condition) {
  const bool class_42 = condition.starts_with("duplicate_") || condition.starts_with("undefined_") ||
                        condition == "invalid_table_definition";
  return handled == condition ||
         (class_42 && (handled == "syntax_error_or_access_rule_violation" || handled == "42000"));
}

}  // namespace

bool guarded_by_block(const lint::Context& context, std::initializer_list<std::string_view> conditions) {
  const auto* block = context.embedded();
  if (block == nullptr) {
    return false;
  }
  if (block->catalog_guard) {
    return true;
  }
  return std::any_of(block->handled.begin(), block->handled.end(), [&](const std::string& handled) {
    return handled == "others" ||
           std::any_of(conditions.begin(), conditions.end(),
                       [&](std::string_view condition) { return covers(handled, condition); });
  });
}

std::string_view there_already(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::table:
    case sql::ObjectKind::foreign_table:
    case sql::ObjectKind::view:
    case sql::ObjectKind::materialized_view:
    case sql::ObjectKind::index:
    case sql::ObjectKind::sequence:
      return "duplicate_table";
    case sql::ObjectKind::column:
      return "duplicate_column";
    case sql::ObjectKind::schema:
      return "duplicate_schema";
    case sql::ObjectKind::function:
    case sql::ObjectKind::procedure:
    case sql::ObjectKind::routine:
    case sql::ObjectKind::aggregate:
      return "duplicate_function";
    default:
      return "duplicate_object";
  }
}

std::string_view there_already(const sql::Constraint& constraint) {
  switch (constraint.kind) {
    case sql::Constraint::Kind::primary_key:
      return "invalid_table_definition";
    case sql::Constraint::Kind::unique:
    case sql::Constraint::Kind::exclusion:
      return "duplicate_table";  // by its index
    default:
      return "duplicate_object";
  }
}

std::string_view not_there(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::table:
    case sql::ObjectKind::view:
    case sql::ObjectKind::materialized_view:
    case sql::ObjectKind::sequence:
      return "undefined_table";
    case sql::ObjectKind::column:
      return "undefined_column";
    case sql::ObjectKind::schema:
      return "invalid_schema_name";
    case sql::ObjectKind::function:
    case sql::ObjectKind::procedure:
    case sql::ObjectKind::routine:
    case sql::ObjectKind::aggregate:
      return "undefined_function";
    default:
      return "undefined_object";
  }
}

namespace {

bool schema_dropped(const lint::Context& context, const sql::Name& name) {
  const std::string schema = name.schema.empty() ? context.catalog().creation_schema() : name.schema;
  return context.facts().dropped_if_exists(sql::ObjectKind::schema, {{}, schema, {}});
}

// Known by a reference only: it was there before.
template <class T>
bool is_assumed(const T& object) {
  if constexpr (requires { object.assumed; }) {
    return object.assumed;
  } else if constexpr (requires { object.complete; }) {
    return !object.complete;
  } else {
    return false;
  }
}

template <class T>
bool is_of_file(const lint::Context& context, const T* object) {
  return object != nullptr && !is_assumed(*object) && object->origin.known() &&
         object->origin.file == context.step().file.id;
}

bool function_of_file(const lint::Context& context, const sql::Name& name) {
  const auto* overloads = context.catalog().find_functions(name);
  return overloads != nullptr &&
         std::any_of(overloads->begin(), overloads->end(),
                     [&](const catalog::Function& function) { return is_of_file(context, &function); });
}

}  // namespace

bool dropped_before(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name) {
  return context.facts().dropped_if_exists(kind, name) || schema_dropped(context, name);
}

bool part_dropped_before(const lint::Context& context, sql::ObjectKind kind, const sql::Name& table,
                         std::string_view part) {
  using Kind = sql::ObjectKind;
  const auto& facts = context.facts();
  const bool itself = kind == Kind::index
                          ? facts.dropped_if_exists(kind, {table.schema, std::string(part), {}})
                          : facts.dropped_if_exists(kind, table, part);
  return itself || facts.dropped_if_exists(Kind::table, table) ||
         facts.dropped_if_exists(Kind::materialized_view, table) ||
         schema_dropped(context, context.catalog().qualify(table));
}

bool made_in_file(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name,
                  std::string_view sub_name) {
  using Kind = sql::ObjectKind;
  const auto& catalog = context.catalog();
  const auto* relation = catalog.find(name);
  switch (kind) {
    case Kind::table:
    case Kind::index:
    case Kind::sequence:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::foreign_table:
      return is_of_file(context, relation);
    case Kind::column:
      return relation != nullptr && is_of_file(context, relation->column(sub_name));
    case Kind::constraint:
      return relation != nullptr && is_of_file(context, relation->constraint(sub_name));
    case Kind::trigger:
      return relation != nullptr && is_of_file(context, relation->trigger(sub_name));
    case Kind::function:
    case Kind::procedure:
    case Kind::routine:
      return function_of_file(context, name);
    case Kind::type:
    case Kind::enum_type:
    case Kind::composite_type:
    case Kind::domain:
      return is_of_file(context, catalog.find_enum(name)) || is_of_file(context, catalog.find_domain(name)) ||
             is_of_file(context, catalog.find_other_type(name)) || is_of_file(context, relation);
    case Kind::schema:
      return is_of_file(context, catalog.find_schema(name.name));
    case Kind::extension:
      return is_of_file(context, catalog.find_extension(name.name));
    default:
      return false;
  }
}

lint::Finding& report(lint::Report& report, Span span, Span sub_command, std::string message) {
  auto& finding = report(span, sub_command, std::move(message));
  finding.note_if_atomic = true;
  return finding;
}

namespace {

// The text of a statement put together by EXECUTE is not in the file.
bool is_in_file(const lint::Context& context) {
  return context.embedded() == nullptr || context.embedded()->exact;
}

lint::Fix insertion(Span behind, std::string_view text) {
  return {lint::Fix::Class::mechanical, "safe form", {}, {{{behind.end, behind.end}, std::string(text)}}};
}

}  // namespace

void insert_behind(lint::Finding& finding, const lint::Context& context, Span range,
                   std::initializer_list<std::string_view> words, std::string_view text) {
  if (!is_in_file(context)) {
    return;
  }
  if (const auto place = script::find_words(context.text(), range, words)) {
    finding.fix = insertion(*place, text);
  }
}

void insert_behind_tag(lint::Finding& finding, const lint::Context& context, std::size_t more,
                       std::string_view text) {
  if (!is_in_file(context)) {
    return;
  }
  const auto& statement = context.statement();
  auto words =
      static_cast<std::size_t>(std::count(statement.tag.begin(), statement.tag.end(), ' ')) + 1 + more;
  script::Lexer lexer(context.text(), statement.range);
  Span place{statement.range.begin, statement.range.begin};
  for (; words > 0; --words) {
    const auto token = lexer.next_code();
    if (token.kind != script::TokenKind::word) {
      return;
    }
    place.end = token.span.end;
  }
  finding.fix = insertion(place, text);
}

}  // namespace migralint::guards
