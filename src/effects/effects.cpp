#include "effects/effects.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "effects/builder.hpp"

namespace migralint::effects {

std::string_view to_string(Cost cost) {
  switch (cost) {
    case Cost::instant:
      return "instant";
    case Cost::rows:
      return "rows";
    case Cost::scan:
      return "scan";
    case Cost::build:
      return "build";
    case Cost::rewrite:
      return "rewrite";
    case Cost::unknown:
      return "unknown";
  }
  return "";
}

namespace {

Cost cost_of(WorkKind kind) {
  switch (kind) {
    case WorkKind::rows:
      return Cost::rows;
    case WorkKind::scan:
      return Cost::scan;
    case WorkKind::index_build:
    case WorkKind::index_rebuild:
      return Cost::build;
    case WorkKind::rewrite:
      return Cost::rewrite;
  }
  return Cost::unknown;
}

/// Statements that take no lock on a relation that a client uses and read no table: schema, role, type and
/// function entries, settings, transaction control.
template <class T>
inline constexpr bool touches_no_table =
    std::is_same_v<T, sql::CreateSchema> || std::is_same_v<T, sql::CreateExtension> ||
    std::is_same_v<T, sql::CreateEnum> || std::is_same_v<T, sql::AlterEnum> ||
    std::is_same_v<T, sql::CreateType> || std::is_same_v<T, sql::CreateDomain> ||
    std::is_same_v<T, sql::AlterFunction> || std::is_same_v<T, sql::AlterStatistics> ||
    std::is_same_v<T, sql::GrantRole> || std::is_same_v<T, sql::AlterDefaultPrivileges> ||
    std::is_same_v<T, sql::RoleStatement> || std::is_same_v<T, sql::SetVariable> ||
    std::is_same_v<T, sql::CreateOperator> || std::is_same_v<T, sql::CreateCast>;

}  // namespace

Cost Effects::cost() const {
  if (!known) {
    return Cost::unknown;
  }
  Cost strongest = Cost::instant;
  for (const auto& w : work) {
    strongest = std::max(strongest, cost_of(w.kind));
  }
  return strongest;
}

LockMode Effects::on(RelationId id, const sql::Name& name) const {
  LockMode strongest = LockMode::none;
  for (const auto& lock : locks) {
    const bool same = id != catalog::no_relation ? lock.id == id : lock.name == name;
    if (same) {
      strongest = std::max(strongest, lock.mode);
    }
  }
  return strongest;
}

std::vector<Lock> Effects::strongest_locks() const {
  std::vector<Lock> result;
  for (const auto& lock : locks) {
    const auto found = std::find_if(result.begin(), result.end(), [&](const Lock& other) {
      return other.id == lock.id && (lock.id != catalog::no_relation || other.name == lock.name);
    });
    if (found == result.end()) {
      result.push_back(lock);
    } else if (found->mode < lock.mode) {
      *found = lock;
    }
  }
  return result;
}

const Work* Effects::find(Reason reason, std::size_t part) const {
  for (const auto& w : work) {
    if (w.reason == reason && (part == whole_statement || w.part == part)) {
      return &w;
    }
  }
  return nullptr;
}

Effects effects(const sql::Statement& statement, const Environment& environment) {
  Builder builder(environment);
  std::visit(
      [&](const auto& node) {
        if constexpr (!touches_no_table<std::decay_t<decltype(node)>>) {
          add_effects(builder, node);
        }
      },
      statement.node);
  return builder.take();
}

}  // namespace migralint::effects
