// INSERT, UPDATE, DELETE, MERGE, COPY, SELECT. Facts: dml.* and part.{select,insert,update,delete}_* of the
// measured forms. Which partitions are pruned is the planner's decision: all are named.
#include <algorithm>

#include "effects/builder.hpp"
#include "effects/dml_rows.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

constexpr sql::RowEvents on_insert{true, false, false, false};
constexpr sql::RowEvents on_update{false, true, false, false};
constexpr sql::RowEvents on_delete{false, false, true, false};

/// The target of an UPDATE … FROM or a MERGE appears among its own sources in some trees.
std::vector<sql::RelationName> without(const std::vector<sql::RelationName>& sources,
                                       const sql::RelationName& table) {
  std::vector<sql::RelationName> others;
  for (const auto& source : sources) {
    if (!(source == table)) {
      others.push_back(source);
    }
  }
  return others;
}

bool is_whole(const sql::Where& where) { return where.expr == nullptr || is_always_true(*where.expr); }

bool calls(const sql::Select& statement, std::string_view function) {
  return std::any_of(statement.functions.begin(), statement.functions.end(),
                     [&](const sql::Name& name) { return name.name == function; });
}

/// pg_get_serial_sequence('table', 'column'): the column is the constant behind the table.
void lock_sequences_of_columns(Builder& builder, const std::vector<sql::Expr>& constants) {
  for (std::size_t i = 0; i + 1 < constants.size(); ++i) {
    const auto& text = constants[i];
    const auto* table =
        text.kind == sql::Expr::Kind::string ? builder.catalog().find(sql::name_in_text(text.name)) : nullptr;
    if (table != nullptr && table->is_table()) {
      builder.lock_owned_sequences(*table, constants[i + 1].name, LockMode::row_exclusive);
    }
  }
}

void lock_sequences(Builder& builder, const sql::Select& statement) {
  if (!calls(statement, "nextval") && !calls(statement, "setval")) {
    return;
  }
  if (calls(statement, "pg_get_serial_sequence")) {
    lock_sequences_of_columns(builder, statement.constants);
  }
  for (const auto& constant : statement.constants) {
    const auto* text = &constant;
    while (text->kind == sql::Expr::Kind::cast && !text->args.empty()) {
      text = &text->args.front();
    }
    if (text->kind != sql::Expr::Kind::string) {
      continue;
    }
    const auto* sequence = builder.catalog().find(sql::name_in_text(text->name));
    if (sequence != nullptr && sequence->kind == RelationKind::sequence) {
      builder.lock(*sequence, LockMode::row_exclusive);
    }
  }
}

/// The columns that VALUES (or a query) gives a value; `all`: that is not known, it may be every one.
struct Given {
  std::vector<std::string> columns;
  bool all = false;
};

Given given_columns(const sql::Insert& statement, const Target& named) {
  Given given{statement.columns, false};
  if (given.columns.empty() && !statement.default_values) {
    given.all =
        statement.width == 0 || named.relation == nullptr || named.relation->columns.size() < statement.width;
    if (given.all) {
      return given;
    }
    for (std::size_t i = 0; i < statement.width; ++i) {
      given.columns.push_back(named.relation->columns[i].name);
    }
  }
  for (auto place = statement.default_places.size(); place-- > 0;) {
    const std::size_t at = statement.default_places[place];
    if (at < given.columns.size()) {
      given.columns[at].clear();
    }
  }
  return given;
}

Target insert_rows(Builder& builder, const sql::Insert& statement) {
  auto target = lock_written(builder, statement.table, on_insert);
  const auto given = given_columns(statement, builder.target(statement.table, RelationKind::table));
  lock_referenced_rows(builder, target, given.columns, on_insert);
  if (!given.all) {
    advance_sequences(builder, target, given.columns);
  }
  auto events = on_insert;
  const auto& assigned = statement.conflict_columns.get();
  if (!assigned.empty()) {
    lock_referencing_rows(builder, target, &assigned);
    lock_referenced_rows(builder, target, assigned, on_insert);
    events.update = true;
  }
  run_triggers(builder, target, events, assigned);
  return target;
}

Target update_rows(Builder& builder, const sql::Update& statement) {
  auto target = lock_written(builder, statement.table, on_update);
  lock_referencing_rows(builder, target, &statement.columns);
  lock_referenced_rows(builder, target, statement.columns, on_update);
  run_triggers(builder, target, on_update, statement.columns);
  return target;
}

