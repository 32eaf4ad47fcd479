#include "rules/support/additions.hpp"

#include <algorithm>

#include "rules/support/guards.hpp"

namespace migralint::additions {

namespace {

using Kind = sql::Constraint::Kind;
using sql::ObjectKind;

bool drops_column(const sql::AlterTable& alter, const std::string& column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    return drop != nullptr && drop->column == column;
  });
}

// The constraint, or a column of it, which takes it along.
bool drops(const sql::AlterTable& alter, const catalog::Constraint& key) {
  return alter.drops_constraint(key.name) ||
         std::any_of(key.columns.begin(), key.columns.end(),
                     [&](const std::string& column) { return drops_column(alter, column); });
}

bool drops_anything(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const sql::Action& action) {
    return std::holds_alternative<sql::DropColumn>(action.what) ||
           std::holds_alternative<sql::DropConstraint>(action.what);
  });
}

bool has_name(const sql::Constraint& constraint) {
  const auto kind = constraint.kind;
  return !constraint.name.empty() &&
         (kind == Kind::check || kind == Kind::foreign_key || kind == Kind::unique ||
          kind == Kind::primary_key || kind == Kind::exclusion);
}

bool makes_index(const sql::Constraint& constraint) {
  return constraint.using_index.empty() &&
         (constraint.kind == Kind::unique || constraint.kind == Kind::primary_key ||
          constraint.kind == Kind::exclusion);
}

class Additions {
 public:
  Additions(const sql::AlterTable& alter, const catalog::Relation& table, const catalog::Catalog& catalog)
      : alter_(alter), table_(table), catalog_(catalog) {}

  std::vector<Clash> run() {
    for (const auto& action : alter_.actions) {
      sub_command_ = action.span;
      if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
        column(*add);
      } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
        own(constraint->constraint);
      }
    }
    return std::move(found_);
  }

 private:
  static bool is_second(std::vector<std::string>& names, const std::string& name) {
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    names.push_back(name);
    return known;
  }

  void add(std::string_view what, const std::string& name, const catalog::Origin& origin, Span place,
           std::string_view condition) {
    found_.push_back({what, name, origin, place, sub_command_, condition});
  }

  void column(const sql::AddColumn& addition) {
    const std::string& name = addition.column.name;
    const bool twice = is_second(columns_, name);
    const auto* column = table_.column(name);
    const bool is_there = column != nullptr && !column->assumed && column->local && column->origin.known() &&
                          !drops_column(alter_, name);
    if (addition.if_not_exists) {
      return;
    }
    if (is_there || twice) {
      add("ADD COLUMN", name, is_there ? column->origin : catalog::Origin(), addition.column.span,
          guards::there_already(ObjectKind::column));
    }
    for (const auto& constraint : addition.column.constraints) {
      own(constraint);
    }
  }

  void own(const sql::Constraint& constraint) {
    const auto* primary = table_.primary_key();
    if (constraint.kind == Kind::primary_key && primary != nullptr && primary->origin.known() &&
        !drops(alter_, *primary)) {
      add("a second primary key beside", primary->name, primary->origin, constraint.span,
          guards::there_already(constraint));
    } else if (has_name(constraint)) {
      named(constraint);
    }
  }

  void named(const sql::Constraint& constraint) {
    const bool twice = is_second(constraints_, constraint.name);
    // The index of a unique constraint is looked for first.
    if (const auto* relation = makes_index(constraint) ? relation_called(constraint.name) : nullptr) {
      add("ADD CONSTRAINT", constraint.name, relation->origin, constraint.span,
          guards::there_already(ObjectKind::index));
      return;
    }
    const auto* known = table_.constraint(constraint.name);
    const bool is_there = known != nullptr && known->origin.known() && !drops(alter_, *known);
    if (is_there || twice) {
      add("ADD CONSTRAINT", constraint.name, is_there ? known->origin : catalog::Origin(), constraint.span,
          guards::there_already(ObjectKind::constraint));
    }
  }

  // An index of the table itself may go with what the statement drops.
  [[nodiscard]] const catalog::Relation* relation_called(const std::string& name) const {
    const auto* relation = catalog_.find(table_.schema, name);
    const bool may_go = relation != nullptr && relation->index && relation->index->table == table_.id &&
                        drops_anything(alter_);
    return relation != nullptr && !relation->assumed && relation->origin.known() && !may_go ? relation
                                                                                            : nullptr;
  }

  const sql::AlterTable& alter_;
  const catalog::Relation& table_;
  const catalog::Catalog& catalog_;
  Span sub_command_;
  std::vector<Clash> found_;
  std::vector<std::string> columns_;
  std::vector<std::string> constraints_;
};

}  // namespace

std::vector<Clash> clashes(const sql::AlterTable& alter, const catalog::Relation& table,
                           const catalog::Catalog& catalog) {
  return Additions(alter, table, catalog).run();
}

}  // namespace migralint::additions
