#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/foreign_key_types.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "rules/support/unseen.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;
using Columns = std::vector<std::string>;

// What a foreign key may reference: a set of columns without duplicates.
struct Key {
  Columns columns;
  bool primary = false;
  bool deferrable = false;
};

bool is_unique(Kind kind) { return kind == Kind::primary_key || kind == Kind::unique; }

std::vector<Key> keys_of(const catalog::Relation& table, const Context& context) {
  std::vector<Key> keys;
  for (const auto& constraint : table.constraints) {
    if (is_unique(constraint.kind)) {
      keys.push_back({constraint.columns, constraint.kind == Kind::primary_key, constraint.deferrable});
    }
  }
  for (const auto id : table.indexes) {
    const auto* index = context.catalog().get(id);
    if (index == nullptr || !index->index || !index->index->unique || index->index->predicate != nullptr ||
        !index->index->constraint.empty()) {
      continue;
    }
    Columns columns;
    for (const auto& part : index->index->keys) {
      columns.push_back(part.column);  // "" for an expression, which matches nothing
    }
    keys.push_back({columns, false, false});
  }
  return keys;
}

void add_written(std::vector<Key>& keys, std::span<const sql::Constraint> constraints) {
  for (const auto& constraint : constraints) {
    if (is_unique(constraint.kind)) {
      keys.push_back({constraint.columns, constraint.kind == Kind::primary_key, constraint.deferrable});
    }
  }
}

// Nothing is said about a table that may have keys which the history does not show.
bool is_certain(const catalog::Relation* table) {
  return table != nullptr && !table->assumed && table->certainly_created && table->columns_complete &&
         table->is_table() && table->inherits.empty();
}

std::string problem(const sql::Constraint& key, const std::vector<Key>& keys, const std::string& target) {
  Columns wanted = key.referenced_columns;
  if (wanted.empty()) {
    const auto primary = std::find_if(keys.begin(), keys.end(), [](const Key& k) { return k.primary; });
    if (primary == keys.end()) {
      return fmt::format("{} has no primary key", target);
    }
    if (primary->deferrable) {
      return fmt::format("the primary key of {} is DEFERRABLE", target);
    }
    wanted = primary->columns;
  }
  if (wanted.size() != key.columns.size()) {
    return fmt::format("it has {} column{}, but references {}", key.columns.size(),
                       key.columns.size() == 1 ? "" : "s", wanted.size());
  }
  bool deferrable = false;
  for (const auto& candidate : keys) {
    const bool same = candidate.columns.size() == wanted.size() &&
                      std::is_permutation(candidate.columns.begin(), candidate.columns.end(), wanted.begin());
    if (same && !candidate.deferrable) {
      return {};
    }
    deferrable = deferrable || same;
  }
  return deferrable ? fmt::format("the unique constraint on {} ({}) is DEFERRABLE", target,
                                  recipes::column_list(wanted))
                    : fmt::format("{} has no unique constraint or index on ({})", target,
                                  recipes::column_list(wanted));
}

// A name that is free, and not one that a constraint's index has: that cannot be dropped.
std::string unique_index(const sql::Constraint& key, const Context& context) {
  const std::string schema = context.catalog().qualify(key.referenced).schema;
  std::string columns;
  for (const auto& column : key.referenced_columns) {
    columns += (columns.empty() ? "" : "_") + column;
  }
  const std::string name = catalog::choose_name(
      key.referenced->name, columns, "key",
      [&](std::string_view taken) { return context.catalog().find(schema, taken) != nullptr; });
  return fmt::format(
      "DROP INDEX CONCURRENTLY IF EXISTS {0};\nCREATE UNIQUE INDEX CONCURRENTLY {1} ON {2} ({3});\n",
      sql::quoted(sql::Name{key.referenced->schema, name, {}}), sql::quoted(name),
      sql::quoted(key.referenced), recipes::column_list(key.referenced_columns));
}