Target delete_rows(Builder& builder, const sql::Delete& statement) {
  auto target = lock_written(builder, statement.table, on_delete);
  lock_referencing_rows(builder, target, nullptr);
  run_triggers(builder, target, on_delete, {});
  return target;
}

/// What data-changing queries in WITH write; which rows is not looked at.
void write_by_the_way(Builder& builder, const std::vector<sql::RelationName>& tables) {
  for (const auto& table : tables) {
    lock_written(builder, table, on_update);
    builder.work(WorkKind::rows, Reason::dml, builder.target(table, RelationKind::table), false);
  }
}

/// What a statement and the queries in it do besides reading and writing rows.
template <class Statement>
void add_besides(Builder& builder, const Statement& statement) {
  write_by_the_way(builder, statement.also_changed);
  if (statement.besides == nullptr) {
    return;
  }
  const auto& besides = *statement.besides;
  lock_locked(builder, besides.locked);
  for (const auto& sequence : besides.sequences) {
    builder.lock(builder.target(sequence, RelationKind::sequence), LockMode::row_exclusive);
  }
  note_opaque_functions(builder, besides.functions);
  for (const auto& insert : besides.inserts) {
    insert_rows(builder, insert);
  }
  for (const auto& update : besides.updates) {
    update_rows(builder, update);
  }
  for (const auto& erase : besides.deletes) {
    delete_rows(builder, erase);
  }
}

/// A partition is written through its parent's bounds.
void read_bounds_above(Builder& builder, const Target& table) {
  const auto* above = table.relation;
  while (above != nullptr && above->partition_of != catalog::no_relation) {
    above = builder.catalog().get(above->partition_of);
    if (above != nullptr) {
      builder.lock(*above, LockMode::access_share);
    }
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::Insert& statement) {
  const auto target = builder.target(statement.table, RelationKind::table);
  read_bounds_above(builder, insert_rows(builder, statement));
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, target, statement.from_query && !statement.filtered);
  add_besides(builder, statement);
}

void add_effects(Builder& builder, const sql::Update& statement) {
  update_rows(builder, statement);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, builder.target(statement.table, RelationKind::table),
               is_whole(statement.where) && !statement.current_of);
  add_besides(builder, statement);
}

void add_effects(Builder& builder, const sql::Delete& statement) {
  delete_rows(builder, statement);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, builder.target(statement.table, RelationKind::table),
               is_whole(statement.where) && !statement.current_of);
  add_besides(builder, statement);
}

void add_effects(Builder& builder, const sql::Merge& statement) {
  // It joins the target, children and all, whatever it does with the rows.
  const auto target = lock_written(builder, statement.table, on_update);
  const sql::RowEvents events{statement.inserts, statement.updates, statement.deletes, false};
  if (statement.inserts) {
    lock_referenced_rows(builder, target, statement.inserted_columns, on_insert);
    if (!statement.inserted_columns.empty()) {
      advance_sequences(builder, target, statement.inserted_columns);
    }
  }
  if (statement.updates) {
    lock_referencing_rows(builder, target, &statement.updated_columns);
    lock_referenced_rows(builder, target, statement.updated_columns, on_update);
  }
  if (statement.deletes) {
    lock_referencing_rows(builder, target, nullptr);
  }
  run_triggers(builder, target, events, statement.updated_columns);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, builder.target(statement.table, RelationKind::table));
  add_besides(builder, statement);
}

void add_effects(Builder& builder, const sql::Select& statement) {
  for (const auto& insert : statement.inserts) {
    add_effects(builder, insert);
  }
  for (const auto& update : statement.updates) {
    add_effects(builder, update);
  }
  for (const auto& erase : statement.deletes) {
    add_effects(builder, erase);
  }
  lock_locked(builder, statement.locked);
  read_sources(builder, statement.relations, WorkKind::rows);
  lock_sequences(builder, statement);
  note_opaque_functions(builder, statement.functions);
}

void add_effects(Builder& builder, const sql::Copy& statement) {
  if (statement.table && statement.from) {
    const auto target = lock_written(builder, *statement.table, on_insert);
    lock_referenced_rows(builder, target, statement.columns, on_insert);
    run_triggers(builder, target, on_insert, {});
    builder.work(WorkKind::rows, Reason::dml, builder.target(*statement.table, RelationKind::table), false);
    return;
  }
  if (statement.table) {
    read_sources(builder, {*statement.table}, WorkKind::scan);
  }
  read_sources(builder, statement.sources, WorkKind::scan);
}

}  // namespace migralint::effects
