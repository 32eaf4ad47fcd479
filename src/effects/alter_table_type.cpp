// ALTER COLUMN … TYPE: the rows, and where they stay as they are, what hangs on the column. Facts: type.* of
// the measured forms.
#include <algorithm>

#include "effects/alter_table.hpp"
#include "effects/cascade_uses.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;
using Verdict = TypeChange::Verdict;

struct Change {
  const AlterContext& context;
  const sql::AlterColumnType& action;
  TypeChange judgement;
  bool new_operators = false;      ///< another operator class serves the new type or collation
  bool new_type = false;           ///< … the new type
  bool new_key_operators = false;  ///< foreign keys compare by other operators
};

bool mentions(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Whether an index that the column change touches cannot keep its file (CheckIndexCompatible in
/// src/backend/commands/indexcmds.c: no expression or predicate at all, same operator classes), and the one
/// measured case that the code does not spell out: an index that belongs to one of the partitioned parent.
bool must_be_rebuilt(const Change& change, const catalog::Index& index) {
  const auto& column = change.action.column;
  const auto any_key = [&](const auto& predicate) {
    return std::any_of(index.keys.begin(), index.keys.end(), predicate);
  };
  if (!index_mentions(index, column)) {
    return false;
  }
  if (index.predicate != nullptr || any_key([](const sql::IndexKey& key) { return key.expr != nullptr; })) {
    return true;
  }
  const bool new_operators = any_key([&](const sql::IndexKey& key) {
    // A key with a collation of its own does not follow the column's.
    const bool follows = change.new_type || key.collation.empty();
    return key.column == column && change.new_operators && follows;
  });
  return new_operators || index.parent != catalog::no_relation;
}

/// An index that goes before any type changes (AT_PASS_DROP): with a column of its own, or with a constraint,
/// also as a partition's part of it.
bool is_dropped(const Change& change, const catalog::Index& index) {
  const bool loses_column = std::ranges::any_of(change.context.statement.actions, [&](const auto& action) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    return drop != nullptr && index_mentions(index, drop->column);
  });
  if (loses_column) {
    return true;
  }
  const catalog::Index* top = &index;
  while (top->parent != catalog::no_relation) {
    const auto* parent = change.context.builder.catalog().get(top->parent);
    if (parent == nullptr || !parent->index) {
      break;
    }
    top = &*parent->index;
  }
  return top->table == change.context.relation()->id && !top->constraint.empty() &&
         change.context.statement.drops_constraint(top->constraint);
}

void rebuild_indexes(const Change& change, const Relation& table) {
  auto& builder = change.context.builder;
  for (const auto id : table.indexes) {
    const auto* index = builder.catalog().get(id);
    if (index == nullptr || !index->index || index->kind == RelationKind::partitioned_index) {
      continue;
    }
    if (!must_be_rebuilt(change, *index->index) || is_dropped(change, *index->index)) {
      continue;
    }
    builder.lock(*index, LockMode::access_exclusive);
    builder.index_work(WorkKind::index_rebuild, Reason::type_rebuilds_index, *index);
  }
}

void recheck(const Change& change, const Relation& table) {
  const auto rest = change.context.after_drops(table);
  for (const auto& constraint : (rest ? *rest : table).constraints) {
    const bool counts = constraint.kind == Kind::check && constraint.validated && constraint.enforced;
    if (counts && mentions_column(constraint.expr, change.action.column)) {
      change.context.builder.work(WorkKind::scan, Reason::type_rescans_check, table);
      return;
    }
  }
}

bool is_like_text(const sql::TypeName& type) {
  return type.array_dimensions == 0 &&
         (type.name == "text" || type.name == "varchar" || type.name == "citext");
}

std::optional<Reason> rewrite_reason(Verdict verdict) {
  switch (verdict) {
    case Verdict::rewrite:
      return Reason::changes_type;
    case Verdict::depends_on_timezone:
      return Reason::changes_type_timezone;
    case Verdict::unknown:
      return Reason::changes_type_unknown;
    case Verdict::none:
    case Verdict::metadata_only:
      return std::nullopt;
  }
  return std::nullopt;
}

void change_table(const Change& change, const Relation& table, std::optional<Reason> rewrites) {
  auto& builder = change.context.builder;
  const bool stores_rows =
      table.kind != RelationKind::partitioned_table && table.kind != RelationKind::foreign_table;
  if (stores_rows && rewrites) {
    builder.work(WorkKind::rewrite, *rewrites, table);
  }
  if (stores_rows && !rewrites) {
    rebuild_indexes(change, table);
    recheck(change, table);
  }
  // A key of rows that are written again is always checked again (ATPostAlterTypeParse).
  const bool rewritten = rewrites == Reason::changes_type;
  recheck_foreign_keys(change.context, table, change.action.column, change.new_key_operators || rewritten);
  const auto* column = table.column(change.action.column);
  if (column != nullptr && column->identity) {
    builder.lock_owned_sequences(table, column->name, LockMode::share_row_exclusive);
  }
}

/// The other side of a foreign key that is made again.
void lock_other_side(Builder& builder, const Relation& other, const catalog::Constraint& constraint,
                     bool referenced) {
  if (!constraint.enforced) {
    builder.lock(other, LockMode::share_row_exclusive);
    return;
  }
  if (!referenced || other.kind != RelationKind::partitioned_table) {
    builder.lock(other, LockMode::access_exclusive);
    return;
  }
  // Before 15 tables with partitions have no trigger to go: they only take part in the new key.
  builder.lock_partitions(builder.target(other), LockMode::share_row_exclusive);
  lock_dropped_foreign_key(builder, constraint);
}

void make_again(const AlterContext& context, const Relation& table, const Relation& other,
                const catalog::Constraint& constraint, bool checks) {
  auto& builder = context.builder;
  lock_other_side(builder, other, constraint, constraint.referenced == other.id);
  if (!checks || !constraint.validated || !constraint.enforced) {
    return;
  }
  // The partitions' own constraints are made again, and not checked (measured).
  if (table.kind != RelationKind::partitioned_table) {
    builder.work(WorkKind::scan, Reason::type_revalidates_foreign_key, table);
  }
  if (other.id != table.id) {
    builder.work_on_storage(WorkKind::scan, Reason::type_revalidates_foreign_key, builder.target(other),
                            false);
  }
}

}  // namespace