// What the statement does, behind the index.
std::string table_itself(const sql::CreateTable& create, const Context& context) {
  std::string text(context.text(context.statement().range));
  const auto head = script::find_words(context.text(), context.statement().range, {"table"});
  if (head && !create.if_not_exists) {
    text.insert(head->end - context.statement().range.begin, " IF NOT EXISTS");
  }
  return recipes::next_migration(context) + recipes::timeout_guard_next(context) + text + ";\n";
}

std::string column_itself(const sql::AlterTable& alter, const sql::AddColumn& add, const Context& context) {
  return recipes::next_migration(context) + recipes::timeout_guard_next(context) +
         fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {};\n", sql::quoted(alter.table),
                     steps::column_without(add.column, {}, context));
}

std::string key_itself(const sql::AlterTable& alter, const sql::Constraint& key, const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const std::string name = sql::quoted(recipes::constraint_name(key, alter.table, context));
  return recipes::next_migration(context) + recipes::timeout_guard_next(context) +
         recipes::add_constraint(table, name, definitions::foreign_key(key) + " NOT VALID") +
         recipes::next_migration(context) +
         fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", table, name);
}

/// What comes behind the index, asked for when something is wrong; empty: there is no table yet to build it
/// on. Nothing: no index would help.
using Rest = std::function<std::optional<std::string>()>;

void say(const sql::Constraint& key, const std::string& problem, Span sub_command, const Rest& then,
         const Context& context, Report& report) {
  const std::string target = sql::quoted(key.referenced);
  auto& finding =
      report(key.span, sub_command, fmt::format("the foreign key to {} fails: {}", target, problem));
  finding.label = "there is no unique constraint matching given keys for referenced table";
  finding.evidence.push_back(context.existence(key.referenced));
  const auto rest = then();
  if (!rest) {
    return;
  }
  if (rest->empty()) {
    finding.evidence.emplace_back("safe form: a PRIMARY KEY or UNIQUE constraint in the same CREATE TABLE");
  } else if (!key.referenced_columns.empty() && key.referenced_columns.size() == key.columns.size()) {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: a unique index first, outside a transaction, then the foreign key",
                      unique_index(key, context) + *rest,
                      {}};
  }
  if (const auto* table = context.catalog().find(key.referenced)) {
    unseen::weaken(finding, context, table->origin);
  }
}

/// ON DELETE SET NULL (columns): those of the key only (validateFkOnDeleteSetColumns). One that the table
/// does not have is object-missing's.
void check_set_columns(const sql::Constraint& key, Span sub_command, const foreign_key_types::TypeOf& own,
                       Report& report) {
  for (const auto& column : key.set_columns) {
    if (own(column) == nullptr ||
        std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end()) {
      continue;
    }
    auto& finding =
        report(key.span, sub_command,
               fmt::format("the foreign key to {} fails: ON DELETE sets {}, which is not one of its columns",
                           sql::quoted(key.referenced), sql::quoted(column)));
    finding.label =
        fmt::format("column \"{}\" referenced in ON DELETE SET action must be part of foreign key", column);
    return;
  }
}

/// What nearly all foreign keys do.
bool references_primary_key(const sql::Constraint& key, const catalog::Relation& target) {
  const auto* primary = target.primary_key();
  return primary != nullptr && !primary->deferrable && primary->columns.size() == key.columns.size() &&
         (key.referenced_columns.empty() || key.referenced_columns == primary->columns);
}

void check_key(const sql::Constraint& key, Span sub_command, std::vector<Key> keys, bool to_itself,
               const Rest& then, const Context& context, Report& report) {
  const auto* target = context.catalog().find(key.referenced);
  if (!to_itself && (!is_certain(target) || references_primary_key(key, *target) ||
                     unseen::hides(context, target->origin))) {
    return;
  }
  if (target != nullptr) {
    const auto known = keys_of(*target, context);
    keys.insert(keys.end(), known.begin(), known.end());
  }
  const std::string what = problem(key, keys, sql::quoted(key.referenced));
  if (!what.empty()) {
    say(key, what, sub_command, then, context, report);
  }
}

