// ALTER TABLE: the actions on one column. They reach partitions and inheritance children unless ONLY is
// written.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

template <class Change>
void change_column(Applier& applier, const AlterTarget& target, const std::string& name,
                   const Change& change) {
  for (const RelationId id : family(applier, target.id, target.only)) {
    Relation& relation = applier.edit(id);
    // A view's columns are often hidden behind a star.
    const bool is_view =
        relation.kind == RelationKind::view || relation.kind == RelationKind::materialized_view;
    if ((id != target.id || is_view) && relation.column(name) == nullptr) {
      continue;
    }
    change(id, assume_column(applier, relation, name));
  }
}

void put_column(Applier& applier, RelationId id, Column column) {
  Relation& relation = applier.edit(id);
  if (Column* known = relation.column(column.name)) {
    *known = std::move(column);
  } else {
    push_column(relation, std::move(column));
  }
}

void add_inline_constraints(Applier& applier, const AlterTarget& target,
                            const sql::ColumnDefinition& column) {
  for (const auto& constraint : column.constraints) {
    if (constraint.kind == ConstraintKind::not_null) {
      continue;
    }
    sql::Constraint own = constraint;
    if (own.columns.empty()) {
      own.columns.push_back(column.name);
    }
    Origin origin = target.origin;
    if (!constraint.span.empty()) {
      origin.span = applier.at(constraint.span).span;
    }
    add_constraint(applier, target.id, own, origin, target.only);
  }
}

std::vector<RelationId> sequences_of(const Applier& applier, RelationId table, std::string_view column) {
  std::vector<RelationId> result;
  for (const RelationId id : applier.get(table)->owned_sequences) {
    const Relation* sequence = applier.get(id);
    if (sequence != nullptr && sequence->owned_by_column == column) {
      result.push_back(id);
    }
  }
  return result;
}

void remove_not_null_constraint(Relation& relation, std::string_view column) {
  std::erase_if(relation.constraints, [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::not_null && constraint.columns.size() == 1 &&
           constraint.columns[0] == column;
  });
}

}  // namespace

void alter(Applier& applier, const AlterTarget& target, const sql::AddColumn& action) {
  const Relation& table = *applier.get(target.id);
  const Column* known = table.column(action.column.name);
  if (action.if_not_exists && known != nullptr && !known->assumed) {
    return;
  }
  Column column = make_column(applier, action.column, target.origin);
  column.certainly_created = !action.if_not_exists || applier.catalog.complete();
  for (const RelationId id : family(applier, target.id, target.only)) {
    if (id != target.id && applier.get(id)->column(column.name) != nullptr) {
      continue;
    }
    column.local = id == target.id;
    put_column(applier, id, column);
    note_type(applier, id, column.type);
  }
  finish_column(applier, target.id, action.column, target.origin);
  add_inline_constraints(applier, target, action.column);
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropColumn& action) {
  const Relation& table = *applier.get(target.id);
  if (table.column(action.column) == nullptr && table.columns_complete && !action.if_exists) {
    applier.unknown();
  }
  for (const RelationId id : family(applier, target.id, target.only)) {
    const Column* column = applier.get(id)->column(action.column);
    // A child that defines the column itself keeps it.
    if (id == target.id || (column != nullptr && !column->local)) {
      drop_column(applier, id, action.column, action.cascade);
    }
  }
}

void alter(Applier& applier, const AlterTarget& target, const sql::AlterColumnType& action) {
  change_column(applier, target, action.column, [&](RelationId id, Column& column) {
    column.type = action.type;
    settle_type(applier, column.type);
    column.collation = action.collation;
    const bool identity = column.identity;
    note_type(applier, id, action.type);
    // An identity's sequence grows with its column, a serial's does not.
    if (!identity) {
      return;
    }
    for (const RelationId sequence : sequences_of(applier, id, action.column)) {
      applier.edit(sequence).sequence_type = sequence_type_of(action.type.name);
    }
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::SetDefault& action) {
  change_column(applier, target, action.column, [&](RelationId id, Column& column) {
    column.default_expr = gives_value(action.expr) ? action.expr : nullptr;
    note_default(applier, id, action.expr);
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropDefault& action) {
  change_column(applier, target, action.column, [](RelationId, Column& column) {
    column.default_expr = nullptr;
    column.serial = false;
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::SetNotNull& action) {
  for (const RelationId id : family(applier, target.id, target.only)) {
    if (id == target.id || applier.get(id)->column(action.column) != nullptr) {
      set_not_null(applier, id, action.column, {}, target.origin);
    }
  }
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropNotNull& action) {
  change_column(applier, target, action.column, [&](RelationId id, Column& column) {
    column.not_null = false;
    column.not_null_valid = true;
    remove_not_null_constraint(applier.edit(id), action.column);
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::SetExpression& action) {
  change_column(applier, target, action.column, [&](RelationId, Column& column) {
    column.generated_expr = action.expr;
    if (!column.generated_virtual) {
      column.generated_stored = true;
    }
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropExpression& action) {
  if (action.if_exists && applier.get(target.id)->column(action.column) == nullptr) {
    return;
  }
  change_column(applier, target, action.column, [](RelationId, Column& column) {
    column.generated_expr = nullptr;
    column.generated_stored = column.generated_virtual = false;
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::AddIdentity& action) {
  Column& column = assume_column(applier, applier.edit(target.id), action.column);
  column.identity = true;
  column.not_null = true;
  add_owned_sequence(applier, target.id, action.column, target.origin);
}

void alter(Applier&, const AlterTarget&, const sql::SetIdentity&) {}

void alter(Applier& applier, const AlterTarget& target, const sql::DropIdentity& action) {
  const Column* known = applier.get(target.id)->column(action.column);
  if (action.if_exists && (known == nullptr || !known->identity)) {
    return;
  }
  assume_column(applier, applier.edit(target.id), action.column).identity = false;
  for (const RelationId sequence : sequences_of(applier, target.id, action.column)) {
    drop_relation(applier, sequence, true);
  }
}

}  // namespace migralint::catalog
