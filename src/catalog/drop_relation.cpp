// Dropping relations with what hangs on them (dependencies: src/backend/catalog/dependency.c).
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void drop_all(Applier& applier, const std::vector<RelationId>& ids, bool cascade) {
  for (const RelationId id : ids) {
    drop_relation(applier, id, cascade);
  }
}

void unlink_index(Applier& applier, const Relation& index) {
  const Index& own = *index.index;
  if (applier.get(own.table) == nullptr) {
    return;
  }
  Relation& table = applier.edit(own.table);
  erase_value(table.indexes, index.id);
  if (table.replica_identity_index == index.name) {
    table.replica_identity_index.clear();
  }
  if (!own.constraint.empty()) {
    const auto found = std::ranges::find(table.constraints, index.id, &Constraint::index);
    if (found != table.constraints.end()) {
      applier.part_gone(Gone::What::constraint, own.table, found->name);
      table.constraints.erase(found);
    }
  }
}

/// Foreign keys of other tables: they go with CASCADE, otherwise the server would have refused.
void unlink_referencing(Applier& applier, const Relation& table, bool cascade) {
  for (const RelationId source : table.referenced_by) {
    if (source == table.id || applier.get(source) == nullptr) {
      continue;
    }
    auto& constraints = applier.edit(source).constraints;
    const auto points_here = [&](const Constraint& constraint) { return constraint.referenced == table.id; };
    if (cascade) {
      for (const auto& constraint : constraints) {
        if (points_here(constraint)) {
          applier.part_gone(Gone::What::constraint, source, constraint.name);
        }
      }
      std::erase_if(constraints, points_here);
      continue;
    }
    for (auto& constraint : constraints) {
      if (points_here(constraint)) {
        constraint.referenced = no_relation;
      }
    }
  }
}

/// A foreign key to what it is a partition of is one to it as well, and goes as a whole.
void drop_keys_to_whole(Applier& applier, const Relation& partition) {
  for (RelationId id = partition.partition_of; applier.get(id) != nullptr;) {
    const Relation whole = *applier.get(id);
    unlink_referencing(applier, whole, true);
    for (const auto& key : whole.constraints) {
      // 12 does not look at those to itself.
      if (key.referenced == whole.id && applier.context.pg_version > 12) {
        remove_constraint(applier, id, key.name, true);
      }
    }
    id = whole.partition_of;
  }
}

void unlink_referenced(Applier& applier, const Relation& table) {
  for (const auto& constraint : table.constraints) {
    const RelationId target = constraint.referenced;
    if (target != table.id && applier.get(target) != nullptr) {
      auto& sources = applier.edit(target).referenced_by;
      if (!sources.empty()) {
        erase_value(sources, table.id);
      }
    }
  }
}

void unlink_views(Applier& applier, const Relation& relation, bool cascade) {
  for (const RelationId view : relation.read_by) {
    if (applier.get(view) == nullptr) {
      continue;
    }
    if (cascade) {
      drop_relation(applier, view, true);
    } else {
      erase_value(applier.edit(view).reads, relation.id);
    }
  }
}

void leave_publications(Applier& applier, RelationId id) {
  if (applier.catalog.publications_.empty()) {
    return;
  }
  for (const Publication* publication : applier.catalog.publications()) {
    if (std::ranges::find(publication->tables, id) == publication->tables.end()) {
      continue;
    }
    Publication copy = *publication;
    erase_value(copy.tables, id);
    const sql::Name key{"", copy.name, {}};
    applier.catalog.put(&Catalog::publications_, key, std::move(copy));
  }
}

/// Functions with an atomic body depend on what they read.
void drop_atomic_functions(Applier& applier, RelationId id) {
  std::vector<std::pair<sql::Name, std::vector<Function>>> changed;
  for (const auto& [key, overloads] : applier.catalog.functions_) {
    const auto reads = [&](const Function& function) {
      return std::ranges::find(function.reads, id) != function.reads.end();
    };
    if (std::ranges::none_of(overloads, reads)) {
      continue;
    }
    auto kept = overloads;
    std::erase_if(kept, reads);
    changed.emplace_back(sql::Name{key.schema, key.name, {}}, std::move(kept));
  }
  for (auto& [name, kept] : changed) {
    if (kept.empty()) {
      applier.catalog.erase(&Catalog::functions_, name);
    } else {
      applier.catalog.put(&Catalog::functions_, name, std::move(kept));
    }
  }
}

}  // namespace

void unlink_parents(Catalog& catalog, const Relation& relation) {
  if (catalog.get(relation.partition_of) != nullptr) {
    Relation& parent = catalog.edit(relation.partition_of);
    erase_value(parent.partitions, relation.id);
    if (parent.default_partition == relation.id) {
      parent.default_partition = no_relation;
    }
  }
  for (const RelationId parent : relation.inherits) {
    if (catalog.get(parent) != nullptr) {
      erase_value(catalog.edit(parent).inherited_by, relation.id);
    }
  }
  const RelationId index_above = relation.index ? relation.index->parent : no_relation;
  if (catalog.get(index_above) != nullptr) {
    erase_value(catalog.edit(index_above).partitions, relation.id);
  }
}

void drop_relation(Applier& applier, RelationId id, bool cascade) {
  if (applier.get(id) == nullptr) {
    return;
  }
  // Every table is a type too. First, because a type that is gone has no users to find.
  if (cascade) {
    drop_type_users(applier, applier.get(id)->qualified());
  }
  if (applier.get(id) == nullptr) {
    return;
  }
  const Relation gone = *applier.get(id);
  applier.catalog.remove(id);
  if (gone.index) {
    unlink_index(applier, gone);
  }
  unlink_parents(applier.catalog, gone);
  unlink_referencing(applier, gone, cascade);
  if (cascade) {
    drop_keys_to_whole(applier, gone);
  }
  unlink_referenced(applier, gone);
  unlink_views(applier, gone, cascade);
  for (const RelationId source : gone.reads) {
    if (applier.get(source) != nullptr) {
      erase_value(applier.edit(source).read_by, id);
    }
  }
  drop_all(applier, gone.partitions, cascade);
  if (cascade) {
    drop_all(applier, gone.inherited_by, true);
  }
  drop_all(applier, gone.indexes, cascade);
  drop_all(applier, gone.owned_sequences, true);
  if (gone.kind == RelationKind::sequence) {
    if (gone.owned_by != no_relation && applier.get(gone.owned_by) != nullptr) {
      erase_value(applier.edit(gone.owned_by).owned_sequences, id);
    }
    if (cascade) {
      drop_sequence_defaults(applier, gone);
    }
  }
  if (gone.is_table()) {
    leave_publications(applier, id);
  }
  if (cascade && gone.is_table()) {
    drop_atomic_functions(applier, id);
  }
}

void give_up_relation(Applier& applier, RelationId id) {
  const bool certain = applier.catalog.certain();
  applier.catalog.set_certain(false);
  drop_relation(applier, id, true);
  applier.catalog.set_certain(certain);
}

void set_reads(Applier& applier, RelationId view, std::vector<RelationId> reads) {
  std::erase(reads, no_relation);
  std::ranges::sort(reads);
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  for (const RelationId old : applier.get(view)->reads) {
    if (applier.get(old) != nullptr) {
      erase_value(applier.edit(old).read_by, view);
    }
  }
  for (const RelationId source : reads) {
    applier.edit(source).read_by.push_back(view);
  }
  applier.edit(view).reads = std::move(reads);
}

}  // namespace migralint::catalog