/// As written, or those of the primary key.
Columns referenced_columns(const sql::Constraint& key, const catalog::Relation* target,
                           const std::vector<Key>& written) {
  if (!key.referenced_columns.empty()) {
    return key.referenced_columns;
  }
  const auto primary = std::find_if(written.begin(), written.end(), [](const Key& k) { return k.primary; });
  if (primary != written.end()) {
    return primary->columns;
  }
  const auto* known = target != nullptr ? target->primary_key() : nullptr;
  return known != nullptr ? known->columns : Columns();
}

std::vector<Key> written_keys(const sql::CreateTable& create) {
  std::vector<Key> keys;
  add_written(keys, create.constraints);
  for (const auto& column : create.columns) {
    add_written(keys, column.constraints);
  }
  return keys;
}

/// Unique constraints of the same statement are made before its foreign keys.
std::vector<Key> written_keys(const sql::AlterTable& alter) {
  std::vector<Key> keys;
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      add_written(keys, std::span(&add->constraint, 1));
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      add_written(keys, column->column.constraints);
    }
  }
  return keys;
}

bool uses_index(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const auto& action) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    return add != nullptr && !add->constraint.using_index.empty();
  });
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  const auto* present = context.catalog().find(context.catalog().qualify(create.table));
  // What LIKE, INHERITS and PARTITION OF bring along is not looked into.
  const bool simple =
      create.likes.empty() && create.inherits.empty() && !create.partition_of && !create.of_type;
  if (create.if_not_exists && present != nullptr) {
    return;
  }
  const auto check_one = [&](const sql::Constraint& key) {
    if (key.kind != Kind::foreign_key) {
      return;
    }
    const bool itself =
        present == nullptr && context.catalog().find(key.referenced) == nullptr &&
        key.referenced->name == create.table.name &&
        (key.referenced->schema == create.table.schema ||
         (key.referenced->schema.empty() && create.table.schema == context.catalog().creation_schema()));
    if (itself && !simple) {
      return;
    }
    const auto keys = itself ? written_keys(create) : std::vector<Key>{};
    const auto* target = context.catalog().find(key.referenced);
    const auto own = [&](const std::string& column) { return foreign_key_types::type_in(create, column); };
    const auto other = [&](const std::string& column) {
      return itself ? foreign_key_types::type_in(create, column) : foreign_key_types::type_in(target, column);
    };
    const auto columns = referenced_columns(key, target, keys);
    const auto then = [&]() -> std::optional<std::string> {
      if (foreign_key_types::are_incomparable(key, columns, own, other, context)) {
        return std::nullopt;
      }
      return itself ? std::string() : table_itself(create, context);
    };
    check_key(key, key.span, keys, itself, std::cref(then), context, report);
    check_set_columns(key, key.span, own, report);
    foreign_key_types::check(key, columns, key.span, own, other, context, report);
  };
  for (const auto& column : create.columns) {
    for (const auto& constraint : column.constraints) {
      check_one(constraint);
    }
  }
  for (const auto& constraint : create.constraints) {
    check_one(constraint);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  for (const auto& action : alter.actions) {
    const auto check_one = [&](const sql::Constraint& key) {
      if (key.kind != Kind::foreign_key) {
        return;
      }
      const bool itself = table != nullptr && context.catalog().find(key.referenced) == table;
      if (itself && (uses_index(alter) || !is_certain(table))) {
        return;
      }
      const auto keys = itself ? written_keys(alter) : std::vector<Key>{};
      const auto* target = context.catalog().find(key.referenced);
      const auto own = [&](const std::string& column) {
        return foreign_key_types::type_in(alter, table, column);
      };
      const auto other = [&](const std::string& column) {
        return itself ? own(column) : foreign_key_types::type_in(target, column);
      };
      const auto columns = referenced_columns(key, target, keys);
      const auto then = [&]() -> std::optional<std::string> {
        if (foreign_key_types::are_incomparable(key, columns, own, other, context)) {
          return std::nullopt;
        }
        return std::holds_alternative<sql::AddConstraint>(action.what)
                   ? key_itself(alter, key, context)
                   : column_itself(alter, std::get<sql::AddColumn>(action.what), context);
      };
      check_key(key, action.span, keys, false, std::cref(then), context, report);
      check_set_columns(key, action.span, own, report);
      foreign_key_types::check(key, columns, action.span, own, other, context, report);
    };
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      check_one(add->constraint);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      const bool skipped =
          column->if_not_exists && table != nullptr && table->column(column->column.name) != nullptr;
      for (const auto& constraint : column->column.constraints) {
        if (!skipped) {
          check_one(constraint);
        }
      }
    }
  }
}

