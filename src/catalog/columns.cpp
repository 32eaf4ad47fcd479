// Columns as CREATE TABLE and ADD COLUMN make them, with the sequences that serial and identity bring along.
#include <array>

#include "catalog/applier.hpp"

namespace migralint::catalog {

std::string_view serial_base(const sql::TypeName& type) {
  struct Serial {
    std::string_view name;
    std::string_view base;
  };
  constexpr auto serials = std::to_array<Serial>({{"serial", "int4"},
                                                  {"serial4", "int4"},
                                                  {"bigserial", "int8"},
                                                  {"serial8", "int8"},
                                                  {"smallserial", "int2"},
                                                  {"serial2", "int2"}});
  // All of them end with it, but for a digit. Asked twice for each column there is.
  constexpr std::string_view word = "serial";
  const std::string_view name = type.name;
  if (name.size() < word.size() || type.array_dimensions > 0 || !type.schema.empty() ||
      (name.back() != 'l' && !name.starts_with(word))) {
    return {};
  }
  for (const auto& serial : serials) {
    if (name == serial.name) {
      return serial.base;
    }
  }
  return {};
}

Column make_column(const Applier& applier, const sql::ColumnDefinition& definition, const Origin& origin) {
  Column column;
  column.name = definition.name;
  column.type = definition.type;
  column.collation = definition.collation;
  column.origin = origin;
  if (const auto base = serial_base(definition.type); !base.empty()) {
    column.type.name = base;
    column.serial = true;
    column.not_null = true;
    column.filled_at_creation = true;
  }
  settle_type(applier, column.type);
  for (const auto& constraint : definition.constraints) {
    switch (constraint.kind) {
      case ConstraintKind::primary_key:
        column.not_null = true;
        break;
      case ConstraintKind::not_null:
        column.not_null = true;
        column.not_null_valid = !constraint.not_valid;
        break;
      case ConstraintKind::default_value:
        // A plain NULL is no default (AddRelationNewConstraints).
        column.default_expr = gives_value(constraint.expr) ? constraint.expr : nullptr;
        column.filled_at_creation = column.filled_at_creation || gives_value(constraint.expr);
        break;
      case ConstraintKind::identity:
        column.identity = true;
        column.not_null = true;
        column.filled_at_creation = true;
        break;
      case ConstraintKind::generated:
        (constraint.generated_virtual ? column.generated_virtual : column.generated_stored) = true;
        column.generated_expr = constraint.expr;
        column.filled_at_creation = true;
        break;
      default:
        break;
    }
  }
  return column;
}

void own_sequence(Applier& applier, RelationId sequence, RelationId table, std::string_view column) {
  disown_sequence(applier, sequence);
  Relation& owned = applier.edit(sequence);
  owned.owned_by = table;
  owned.owned_by_column = column;
  applier.edit(table).owned_sequences.push_back(sequence);
}

void disown_sequence(Applier& applier, RelationId sequence) {
  const RelationId owner = applier.get(sequence)->owned_by;
  if (owner == no_relation) {
    return;
  }
  if (applier.get(owner) != nullptr) {
    erase_value(applier.edit(owner).owned_sequences, sequence);
  }
  Relation& freed = applier.edit(sequence);
  freed.owned_by = no_relation;
  freed.owned_by_column.clear();
}

std::string_view sequence_type_of(std::string_view type) {
  if (type == "int2" || type == "smallint") {
    return "smallint";
  }
  return type == "int4" || type == "integer" ? "integer" : "bigint";
}

RelationId add_owned_sequence(Applier& applier, RelationId table_id, std::string_view column,
                              const Origin& origin) {
  const Relation& table = *applier.get(table_id);
  auto relation = std::make_shared<Relation>();
  Relation& sequence = *relation;
  sequence.kind = RelationKind::sequence;
  sequence.persistence = table.persistence;
  sequence.schema = table.schema;
  sequence.name = choose_relation_name(applier, table, column, "seq", false);
  sequence.certainly_created = table.certainly_created;
  if (const Column* owner = table.column(column)) {
    sequence.sequence_type = sequence_type_of(owner->type.name);
  }
  sequence.origin = origin;
  const RelationId id = applier.catalog.add(std::move(relation)).id;
  own_sequence(applier, id, table_id, column);
  return id;
}

void note_default(Applier& applier, RelationId table, const sql::ExprPtr& expr) {
  const sql::Name name = sequence_of_default(expr);
  if (name.empty()) {
    return;
  }
  const Relation* sequence = applier.catalog.find(name);
  if (sequence == nullptr) {
    return;
  }
  const auto& tables = sequence->default_of;
  if (tables.empty() || tables.back() != table) {
    applier.edit(sequence->id).default_of.push_back(table);
  }
}

void finish_column(Applier& applier, RelationId table, const sql::ColumnDefinition& definition,
                   const Origin& origin) {
  const bool serial = !serial_base(definition.type).empty();
  if (!serial) {
    note_type(applier, table, definition.type);
  }
  if (serial || definition.find(ConstraintKind::identity) != nullptr) {
    const RelationId sequence = add_owned_sequence(applier, table, definition.name, origin);
    if (serial) {
      applier.edit(table).column(definition.name)->default_expr =
          nextval_of(applier.get(sequence)->qualified());
      applier.edit(sequence).default_of.push_back(table);
    }
  }
  if (const auto* given = definition.find(ConstraintKind::default_value)) {
    note_default(applier, table, given->expr);
  }
  if (applier.context.pg_version < 18) {
    return;
  }
  const Column* column = applier.get(table)->column(definition.name);
  if (column == nullptr || !column->not_null) {
    return;
  }
  NotNull how;
  if (const auto* written = definition.find(ConstraintKind::not_null)) {
    how = {written->name, !written->not_valid, written->no_inherit};
  }
  set_not_null(applier, table, definition.name, how, origin);
}

}  // namespace migralint::catalog
