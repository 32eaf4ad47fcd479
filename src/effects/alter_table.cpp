// ALTER TABLE, ALTER VIEW, ALTER SEQUENCE, ALTER FOREIGN TABLE, ALTER TYPE … ATTRIBUTE: the frame around
// sub-commands. Lock levels: AlterTableGetLockLevel in src/backend/commands/tablecmds.c, checked against the
// measured forms.
#include "effects/alter_table.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>
#include <vector>

#include "effects/indexes.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {

const sql::ColumnDefinition* AlterContext::added_column(std::string_view name) const {
  for (const auto& action : statement.actions) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    if (add != nullptr && add->column.name == name) {
      return &add->column;
    }
  }
  return nullptr;
}

const sql::Constraint* AlterContext::added_constraint(std::string_view name) const {
  for (const auto& action : statement.actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add != nullptr && add->constraint.name == name) {
      return &add->constraint;
    }
  }
  return nullptr;
}

namespace {

bool mentions(const catalog::Constraint& constraint, std::string_view column) {
  return std::ranges::find(constraint.columns, column) != constraint.columns.end();
}

void forget_not_null(catalog::Relation& table, std::string_view column) {
  if (auto* known = table.column(column)) {
    known->not_null = false;
  }
}

void drop_from(catalog::Relation& table, const sql::DropColumn& drop) {
  std::erase_if(table.constraints, [&](const auto& constraint) { return mentions(constraint, drop.column); });
}
void drop_from(catalog::Relation& table, const sql::DropNotNull& drop) {
  forget_not_null(table, drop.column);
}
void drop_from(catalog::Relation& table, const sql::DropConstraint& drop) {
  const auto* constraint = table.constraint(drop.name);
  if (constraint != nullptr && constraint->kind == sql::Constraint::Kind::not_null) {
    for (const auto& column : constraint->columns) {
      forget_not_null(table, column);
    }
  }
  std::erase_if(table.constraints, [&](const auto& own) { return own.name == drop.name; });
}
template <class Action>
constexpr bool is_drop = requires(catalog::Relation& table, const Action& action) {
  drop_from(table, action);
};

}  // namespace

std::optional<catalog::Relation> AlterContext::after_drops(const catalog::Relation& before) const {
  std::optional<catalog::Relation> rest;
  for (const auto& action : statement.actions) {
    std::visit(
        [&](const auto& what) {
          if constexpr (is_drop<std::decay_t<decltype(what)>>) {
            drop_from(rest ? *rest : rest.emplace(before), what);
          }
        },
        action.what);
  }
  return rest;
}

void AlterContext::lock(LockMode mode) const {
  builder.lock(table, mode);
  if (!only()) {
    builder.lock_descendants(table, mode);
  }
}

void AlterContext::lock_partitions(LockMode mode) const {
  builder.lock(table, mode);
  if (!only() && table.is(RelationKind::partitioned_table)) {
    builder.lock_descendants(table, mode);
  }
}

void AlterContext::lock_children(LockMode mode) const {
  if (relation() == nullptr) {
    return;
  }
  for (const auto* children : {&relation()->partitions, &relation()->inherited_by}) {
    for (const auto id : *children) {
      builder.lock(id, mode);
    }
  }
}

void AlterContext::lock_below(LockMode mode,
                              const std::function<bool(const catalog::Relation&)>& has_it) const {
  const auto visit = [&](const auto& self, const catalog::Relation& parent) -> void {
    for (const auto* children : {&parent.partitions, &parent.inherited_by}) {
      for (const auto id : *children) {
        const auto* child = builder.catalog().get(id);
        if (child == nullptr) {
          continue;
        }
        builder.lock(*child, mode);
        if (!has_it(*child)) {
          self(self, *child);
        }
      }
    }
  };
  if (relation() != nullptr && !only()) {
    visit(visit, *relation());
  }
}

void AlterContext::work(WorkKind kind, Reason reason) const {
  if (table.is(RelationKind::partitioned_table) && only()) {
    return;
  }
  // Its rows are elsewhere: ATRewriteTables passes over relations without storage.
  if (table.is(RelationKind::foreign_table)) {
    return;
  }
  builder.work_on_storage(kind, reason, table, !only());
}

