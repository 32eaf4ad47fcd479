#include "rules/support/recipes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/tools.hpp"
#include "script/lexer.hpp"

namespace migralint::recipes {

std::string index_definition(const sql::CreateIndex& index, const lint::Context& context) {
  const Span rest = script::trim(context.text(), {index.table.span.end, context.statement().range.end});
  return std::string(context.text(rest));
}

std::string outside_transaction(const lint::Context& context) {
  if (context.embedded() != nullptr) {
    return "outside the DO block, in a migration of its own without a transaction";
  }
  if (!context.in_transaction()) {
    return tools::outside_of_tool(context);
  }
  return fmt::format("in a migration of its own, without a transaction (here it runs in {})",
                     context.transaction_description());
}

namespace {

/// The statements that give partitions their indexes, by what they need.
struct PartitionIndexes {
  std::string only;    ///< of partitions that are partitioned themselves: without their partitions
  std::string build;   ///< of the others
  std::string attach;  ///< from below
};

void add_partition_indexes(const IndexText& index, const lint::Context& context,
                           const catalog::Relation& parent, const sql::Name& parent_index,
                           PartitionIndexes& result) {
  const std::string_view unique = index.unique ? "UNIQUE " : "";
  for (const auto id : parent.partitions) {
    const auto* partition = context.catalog().get(id);
    if (partition == nullptr) {
      continue;
    }
    const sql::Name child{index.table.schema.empty() ? "" : partition->schema, partition->name, {}};
    const sql::Name child_index{child.schema, cut_name(partition->name + "_" + index.name), {}};
    const std::string plain = sql::quoted(child_index.name);
    if (partition->kind == catalog::RelationKind::partitioned_table) {
      result.only += fmt::format("CREATE {}INDEX IF NOT EXISTS {} ON ONLY {} {};\n", unique, plain,
                                 sql::quoted(child), index.definition);
      add_partition_indexes(index, context, *partition, child_index, result);
    } else {
      result.build += fmt::format(
          "DROP INDEX CONCURRENTLY IF EXISTS {4};\nCREATE {0}INDEX CONCURRENTLY {1} ON {2} {3};\n", unique,
          plain, sql::quoted(child), index.definition, sql::quoted(child_index));
    }
    result.attach += fmt::format("ALTER INDEX {} ATTACH PARTITION {};\n", sql::quoted(parent_index),
                                 sql::quoted(child_index));
  }
}

}  // namespace

// CONCURRENTLY does not exist for a partitioned table, so its indexes are made partition by partition.
std::string index_by_partition(const IndexText& index, const lint::Context& context,
                               const catalog::Relation& parent) {
  PartitionIndexes below;
  add_partition_indexes(index, context, parent, {index.table.schema, index.name, {}}, below);
  std::string sql =
      fmt::format("CREATE {}INDEX IF NOT EXISTS {} ON ONLY {} {};\n", index.unique ? "UNIQUE " : "",
                  sql::quoted(index.name), sql::quoted(index.table), index.definition) +
      below.only;
  if (!below.build.empty()) {
    sql += next_outside(context) + below.build;
  }
  if (!below.attach.empty()) {
    sql += next_migration(context) + timeout_guard_next(context) + below.attach;
  }
  return sql;
}

lint::Fix index_by_partition(const sql::CreateIndex& index, const lint::Context& context,
                             const catalog::Relation& parent) {
  const IndexText text{index.table, index_name(index, context), index.unique,
                       index_definition(index, context)};
  return {lint::Fix::Class::plan,
          "safe form: an index of the parent alone, one on each partition, then attach them",
          timeout_guard(context) + index_by_partition(text, context, parent),
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

namespace {

std::string guard_of_new_file(const lint::Settings& settings) {
  return settings.lock_timeout_set_by_runner ? "" : "SET lock_timeout = '5s';\n";
}

std::string begin_of_next_file(const session::Session& session, std::string_view words) {
  const bool batch = session.mode() == session::TransactionMode::batch;
  return fmt::format("-- next {}{}\n", batch ? "deploy" : "migration", words);
}

}  // namespace

std::string timeout_guard_next(const lint::Context& context) { return guard_of_new_file(context.settings()); }

std::string timeout_guard_next(const lint::FileContext& context) {
  return guard_of_new_file(context.settings());
}

std::string timeout_guard(const lint::Context& context) {
  const std::string plain = timeout_guard_next(context);
  const auto* setting = context.session().setting("lock_timeout");
  const bool is_kept = !plain.empty() && setting != nullptr && setting->known &&
                       context.session().timeout_ms("lock_timeout") > 0 &&
                       setting->value.find_first_of("'\\\n") == std::string::npos;
  return is_kept ? fmt::format("SET lock_timeout = '{}';\n", setting->value) : plain;
}

std::string next_migration(const lint::Context& context, std::string_view words) {
  return begin_of_next_file(context.session(), words);
}

std::string next_migration(const lint::FileContext& context) {
  return begin_of_next_file(context.session(), {});
}

std::string next_deploy(std::string_view words) { return fmt::format("-- next deploy{}\n", words); }

std::string next_outside(const lint::Context& context) {
  return next_migration(context, ", outside a transaction");
}

std::string in_one_transaction(const lint::Context& context, std::string_view statements) {
  const bool has_one =
      context.in_transaction() || context.session().mode() != session::TransactionMode::autocommit;
  return has_one ? std::string(statements) : fmt::format("BEGIN;\n{}COMMIT;\n", statements);
}

std::string add_constraint(std::string_view table, std::string_view name, std::string_view definition) {
  return fmt::format("ALTER TABLE {0} DROP CONSTRAINT IF EXISTS {1}, ADD CONSTRAINT {1} {2};\n", table, name,
                     definition);
}

// The condition stands outside again: partitions and children of a table use the same ctids, and a row that
// somebody else writes meanwhile (before the minor releases of late 2025) is not looked at again for its
// ctid.
std::string some_rows(std::string_view table, std::string_view condition, std::string_view alias) {
  const std::string named = alias.empty() ? std::string(table) : fmt::format("{} {}", table, alias);
  return fmt::format(" WHERE {}ctid = ANY (ARRAY(SELECT ctid FROM {}{} LIMIT 10000)){}",
                     alias.empty() ? std::string() : fmt::format("{}.", alias), named,
                     condition.empty() ? std::string() : fmt::format(" WHERE {}", condition),
                     condition.empty() ? std::string() : fmt::format(" AND {}", condition));
}

std::string in_batches(std::string_view table, std::string_view assignment, std::string_view condition) {
  return repeated(fmt::format("UPDATE {} SET {}{}", table, assignment, some_rows(table, condition, {})));
}

std::string repeated(std::string_view statement) {
  return fmt::format(
      "DO $$ BEGIN\n  LOOP\n    {};\n    EXIT WHEN NOT FOUND;\n    COMMIT;\n  END LOOP;\nEND $$;\n",
      statement);
}

std::string refresh_with_index(const sql::Name& name, const catalog::Relation* view,
                               const lint::Context& context) {
  const std::string column = view != nullptr && !view->columns.empty() ? view->columns.front().name : "id";
  const std::string index = object_name(name.name, {column}, "idx");
  return fmt::format(
             "-- {0} stands in for the columns that identify a row\n"
             "DROP INDEX CONCURRENTLY IF EXISTS {1};\nCREATE UNIQUE INDEX CONCURRENTLY {2} ON {3} ({0});\n",
             sql::quoted(column), sql::quoted(sql::Name{name.schema, index, {}}), sql::quoted(index),
             sql::quoted(name)) +
         next_migration(context) + timeout_guard_next(context) +
         fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY {};\n", sql::quoted(name));
}

namespace {

struct StandIn {
  std::string_view type;
  std::string_view value;
};
constexpr StandIn known_values[] = {
    {"text", "''"},
    {"varchar", "''"},
    {"bpchar", "''"},
    {"citext", "''"},
    {"name", "''"},
    {"bytea", "''"},
    {"varbit", "''"},
    {"xml", "''"},
    {"tsvector", "''"},
    {"hstore", "''"},
    {"int2", "0"},
    {"int4", "0"},
    {"int8", "0"},
    {"oid", "0"},
    {"numeric", "0"},
    {"money", "0"},
    {"float4", "0"},
    {"float8", "0"},
    {"bool", "false"},
    {"date", "current_date"},
    {"time", "'00:00'"},
    {"timetz", "'00:00+00'"},
    {"timestamp", "now()"},
    {"timestamptz", "now()"},
    {"interval", "'0'"},
    {"json", "'{}'"},
    {"jsonb", "'{}'"},
    {"uuid", "'00000000-0000-0000-0000-000000000000'"},
    {"inet", "'0.0.0.0'"},
    {"cidr", "'0.0.0.0/0'"},
    {"int4range", "'empty'"},
    {"int8range", "'empty'"},
    {"numrange", "'empty'"},
    {"tsrange", "'empty'"},
    {"tstzrange", "'empty'"},
    {"daterange", "'empty'"},
    {"point", "'(0,0)'"},
};

}  // namespace

std::string literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result.append(c == '\'' ? 2 : 1, c);
  }
  return result + "'";
}

std::string stand_in(const sql::TypeName& written, const lint::Context& context) {
  if (written.array_dimensions > 0) {
    return "'{}'";
  }
  const auto type = effects::storage_type(written, context.catalog());
  const auto* values = context.catalog().find_enum({type.schema, type.name, {}});
  if (values != nullptr) {
    return values->values.empty() ? std::string() : literal(values->values.front().label);
  }
  const auto* found = std::find_if(std::begin(known_values), std::end(known_values),
                                   [&](const StandIn& one) { return one.type == type.name; });
  const bool builtin = type.schema.empty() || type.schema == "pg_catalog";
  return builtin && found != std::end(known_values) ? std::string(found->value) : std::string();
}

std::string stand_in_note(std::string_view value) {
  return fmt::format("-- {} stands in for the value that old rows should have\n", value);
}

std::string backfill(const lint::Context& context, std::string_view table, std::string_view column,
                     const sql::TypeName& type) {
  const std::string value = stand_in(type, context);
  return value.empty() ? value
                       : stand_in_note(value) + in_batches(table, fmt::format("{} = {}", column, value),
                                                           fmt::format("{} IS NULL", column));
}

std::string column_list(const std::vector<std::string>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ", ") + sql::quoted(column);
  }
  return list;
}

}  // namespace migralint::recipes
