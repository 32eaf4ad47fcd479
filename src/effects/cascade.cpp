#include "effects/cascade.hpp"

#include <algorithm>

#include "catalog/apply.hpp"
#include "effects/cascade_uses.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;
constexpr auto ax = LockMode::access_exclusive;

bool contains(const auto& items, const auto& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

void lock_partition_parent(Builder& builder, const Relation& relation) {
  const auto* parent = builder.catalog().get(relation.partition_of);
  if (parent == nullptr) {
    return;
  }
  builder.lock(*parent, ax);
  if (parent->default_partition != relation.id) {
    builder.lock(parent->default_partition, ax);
  }
}

bool is_inherited_key(const Relation* parent, const catalog::Constraint& key) {
  return parent != nullptr && std::any_of(parent->constraints.begin(), parent->constraints.end(),
                                          [&](const catalog::Constraint& other) {
                                            return other.kind == Kind::foreign_key &&
                                                   other.referenced == key.referenced &&
                                                   other.columns == key.columns;
                                          });
}

/// Functions whose bodies the server has read depend on what they read.
bool any_reads(const std::vector<catalog::Function>& overloads, RelationId relation) {
  return std::any_of(overloads.begin(), overloads.end(),
                     [&](const catalog::Function& function) { return contains(function.reads, relation); });
}

}  // namespace

bool Cascade::enter(RelationId relation, std::string_view part) {
  std::pair<RelationId, std::string> key{relation, part};
  if (contains(entered_, key)) {
    return false;
  }
  entered_.push_back(std::move(key));
  return true;
}

void Cascade::drop_relation(const Relation& relation, bool cascade) {
  lock_partition_parent(builder_, relation);
  drop_below(relation, cascade);
}

void Cascade::drop_below(const Relation& relation, bool cascade) {
  // Views can read each other in a circle once one of them was replaced.
  if (!enter(relation.id, {})) {
    return;
  }
  builder_.lock(relation, ax);
  builder_.lock_indexes(relation, ax);
  drop_owned_sequences(relation, {}, cascade);
  drop_foreign_keys(relation);
  for (const auto& children :
       {relation.partitions.get(), cascade ? relation.inherited_by.get() : std::vector<RelationId>()}) {
    for (const auto id : children) {
      if (const auto* child = builder_.catalog().get(id)) {
        drop_below(*child, cascade);
      }
    }
  }
  if (!cascade) {
    return;
  }
  drop_references(relation);
  drop_readers(relation);
  if (relation.kind == RelationKind::sequence) {
    drop_users_of_sequence(relation);
    return;
  }
  lock_rules_and_policies(relation);
  if (relation.is_index()) {
    return;
  }
  drop_atomic_functions(relation);
  if (builder_.catalog().possible_type_users(relation.name) != nullptr) {
    drop_type(relation.qualified());
  }
}

void Cascade::drop_foreign_keys(const Relation& relation) {
  const auto* parent = builder_.catalog().get(relation.partition_of);
  for (const auto& constraint : relation.constraints) {
    // A partition's share of its parent's foreign key has no trigger on the other side (measured).
    const bool dropped = constraint.kind == Kind::foreign_key && !is_inherited_key(parent, constraint);
    if (dropped) {
      lock_dropped_foreign_key(builder_, constraint);
    }
  }
}

/// Foreign keys to a partitioned table go with one of its partitions, and all of these lose their triggers.
void Cascade::drop_references(const Relation& relation) {
  for (const auto& [other, constraint] : builder_.references(relation)) {
    builder_.lock(*other, ax);
    if (constraint->referenced != relation.id) {
      lock_dropped_foreign_key(builder_, *constraint);
    }
  }
}

void Cascade::drop_readers(const Relation& relation) {
  for (const auto* reader : builder_.catalog().readers(relation.id)) {
    drop_below(*reader, true);
  }
}

