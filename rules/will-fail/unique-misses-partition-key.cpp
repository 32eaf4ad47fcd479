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
  bool expression = false;     // the key has an expression: no unique constraint is possible
  std::string partition = {};  // whose key it is, when not the table's own
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
  const std::string whose =
      missing.partition.empty() ? "its partition key" : "the partition key of " + missing.partition;
  const std::string of =
      missing.partition.empty() ? "the partition key" : "the partition key of " + missing.partition;
  auto& finding =
      report(place, sub_command,
             missing.expression ? fmt::format("{} on {} fails: {} is an expression", what, name, whose)
                                : fmt::format("{} on {} fails: it lacks {} of {}", what, name,
                                              recipes::column_list(missing.columns), of));
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

template <class Constraint>
std::string_view kind_text(const Constraint& constraint) {
  return constraint.kind == Kind::primary_key ? "PRIMARY KEY" : "UNIQUE";
}

// LIKE … INCLUDING INDEXES makes the keys and unique indexes of the table that it copies.
void check_copied(const sql::CreateTable& create, const sql::LikeClause& like, const Context& context,
                  Report& report) {
  const auto* source = like.including_indexes ? context.catalog().find(like.source) : nullptr;
  if (source == nullptr) {
    return;
  }
  for (const auto id : source->indexes) {
    const auto* index = context.catalog().get(id);
    if (index == nullptr || !index->index || !index->index->unique) {
      continue;
    }
    std::vector<std::string> columns;
    for (const auto& part : index->index->keys) {
      columns.push_back(part.column);
    }
    const auto* owner = source->constraint(index->index->constraint);
    const auto lack = missing(create.partition_by, columns);
    if (lack) {
      const std::string what = fmt::format("the {} that LIKE copies from {}",
                                           owner != nullptr ? std::string(kind_text(*owner)) : "unique index",
                                           sql::quoted(like.source));
      return say(*lack, what, create.table, like.source.span, like.source.span, report);
    }
  }
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  if (create.partition_by.strategy == sql::PartitionStrategy::none ||
      (create.if_not_exists && context.catalog().find(create.table) != nullptr)) {
    return;
  }
  const auto& key = create.partition_by;
  const auto* parent = create.partition_of ? context.catalog().find(*create.partition_of) : nullptr;
  for (std::size_t i = 0; parent != nullptr && i < parent->constraints.size(); ++i) {
    const auto& inherited = parent->constraints[i];
    const bool unique = inherited.kind == Kind::primary_key || inherited.kind == Kind::unique;
    if (const auto lack = unique ? missing(key, inherited.columns) : std::nullopt) {
      return say(
          *lack, inherited.kind == Kind::primary_key ? "the parent's PRIMARY KEY" : "the parent's UNIQUE",
          create.table, create.partition_by.span.empty() ? create.table.span : create.partition_by.span,
          context.statement().range, report);
    }
  }
  for (const auto& like : create.likes) {
    check_copied(create, like, context, report);
  }
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

bool is_partitioned(const catalog::Relation* table) {
  return table != nullptr && !table->assumed && table->certainly_created &&
         table->kind == catalog::RelationKind::partitioned_table;
}

// Also of a partition that is partitioned itself: it gets the same index.
std::optional<Missing> missing(const catalog::Relation& table, const std::vector<std::string>& columns,
                               const Context& context) {
  if (auto lack = missing(table.partition_key, columns)) {
    return lack;
  }
  for (const auto* partition : context.catalog().descendants(table.id)) {
    auto lack = is_partitioned(partition) ? missing(partition->partition_key, columns) : std::nullopt;
    if (lack) {
      lack->partition = sql::quoted(partition->schema == table.schema ? sql::Name{{}, partition->name, {}}
                                                                      : partition->qualified());
      return lack;
    }
  }
  return std::nullopt;
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (!is_partitioned(table)) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      const auto& constraint = add->constraint;
      const auto lack = is_unique(constraint) && constraint.using_index.empty()
                            ? missing(*table, constraint.columns, context)
                            : std::nullopt;
      if (lack) {
        say(*lack, kind_text(constraint), alter.table, constraint.span, action.span, report);
      }
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      for (const auto& constraint : column->column.constraints) {
        const auto lack =
            is_unique(constraint) ? missing(*table, {column->column.name}, context) : std::nullopt;
        if (lack) {
          say(*lack, kind_text(constraint), alter.table, constraint.span, action.span, report);
        }
      }
    }
  }
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  const auto* table = index.unique ? context.catalog().find(index.table) : nullptr;
  // With CONCURRENTLY another rule says that it fails.
  if (!is_partitioned(table) || index.concurrently) {
    return;
  }
  std::vector<std::string> columns;
  for (const auto& part : index.keys) {
    columns.push_back(part.column);
  }
  const auto lack =
      index.table.only ? missing(table->partition_key, columns) : missing(*table, columns, context);
  if (lack) {
    say(*lack, "CREATE UNIQUE INDEX", index.table, index.keywords, context.statement().range, report);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_unique_misses_partition_key) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "UNIQUE or PRIMARY KEY on a partitioned table without all columns of the partition key",
    .hooks = {on<check_create>, on<check_alter, sql::AddColumn, sql::AddConstraint>, on<check_index>},
};
