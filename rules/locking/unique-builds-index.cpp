#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string_view kind_text(const sql::Constraint& constraint) {
  return constraint.kind == sql::Constraint::Kind::primary_key ? "PRIMARY KEY" : "UNIQUE";
}

bool is_partitioned(const Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::partitioned_table;
}

std::string not_null_part(const sql::Constraint& constraint, const std::string& table, const Newness& newness,
                          int pg_version) {
  if (constraint.kind != sql::Constraint::Kind::primary_key) {
    return {};
  }
  std::string sql;
  for (const auto& column : constraint.columns) {
    const bool proved =
        newness.relation != nullptr && effects::prove_not_null(*newness.relation, column, pg_version).kind !=
                                           effects::NotNullProof::Kind::none;
    if (!proved) {
      sql += fmt::format(
          "-- first make {1} NOT NULL without a scan (see locking/not-null-scan): ALTER TABLE {0} ALTER "
          "COLUMN {1} SET NOT NULL\n",
          table, sql::quoted(column));
    }
  }
  return sql;
}

// USING INDEX is refused on a partitioned table, but it adopts the same *constraint* of its partitions (a
// mere unique index is not taken: DefineIndex in src/backend/commands/indexcmds.c).
Fix by_partition(const sql::AlterTable& alter, const sql::Constraint& constraint,
                 const catalog::Relation& parent, const Context& context) {
  const std::string columns = recipes::column_list(constraint.columns);
  std::string build = "-- on each partition, outside a transaction\n";
  std::string take = "-- next migration\n" + recipes::timeout_guard_next(context);
  for (const auto id : parent.partitions) {
    const auto* partition = context.catalog().get(id);
    if (partition == nullptr) {
      continue;
    }
    const std::string child =
        sql::quoted(sql::Name{alter.table.schema.empty() ? "" : partition->schema, partition->name, {}});
    const std::string name = sql::quoted(recipes::object_name(partition->name, constraint.columns, "key"));
    build += fmt::format(
        "DROP INDEX CONCURRENTLY IF EXISTS {0};\nCREATE UNIQUE INDEX CONCURRENTLY {0} ON {1} ({2});\n", name,
        child, columns);
    take += fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1};\n", child, name,
                        kind_text(constraint));
  }
  take += fmt::format("-- then the parent, which adopts them\nALTER TABLE {} ADD CONSTRAINT {} {} ({});\n",
                      sql::quoted(alter.table),
                      sql::quoted(recipes::constraint_name(constraint, alter.table.name)),
                      kind_text(constraint), columns);
  return {Fix::Class::plan,
          "safe form: the constraint on each partition first, from an index that was built before",
          build + take,
          {}};
}

Fix recipe(const sql::AlterTable& alter, const sql::Constraint& constraint, const Newness& newness,
           const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const std::string name = sql::quoted(recipes::constraint_name(constraint, alter.table.name));
  const std::string columns = recipes::column_list(constraint.columns);
  if (is_partitioned(newness)) {
    return by_partition(alter, constraint, *newness.relation, context);
  }
  std::string include = constraint.including.empty()
                            ? ""
                            : fmt::format(" INCLUDE ({})", recipes::column_list(constraint.including));
  if (constraint.nulls_not_distinct) {
    include += " NULLS NOT DISTINCT";
  }
  std::string sql = fmt::format(
      "DROP INDEX CONCURRENTLY IF EXISTS {0};\nCREATE UNIQUE INDEX CONCURRENTLY {0} ON {1} ({2}){3};\n", name,
      table, columns, include);
  sql += not_null_part(constraint, table, newness, context.pg_version());
  sql += "-- next migration\n" + recipes::timeout_guard_next(context) +
         fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1}{3};\n", table, name,
                     kind_text(constraint),
                     constraint.deferrable
                         ? (constraint.initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE")
                         : "");
  return {Fix::Class::plan, "safe form: build the index first, outside a transaction, then use it", sql, {}};
}

void report_constraint(const sql::AlterTable& alter, const sql::Action& action,
                       const sql::Constraint& constraint, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  auto& finding = report(constraint.span, action.span,
                         fmt::format("{0} builds its index on {1} while nobody can read or write {1}",
                                     kind_text(constraint), sql::quoted(alter.table)));
  finding.label = fmt::format("{} for the whole build", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  finding.fix = recipe(alter, constraint, newness, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (context.effects().find(effects::Reason::builds_unique, i) == nullptr) {
      continue;
    }
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      report_constraint(alter, action, add->constraint, context, report);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      for (const auto& constraint : column->column.constraints) {
        if (constraint.kind == sql::Constraint::Kind::unique ||
            constraint.kind == sql::Constraint::Kind::primary_key) {
          report_constraint(alter, action, constraint, context, report);
        }
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_unique_builds_index) = {
    .level = Level::error,
    .summary = "ADD UNIQUE or ADD PRIMARY KEY without USING INDEX: the index is built under ACCESS EXCLUSIVE",
    .hooks = {on<check>},
};
