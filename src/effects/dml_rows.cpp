#include "effects/dml_rows.hpp"

#include <algorithm>

#include "effects/cascade_uses.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

constexpr int max_views = 64;

bool overlaps(const sql::RowEvents& a, const sql::RowEvents& b) {
  return (a.insert && b.insert) || (a.update && b.update) || (a.erase && b.erase) ||
         (a.truncate && b.truncate);
}

bool is_listed(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool any_listed(const std::vector<std::string>& names, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& name) { return is_listed(names, name); });
}

bool replaces(const Relation& view, const sql::RowEvents& events) {
  return std::any_of(view.triggers.begin(), view.triggers.end(),
                     [&](const catalog::Trigger& trigger) {
                       return trigger.instead && overlaps(trigger.events, events);
                     }) ||
         std::any_of(view.rules.begin(), view.rules.end(),
                     [&](const catalog::Rule& rule) { return overlaps(rule.events, events); });
}

bool fires(const catalog::Trigger& trigger, const sql::RowEvents& events,
           const std::vector<std::string>& assigned) {
  if (!trigger.enabled) {
    return false;
  }
  const bool by_update = trigger.events.update && events.update &&
                         (trigger.update_columns.empty() || any_listed(assigned, trigger.update_columns));
  sql::RowEvents others = events;
  others.update = false;
  return by_update || overlaps(trigger.events, others);
}

/// What the view reads besides the table that is written through it.
void read_beside(Builder& builder, const Relation& view, const Relation* base) {
  for (const auto id : view.reads) {
    const auto* source = builder.catalog().get(id);
    if (source != nullptr && source != base) {
      builder.lock(*source, LockMode::access_share);
      builder.lock_descendants(builder.target(*source), LockMode::access_share);
    }
  }
}

const Relation* base_of(const Builder& builder, const Relation& view) {
  const auto id = view.base == catalog::no_relation && view.reads.size() == 1 ? view.reads[0] : view.base;
  return builder.catalog().get(id);
}

/// The triggers that check keys do not fire for a replica.
bool checks_keys(const Builder& builder) {
  const auto* role = builder.environment().session.setting("session_replication_role");
  return role == nullptr || role->value != "replica";
}

/// Whether the key of a table is looked at when the transaction ends only: SET CONSTRAINTS says, or how it
/// was made.
bool is_put_off(const Builder& builder, const Relation& table, const catalog::Constraint& key) {
  if (!key.deferrable && !key.initially_deferred) {
    return false;
  }
  const auto& modes = builder.environment().session.transaction().constraint_modes;
  const auto last = std::find_if(modes.rbegin(), modes.rend(), [&](const sql::SetConstraints& mode) {
    return mode.all || std::ranges::any_of(mode.constraints, [&](const sql::Name& name) {
             return name.name == key.name && (name.schema.empty() || name.schema == table.schema);
           });
  });
  return last != modes.rend() ? last->deferred : key.initially_deferred;
}

/// The table, and what rows of it may be in: partitions, and children unless rows are only inserted.
std::vector<const Relation*> places_of_rows(const Builder& builder, const Relation& table, bool inserts) {
  std::vector<const Relation*> places{&table};
  if (inserts && table.kind != RelationKind::partitioned_table) {
    return places;
  }
  for (const auto* below : builder.catalog().descendants(table.id)) {
    places.push_back(below);
  }
  return places;
}

struct Change {
  const Relation* table;
  bool deletes;
  std::vector<std::string> assigned;  ///< when it does not delete
};

/// The keys' actions change rows in their turn, whose keys have actions.
class References {
 public:
  explicit References(Builder& builder) : builder_(builder) {}

  void add(Change change) {
    const auto same = [&](const Change& other) {
      return other.table == change.table && other.deletes == change.deletes &&
             other.assigned == change.assigned;
    };
    if (std::none_of(changes_.begin(), changes_.end(), same)) {
      changes_.push_back(std::move(change));
    }
  }

