#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

constexpr int first_reference = 12;  // foreign keys to partitioned tables
constexpr int first_before_trigger = 13;
constexpr int first_exclusion = 17;
constexpr int first_identity = 17;   // ADD COLUMN of one, where there are partitions
constexpr int first_not_valid = 18;  // NOT VALID foreign keys of partitioned tables
constexpr int first_without_logged = 18;
constexpr int first_not_null_constraint = 18;  // NOT NULL is a constraint that partitions inherit

struct Refusal {
  std::string message;  // behind "fails: "
  std::string label;    // what the server says
  std::string advice;
};

const catalog::Relation* partitioned(const sql::Name& name, const Context& context) {
  const auto* relation = context.catalog().find(name);
  const bool is =
      relation != nullptr && !relation->assumed && relation->kind == catalog::RelationKind::partitioned_table;
  return is ? relation : nullptr;
}

std::optional<Refusal> foreign_key(const sql::Constraint& key, const catalog::Relation* table,
                                   const Context& context) {
  const int version = context.pg_version();
  if (table != nullptr && key.not_valid && version < first_not_valid) {
    return Refusal{
        "NOT VALID needs PostgreSQL 18 on a partitioned table",
        fmt::format("cannot add NOT VALID foreign key on partitioned table \"{}\"", table->name),
        "add it NOT VALID to each partition, validate it there, then add it to the parent without NOT "
        "VALID: the parent adopts the keys that its partitions have"};
  }
  const auto* target = partitioned(key.referenced, context);
  if (target != nullptr && version < first_reference) {
    return Refusal{"a foreign key to a partitioned table needs PostgreSQL 12",
                   fmt::format("cannot reference partitioned table \"{}\"", target->name),
                   {}};
  }
  return std::nullopt;
}

std::optional<Refusal> refusal(const sql::Constraint& constraint, const catalog::Relation* table,
                               const Context& context) {
  if (constraint.kind == Kind::foreign_key) {
    return foreign_key(constraint, table, context);
  }
  if (table == nullptr) {
    return std::nullopt;
  }
  const bool unique = constraint.kind == Kind::unique || constraint.kind == Kind::primary_key;
  if (unique && !constraint.using_index.empty()) {
    return Refusal{
        "USING INDEX does not exist for a partitioned table",
        "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables",
        "add the constraint to each partition with USING INDEX, then to the parent without it: the parent "
        "adopts the constraints that its partitions have"};
  }
  if (constraint.kind == Kind::exclusion && context.pg_version() < first_exclusion) {
    return Refusal{"EXCLUDE on a partitioned table needs PostgreSQL 17",
                   "exclusion constraints are not supported on partitioned tables",
                   "add it to each partition"};
  }
  if (constraint.kind == Kind::check && constraint.no_inherit) {
    return Refusal{"NO INHERIT does not exist for a partitioned table",
                   fmt::format("cannot add NO INHERIT constraint to partitioned table \"{}\"", table->name),
                   {}};
  }
  return std::nullopt;
}

std::optional<Refusal> refusal(const sql::TableSetting& setting, const catalog::Relation& table,
                               const Context& context) {
  using Setting = sql::TableSetting::Kind;
  const bool logged = setting.kind == Setting::logged || setting.kind == Setting::unlogged;
  if (logged && context.pg_version() >= first_without_logged) {
    return Refusal{"from PostgreSQL 18 on a partitioned table is neither LOGGED nor UNLOGGED",
                   fmt::format("ALTER action SET {} cannot be performed on relation \"{}\"",
                               setting.kind == Setting::logged ? "LOGGED" : "UNLOGGED", table.name),
                   "change each partition"};
  }
  if (setting.kind == Setting::set_options && !setting.options.empty()) {
    return Refusal{"a partitioned table has no storage parameters",
                   "cannot specify storage parameters for a partitioned table", "set them on each partition"};
  }
  return std::nullopt;
}

std::optional<Refusal> refusal(const sql::AddColumn& add, const catalog::Relation& table,
                               const Context& context) {
  if (add.column.find(Kind::identity) == nullptr || table.partitions.empty() ||
      context.pg_version() >= first_identity ||
      (add.if_not_exists && table.column(add.column.name) != nullptr)) {
    return std::nullopt;
  }
  return Refusal{"an identity column needs PostgreSQL 17 where there are partitions",
                 "cannot recursively add identity column to table that has child tables",
                 "a column with DEFAULT nextval() of a sequence, as serial makes it"};
}

const Refusal& without_partitions() {
  static const Refusal refusal{"ONLY leaves out its partitions, which must have what the parent has",
                               "constraint must be added to child tables too", "write it without ONLY"};
  return refusal;
}

bool is_nullable(const catalog::Relation* table, std::string_view name) {
  const auto* column = table != nullptr ? table->column(name) : nullptr;
  return column != nullptr && !column->not_null;
}

// Below 18 the parent may be last: ATCheckNotNull asks whether each partition's column is NOT NULL already.
bool refuses_not_null(const catalog::Relation& table, std::string_view column, const Context& context) {
  return is_nullable(&table, column) && (context.pg_version() >= first_not_null_constraint ||
                                         std::ranges::any_of(table.partitions, [&](catalog::RelationId id) {
                                           return is_nullable(context.catalog().get(id), column);
                                         }));
}

