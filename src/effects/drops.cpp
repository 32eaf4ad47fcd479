// DROP of everything and TRUNCATE. What goes along with it is in cascade.cpp. Facts: drop.*, trunc.*,
// part.drop_*.
#include <algorithm>

#include "catalog/signatures.hpp"
#include "effects/cascade.hpp"
#include "effects/cascade_uses.hpp"
#include "effects/dml_rows.hpp"
#include "effects/indexes.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
constexpr auto ax = LockMode::access_exclusive;

void drop_relation(Builder& builder, const sql::Name& name, const sql::Drop& statement) {
  if (statement.if_exists && builder.certainly_absent(name)) {
    return;
  }
  const auto target = builder.target(name, relation_kind(statement.kind));
  if (target.relation == nullptr) {
    builder.lock(target, ax);
    return;
  }
  Cascade(builder).drop_relation(*target.relation, statement.cascade);
}

bool has_sub_object(const Relation& table, sql::ObjectKind kind, std::string_view name) {
  const auto named = [&](const auto& object) { return object.name == name; };
  switch (kind) {
    case sql::ObjectKind::trigger:
      return std::any_of(table.triggers.begin(), table.triggers.end(), named);
    case sql::ObjectKind::policy:
      return std::any_of(table.policies.begin(), table.policies.end(), named);
    case sql::ObjectKind::rule:
      return std::any_of(table.rules.begin(), table.rules.end(), named);
    default:
      return true;
  }
}

/// DROP TRIGGER, RULE, POLICY … ON table. IF EXISTS of an absent one takes no lock.
void drop_sub_object(Builder& builder, const sql::Drop& statement, std::size_t index) {
  const auto& name = statement.objects[index];
  if (statement.if_exists && builder.certainly_absent(name)) {
    return;
  }
  const auto target = builder.target(name, RelationKind::table);
  const bool known_absent = statement.if_exists && builder.catalog().complete() &&
                            target.relation != nullptr && index < statement.sub_names.size() &&
                            !has_sub_object(*target.relation, statement.kind, statement.sub_names[index]);
  if (known_absent) {
    return;
  }
  if (statement.kind == sql::ObjectKind::trigger) {
    builder.lock_partitions(target, ax);
  } else {
    builder.lock(target, ax);
  }
}

void drop_schema(Builder& builder, const std::string& schema) {
  Cascade goes(builder);
  for (const auto& type : builder.catalog().types_in(schema)) {
    goes.drop_type(type);
  }
  for (const auto& function : builder.catalog().functions_in(schema)) {
    goes.drop_function(function);
  }
  builder.catalog().for_each([&](const Relation& relation) {
    if (relation.schema == schema) {
      goes.drop_relation(relation, true);
    }
  });
}

void drop_statistics(Builder& builder, const sql::Name& name, bool if_exists) {
  bool found = false;
  builder.catalog().for_each([&](const Relation& table) {
    const bool has =
        std::any_of(table.statistics.begin(), table.statistics.end(),
                    [&](const catalog::Statistics& own) { return is_same_object(own.name, name); });
    if (has) {
      builder.lock(table, LockMode::share_update_exclusive);
      found = true;
    }
  });
  if (!found && !(if_exists && builder.catalog().complete())) {
    builder.unknown("the table of the statistics object is not in the history");
  }
}

void drop_dependents_of_extension(Builder& builder, const sql::Drop& statement) {
  if (!statement.cascade) {
    return;
  }
  for (const auto& name : statement.objects) {
    Cascade(builder).drop_type({{}, name.name, {}});
  }
  builder.unknown("what depends on the extension's objects is not in the history");
}

void lock_truncated(Builder& builder, const Relation& table, bool cascade, std::vector<RelationId>& seen) {
  if (std::find(seen.begin(), seen.end(), table.id) != seen.end()) {
    return;
  }
  seen.push_back(table.id);
  builder.lock(table, ax);
  builder.lock_indexes(table, ax);
  if (!cascade) {
    return;
  }
  // A foreign key to the parent is one to its partitions.
  for (const auto* at = &table; at != nullptr; at = builder.catalog().get(at->partition_of)) {
    for (const auto& [other, constraint] : builder.catalog().referencing(at->id)) {
      lock_truncated(builder, *other, true, seen);
      for (const auto* child : builder.catalog().descendants(other->id)) {
        lock_truncated(builder, *child, true, seen);
      }
    }
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::Drop& statement) {
  using sql::ObjectKind;
  if (statement.kind == ObjectKind::index && statement.concurrently) {
    builder.refuse_transaction_block();
  }
  if (statement.kind == ObjectKind::extension) {
    drop_dependents_of_extension(builder, statement);
    return;
  }
  for (std::size_t i = 0; i < statement.objects.size(); ++i) {
    const auto& name = statement.objects[i];
    switch (statement.kind) {
      case ObjectKind::index:
        drop_index(builder, name, statement);
        break;
      case ObjectKind::table:
      case ObjectKind::partitioned_table:
      case ObjectKind::view:
      case ObjectKind::materialized_view:
      case ObjectKind::foreign_table:
      case ObjectKind::sequence:
        drop_relation(builder, name, statement);
        break;
      case ObjectKind::trigger:
      case ObjectKind::rule:
      case ObjectKind::policy:
        drop_sub_object(builder, statement, i);
        break;
      case ObjectKind::type:
      case ObjectKind::enum_type:
      case ObjectKind::composite_type:
      case ObjectKind::domain:
        if (statement.cascade) {
          Cascade(builder).drop_type(name);
        }
        break;
      case ObjectKind::function:
      case ObjectKind::procedure:
      case ObjectKind::routine:
        if (statement.cascade &&
            !(builder.catalog().complete() && names_other_function(builder.catalog(), statement, i))) {
          Cascade(builder).drop_function(name);
        }
        break;
      case ObjectKind::schema:
        if (statement.cascade) {
          drop_schema(builder, name.name);
        }
        break;
      case ObjectKind::statistics:
        drop_statistics(builder, name, statement.if_exists);
        break;
      default:
        // Types of objects that no table lock guards: casts, languages, publications, servers, …
        if (statement.cascade) {
          builder.unknown("what depends on it is not in the history");
        }
        break;
    }
  }
}

void add_effects(Builder& builder, const sql::DropOwned&) {
  builder.unknown("which objects the role owns is not in the history");
}

void add_effects(Builder& builder, const sql::ReassignOwned&) {
  builder.unknown("which objects the role owns is not in the history");
}

void add_effects(Builder& builder, const sql::Truncate& statement) {
  std::vector<RelationId> seen;
  for (const auto& name : statement.tables) {
    const auto target = builder.target(name, RelationKind::table);
    if (target.relation == nullptr) {
      builder.lock(target, ax);
      continue;
    }
    const bool parent_is_read =
        builder.version() < 14 && target.relation->partition_of != catalog::no_relation;
    if (parent_is_read) {
      builder.lock(target.relation->partition_of, LockMode::access_share);
    }
    run_triggers(builder, target, {false, false, false, true}, {});
    lock_truncated(builder, *target.relation, statement.cascade, seen);
    if (!name.only) {
      for (const auto* child : builder.catalog().descendants(target.relation->id)) {
        lock_truncated(builder, *child, statement.cascade, seen);
      }
    }
  }
  if (!statement.restart_identity) {
    return;
  }
  for (const auto id : seen) {
    if (const auto* table = builder.catalog().get(id)) {
      builder.lock_owned_sequences(*table, {}, ax);
    }
  }
}

}  // namespace migralint::effects
