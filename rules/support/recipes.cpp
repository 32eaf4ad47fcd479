#include "rules/support/recipes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/apply.hpp"
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

std::string joined(const std::vector<std::string>& columns) {
  return fmt::format("{}", fmt::join(columns, "_"));
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
  return catalog::choose_name(table, joined(columns), label, [](std::string_view) { return false; });
}

std::string index_name(const sql::CreateIndex& index, const lint::Context& context) {
  if (!index.name.empty()) {
    return index.name;
  }
  std::vector<std::string> columns;
  for (const auto& key : index.keys) {
    columns.push_back(key_name(key));
  }
  const std::string schema = context.catalog().qualify(index.table).schema;
  return catalog::choose_name(index.table.name, joined(columns), "idx", [&](std::string_view name) {
    return context.catalog().find(schema, name) != nullptr;
  });
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
  std::string sql = timeout_guard(context) + fmt::format("CREATE {}INDEX IF NOT EXISTS {} ON ONLY {} {};\n",
                                                         index.unique ? "UNIQUE " : "", sql::quoted(name),
                                                         sql::quoted(index.table), definition);
  sql += parent.partitions.empty() ? "" : "-- next migration\n";
  const sql::Name whole{index.table.schema, name, {}};
  std::string attach;
  for (const auto id : parent.partitions) {
    const auto* partition = context.catalog().get(id);
    if (partition == nullptr) {
      continue;
    }
    const sql::Name child{index.table.schema.empty() ? "" : partition->schema, partition->name, {}};
    const std::string plain = cut_name(partition->name + "_" + name);
    const std::string child_index = sql::quoted(sql::Name{child.schema, plain, {}});
    sql += fmt::format(
        "DROP INDEX CONCURRENTLY IF EXISTS {4};\nCREATE {0}INDEX CONCURRENTLY {1} ON {2} {3};\n",
        index.unique ? "UNIQUE " : "", sql::quoted(plain), sql::quoted(child), definition, child_index);
    attach += fmt::format("ALTER INDEX {} ATTACH PARTITION {};\n", sql::quoted(whole), child_index);
  }
  sql += attach.empty() ? attach : "-- next migration\n" + timeout_guard_next(context) + attach;
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

namespace {

/// What the name is made of: columns and label.
struct NameParts {
  std::vector<std::string> columns;
  std::string_view label;
  bool of_index = false;
};

NameParts name_parts(const sql::Constraint& constraint) {
  using Kind = sql::Constraint::Kind;
  switch (constraint.kind) {
    case Kind::primary_key:
      return {{}, "pkey", true};
    case Kind::unique:
      return {constraint.columns, "key", true};
    case Kind::exclusion:
      return {constraint.columns, "excl", true};
    case Kind::foreign_key:
      return {constraint.columns, "fkey"};
    case Kind::not_null:
      return {constraint.columns, "not_null"};
    default:
      break;
  }
  // A check is named after its column when it mentions just one.
  auto columns = constraint.expr ? sql::columns_of(*constraint.expr) : std::vector<std::string>{};
  return {columns.size() == 1 ? std::move(columns) : std::vector<std::string>{}, "check"};
}

}  // namespace

std::string constraint_name(const sql::Constraint& constraint, std::string_view table) {
  const auto parts = name_parts(constraint);
  return constraint.name.empty() ? object_name(table, parts.columns, parts.label) : constraint.name;
}

std::string constraint_name(const sql::Constraint& constraint, const sql::Name& table,
                            const lint::Context& context) {
  if (!constraint.name.empty()) {
    return constraint.name;
  }
  const auto parts = name_parts(constraint);
  const auto& catalog = context.catalog();
  const std::string schema = catalog.qualify(table).schema;
  return catalog::choose_name(table.name, joined(parts.columns), parts.label, [&](std::string_view name) {
    return catalog.constraint_name_taken(schema, name) ||
           (parts.of_index && catalog.find(schema, name) != nullptr);
  });
}

std::string free_constraint_name(const sql::Name& table, const std::vector<std::string>& columns,
                                 std::string_view label, const lint::Context& context) {
  const auto& catalog = context.catalog();
  const std::string schema = catalog.qualify(table).schema;
  return catalog::choose_name(table.name, joined(columns), label, [&](std::string_view name) {
    return catalog.constraint_name_taken(schema, name);
  });
}

std::string add_constraint(std::string_view table, std::string_view name, std::string_view definition) {
  return fmt::format("ALTER TABLE {0} DROP CONSTRAINT IF EXISTS {1}, ADD CONSTRAINT {1} {2};\n", table, name,
                     definition);
}

std::string in_batches(std::string_view table, std::string_view assignment, std::string_view condition) {
  return fmt::format(
      "DO $$ BEGIN\n  LOOP\n    UPDATE {0} SET {1} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} WHERE {2} "
      "LIMIT 10000));\n"
      "    EXIT WHEN NOT FOUND;\n    COMMIT;\n  END LOOP;\nEND $$;\n",
      table, assignment, condition);
}

std::string stand_in(const sql::TypeName& type) {
  struct StandIn {
    std::string_view type;
    std::string_view value;
  };
  static constexpr StandIn known[] = {
      {"text", "''"},
      {"varchar", "''"},
      {"bpchar", "''"},
      {"int2", "0"},
      {"int4", "0"},
      {"int8", "0"},
      {"numeric", "0"},
      {"float4", "0"},
      {"float8", "0"},
      {"bool", "false"},
      {"date", "current_date"},
      {"timestamp", "now()"},
      {"timestamptz", "now()"},
      {"json", "'{}'"},
      {"jsonb", "'{}'"},
      {"uuid", "gen_random_uuid()"},
  };
  if (!type.schema.empty()) {
    return {};
  }
  if (type.array_dimensions > 0) {
    return "'{}'";
  }
  const auto* found = std::find_if(std::begin(known), std::end(known),
                                   [&](const StandIn& one) { return one.type == type.name; });
  return found == std::end(known) ? std::string() : std::string(found->value);
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ", ") + sql::quoted(column);
  }
  return list;
}

}  // namespace migralint::recipes
