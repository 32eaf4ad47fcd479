// Names that PostgreSQL invents: makeObjectName, ChooseRelationName, ChooseIndexColumnNames in
// src/backend/commands/indexcmds.c, ChooseConstraintName in src/backend/catalog/pg_constraint.c.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

constexpr std::size_t name_bytes = 63;

/// Cuts at `length` bytes, never inside a character.
std::string_view clip(std::string_view text, std::size_t length) {
  if (length >= text.size()) {
    return text;
  }
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
    --length;
  }
  return text.substr(0, length);
}

std::string make_object_name(std::string_view first, std::string_view second, std::string_view label) {
  const std::size_t overhead = label.size() + 1 + (second.empty() ? 0 : 1);
  const std::size_t available = name_bytes - overhead;
  std::size_t first_size = first.size();
  std::size_t second_size = second.size();
  while (first_size + second_size > available) {
    --(first_size > second_size ? first_size : second_size);
  }
  std::string name(clip(first, first_size));
  if (!second.empty()) {
    name += '_';
    name += clip(second, second_size);
  }
  name += '_';
  name += label;
  return name;
}

/// FigureIndexColname in src/backend/parser/parse_target.c; empty: PostgreSQL says "expr".
std::string figure_name(const sql::Expr& expr) {
  using Kind = sql::Expr::Kind;
  switch (expr.kind) {
    case Kind::column:
    case Kind::function:
    case Kind::sql_value:
      return expr.name;
    case Kind::cast: {
      auto name = expr.args.empty() ? std::string() : figure_name(expr.args[0]);
      return name.empty() ? expr.type->name : name;
    }
    case Kind::collate:
    case Kind::subscript:
      return expr.args.empty() ? std::string() : figure_name(expr.args[0]);
    case Kind::coalesce:
      return "coalesce";
    case Kind::case_when:
      return "case";
    case Kind::array:
      return "array";
    case Kind::row:
      return "row";
    default:
      return {};
  }
}

}  // namespace

std::string choose_name(std::string_view table, std::string_view columns, std::string_view label,
                        const std::function<bool(std::string_view)>& taken) {
  std::string name = make_object_name(table, columns, label);
  for (int pass = 1; taken(name); ++pass) {
    name = make_object_name(table, columns, std::string(label) + std::to_string(pass));
  }
  return name;
}

std::string join_columns(const std::vector<std::string>& columns) {
  std::string joined;
  for (const auto& column : columns) {
    if (!joined.empty()) {
      joined += '_';
    }
    joined += column;
    if (joined.size() > name_bytes) {
      break;
    }
  }
  return joined;
}

std::string index_name_columns(const std::vector<sql::IndexKey>& keys,
                               const std::vector<std::string>& including) {
  std::vector<std::string> names;
  const auto add = [&](std::string name) {
    const std::string base = name;
    for (int i = 1; std::ranges::find(names, name) != names.end(); ++i) {
      const std::string number = std::to_string(i);
      name = std::string(clip(base, name_bytes - number.size())) + number;
    }
    names.push_back(std::move(name));
  };
  for (const auto& key : keys) {
    if (!key.column.empty()) {
      add(key.column);
      continue;
    }
    auto name = key.expr ? figure_name(*key.expr) : std::string();
    add(name.empty() ? "expr" : std::move(name));
  }
  for (const auto& column : including) {
    add(column);
  }
  return join_columns(names);
}

std::string choose_relation_name(const Applier& applier, const Relation& table, std::string_view columns,
                                 std::string_view label, bool for_constraint) {
  return choose_name(table.name, columns, label, [&](std::string_view name) {
    return applier.catalog.find(table.schema, name) != nullptr ||
           (for_constraint && applier.catalog.constraint_name_taken(table.schema, name));
  });
}

std::string choose_constraint_name(const Applier& applier, const Relation& table, std::string_view columns,
                                   std::string_view label) {
  return choose_name(table.name, columns, label, [&](std::string_view name) {
    return applier.catalog.constraint_name_taken(table.schema, name);
  });
}

}  // namespace migralint::catalog