  void follow() {
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      const Change change = changes_[i];
      for (const auto* place : places_of_rows(builder_, *change.table, false)) {
        if (!place->key_triggers) {
          continue;
        }
        const auto keys =
            place == change.table ? builder_.references(*place) : builder_.catalog().referencing(place->id);
        for (const auto& [other, key] : keys) {
          follow_key(change, *other, *key);
        }
      }
    }
  }

 private:
  void follow_key(const Change& change, const Relation& other, const catalog::Constraint& key) {
    const bool touched = change.deletes || key.referenced_columns.empty() ||
                         any_listed(change.assigned, key.referenced_columns);
    if (!touched || !key.enforced || other.id == change.table->id) {
      return;
    }
    const char action = change.deletes ? key.on_delete : key.on_update;
    const bool writes = action == 'c' || action == 'n' || action == 'd';
    if (!writes && is_put_off(builder_, other, key)) {
      return;
    }
    builder_.lock(other, writes ? LockMode::row_exclusive : LockMode::row_share);
    // Before 14 a partition's own rows are looked up with its parents open.
    if (builder_.version() < 14 && key.referenced != change.table->id) {
      builder_.lock(key.referenced, LockMode::access_share);
    }
    if (writes) {
      const bool deletes = change.deletes && action == 'c';
      add({&other, deletes, deletes ? std::vector<std::string>() : key.columns});
    }
  }

  Builder& builder_;
  std::vector<Change> changes_;
};

/// A stable function in SQL of which the history shows that it reads no table.
bool reads_nothing(const Builder& builder, const catalog::Function& function) {
  const auto* select =
      function.body_statement != nullptr ? function.body_statement->as<sql::Select>() : nullptr;
  return function.volatility == sql::Volatility::stable && select != nullptr && select->relations.empty() &&
         std::all_of(select->functions.begin(), select->functions.end(), [&](const sql::Name& name) {
           return builder.catalog().find_functions(name) == nullptr &&
                  builtin_volatility(name.name, builder.version()).has_value();
         });
}

/// It is known that a call locks nothing but what the query itself shows.
bool is_harmless(const Builder& builder, const sql::Name& name) {
  const auto* known = builder.catalog().find_functions(name);
  return known != nullptr && !known->empty()
             ? std::all_of(known->begin(), known->end(),
                           [&](const catalog::Function& function) {
                             return function.volatility == sql::Volatility::immutable ||
                                    !function.runs_queries || reads_nothing(builder, function);
                           })
             : builtin_volatility(name.name, builder.version()).has_value();
}

void run_rule(Builder& builder, const catalog::Rule& rule) {
  for (const auto id : rule.read) {
    builder.lock(id, LockMode::access_share);
  }
  for (const auto id : rule.changed) {
    const auto* table = builder.catalog().get(id);
    if (table == nullptr) {
      continue;
    }
    builder.lock(*table, LockMode::row_exclusive);
    builder.lock_descendants(builder.target(*table), LockMode::row_exclusive);
    const bool plain = table->kind == RelationKind::table && table->triggers.empty() &&
                       table->rules.empty() && table->referenced_by.empty() && table->constraints.empty() &&
                       table->partition_of == catalog::no_relation;
    if (!plain) {
      builder.unknown("what rule " + rule.name + " writes has keys, triggers or rules of its own");
    }
  }
}

void lock_through_views(Builder& builder, const Relation& view, LockMode mode, int depth) {
  for (const auto id : view.reads) {
    const auto* source = builder.catalog().get(id);
    if (source == nullptr) {
      continue;
    }
    builder.lock(*source, mode);
    if (source->kind == RelationKind::view && depth > 0) {
      lock_through_views(builder, *source, mode, depth - 1);
    }
  }
}

}  // namespace

Target lock_written(Builder& builder, const sql::RelationName& name, const sql::RowEvents& events) {
  auto target = builder.target(name, RelationKind::table);
  const auto lock = [&] {
    builder.lock(target, LockMode::row_exclusive);
    // Children of plain inheritance get no rows by way of their parent.
    const bool below = !events.insert || target.is(RelationKind::partitioned_table);
    if (!name.only && below) {
      builder.lock_descendants(target, LockMode::row_exclusive);
    }
  };
  lock();
  for (int depth = 0; depth < max_views && target.is(RelationKind::view) && target.relation != nullptr;
       ++depth) {
    const auto& view = *target.relation;
    const bool replaced = replaces(view, events);
    const auto* base = replaced ? nullptr : base_of(builder, view);
    // A view that only gets rows is not read.
    if (!events.insert) {
      read_beside(builder, view, base);
    }
    if (base == nullptr) {
      return target;
    }
    target = builder.target(*base);
    lock();
  }
  return target;
}