void recheck_foreign_keys(const AlterContext& context, const Relation& table, std::string_view column,
                          bool checks) {
  auto& builder = context.builder;
  const auto rest = context.after_drops(table);
  for (const auto& constraint : (rest ? *rest : table).constraints) {
    if (constraint.kind != Kind::foreign_key || !mentions(constraint.columns, column)) {
      continue;
    }
    if (const auto* other = builder.catalog().get(constraint.referenced)) {
      make_again(context, table, *other, constraint, checks);
    }
  }
  for (const auto& [other, constraint] : builder.catalog().referencing(table.id)) {
    if (other->id != table.id && mentions(constraint->referenced_columns, column)) {
      make_again(context, table, *other, *constraint, checks);
    }
  }
}

void alter(const AlterContext& context, const sql::AlterColumnType& action) {
  if (context.table.is(RelationKind::composite_type)) {
    return;
  }
  context.lock(LockMode::access_exclusive);
  const auto* column = context.column(action.column);
  Change change{context, action, classify_type_change(action, column, context.builder.environment()), false,
                false};
  const bool stored = column == nullptr || !column->generated_virtual;
  const auto rewrites = stored ? rewrite_reason(change.judgement.verdict) : std::nullopt;
  if (context.relation() == nullptr) {
    if (rewrites) {
      context.builder.work(WorkKind::rewrite, *rewrites, context.table);
    }
    return;
  }
  if (column != nullptr && !column->type.empty()) {
    const bool new_collation =
        action.collation != column->collation && !(action.collation.empty() && column->collation.empty());
    change.new_type = index_must_change(column->type, action.type, context.builder.catalog());
    change.new_operators = new_collation || change.new_type;
    // Neither a collation nor a change among the types that text's operators serve gives a key others.
    change.new_key_operators = change.new_type && !(is_like_text(column->type) && is_like_text(action.type));
  }
  change_table(change, *context.relation(), rewrites);
  if (context.only()) {
    return;
  }
  for (const auto* child : context.builder.catalog().descendants(context.relation()->id)) {
    change_table(change, *child, rewrites);
  }
}

}  // namespace migralint::effects