void Cascade::drop_owned_sequences(const Relation& table, std::string_view column, bool cascade) {
  for (const auto* sequence : builder_.owned_sequences(table, column)) {
    builder_.lock(*sequence, ax);
    if (cascade) {
      drop_users_of_sequence(*sequence);
    }
  }
}

/// Defaults that take their values from the sequence go with it.
void Cascade::drop_users_of_sequence(const Relation& sequence) {
  if (!sequence_uses_known_) {
    sequence_uses_known_ = true;
    builder_.catalog().for_each([&](const Relation& table) {
      for (const auto* used : sequences_of_defaults(builder_, table)) {
        sequence_uses_.push_back({&table, used});
      }
    });
  }
  for (const auto& use : sequence_uses_) {
    if (use.sequence == &sequence) {
      builder_.lock(*use.table, ax);
    }
  }
  if (const auto* owner = builder_.catalog().get(sequence.owned_by)) {
    const auto* column = owner->column(sequence.owned_by_column.str());
    if (column != nullptr && (column->serial || column->identity)) {
      builder_.lock(*owner, ax);
    }
  }
}

void Cascade::drop_atomic_functions(const Relation& relation) {
  for (const auto& [key, overloads] : builder_.catalog().functions_) {
    if (any_reads(overloads, relation.id)) {
      drop_function({key.schema, key.name, {}});
    }
  }
}

/// Rules and policies of other tables that name the relation.
void Cascade::lock_rules_and_policies(const Relation& relation) {
  each_with_rule_or_policy(builder_, relation, [&](const Relation& other) { builder_.lock(other, ax); });
}

void Cascade::drop_column(const Relation& table, std::string_view column, bool cascade) {
  if (!enter(table.id, column)) {
    return;
  }
  for (const auto id : table.indexes) {
    const auto* index = builder_.catalog().get(id);
    if (index != nullptr && index->index && index_mentions(*index->index, column)) {
      builder_.lock(*index, ax);
    }
  }
  for (const auto& constraint : table.constraints) {
    if (constraint.kind == Kind::foreign_key && contains(constraint.columns, column)) {
      lock_dropped_foreign_key(builder_, constraint);
    }
  }
  drop_owned_sequences(table, column, cascade);
  // Before 15 generated columns go along even without CASCADE (StoreAttrDefault).
  if (cascade || builder_.version() < 15) {
    drop_generated_columns(table, cascade,
                           [&](const sql::ExprPtr& expr) { return mentions_column(expr, column); });
  }
  if (!cascade) {
    return;
  }
  for (const auto& [other, constraint] : builder_.catalog().referencing(table.id)) {
    if (contains(constraint->referenced_columns, column)) {
      builder_.lock(*other, ax);
    }
  }
  drop_keys_with(table, column);
  for (const auto* reader : builder_.catalog().readers(table.id)) {
    if (reader->reads_star || contains(reader->reads_columns, column)) {
      drop_below(*reader, true);
    }
  }
  doubt_readers_of_columns(table);
}

/// A key goes with each of its columns, also with one that its index only carries along (INCLUDE).
void Cascade::drop_keys_with(const Relation& table, std::string_view column) {
  for (const auto& constraint : table.constraints) {
    const auto* index = builder_.catalog().get(constraint.index);
    if (index != nullptr && index->index && index_mentions(*index->index, column)) {
      lock_users_of_key(builder_, table, constraint.columns);
    }
  }
}

/// Of these only the tables that they read are kept.
void Cascade::doubt_readers_of_columns(const Relation& table) {
  bool doubt = false;
  each_with_rule_or_policy(builder_, table, [&](const Relation&) { doubt = true; });
  for (const auto& [key, overloads] : builder_.catalog().functions_) {
    doubt = doubt || any_reads(overloads, table.id);
  }
  if (doubt) {
    builder_.unknown("which columns the rules, policies and functions use that read the table is not kept");
  }
}

template <class Uses>
void Cascade::drop_generated_columns(const Relation& table, bool cascade, const Uses& uses) {
  for (const auto& column : table.columns) {
    if (uses(column.generated_expr)) {
      drop_column(table, column.name, cascade);
    }
  }
}