void lock_referenced_rows(Builder& builder, const Target& table, const std::vector<std::string>& written,
                          const sql::RowEvents& events) {
  if (table.relation == nullptr || !checks_keys(builder)) {
    return;
  }
  for (const auto* place : places_of_rows(builder, *table.relation, events.insert)) {
    for (const auto& constraint : place->constraints) {
      const bool sets = written.empty() || any_listed(written, constraint.columns);
      const bool checks = constraint.kind == sql::Constraint::Kind::foreign_key && constraint.enforced &&
                          place->key_triggers && sets && !is_put_off(builder, *place, constraint);
      const auto* referenced = checks ? builder.catalog().get(constraint.referenced) : nullptr;
      if (referenced != nullptr && referenced != table.relation) {
        builder.lock_partitions(builder.target(*referenced), LockMode::row_share);
      }
    }
  }
}

void lock_referencing_rows(Builder& builder, const Target& table, const std::vector<std::string>* assigned) {
  if (table.relation == nullptr || !checks_keys(builder)) {
    return;
  }
  References references(builder);
  references.add(
      {table.relation, assigned == nullptr, assigned != nullptr ? *assigned : std::vector<std::string>()});
  references.follow();
}

void advance_sequences(Builder& builder, const Target& table, const std::vector<std::string>& written) {
  if (table.relation == nullptr) {
    return;
  }
  for (const auto& column : table.relation->columns) {
    if (is_listed(written, column.name)) {
      continue;
    }
    if (column.serial || column.identity) {
      builder.lock_owned_sequences(*table.relation, column.name, LockMode::row_exclusive);
    }
    if (column.default_expr != nullptr) {
      for (const auto& sequence : sequences_advanced_by(builder, *column.default_expr)) {
        builder.lock(builder.target(sequence, RelationKind::sequence), LockMode::row_exclusive);
      }
    }
    // From 17 on the partitions of a table have its identity columns.
    for (const auto* above = builder.catalog().get(table.relation->partition_of);
         above != nullptr && builder.version() >= 17; above = builder.catalog().get(above->partition_of)) {
      const auto* own = above->column(column.name);
      if (own != nullptr && own->identity) {
        builder.lock_owned_sequences(*above, column.name, LockMode::row_exclusive);
      }
    }
  }
}

void run_triggers(Builder& builder, const Target& table, const sql::RowEvents& events,
                  const std::vector<std::string>& assigned) {
  if (table.relation == nullptr) {
    return;
  }
  for (const auto& rule : table.relation->rules) {
    if (overlaps(rule.events, events)) {
      run_rule(builder, rule);
    }
  }
  if (!checks_keys(builder)) {
    return;
  }
  for (const auto* place : places_of_rows(builder, *table.relation, events.insert)) {
    for (const auto& trigger : place->triggers) {
      if (fires(trigger, events, assigned) && !is_harmless(builder, trigger.function)) {
        builder.unknown("trigger " + trigger.name + " calls " + trigger.function.name +
                        "(), whose own statements are not judged");
      }
    }
  }
}

void note_opaque_functions(Builder& builder, const std::vector<sql::Name>& functions) {
  for (const auto& name : functions) {
    if (!is_harmless(builder, name)) {
      builder.unknown("it calls " + name.name + "(), whose own statements are not judged");
    }
  }
}

void lock_locked(Builder& builder, const std::vector<sql::RelationName>& tables) {
  for (const auto& table : tables) {
    const auto target = builder.target(table, RelationKind::table);
    builder.lock(target, LockMode::row_share);
    if (!table.only) {
      builder.lock_descendants(target, LockMode::row_share);
    }
    if (target.is(RelationKind::view) && target.relation != nullptr) {
      lock_through_views(builder, *target.relation, LockMode::row_share, max_views);
    }
  }
}

}  // namespace migralint::effects
