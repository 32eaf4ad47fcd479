#include "rules/support/recipes.hpp"

#include <fmt/format.h>

#include "script/lexer.hpp"

namespace migralint::recipes {

namespace {

constexpr std::size_t max_name_bytes = 63;  // NAMEDATALEN - 1

std::string key_name(const sql::IndexKey& key) {
  if (!key.column.empty()) {
    return key.column;
  }
  return key.expr && key.expr->kind == sql::Expr::Kind::function ? key.expr->name : std::string("expr");
}

}  // namespace

std::string cut_name(std::string name) {
  if (name.size() <= max_name_bytes) {
    return name;
  }
  std::size_t end = max_name_bytes;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  name.resize(end);
  return name;
}

std::string object_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label) {
  std::string name(table);
  for (const auto& column : columns) {
    name += "_" + column;
  }
  const std::string tail = "_" + std::string(label);
  if (name.size() + tail.size() > max_name_bytes) {
    name = cut_name(name).substr(0, max_name_bytes - tail.size());
  }
  return name + tail;
}

std::string index_name(const sql::CreateIndex& index, const lint::Context& /*context*/) {
  if (!index.name.empty()) {
    return index.name;
  }
  std::vector<std::string> columns;
  for (const auto& key : index.keys) {
    columns.push_back(key_name(key));
  }
  return object_name(index.table.name, columns, "idx");
}

std::string index_definition(const sql::CreateIndex& index, const lint::Context& context) {
  const Span rest = script::trim(context.text(), {index.table.span.end, context.statement().range.end});
  return std::string(context.text(rest));
}

std::string outside_transaction(const lint::Context& context) {
  if (context.embedded() != nullptr) {
    return "outside the DO block, in a migration of its own without a transaction";
  }
  if (!context.in_transaction()) {
    return "as statements of their own (not inside a transaction)";
  }
  return fmt::format("in a migration of its own, without a transaction (here it runs in {})",
                     context.transaction_description());
}

// CONCURRENTLY does not exist for a partitioned table, so its indexes are made partition by partition.
lint::Fix index_by_partition(const sql::CreateIndex& index, const lint::Context& context,
                             const catalog::Relation& parent) {
  const std::string name = index_name(index, context);
  const std::string definition = index_definition(index, context);
  std::string sql = fmt::format("CREATE {}INDEX {} ON ONLY {} {};\n", index.unique ? "UNIQUE " : "",
                                sql::quoted(name), sql::quoted(index.table), definition);
  for (const auto id : parent.partitions) {
    const auto* partition = context.catalog().get(id);
    if (partition == nullptr) {
      continue;
    }
    const sql::Name child{index.table.schema.empty() ? "" : partition->schema, partition->name, {}};
    const std::string child_index = sql::quoted(cut_name(partition->name + "_" + name));
    sql += fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {};\nALTER INDEX {} ATTACH PARTITION {};\n",
                       index.unique ? "UNIQUE " : "", child_index, sql::quoted(child), definition,
                       sql::quoted(name), child_index);
  }
  return {lint::Fix::Class::plan,
          "safe form: build on each partition, outside a transaction, then attach",
          sql,
          {}};
}

lint::Fix while_stopped(const lint::Context& context, std::string_view rule, std::string_view title,
                        std::string_view statement) {
  return {lint::Fix::Class::plan,
          std::string(title),
          fmt::format("{}-- migralint:ignore {} -- runs while the application is stopped\n{};\n",
                      timeout_guard(context), rule, statement),
          {}};
}

std::string timeout_guard_next(const lint::Context& context) {
  return context.settings().lock_timeout_set_by_runner ? "" : "SET lock_timeout = '5s';\n";
}

std::string timeout_guard(const lint::Context& context) {
  return context.session().timeout_ms("lock_timeout") > 0 ? "" : timeout_guard_next(context);
}

std::string constraint_name(const sql::Constraint& constraint, std::string_view table) {
  if (!constraint.name.empty()) {
    return constraint.name;
  }
  using Kind = sql::Constraint::Kind;
  switch (constraint.kind) {
    case Kind::primary_key:
      return object_name(table, {}, "pkey");
    case Kind::unique:
      return object_name(table, constraint.columns, "key");
    case Kind::foreign_key:
      return object_name(table, constraint.columns, "fkey");
    case Kind::exclusion:
      return object_name(table, constraint.columns, "excl");
    case Kind::not_null:
      return object_name(table, constraint.columns, "not_null");
    default:
      break;
  }
  // A check is named after its column when it mentions just one.
  const auto columns = constraint.expr ? sql::columns_of(*constraint.expr) : std::vector<std::string>{};
  return object_name(table, columns.size() == 1 ? columns : std::vector<std::string>{}, "check");
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ", ") + sql::quoted(column);
  }
  return list;
}

}  // namespace migralint::recipes
