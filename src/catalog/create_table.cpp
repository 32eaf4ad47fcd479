// CREATE TABLE in all its forms, CREATE FOREIGN TABLE, CREATE TABLE AS (transformCreateStmt, MergeAttributes,
// DefineRelation).
#include "catalog/applier.hpp"
#include "catalog/output_columns.hpp"

namespace migralint::catalog {
namespace {

/// The table while it is put together; what it copies from others comes after it exists.
struct Draft {
  std::shared_ptr<Relation> table = std::make_shared<Relation>();
  std::vector<std::string> copied_identities;  ///< columns that LIKE … INCLUDING IDENTITY brings
};

Column inherited_column(const Column& source, const Origin& origin) {
  Column column = source;
  column.identity = false;
  column.serial = false;
  column.filled.reset();
  column.filled_at_creation = true;
  column.local = false;
  column.origin = origin;
  return column;
}

void merge_inherited(Draft& draft, const Relation& parent, const Origin& origin) {
  for (const auto& source : parent.columns) {
    Column* known = draft.table->column(source.name);
    if (known == nullptr) {
      draft.table->columns.push_back(inherited_column(source, origin));
      continue;
    }
    known->not_null = known->not_null || source.not_null;
    if (!known->default_expr) {
      known->default_expr = source.default_expr;
    }
  }
  draft.table->columns_complete = draft.table->columns_complete && parent.columns_complete;
}

void copy_like(Applier& applier, Draft& draft, const sql::LikeClause& like) {
  const RelationId source_id = refer(applier, like.source);
  const Relation* source = applier.get(source_id);
  if (source == nullptr) {
    draft.table->columns_complete = false;
    return;
  }
  const Origin origin = applier.at(like.span);
  for (const auto& original : source->columns) {
    Column column = inherited_column(original, origin);
    column.local = true;
    const bool generated = column.generated_stored || column.generated_virtual;
    if (!like.including_defaults && !generated) {
      column.default_expr = nullptr;
    }
    if (!like.including_generated) {
      column.generated_stored = column.generated_virtual = false;
      column.generated_expr = nullptr;
    }
    if (like.including_identity && original.identity) {
      column.identity = true;
      draft.copied_identities.push_back(column.name);
    }
    draft.table->columns.push_back(std::move(column));
  }
  draft.table->columns_complete = draft.table->columns_complete && source->columns_complete;
}

/// A column written beside inherited ones of the same name changes them (MergeAttributes).
void merge_own(Column& known, Column own) {
  const Column inherited = std::exchange(known, std::move(own));
  if (known.type.empty()) {
    known.type = inherited.type;
  }
  if (known.collation.empty()) {
    known.collation = inherited.collation;
  }
  known.not_null = known.not_null || inherited.not_null;
  if (!known.default_expr) {
    known.default_expr = inherited.default_expr;
  }
  if (!known.generated_expr) {
    known.generated_expr = inherited.generated_expr;
    known.generated_stored = inherited.generated_stored;
    known.generated_virtual = inherited.generated_virtual;
  }
}

void add_written_columns(Applier& applier, Draft& draft, const sql::CreateTable& create) {
  draft.table->columns.reserve(draft.table->columns.size() + create.columns.size());
  auto like = create.likes.begin();
  for (std::size_t i = 0; i <= create.columns.size(); ++i) {
    for (; like != create.likes.end() && (like->before_column <= i || i == create.columns.size()); ++like) {
      copy_like(applier, draft, *like);
    }
    if (i == create.columns.size()) {
      break;
    }
    Column own = make_column(applier, create.columns[i], applier.at(create.columns[i].span));
    own.filled_at_creation = true;
    Column* known = create.inherits.empty() && !create.partition_of && !create.of_type
                        ? nullptr
                        : draft.table->column(own.name);
    if (known != nullptr) {
      merge_own(*known, std::move(own));
    } else {
      draft.table->columns.push_back(std::move(own));
    }
  }
}

void add_inherited_columns(Applier& applier, Draft& draft, const sql::CreateTable& create,
                           const std::vector<RelationId>& parents) {
  for (const RelationId id : parents) {
    if (const Relation* parent = applier.get(id)) {
      merge_inherited(draft, *parent, applier.origin());
    } else {
      draft.table->columns_complete = false;
    }
  }
  if (!create.of_type) {
    return;
  }
  const sql::Name type{create.of_type->schema, create.of_type->name, {}};
  draft.table->of_type = type;
  if (const Relation* composite = applier.get(refer(applier, type, RelationKind::composite_type))) {
    merge_inherited(draft, *composite, applier.origin());
  } else {
    draft.table->columns_complete = false;
  }
}

/// Whether IF NOT EXISTS makes it: the history shows all, or that it is gone, or a schema that was empty when
/// it was made.
bool is_certainly_absent(const Applier& applier, const sql::Name& place) {
  const Catalog& catalog = applier.catalog;
  if (catalog.complete() || catalog.gone(Gone::What::relation, place) != nullptr) {
    return true;
  }
  const Schema* schema = catalog.find_schema(place.schema);
  const bool shows_all =
      schema != nullptr && (schema->certainly_created || catalog.complete_in(place.schema));
  return shows_all && !catalog.unseen_changes() && !catalog.in_doubt(Gone::What::relation, place);
}

Draft draft_of(Applier& applier, const sql::CreateTable& create, const sql::Name& place) {
  Draft draft;
  Relation& table = *draft.table;
  table.kind = create.partition_by.strategy != sql::PartitionStrategy::none ? RelationKind::partitioned_table
               : create.foreign                                             ? RelationKind::foreign_table
                                                                            : RelationKind::table;
  table.schema = place.schema;
  table.name = place.name;
  if (create.table.unlogged) {
    table.persistence = Persistence::unlogged;
  }
  if (place.schema == "pg_temp") {
    table.persistence = Persistence::temporary;
  }
  table.certainly_created = !create.if_not_exists || is_certainly_absent(applier, place);
  table.origin = applier.origin();
  if (create.partition_by.strategy != sql::PartitionStrategy::none) {
    table.partition_key = create.partition_by;
  }
  table.access_method = create.access_method;
  table.tablespace = create.tablespace;
  table.on_commit_drop = create.on_commit_drop;
  return draft;
}

void copy_checks(Applier& applier, RelationId id, const Relation& source, const Origin& origin) {
  for (const auto& constraint : source.constraints) {
    if (constraint.kind != ConstraintKind::check || applier.get(id)->constraint(constraint.name) != nullptr) {
      continue;
    }
    Constraint copy = constraint;
    copy.origin = origin;
    // Rows of a new table are checked from the first on.
    copy.validated = copy.enforced;
    copy.validated_by.reset();
    push_constraint(applier, id, std::move(copy));
  }
}

void copy_indexes(Applier& applier, RelationId id, const Relation& source, const Origin& origin) {
  const std::vector<RelationId> indexes = source.indexes;
  for (const RelationId index_id : indexes) {
    const Relation* index = applier.get(index_id);
    if (index == nullptr || !index->index) {
      continue;
    }
    NewIndex what;
    what.index = *index->index;
    what.tablespace = index->tablespace;
    what.index.parent = no_relation;
    what.index.valid = true;
    what.index.only = what.index.concurrently = false;
    what.index.constraint.clear();
    what.origin = origin;
    Constraint copy;
    const Constraint* owner = source.constraint(index->index->constraint);
    if (owner != nullptr && !index->index->constraint.empty()) {
      copy = *owner;
      copy.origin = origin;
      what.constraint = &copy;
    }
    build_index(applier, id, std::move(what), no_relation);
  }
}

void finish_likes(Applier& applier, RelationId id, const sql::CreateTable& create) {
  for (const auto& like : create.likes) {
    const Relation* source = applier.catalog.find(like.source);
    if (source == nullptr || source->id == id) {
      continue;
    }
    const Origin origin = applier.at(like.span);
    const Relation kept = *source;
    for (const auto& column : kept.columns) {
      note_type(applier, id, column.type);
    }
    if (like.including_constraints) {
      copy_checks(applier, id, kept, origin);
    }
    if (like.including_indexes) {
      copy_indexes(applier, id, kept, origin);
    }
  }
}

/// The constraints of these kinds, column constraints first, as table constraints.
std::vector<sql::Constraint> written(const sql::CreateTable& create,
                                     std::initializer_list<ConstraintKind> kinds) {
  std::vector<sql::Constraint> result;
  const auto take = [&](const sql::Constraint& constraint, ConstraintKind kind, const std::string& column) {
    if (constraint.kind != kind) {
      return;
    }
    sql::Constraint& own = result.emplace_back(constraint);
    own.not_valid = false;  // a new table has no rows to be wrong
    if (own.columns.empty() && !column.empty()) {
      own.columns.push_back(column);
    }
  };
  for (const auto kind : kinds) {
    for (const auto& column : create.columns) {
      for (const auto& constraint : column.constraints) {
        take(constraint, kind, column.name);
      }
    }
    for (const auto& constraint : create.constraints) {
      take(constraint, kind, {});
    }
  }
  return result;
}

/// Two keys that would make equal indexes are one (transformIndexConstraints in
/// src/backend/parser/parse_utilcmd.c).
void merge_equal_keys(std::vector<sql::Constraint>& keys) {
  const auto equal = [](const sql::Constraint& a, const sql::Constraint& b) {
    return a.columns == b.columns && a.including == b.including && a.deferrable == b.deferrable &&
           a.initially_deferred == b.initially_deferred && a.nulls_not_distinct == b.nulls_not_distinct &&
           a.without_overlaps == b.without_overlaps;
  };
  for (std::size_t i = 1; i < keys.size();) {
    const auto prior = std::find_if(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const sql::Constraint& other) { return equal(other, keys[i]); });
    if (prior == keys.begin() + static_cast<std::ptrdiff_t>(i)) {
      ++i;
      continue;
    }
    if (prior->name.empty()) {
      prior->name = keys[i].name;
    }
    keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// In PostgreSQL's order, which decides the numbers in generated names.
void add_written_constraints(Applier& applier, RelationId id, const sql::CreateTable& create) {
  const auto add_all = [&](const std::vector<sql::Constraint>& constraints) {
    for (const auto& constraint : constraints) {
      add_constraint(applier, id, constraint, applier.at(constraint.span), false);
    }
  };
  add_all(written(create, {ConstraintKind::check}));
  auto keys = written(create, {ConstraintKind::primary_key, ConstraintKind::unique});
  merge_equal_keys(keys);
  add_all(keys);
  add_all(written(create, {ConstraintKind::exclusion, ConstraintKind::foreign_key}));
  for (const auto& constraint : create.constraints) {
    if (constraint.kind == ConstraintKind::not_null) {
      add_constraint(applier, id, constraint, applier.at(constraint.span), false);
    }
  }
}

/// True when there is nothing to make: IF NOT EXISTS found it. A plain CREATE replaces what the catalog
/// believed in.
bool stands_already(Applier& applier, const sql::Name& place, bool if_not_exists) {
  const Relation* existing = applier.catalog.find(place.schema, place.name);
  if (existing == nullptr) {
    return false;
  }
  if (if_not_exists) {
    return true;
  }
  give_up_relation(applier, existing->id);
  return false;
}

sql::Name creation_place(const Applier& applier, const sql::RelationName& name) {
  if (name.temporary) {
    return {"pg_temp", name.name, name.span};
  }
  if (!name.schema.empty()) {
    return name;
  }
  return {applier.catalog.creation_schema(), name.name, name.span};
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateTable& create) {
  const sql::Name place = creation_place(applier, create.table);
  if (stands_already(applier, place, create.if_not_exists)) {
    return;
  }
  std::vector<RelationId> parents;
  for (const auto& name : create.inherits) {
    parents.push_back(refer(applier, name));
  }
  if (create.partition_of) {
    parents.push_back(refer(applier, *create.partition_of, RelationKind::partitioned_table));
  }
  Draft draft = draft_of(applier, create, place);
  choose_storage(applier, *draft.table, create.partition_of ? applier.get(parents.back()) : nullptr);
  add_inherited_columns(applier, draft, create, parents);
  add_written_columns(applier, draft, create);
  const RelationId id = applier.catalog.add(std::move(draft.table)).id;
  for (const auto& column : create.columns) {
    finish_column(applier, id, column, applier.at(column.span));
  }
  for (const auto& column : draft.copied_identities) {
    add_owned_sequence(applier, id, column, applier.origin());
  }
  for (const RelationId parent : parents) {
    if (applier.get(parent) == nullptr) {
      continue;
    }
    for (const auto& column : applier.get(parent)->columns) {
      note_type(applier, id, column.type);
    }
    if (create.partition_of) {
      link_partition(applier, parent, id, create.bound.value_or(sql::PartitionBound{}), applier.origin());
    } else {
      link_child(applier, parent, id);
    }
  }
  add_written_constraints(applier, id, create);
  finish_likes(applier, id, create);
}

void apply_to(Applier& applier, const sql::CreateTableAs& create) {
  mention(applier, create.sources);
  const sql::Name place = creation_place(applier, create.table);
  if (stands_already(applier, place, create.if_not_exists)) {
    return;
  }
  Relation table;
  table.kind = create.materialized_view ? RelationKind::materialized_view : RelationKind::table;
  table.schema = place.schema;
  table.name = place.name;
  if (create.table.unlogged) {
    table.persistence = Persistence::unlogged;
  }
  if (place.schema == "pg_temp") {
    table.persistence = Persistence::temporary;
  }
  table.certainly_created = !create.if_not_exists || is_certainly_absent(applier, place);
  table.columns_complete = create.columns_known;
  table.tablespace = create.tablespace;
  choose_storage(applier, table, nullptr);
  table.on_commit_drop = create.on_commit_drop;
  table.reads_columns = create.source_columns;
  if (create.materialized_view) {
    table.calls = create.source_functions;
    table.casts = user_types(create.source_types);
    table.grouped = create.grouped;
  }
  table.reads_star = create.uses_star;
  table.star_of_sources = create.star_of_sources;
  table.origin = applier.origin();
  table.columns = output_columns(applier.catalog, create, applier.origin());
  if (create.with_data) {
    table.filled = applier.origin();
  }
  if (create.materialized_view) {
    table.populated = create.with_data;
  }
  const RelationId id = applier.catalog.add(std::move(table)).id;
  for (const auto& column : applier.get(id)->columns) {
    note_type(applier, id, column.type);
  }
  if (!create.materialized_view) {
    return;
  }
  std::vector<RelationId> reads;
  for (const auto& source : create.sources) {
    reads.push_back(refer(applier, source));
  }
  set_reads(applier, id, std::move(reads));
}

}  // namespace migralint::catalog
