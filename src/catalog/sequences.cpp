// Sequences and the defaults that use them.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void take_options(Applier& applier, RelationId id, const sql::SequenceOptions& options) {
  if (!options.type.empty()) {
    applier.edit(id).sequence_type = sequence_type_of(options.type);
  }
  if (options.owned_by_none) {
    disown_sequence(applier, id);
  }
  if (!options.owned_by_table) {
    return;
  }
  const RelationId table = refer(applier, *options.owned_by_table);
  if (table == no_relation) {
    return;
  }
  assume_column(applier, applier.edit(table), options.owned_by_column);
  own_sequence(applier, id, table, options.owned_by_column);
}

/// True if the default calls nextval() of this sequence: by its qualified name, or by its bare name where
/// that is seen.
bool uses(const Applier& applier, const sql::ExprPtr& expr, const Relation& sequence) {
  const sql::Name name = sequence_of_default(expr);
  if (name.name != sequence.name) {
    return false;
  }
  if (!name.schema.empty()) {
    return name.schema == sequence.schema;
  }
  const auto& path = applier.catalog.search_path();
  return std::ranges::find(path, sequence.schema) != path.end();
}

template <class Change>
void for_defaults(Applier& applier, const Relation& sequence, const Change& change) {
  const std::vector<RelationId> tables = sequence.default_of;
  for (const RelationId id : tables) {
    if (applier.get(id) == nullptr) {
      continue;
    }
    for (std::size_t i = 0; i < applier.get(id)->columns.size(); ++i) {
      if (uses(applier, applier.get(id)->columns[i].default_expr, sequence)) {
        change(applier.edit(id).columns[i]);
      }
    }
  }
}

}  // namespace

void drop_sequence_defaults(Applier& applier, const Relation& sequence) {
  for_defaults(applier, sequence, [](Column& column) {
    column.default_expr = nullptr;
    column.serial = false;
  });
}

void move_sequence(Applier& applier, RelationId id, std::string schema, std::string name) {
  const sql::ExprPtr renamed = nextval_of({schema, name, {}});
  for_defaults(applier, *applier.get(id), [&](Column& column) { column.default_expr = renamed; });
  applier.catalog.rename(id, std::move(schema), std::move(name));
}

void apply_to(Applier& applier, const sql::CreateSequence& create) {
  sql::Name place = create.sequence;
  if (create.sequence.temporary) {
    place.schema = "pg_temp";
  }
  if (place.schema.empty()) {
    place.schema = applier.catalog.creation_schema();
  }
  if (const Relation* existing = applier.catalog.find(place.schema, place.name)) {
    if (create.if_not_exists) {
      return;
    }
    give_up_relation(applier, existing->id);
  }
  Relation sequence;
  sequence.kind = RelationKind::sequence;
  sequence.schema = place.schema;
  sequence.name = place.name;
  if (create.sequence.unlogged) {
    sequence.persistence = Persistence::unlogged;
  }
  if (place.schema == "pg_temp") {
    sequence.persistence = Persistence::temporary;
  }
  sequence.sequence_type = "bigint";
  sequence.certainly_created = !create.if_not_exists || applier.catalog.complete();
  sequence.origin = applier.origin();
  const RelationId id = applier.catalog.add(std::move(sequence)).id;
  take_options(applier, id, create.options);
}

void apply_to(Applier& applier, const sql::AlterSequence& alter) {
  if (alter.if_exists && applier.catalog.find(alter.sequence) == nullptr) {
    return;
  }
  const RelationId id = refer(applier, alter.sequence, RelationKind::sequence);
  if (id != no_relation) {
    take_options(applier, id, alter.options);
  }
}

}  // namespace migralint::catalog
