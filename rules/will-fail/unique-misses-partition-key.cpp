#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

bool is_unique(const sql::Constraint& constraint) {
  return constraint.kind == Kind::unique || constraint.kind == Kind::primary_key;
}

// The key columns that the constraint lacks; nothing when it has them all.
struct Missing {
  std::vector<std::string> columns;
  bool expression = false;  // the key has an expression: no unique constraint is possible
};

std::optional<Missing> missing(const sql::PartitionKey& key, const std::vector<std::string>& columns) {
  Missing result;
  for (const auto& column : key.columns) {
    if (column.empty()) {
      result.expression = true;
    } else if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      result.columns.push_back(column);
    }
  }
  return result.expression || !result.columns.empty() ? std::optional(result) : std::nullopt;
}

void say(const Missing& missing, std::string_view what, const sql::Name& table, Span place, Span sub_command,
         Report& report) {
  const std::string name = sql::quoted(table);
  auto& finding = report(place, sub_command,
                         missing.expression
                             ? fmt::format("{} on {} fails: its partition key is an expression", what, name)
                             : fmt::format("{} on {} fails: it lacks {} of the partition key", what, name,
                                           recipes::column_list(missing.columns)));
  finding.label = missing.expression
                      ? "unsupported UNIQUE or PRIMARY KEY constraint with partition key definition"
                      : "unique constraint on partitioned table must include all partitioning columns";
  finding.evidence.emplace_back(
      missing.expression
          ? "safe form: a unique index on each partition (it does not hold across partitions)"
          : fmt::format(
                "safe form: add {} to its columns, or a unique index on each partition (which does not hold "
                "across partitions)",
                recipes::column_list(missing.columns)));
}

std::string_view kind_text(const sql::Constraint& constraint) {
  return constraint.kind == Kind::primary_key ? "PRIMARY KEY" : "UNIQUE";
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  if (create.partition_by.strategy == sql::PartitionStrategy::none ||
      (create.if_not_exists && context.catalog().find(create.table) != nullptr)) {
    return;
  }
  const auto& key = create.partition_by;
  for (const auto& constraint : create.constraints) {
    const auto lack = is_unique(constraint) ? missing(key, constraint.columns) : std::nullopt;
    if (lack) {
      say(*lack, kind_text(constraint), create.table, constraint.span, constraint.span, report);
    }
  }
  for (const auto& column : create.columns) {
    for (const auto& constraint : column.constraints) {
      const auto lack = is_unique(constraint) ? missing(key, {column.name}) : std::nullopt;
      if (lack) {
        say(*lack, kind_text(constraint), create.table, constraint.span, constraint.span, report);
      }
    }
  }
}

const sql::PartitionKey* key_of(const sql::Name& name, const Context& context) {
  const auto* table = context.catalog().find(name);
  const bool partitioned = table != nullptr && !table->assumed && table->certainly_created &&
                           table->kind == catalog::RelationKind::partitioned_table;
  return partitioned ? &static_cast<const sql::PartitionKey&>(table->partition_key) : nullptr;
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* key = key_of(alter.table, context);
  if (key == nullptr) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      const auto& constraint = add->constraint;
      const auto lack = is_unique(constraint) && constraint.using_index.empty()
                            ? missing(*key, constraint.columns)
                            : std::nullopt;
      if (lack) {
        say(*lack, kind_text(constraint), alter.table, constraint.span, action.span, report);
      }
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      for (const auto& constraint : column->column.constraints) {
        const auto lack = is_unique(constraint) ? missing(*key, {column->column.name}) : std::nullopt;
        if (lack) {
          say(*lack, kind_text(constraint), alter.table, constraint.span, action.span, report);
        }
      }
    }
  }
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  const auto* key = index.unique ? key_of(index.table, context) : nullptr;
  // With CONCURRENTLY another rule says that it fails.
  if (key == nullptr || index.concurrently) {
    return;
  }
  std::vector<std::string> columns;
  for (const auto& part : index.keys) {
    columns.push_back(part.column);
  }
  if (const auto lack = missing(*key, columns)) {
    say(*lack, "CREATE UNIQUE INDEX", index.table, index.keywords, context.statement().range, report);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_unique_misses_partition_key) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "UNIQUE or PRIMARY KEY on a partitioned table without all columns of the partition key",
    .hooks = {on<check_create>, on<check_alter>, on<check_index>},
};
