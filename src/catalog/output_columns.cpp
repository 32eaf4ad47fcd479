#include "catalog/output_columns.hpp"

#include <charconv>
#include <cstdint>

namespace migralint::catalog {
namespace {

sql::TypeName named(std::string_view name) {
  sql::TypeName type;
  type.name = name;
  return type;
}

/// int4, int8 or numeric, whichever is the first that holds it.
sql::TypeName type_of_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) {
    return named(value == static_cast<std::int32_t>(value) ? "int4" : "int8");
  }
  // 1_000 and 0xFF (16) are integers, too, of a size that is not worked out here.
  return text.find_first_of("_xXoObB") == std::string_view::npos ? named("numeric") : sql::TypeName();
}

const Column* known_column(const Relation& table, std::string_view name) {
  const Column* column = table.column(name);
  return column == nullptr || column->assumed || column->type.empty() ? nullptr : column;
}

bool is_called(const sql::RelationName& table, std::string_view qualifier) {
  return (table.alias.empty() ? table.name : table.alias.str()) == qualifier;
}

const Column* qualified_column(const Catalog& catalog, const sql::CreateTableAs& create,
                               const sql::Expr& value) {
  const Column* found = nullptr;
  for (const auto& table : create.from) {
    if (!is_called(table, value.schema)) {
      continue;
    }
    const Relation* relation = catalog.find(table);
    if (found != nullptr || relation == nullptr) {
      return nullptr;
    }
    found = known_column(*relation, value.name);
    if (found == nullptr) {
      return nullptr;
    }
  }
  return found;
}

/// Of the only table that has one of this name; what JOIN … USING merges is not looked into.
const Column* plain_column(const Catalog& catalog, const sql::CreateTableAs& create, const sql::Expr& value) {
  const Column* found = nullptr;
  for (const auto& table : create.from) {
    const Relation* relation = catalog.find(table);
    if (relation == nullptr || !relation->columns_complete) {
      return nullptr;
    }
    if (relation->column(value.name) == nullptr) {
      continue;
    }
    if (found != nullptr) {
      return nullptr;
    }
    found = known_column(*relation, value.name);
    if (found == nullptr) {
      return nullptr;
    }
  }
  return create.from_shows_all ? found : nullptr;
}

sql::TypeName type_of(const Catalog& catalog, const sql::CreateTableAs& create, const sql::Expr& value) {
  using Kind = sql::Expr::Kind;
  switch (value.kind) {
    case Kind::cast:
      return value.type->set_of || value.type->of_column ? sql::TypeName() : value.type.get();
    case Kind::integer:
    case Kind::number:
      return type_of_number(value.name);
    case Kind::boolean:
      return named("bool");
    // What is of no type yet becomes text (10 and later).
    case Kind::string:
    case Kind::null:
      return named("text");
    case Kind::column: {
      const Column* column = value.schema.empty() ? plain_column(catalog, create, value)
                                                  : qualified_column(catalog, create, value);
      return column != nullptr ? column->type : sql::TypeName();
    }
    default:
      return {};
  }
}

}  // namespace

std::vector<Column> output_columns(const Catalog& catalog, const sql::CreateTableAs& create,
                                   const Origin& origin) {
  std::vector<Column> columns;
  columns.reserve(create.columns.size());
  for (std::size_t i = 0; i < create.columns.size(); ++i) {
    Column& column = columns.emplace_back();
    column.name = create.columns[i];
    column.origin = origin;
    if (i < create.values.size()) {
      column.type = type_of(catalog, create, create.values[i]);
    }
  }
  return columns;
}

}  // namespace migralint::catalog
