#include "sql/alter_order.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace migralint::sql {
namespace {

AlterPass pass_of_constraint(const Constraint& constraint) {
  switch (constraint.kind) {
    case Constraint::Kind::primary_key:
    case Constraint::Kind::unique:
    case Constraint::Kind::exclusion:
      return AlterPass::index_constraint;
    default:
      return AlterPass::other_constraint;
  }
}

template <class What, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<What, Kinds> || ...);

}  // namespace

AlterPass pass_of(const Action& action) {
  return std::visit(
      [](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (is_one_of<What, DropColumn, DropConstraint, DropDefault, DropNotNull, DropExpression,
                                DropIdentity>) {
          return AlterPass::drop;
        } else if constexpr (is_one_of<What, AlterColumnType>) {
          return AlterPass::change_type;
        } else if constexpr (is_one_of<What, AddColumn>) {
          return AlterPass::add_column;
        } else if constexpr (is_one_of<What, SetNotNull, SetExpression>) {
          return AlterPass::column_attributes;
        } else if constexpr (is_one_of<What, AddConstraint>) {
          return pass_of_constraint(what.constraint);
        } else if constexpr (is_one_of<What, SetDefault, AddIdentity>) {
          return AlterPass::other_constraint;
        } else {
          return AlterPass::other;
        }
      },
      action.what);
}

std::vector<const Action*> in_order(const AlterTable& statement) {
  std::vector<const Action*> actions;
  actions.reserve(statement.actions.size());
  for (const Action& action : statement.actions) {
    actions.push_back(&action);
  }
  const auto pass = [](const Action* action) { return pass_of(*action); };
  if (!std::ranges::is_sorted(actions, {}, pass)) {
    std::ranges::stable_sort(actions, {}, pass);
  }
  return actions;
}

}  // namespace migralint::sql