/// The first table at the other end of a foreign key that forbids the change: a logged table references
/// logged ones only. A key that the same statement drops counts (ATPrepChangePersistence comes first).
struct Hindrance {
  const catalog::Relation* other = nullptr;
  const catalog::Constraint* key = nullptr;
};

bool is_permanent(const catalog::Relation& table) {
  return table.persistence == catalog::Persistence::permanent;
}

std::optional<Hindrance> hindrance(const catalog::Relation& table, bool to_logged, const Context& context) {
  const auto& catalog = context.catalog();
  const auto hinders = [&](const catalog::Relation* other) {
    return other != nullptr && other != &table && !other->assumed && is_permanent(*other) != to_logged;
  };
  if (to_logged) {
    for (const auto& key : table.constraints) {
      const auto* other = key.kind == Kind::foreign_key ? catalog.get(key.referenced) : nullptr;
      if (hinders(other)) {
        return Hindrance{other, &key};
      }
    }
    return std::nullopt;
  }
  for (const auto id : table.referenced_by) {
    const auto* other = catalog.get(id);
    if (!hinders(other)) {
      continue;
    }
    for (const auto& key : other->constraints) {
      if (key.kind == Kind::foreign_key && key.referenced == table.id) {
        return Hindrance{other, &key};
      }
    }
  }
  return std::nullopt;
}

void check_persistence(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (table == nullptr || table->assumed || table->kind != catalog::RelationKind::table) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    const bool to_logged = setting != nullptr && setting->kind == sql::TableSetting::Kind::logged;
    const bool to_unlogged = setting != nullptr && setting->kind == sql::TableSetting::Kind::unlogged;
    if ((!to_logged && !to_unlogged) || is_permanent(*table) == to_logged) {
      continue;
    }
    const auto found = hindrance(*table, to_logged, context);
    if (!found) {
      continue;
    }
    const std::string other = sql::quoted(found->other->qualified());
    auto& finding = report(
        action.span, action.span,
        to_logged ? fmt::format("SET LOGGED on {} fails: its foreign key {} references {}, which is unlogged",
                                sql::quoted(alter.table), sql::quoted(found->key->name), other)
                  : fmt::format(
                        "SET UNLOGGED on {} fails: the foreign key {} of {}, which is logged, references it",
                        sql::quoted(alter.table), sql::quoted(found->key->name), other));
    finding.label =
        fmt::format("could not change table \"{}\" to {} because it references {} table \"{}\"", table->name,
                    to_logged ? "logged" : "unlogged", to_logged ? "unlogged" : "logged", found->other->name);
    finding.evidence.push_back(fmt::format("safe form: change {} first", other));
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_foreign_key_target) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "A foreign key to columns with no unique index, of another number, or of a type that cannot be "
        "compared",
    .hooks = {on<check_create>, on<check_alter, sql::AddColumn, sql::AddConstraint>,
              on<check_persistence, sql::TableSetting>},
};