/// Everything with an expression that uses what goes; `uses` answers for one expression.
template <class Uses>
void Cascade::drop_users(const Uses& uses) {
  builder_.catalog().for_each([&](const Relation& table) {
    const bool locked = has_expression(table, uses);
    if (locked) {
      builder_.lock(table, ax);
      drop_generated_columns(table, true, uses);
    }
    for (const auto id : table.indexes) {
      const auto* index = builder_.catalog().get(id);
      if (index != nullptr && index->index && index_has_expression(*index->index, uses)) {
        builder_.lock(table, ax);
        builder_.lock(*index, ax);
      }
    }
  });
}

void Cascade::drop_function(const sql::Name& function) {
  const auto wanted = place_of_function(builder_, function);
  if (contains(functions_, wanted)) {
    return;
  }
  functions_.push_back(wanted);
  const auto same = [&](const sql::Name& name) {
    return name.name == wanted.name && is_same_object(place_of_function(builder_, name), wanted);
  };
  drop_users([&](const sql::ExprPtr& expr) {
    return expr != nullptr && expr->any([&](const sql::Expr& e) {
      return e.kind == sql::Expr::Kind::function && same({e.schema, e.name, {}});
    });
  });
  builder_.catalog().for_each([&](const Relation& relation) {
    if (std::any_of(relation.calls.begin(), relation.calls.end(), same)) {
      drop_below(relation, true);
    }
    const bool triggers = std::any_of(relation.triggers.begin(), relation.triggers.end(),
                                      [&](const auto& trigger) { return same(trigger.function); });
    if (triggers) {
      builder_.lock(relation, ax);
    }
  });
}

void Cascade::drop_type(const sql::Name& type) {
  const auto wanted = place_of_type(builder_, type);
  if (contains(types_, wanted)) {
    return;
  }
  types_.push_back(wanted);
  const auto same = [&](const sql::Name& name) {
    return name.name == wanted.name && is_same_object(place_of_type(builder_, name), wanted);
  };
  const auto is_type = [&](const sql::TypeName& name) { return same({name.schema, name.name, {}}); };
  drop_users([&](const sql::ExprPtr& expr) {
    return expr != nullptr &&
           expr->any([&](const sql::Expr& e) { return e.kind == sql::Expr::Kind::cast && is_type(e.type); });
  });
  builder_.catalog().for_each([&](const Relation& relation) {
    if (std::any_of(relation.casts.begin(), relation.casts.end(), same)) {
      drop_below(relation, true);
      return;
    }
    if (!relation.is_table()) {
      return;
    }
    if (same(relation.of_type)) {
      drop_below(relation, true);
      return;
    }
    for (const auto& column : relation.columns) {
      if (!is_type(column.type)) {
        continue;
      }
      if (catalog::is_partitioned_by(relation, column.name)) {
        drop_below(relation, true);
      } else {
        builder_.lock(relation, ax);
        drop_column(relation, column.name, true);
      }
    }
  });
  for (const auto* domain : builder_.catalog().domains()) {
    if (is_type(domain->base)) {
      drop_type(domain->name);
    }
  }
  for (const auto& [key, overloads] : builder_.catalog().functions_) {
    const bool speaks_of =
        std::any_of(overloads.begin(), overloads.end(), [&](const catalog::Function& function) {
          return is_type(function.returns) ||
                 std::any_of(function.arguments.begin(), function.arguments.end(), is_type);
        });
    if (speaks_of) {
      drop_function({key.schema, key.name, {}});
    }
  }
}

void lock_users_of_key(Builder& builder, const Relation& table, std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  for (const auto& [other, constraint] : builder.catalog().referencing(table.id)) {
    auto referenced = constraint->referenced_columns;
    std::sort(referenced.begin(), referenced.end());
    if (referenced.empty() || referenced == columns) {
      builder.lock(*other, ax);
    }
  }
}

}  // namespace migralint::effects
