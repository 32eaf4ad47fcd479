#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/held_locks.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

// A table that the statement locks because a foreign key leads to it.
struct Referenced {
  sql::Name name;
  catalog::RelationId id = catalog::no_relation;
  const catalog::Constraint* key = nullptr;  // of a key that goes away
};

const effects::Lock* lock_on(const Referenced& table, std::size_t part, const Context& context) {
  const effects::Lock* strongest = nullptr;
  for (const auto& lock : context.effects().locks) {
    const bool same = table.id != catalog::no_relation ? lock.id == table.id
                                                       : lock.name == context.catalog().qualify(table.name);
    const bool counts = same && lock.existing && session::blocks_writes(lock.mode) &&
                        (part == effects::whole_statement || lock.part == part);
    if (counts && (strongest == nullptr || lock.mode > strongest->mode)) {
      strongest = &lock;
    }
  }
  return strongest;
}

struct Place {
  std::size_t part = effects::whole_statement;
  Span span;
  Span sub_command;
};

// The tables of the list that somebody uses and that are not locked anyway, each once.
std::vector<const Referenced*> harmed(const std::vector<Referenced>& tables, std::size_t part,
                                      const Context& context) {
  std::vector<const Referenced*> result;
  for (const auto& table : tables) {
    const auto* lock = lock_on(table, part, context);
    const auto* relation = table.id != catalog::no_relation ? context.catalog().get(table.id) : nullptr;
    const bool harms = lock != nullptr && !held_locks::already_held(context, *lock) &&
                       (relation == nullptr || context.newness(relation).kind == Newness::Kind::existing);
    const bool again = std::any_of(result.begin(), result.end(),
                                   [&](const Referenced* other) { return other->name == table.name; });
    if (harms && !again) {
      result.push_back(&table);
    }
  }
  return result;
}

/// "DROP TABLE orders"; "DROP COLUMN" where the place says enough.
struct Doing {
  std::string_view words;
  const sql::Name* object = nullptr;

  [[nodiscard]] std::string text() const {
    return object == nullptr ? std::string(words) : fmt::format("{} {}", words, sql::quoted(*object));
  }
};

// True when it has spoken.
bool report_tables(const std::vector<Referenced>& tables, const Place& place, const Doing& what,
                   const Context& context, Report& report) {
  const auto locked = harmed(tables, place.part, context);
  if (locked.empty() || held_locks::is_brief(context)) {
    return false;
  }
  constexpr std::size_t most_named = 4;
  std::vector<std::string> names;
  names.reserve(locked.size());
  for (const auto* table : locked) {
    names.push_back(sql::quoted(table->name));
  }
  const auto* lock = lock_on(*locked.front(), place.part, context);
  const bool several = locked.size() > 1;
  auto& finding =
      report(place.span, place.sub_command,
             fmt::format("{} also locks {} through {}: {} {} wait until {} ends", what.text(),
                         findings::listed(names, most_named), several ? "foreign keys" : "a foreign key",
                         several ? "their" : "its",
                         session::blocks_reads(lock->mode) ? "reads and writes" : "writes",
                         context.in_transaction() ? context.transaction_description() : "the statement"));
  finding.label = fmt::format("{} on {}", session::to_string(lock->mode), sql::quoted(lock->name));
  finding.quiet_if_alone = held_locks::is_brief_if_alone(context);
  for (const auto* table : locked) {
    finding.evidence.push_back(context.existence(table->name));
  }
  finding.evidence.emplace_back(
      "the change itself takes no time: a lock_timeout before it keeps the wait short, and a transaction "
      "with "
      "nothing else in it the lock");
  return true;
}

// As it would be written.
sql::Name name_of(const catalog::Relation& table) {
  return table.schema == sql::public_schema ? sql::Name{{}, table.name, {}} : table.qualified();
}

void add_key(std::vector<Referenced>& tables, const catalog::Constraint& key, catalog::RelationId self,
             const Context& context) {
  if (key.kind != Kind::foreign_key || key.referenced == self) {
    return;
  }
  if (const auto* target = context.catalog().get(key.referenced)) {
    tables.push_back({name_of(*target), target->id, &key});
  }
}

void add_written(std::vector<Referenced>& tables, const std::vector<sql::Constraint>& constraints,
                 const Context& context) {
  for (const auto& constraint : constraints) {
    if (constraint.kind == Kind::foreign_key) {
      const auto* target = context.catalog().find(constraint.referenced);
      tables.push_back(
          {constraint.referenced, target != nullptr ? target->id : catalog::no_relation, nullptr});
    }
  }
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  // locking/partition-locks-parent names what a new partition locks.
  if (create.partition_of || context.is_temporary(create.table)) {
    return;
  }
  std::vector<Referenced> tables;
  for (const auto& column : create.columns) {
    add_written(tables, column.constraints, context);
  }
  add_written(tables, create.constraints, context);
  report_tables(tables, {effects::whole_statement, create.table.span, context.statement().range},
                {"CREATE TABLE", &create.table}, context, report);
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::table) {
    return;
  }
  for (const auto& name : drop.objects) {
    const auto* table = context.catalog().find(name);
    if (table == nullptr) {
      continue;
    }
    std::vector<Referenced> tables;
    for (const auto& key : table->constraints) {
      add_key(tables, key, table->id, context);
    }
    // What the statement drops as well is no surprise.
    std::erase_if(tables, [&](const Referenced& other) {
      return std::any_of(drop.objects.begin(), drop.objects.end(), [&](const sql::Name& dropped) {
        const auto* relation = context.catalog().find(dropped);
        return relation != nullptr && relation->id == other.id;
      });
    });
    report_tables(tables, {effects::whole_statement, name.span, name.span}, {"DROP TABLE", &name}, context,
                  report);
  }
}

bool touches(const sql::Action& action, const catalog::Constraint& key) {
  const auto has = [&](const std::string& column) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  };
  if (const auto* constraint = std::get_if<sql::DropConstraint>(&action.what)) {
    return constraint->name == key.name;
  }
  if (const auto* column = std::get_if<sql::DropColumn>(&action.what)) {
    return has(column->column);
  }
  const auto* type = std::get_if<sql::AlterColumnType>(&action.what);
  return type != nullptr && has(type->column);
}

std::string_view doing(const sql::Action& action) {
  if (std::holds_alternative<sql::DropConstraint>(action.what)) {
    return "DROP CONSTRAINT";
  }
  return std::holds_alternative<sql::DropColumn>(action.what) ? "DROP COLUMN" : "ALTER COLUMN TYPE";
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (table == nullptr) {
    return;
  }
  std::vector<catalog::RelationId> reported;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    std::vector<Referenced> tables;
    for (const auto& key : table->constraints) {
      const bool again = std::find(reported.begin(), reported.end(), key.referenced) != reported.end();
      if (key.kind == Kind::foreign_key && !again && touches(alter.actions[i], key)) {
        add_key(tables, key, table->id, context);
      }
    }
    const Place place{i, alter.actions[i].span, alter.actions[i].span};
    if (report_tables(tables, place, {doing(alter.actions[i])}, context, report)) {
      for (const auto& other : tables) {
        reported.push_back(other.id);
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_foreign_key_locks_referenced_table) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "A statement that locks a second table, which it may not even name, because of a foreign key",
    .hooks = {on<check_create>, on<check_drop>,
              on<check_alter, sql::DropColumn, sql::DropConstraint, sql::AlterColumnType>},
};
