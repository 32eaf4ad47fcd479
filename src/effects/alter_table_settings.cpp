// The sub-commands of ALTER TABLE that change one property: a table from each to its lock, and the few that
// copy rows. Facts: alter.* of the measured forms; relOpts[] lock levels in
// src/backend/access/common/reloptions.c.
#include <algorithm>
#include <array>

#include "effects/alter_table.hpp"

namespace migralint::effects {
namespace {

using Kind = sql::TableSetting::Kind;

/// Whom the lock reaches besides the table itself.
enum class Reach : std::uint8_t { table, partitions, children };

struct SettingLock {
  Kind kind;
  LockMode mode;
  Reach reach;
};

constexpr auto sux = LockMode::share_update_exclusive;
constexpr auto srx = LockMode::share_row_exclusive;
constexpr auto ax = LockMode::access_exclusive;

constexpr std::array<SettingLock, 35> setting_locks{{
    {Kind::column_statistics, sux, Reach::children},
    {Kind::column_options, sux, Reach::table},
    {Kind::column_reset_options, sux, Reach::table},
    {Kind::column_storage, ax, Reach::children},
    {Kind::column_compression, ax, Reach::table},
    {Kind::set_options, sux, Reach::table},
    {Kind::reset_options, sux, Reach::table},
    {Kind::logged, ax, Reach::table},
    {Kind::unlogged, ax, Reach::table},
    {Kind::tablespace, ax, Reach::table},
    {Kind::access_method, ax, Reach::table},
    {Kind::cluster_on, sux, Reach::table},
    {Kind::set_without_cluster, sux, Reach::table},
    {Kind::enable_trigger, srx, Reach::partitions},
    {Kind::enable_always_trigger, srx, Reach::partitions},
    {Kind::enable_replica_trigger, srx, Reach::partitions},
    {Kind::disable_trigger, srx, Reach::partitions},
    {Kind::enable_trigger_all, srx, Reach::partitions},
    {Kind::disable_trigger_all, srx, Reach::partitions},
    {Kind::enable_trigger_user, srx, Reach::partitions},
    {Kind::disable_trigger_user, srx, Reach::partitions},
    {Kind::enable_rule, ax, Reach::table},
    {Kind::enable_always_rule, ax, Reach::table},
    {Kind::enable_replica_rule, ax, Reach::table},
    {Kind::disable_rule, ax, Reach::table},
    {Kind::enable_row_security, ax, Reach::table},
    {Kind::disable_row_security, ax, Reach::table},
    {Kind::force_row_security, ax, Reach::table},
    {Kind::no_force_row_security, ax, Reach::table},
    {Kind::owner, ax, Reach::table},
    {Kind::of_type, ax, Reach::table},
    {Kind::not_of, ax, Reach::table},
    {Kind::foreign_options, ax, Reach::table},
    {Kind::column_foreign_options, ax, Reach::table},
    {Kind::set_without_oids, ax, Reach::table},
}};

SettingLock lock_of(Kind kind) {
  const auto* found = std::find_if(setting_locks.begin(), setting_locks.end(),
                                   [&](const SettingLock& entry) { return entry.kind == kind; });
  return found != setting_locks.end() ? *found : SettingLock{kind, ax, Reach::table};
}

bool stores_rows(const Target& table) {
  return table.is(RelationKind::table) || table.is(RelationKind::materialized_view);
}

bool changes_persistence(const Target& table, bool to_logged) {
  if (!stores_rows(table)) {
    return false;
  }
  if (table.relation == nullptr || table.relation->assumed) {
    return true;
  }
  const auto wanted = to_logged ? catalog::Persistence::permanent : catalog::Persistence::unlogged;
  return table.relation->persistence != wanted;
}

bool is_same_access_method(const catalog::Relation& table, const std::string& name) {
  const auto normal = [](const std::string& method) {
    return method == "heap" ? std::string_view{} : method;
  };
  return !table.assumed && normal(table.access_method) == normal(name);
}

bool copies_rows(const Target& table, const sql::TableSetting& action) {
  switch (action.kind) {
    case Kind::logged:
      return changes_persistence(table, true);
    case Kind::unlogged:
      return changes_persistence(table, false);
    case Kind::tablespace:
      return stores_rows(table) &&
             (table.relation == nullptr || !is_same_tablespace(*table.relation, action.name));
    case Kind::access_method:
      return stores_rows(table) &&
             (table.relation == nullptr || !is_same_access_method(*table.relation, action.name));
    default:
      return false;
  }
}

void lock_companions(const AlterContext& context, const sql::TableSetting& action) {
  auto& builder = context.builder;
  const auto* relation = context.relation();
  switch (action.kind) {
    case Kind::cluster_on:
      builder.lock(builder.target({context.table.qualified().schema, action.name, {}}, RelationKind::index),
                   sux);
      return;
    case Kind::logged:
    case Kind::unlogged:
      // Sequences of the table's columns follow from 15 on.
      if (relation != nullptr && builder.version() >= 15 &&
          changes_persistence(context.table, action.kind == Kind::logged)) {
        builder.lock_owned_sequences(*relation, {}, ax);
      }
      return;
    case Kind::owner:
      if (relation == nullptr) {
        return;
      }
      builder.lock_indexes(*relation, ax);
      builder.lock_owned_sequences(*relation, {}, ax);
      return;
    default:
      return;
  }
}

}  // namespace

bool needs_access_exclusive(const std::string& option) {
  constexpr std::array<std::string_view, 9> strong{
      "user_catalog_table", "security_barrier", "security_invoker", "check_option",          "buffering",
      "fastupdate",         "autosummarize",    "pages_per_range",  "gin_pending_list_limit"};
  return std::find(strong.begin(), strong.end(), option) != strong.end();
}

bool is_same_tablespace(const catalog::Relation& table, const std::string& name) {
  const auto normal = [](const std::string& space) {
    return space == "pg_default" ? std::string_view{} : space;
  };
  return !table.assumed && normal(table.tablespace) == normal(name);
}

void alter(const AlterContext& context, const sql::ReplicaIdentity& action) {
  context.builder.lock(context.table, ax);
  if (action.kind == 'i') {
    const sql::Name index{context.table.qualified().schema, action.index, {}};
    context.builder.lock(context.builder.target(index, RelationKind::index), LockMode::share);
  }
}

void alter(const AlterContext& context, const sql::TableSetting& action) {
  auto entry = lock_of(action.kind);
  const bool options = action.kind == Kind::set_options || action.kind == Kind::reset_options;
  const bool strong = context.table.is(RelationKind::view) ||
                      std::any_of(action.options.begin(), action.options.end(), needs_access_exclusive);
  if (options && strong) {
    entry.mode = ax;
  }
  switch (entry.reach) {
    case Reach::table:
      context.builder.lock(context.table, entry.mode);
      break;
    case Reach::partitions:
      context.lock_partitions(entry.mode);
      break;
    case Reach::children:
      context.lock(entry.mode);
      break;
  }
  lock_companions(context, action);
  if (copies_rows(context.table, action)) {
    context.builder.work(WorkKind::rewrite, Reason::changes_storage, context.table);
  }
}

void alter(const AlterContext& context, const sql::OtherAction& action) {
  context.lock(LockMode::access_exclusive);
  context.builder.unknown("ALTER TABLE sub-command " + action.tag + " is not modelled");
}

}  // namespace migralint::effects
