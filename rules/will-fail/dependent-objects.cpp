#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/guards.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using dependants::Dependant;

constexpr std::size_t most_named = 3;

std::string list_of(const std::vector<Dependant>& found) {
  std::string text;
  for (std::size_t i = 0; i < found.size() && i < most_named; ++i) {
    const bool last = i + 1 == found.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + found[i].what;
  }
  return found.size() > most_named ? fmt::format("{} and {} more", text, found.size() - most_named) : text;
}

// `object` as the server says it: "column a of table t". `dropped`: "DROP COLUMN a".
void say(Span span, const std::string& dropped, const std::string& object,
         const std::vector<Dependant>& found, const Context& context, Report& report) {
  auto& finding = report(span, span,
                         fmt::format("{} fails: {} {} on it", dropped, list_of(found),
                                     found.size() == 1 ? "depends" : "depend"));
  finding.label = fmt::format("cannot drop {} because other objects depend on it", object);
  for (const auto& dependant : found) {
    if (dependant.origin.known()) {
      finding.evidence.push_back(
          fmt::format("{} is made at {}", dependant.what, context.place(dependant.origin)));
    }
  }
  if (!context.catalog().complete()) {
    finding.level = Level::warning;
    finding.evidence.emplace_back(
        "the history that was read does not show everything: it may be gone already");
  }
  finding.evidence.emplace_back(
      "drop what is no longer wanted first, by name; CASCADE would take all of it along");
}

// Only what certainly stands in the way.
void keep_certain(std::vector<Dependant>& found, const Context& context) {
  std::erase_if(found, [&](const Dependant& dependant) {
    const auto* relation = context.catalog().get(dependant.relation);
    return !dependant.certain || relation == nullptr || relation->assumed || !relation->certainly_created;
  });
  for (auto& dependant : found) {
    constexpr std::string_view rows = " with its rows";
    constexpr std::string_view values = " with its values";
    for (const auto tail : {rows, values}) {
      if (dependant.what.ends_with(tail)) {
        dependant.what.resize(dependant.what.size() - tail.size());
      }
    }
  }
}

bool caught(const Context& context) {
  return guards::guarded_by_block(context, {"dependent_objects_still_exist"});
}

// What stands in a schema, but for what belongs to a table.
std::vector<Dependant> in_schema(const std::string& schema, const Context& context) {
  std::vector<Dependant> found;
  context.catalog().for_each([&](const catalog::Relation& relation) {
    if (relation.schema == schema && (relation.is_table() || relation.kind == catalog::RelationKind::view)) {
      found.push_back(
          {fmt::format("{} {}", relation.is_table() ? "table" : "view", sql::quoted(relation.qualified())),
           {},
           relation.id,
           relation.origin});
    }
  });
  return found;
}

std::string kind_word(sql::ObjectKind kind) {
  using Kind = sql::ObjectKind;
  switch (kind) {
    case Kind::view:
      return "view";
    case Kind::materialized_view:
      return "materialized view";
    case Kind::sequence:
      return "sequence";
    case Kind::type:
    case Kind::domain:
      return "type";
    case Kind::function:
    case Kind::procedure:
    case Kind::routine:
      return "function";
    case Kind::schema:
      return "schema";
    default:
      return "table";
  }
}

bool is_followed(sql::ObjectKind kind) {
  using Kind = sql::ObjectKind;
  return kind == Kind::table || kind == Kind::schema || kind_word(kind) != "table";
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.cascade || !is_followed(drop.kind) || caught(context)) {
    return;
  }
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const auto& name = drop.objects[i];
    auto found = drop.kind == sql::ObjectKind::schema ? in_schema(name.name, context)
                                                      : dependants::of_object(drop, i, context);
    keep_certain(found, context);
    if (!found.empty()) {
      const std::string shown = sql::quoted(name);
      say(name.span, fmt::format("{} {}", context.statement().tag, shown),
          fmt::format("{} {}", kind_word(drop.kind), name.name), found, context, report);
    }
  }
}

// An earlier action of the same ALTER TABLE takes the dependant away: they are done one after the other.
bool dropped_by(const sql::Action& action, const catalog::Relation& table, const Dependant& dependant) {
  if (dependant.relation != table.id) {
    return false;
  }
  const auto* column = std::get_if<sql::DropColumn>(&action.what);
  const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
  return (constraint != nullptr && constraint->name == dependant.part) ||
         (column != nullptr && (column->cascade || column->column == dependant.part));
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (table == nullptr || caught(context)) {
    return;
  }
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* column = std::get_if<sql::DropColumn>(&action.what);
    const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
    std::vector<Dependant> found;
    if (column != nullptr && !column->cascade && table->column(column->column) != nullptr) {
      found = dependants::of_column(*table, column->column, context);
    } else if (constraint != nullptr && !constraint->cascade) {
      found = dependants::of_constraint(*table, constraint->name, context);
    }
    keep_certain(found, context);
    std::erase_if(found, [&](const Dependant& dependant) {
      return std::any_of(alter.actions.begin(), alter.actions.begin() + static_cast<std::ptrdiff_t>(i),
                         [&](const sql::Action& earlier) { return dropped_by(earlier, *table, dependant); });
    });
    if (!found.empty() && column != nullptr) {
      say(action.span, "DROP COLUMN " + sql::quoted(column->column),
          fmt::format("column {} of table {}", column->column, table->name), found, context, report);
    } else if (!found.empty()) {
      say(action.span, "DROP CONSTRAINT " + sql::quoted(constraint->name),
          fmt::format("constraint {} on table {}", constraint->name, table->name), found, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_dependent_objects) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "DROP without CASCADE of something that the history shows in use by a view, foreign key, …",
    .hooks = {on<check_drop>, on<check_alter>},
};
