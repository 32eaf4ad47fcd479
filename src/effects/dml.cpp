// INSERT, UPDATE, DELETE, MERGE, COPY, SELECT. Facts: dml.* and part.{select,insert,update,delete}_* of the
// measured forms. Which partitions are pruned is the planner's decision: all are named.
#include <algorithm>
#include <array>

#include "effects/builder.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

/// The table written, its partitions and children; through an automatically updatable view, its base tables.
Target lock_written(Builder& builder, const sql::RelationName& name) {
  auto target = builder.target(name, RelationKind::table);
  builder.lock(target, LockMode::row_exclusive);
  if (!name.only) {
    builder.lock_descendants(target, LockMode::row_exclusive);
  }
  if (target.is(RelationKind::view) && target.relation != nullptr) {
    for (const auto id : target.relation->reads) {
      builder.lock(id, LockMode::row_exclusive);
    }
  }
  return target;
}

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

/// The triggers that check keys do not fire for a replica.
bool checks_keys(const Builder& builder) {
  const auto* role = builder.environment().session.setting("session_replication_role");
  return role == nullptr || role->value != "replica";
}

/// Rows that reference what is deleted or changed are looked up with FOR KEY SHARE, or written by an action
/// of the key.
void lock_referencing_rows(Builder& builder, const Target& table, const std::vector<std::string>* assigned) {
  if (table.relation == nullptr || !checks_keys(builder)) {
    return;
  }
  for (const auto& reference : builder.catalog().referencing(table.relation->id)) {
    const auto* other = reference.first;
    const auto* key = reference.second;
    const bool touched = assigned == nullptr || key->referenced_columns.empty() ||
                         std::any_of(assigned->begin(), assigned->end(), [&](const std::string& column) {
                           const auto& keys = key->referenced_columns;
                           return std::find(keys.begin(), keys.end(), column) != keys.end();
                         });
    if (!touched || other->id == table.relation->id) {
      continue;
    }
    const char action = assigned == nullptr ? key->on_delete : key->on_update;
    const bool writes = action == 'c' || action == 'n' || action == 'd';
    builder.lock(*other, writes ? LockMode::row_exclusive : LockMode::row_share);
  }
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

/// A function written in a procedural language can do anything.
void note_opaque_functions(Builder& builder, const std::vector<sql::Name>& functions) {
  for (const auto& name : functions) {
    const auto* known = builder.catalog().find_functions(name);
    const bool user_made = known != nullptr && !known->empty();
    if (!user_made && builtin_volatility(name.name, builder.version())) {
      continue;
    }
    const bool harmless =
        user_made && std::all_of(known->begin(), known->end(), [](const catalog::Function& function) {
          return function.volatility == sql::Volatility::immutable ||
                 function.volatility == sql::Volatility::stable;
        });
    if (!harmless) {
      builder.unknown("it calls " + name.name + "(), whose own statements are not judged");
    }
  }
}

}  // namespace

namespace {

bool is_listed(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// New rows, or new values of a key, are looked up in the referenced table with FOR KEY SHARE. `written`
/// empty: all columns.
void lock_referenced_rows(Builder& builder, const Target& table, const std::vector<std::string>& written) {
  if (table.relation == nullptr || !checks_keys(builder)) {
    return;
  }
  for (const auto& constraint : table.relation->constraints) {
    const bool sets =
        written.empty() || std::any_of(constraint.columns.begin(), constraint.columns.end(),
                                       [&](const std::string& column) { return is_listed(written, column); });
    const bool checks = constraint.kind == sql::Constraint::Kind::foreign_key && constraint.enforced &&
                        !constraint.initially_deferred && sets;
    if (checks && constraint.referenced != table.relation->id) {
      builder.lock(constraint.referenced, LockMode::row_share);
    }
  }
}

/// Columns that a sequence fills, and that the statement gives no value.
void advance_sequences(Builder& builder, const Target& table, const std::vector<std::string>& written) {
  if (table.relation == nullptr) {
    return;
  }
  for (const auto& column : table.relation->columns) {
    if ((column.serial || column.identity) && !is_listed(written, column.name)) {
      builder.lock_owned_sequences(*table.relation, column.name, LockMode::row_exclusive);
    }
  }
}

/// What data-changing queries in WITH write; which rows is not looked at.
void write_by_the_way(Builder& builder, const std::vector<sql::RelationName>& tables) {
  for (const auto& table : tables) {
    builder.work(WorkKind::rows, Reason::dml, lock_written(builder, table), false);
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
  // Children of plain inheritance get no rows by way of their parent.
  if (target.is(RelationKind::table)) {
    builder.lock(target, LockMode::row_exclusive);
  } else {
    lock_written(builder, statement.table);
  }
  read_bounds_above(builder, target);
  lock_referenced_rows(builder, target, statement.columns);
  // VALUES without a column list fill the columns from the left, so the sequence may be idle: the id is
  // given.
  const bool fills_all = statement.columns.empty() && !statement.default_values;
  if (!fills_all) {
    advance_sequences(builder, target, statement.columns);
  }
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, target, statement.from_query && !statement.filtered);
  write_by_the_way(builder, statement.also_changed);
}

void add_effects(Builder& builder, const sql::Update& statement) {
  const auto target = lock_written(builder, statement.table);
  lock_referencing_rows(builder, target, &statement.columns);
  lock_referenced_rows(builder, target, statement.columns);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, target, is_whole(statement.where) && !statement.current_of);
  write_by_the_way(builder, statement.also_changed);
}

void add_effects(Builder& builder, const sql::Delete& statement) {
  const auto target = lock_written(builder, statement.table);
  lock_referencing_rows(builder, target, nullptr);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, target, is_whole(statement.where) && !statement.current_of);
  write_by_the_way(builder, statement.also_changed);
}

void add_effects(Builder& builder, const sql::Merge& statement) {
  const auto target = lock_written(builder, statement.table);
  read_sources(builder, without(statement.sources, statement.table), WorkKind::rows);
  builder.work(WorkKind::rows, Reason::dml, target);
  write_by_the_way(builder, statement.also_changed);
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
  for (const auto& table : statement.locked) {
    const auto target = builder.target(table, RelationKind::table);
    builder.lock(target, LockMode::row_share);
    if (!table.only) {
      builder.lock_descendants(target, LockMode::row_share);
    }
    if (target.is(RelationKind::view) && target.relation != nullptr) {
      for (const auto id : target.relation->reads) {
        builder.lock(id, LockMode::row_share);
      }
    }
  }
  read_sources(builder, statement.relations, WorkKind::rows);
  lock_sequences(builder, statement);
  note_opaque_functions(builder, statement.functions);
}

void add_effects(Builder& builder, const sql::Copy& statement) {
  if (statement.table && statement.from) {
    const auto target = lock_written(builder, *statement.table);
    lock_referenced_rows(builder, target, statement.columns);
    builder.work(WorkKind::rows, Reason::dml, target, false);
    return;
  }
  if (statement.table) {
    read_sources(builder, {*statement.table}, WorkKind::scan);
  }
  read_sources(builder, statement.sources, WorkKind::scan);
}

}  // namespace migralint::effects