namespace {

/// ALTER INDEX and ALTER TABLE of an index: SHARE UPDATE EXCLUSIVE on the index only, but for SET TABLESPACE,
/// which copies it, and ATTACH PARTITION.
void alter_index(Builder& builder, const sql::AlterTable& statement, const Target& index) {
  std::uint16_t part = 0;
  for (const auto& action : statement.actions) {
    builder.set_part(part++);
    if (const auto* attach = std::get_if<sql::AttachPartition>(&action.what)) {
      alter_index_attach(builder, index, *attach);
      continue;
    }
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    if (setting == nullptr) {
      builder.lock(index, LockMode::access_exclusive);
      builder.unknown("this form of ALTER INDEX is not modelled");
      continue;
    }
    using Kind = sql::TableSetting::Kind;
    const bool options = setting->kind == Kind::set_options || setting->kind == Kind::reset_options;
    const bool strong = std::any_of(setting->options.begin(), setting->options.end(), needs_access_exclusive);
    const bool light = (options && !strong) || setting->kind == Kind::column_statistics;
    builder.lock(index, light ? LockMode::share_update_exclusive : LockMode::access_exclusive);
    const bool moves = setting->kind == Kind::tablespace && !index.is(RelationKind::partitioned_index) &&
                       (index.relation == nullptr || !is_same_tablespace(*index.relation, setting->name));
    if (moves) {
      const auto name = index.qualified();
      if (index.relation != nullptr) {
        builder.index_work(WorkKind::index_rebuild, Reason::changes_storage, *index.relation);
      } else {
        builder.index_work(WorkKind::index_rebuild, Reason::changes_storage, name, catalog::no_relation,
                           {nullptr, {}, RelationKind::table, true});
      }
    }
  }
}

/// ALTER TYPE … ADD/DROP/ALTER ATTRIBUTE: the type itself has no rows; typed tables follow with CASCADE.
void alter_composite_type(Builder& builder, const sql::AlterTable& statement) {
  const auto type = builder.target(statement.table, RelationKind::composite_type);
  const auto name = type.qualified();
  builder.catalog().for_each([&](const catalog::Relation& table) {
    if (table.of_type->name != name.name ||
        (!table.of_type->schema.empty() && table.of_type->schema != name.schema)) {
      return;
    }
    const AlterContext context{builder, statement, builder.target(table)};
    std::uint16_t part = 0;
    for (const auto& action : statement.actions) {
      builder.set_part(part++);
      builder.lock(table, LockMode::access_exclusive);
      const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
      if (change != nullptr) {
        alter(context, *change);
      }
    }
  });
}

/// Which relation ALTER TABLE means: IF EXISTS of a table that a complete history does not have means none.
bool means_nothing(const Builder& builder, const sql::AlterTable& statement) {
  return statement.if_exists && builder.certainly_absent(statement.table);
}

}  // namespace

void add_effects(Builder& builder, const sql::AlterTable& statement) {
  if (statement.kind == sql::ObjectKind::composite_type) {
    alter_composite_type(builder, statement);
    return;
  }
  if (means_nothing(builder, statement)) {
    return;
  }
  const auto target = builder.target(statement.table, relation_kind(statement.kind));
  if (target.is(RelationKind::index) || target.is(RelationKind::partitioned_index)) {
    alter_index(builder, statement, target);
    return;
  }
  const AlterContext context{builder, statement, target};
  // DROP comes first in an ALTER TABLE, wherever it stands (ATPrepCmd, AT_PASS_DROP).
  for (const auto& action : statement.actions) {
    if (const auto* drop = std::get_if<sql::DropConstraint>(&action.what)) {
      builder.free_name(drop->name);
    }
  }
  std::uint16_t part = 0;
  for (const auto& action : statement.actions) {
    builder.set_part(part++);
    std::visit([&](const auto& what) { alter(context, what); }, action.what);
  }
}

}  // namespace migralint::effects