/// An action that ALTER TABLE ONLY takes back from the partitions (ATExecAddColumn, ATExecDropColumn,
/// ATAddCheckNNConstraint in src/backend/commands/tablecmds.c), also where they have it already.
std::optional<Refusal> refusal_of_only(const sql::Action& action, const catalog::Relation& table,
                                       const Context& context) {
  if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
    const auto& constraint = add->constraint;
    const bool not_null = constraint.kind == Kind::not_null && !constraint.columns.empty() &&
                          refuses_not_null(table, constraint.columns.front(), context);
    const bool check = constraint.kind == Kind::check && !constraint.no_inherit;
    return check || not_null ? std::optional(without_partitions()) : std::nullopt;
  }
  if (const auto* set = std::get_if<sql::SetNotNull>(&action.what)) {
    return refuses_not_null(table, set->column, context) ? std::optional(without_partitions()) : std::nullopt;
  }
  auto refused = without_partitions();
  if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
    refused.label = "column must be added to child tables too";
    return table.column(add->column.name) == nullptr ? std::optional(refused) : std::nullopt;
  }
  if (const auto* drop = std::get_if<sql::DropColumn>(&action.what)) {
    refused.label = "cannot drop column from only the partitioned table when partitions exist";
    return table.column(drop->column) != nullptr ? std::optional(refused) : std::nullopt;
  }
  return std::nullopt;
}

std::string_view what_is_done(const sql::Action& action) {
  if (std::holds_alternative<sql::AddConstraint>(action.what)) {
    return "ADD CONSTRAINT";
  }
  if (std::holds_alternative<sql::SetNotNull>(action.what)) {
    return "SET NOT NULL";
  }
  return std::holds_alternative<sql::AddColumn>(action.what) ? "ADD COLUMN" : "DROP COLUMN";
}

void say(const Refusal& refusal, std::string_view what, const sql::Name& table, Span place, Span sub_command,
         const Context& context, Report& report) {
  auto& finding = report(place, sub_command,
                         fmt::format("{} on {} fails: {}", what, sql::quoted(table), refusal.message));
  finding.label = refusal.label;
  const auto* relation = context.catalog().find(table);
  if (relation != nullptr && relation->origin.known()) {
    finding.evidence.push_back(context.existence(table));
  }
  if (!refusal.advice.empty()) {
    finding.evidence.push_back("safe form: " + refusal.advice);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = partitioned(alter.table, context);
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      if (const auto refused = refusal(add->constraint, table, context)) {
        say(*refused, "ADD CONSTRAINT", alter.table, add->constraint.span, action.span, context, report);
      }
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what);
               column != nullptr && table != nullptr) {
      if (const auto refused = refusal(*column, *table, context)) {
        say(*refused, "ADD COLUMN", alter.table, column->column.span, action.span, context, report);
      }
    } else if (const auto* setting = std::get_if<sql::TableSetting>(&action.what);
               setting != nullptr && table != nullptr) {
      if (const auto refused = refusal(*setting, *table, context)) {
        say(*refused, "ALTER TABLE", alter.table, action.span, action.span, context, report);
      }
    }
  }
}

void check_only(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = alter.table.only ? partitioned(alter.table, context) : nullptr;
  if (table == nullptr || table->partitions.empty()) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto refused = refusal_of_only(action, *table, context)) {
      say(*refused, what_is_done(action), alter.table, action.span, action.span, context, report);
    }
  }
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  const bool is_partitioned = create.partition_by.strategy != sql::PartitionStrategy::none;
  for (const auto& constraint : create.constraints) {
    const bool excluded =
        is_partitioned && constraint.kind == Kind::exclusion && context.pg_version() < first_exclusion;
    if (excluded) {
      say({"EXCLUDE on a partitioned table needs PostgreSQL 17",
           "exclusion constraints are not supported on partitioned tables", "add it to each partition"},
          "CREATE TABLE", create.table, constraint.span, constraint.span, context, report);
    }
  }
}

void check_trigger(const sql::CreateTrigger& create, const Context& context, Report& report) {
  if (create.row && create.before && partitioned(create.table, context) != nullptr &&
      context.pg_version() < first_before_trigger) {
    say({"a BEFORE row trigger on a partitioned table needs PostgreSQL 13",
         "Partitioned tables cannot have BEFORE / FOR EACH ROW triggers.", "make it on each partition"},
        "CREATE TRIGGER", create.table, context.statement().range, context.statement().range, context,
        report);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_unsupported_on_partitioned) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "What PostgreSQL refuses on a partitioned table: NOT VALID foreign keys, USING INDEX, EXCLUDE, …",
    .hooks = {on<check_alter, sql::AddColumn, sql::AddConstraint, sql::TableSetting>,
              on<check_only, sql::AddColumn, sql::AddConstraint, sql::DropColumn, sql::SetNotNull>,
              on<check_create>, on<check_trigger>},
};
