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

// The server takes neither of them away by itself, not even with CASCADE.
void say_part(Span span, const std::string& what, std::string why, std::string label, const Context& context,
              const catalog::Origin& origin, Report& report) {
  auto& finding = report(span, span, fmt::format("{} fails: {}", what, why));
  finding.label = std::move(label);
  if (auto made = context.related(origin, "made here")) {
    finding.related.push_back(std::move(*made));
  }
}

bool check_identity(const sql::Name& name, const Context& context, Report& report) {
  const auto* sequence = context.catalog().find(name);
  const auto* table = sequence != nullptr ? context.catalog().get(sequence->owned_by) : nullptr;
  const auto* column =
      table != nullptr ? table->column(std::string_view(sequence->owned_by_column)) : nullptr;
  if (column == nullptr || !column->identity) {
    return false;
  }
  say_part(
      name.span, "DROP SEQUENCE " + sql::quoted(name),
      fmt::format("the identity column {}.{} needs it", sql::quoted(table->name), sql::quoted(column->name)),
      fmt::format("cannot drop sequence {} because column {} of table {} requires it", sequence->name,
                  column->name, table->name),
      context, column->origin, report);
  return true;
}

bool check_partition_key(const sql::DropColumn& drop, const catalog::Relation& table, Span span,
                         const Context& context, Report& report) {
  const sql::PartitionKey& key = table.partition_key;
  const bool part =
      std::find(key.columns.begin(), key.columns.end(), drop.column) != key.columns.end() ||
      std::any_of(key.expressions.begin(), key.expressions.end(),
                  [&](const sql::ExprPtr& expr) { return dependants::mentions(expr, table, drop.column); });
  if (part) {
    say_part(
        span, "DROP COLUMN " + sql::quoted(drop.column),
        fmt::format("it is part of the partition key of {}", sql::quoted(table.name)),
        fmt::format("cannot drop column \"{}\" because it is part of the partition key of relation \"{}\"",
                    drop.column, table.name),
        context, table.origin, report);
  }
  return part;
}

// What wants the column filled, whatever its own NOT NULL says; empty: nothing does.
std::string needs_value(const catalog::Relation& table, const sql::AlterTable& alter, std::size_t until,
                        const std::string& name, const Context& context) {
  const auto drops_before = [&](const auto& is_it) {
    return std::any_of(alter.actions.begin(), alter.actions.begin() + static_cast<std::ptrdiff_t>(until),
                       is_it);
  };
  const auto* column = table.column(std::string_view(name));
  const auto* key = table.primary_key();
  if (key != nullptr && std::find(key->columns.begin(), key->columns.end(), name) != key->columns.end() &&
      !drops_before([&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
        return drop != nullptr && drop->name == key->name;
      })) {
    return fmt::format("the primary key {} needs it", sql::quoted(key->name));
  }
  if (column != nullptr && column->identity && !drops_before([&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropIdentity>(&action.what);
        return drop != nullptr && drop->column == name;
      })) {
    return fmt::format("{} is an identity column", sql::quoted(name));
  }
  const auto* parent = context.catalog().get(table.partition_of);
  const auto* of_parent = parent != nullptr ? parent->column(std::string_view(name)) : nullptr;
  if (of_parent != nullptr && of_parent->not_null && !of_parent->assumed) {
    return fmt::format("it is NOT NULL in {}, whose partition {} is", shown(*parent), shown(table));
  }
  return {};
}

void check_not_null(const sql::AlterTable& alter, std::size_t at, const catalog::Relation& table,
                    const Context& context, Report& report) {
  if ((context.embedded() != nullptr && context.embedded()->conditional) ||
      guards::guarded_by_block(context, {"invalid_table_definition", "syntax_error"})) {
    return;
  }
  const auto& action = alter.actions[at];
  const std::string& column = std::get<sql::DropNotNull>(action.what).column;
  const std::string why = table.assumed ? std::string() : needs_value(table, alter, at, column, context);
  if (why.empty()) {
    return;
  }
  const auto* known = table.column(std::string_view(column));
  say_part(action.span, fmt::format("ALTER COLUMN {} DROP NOT NULL", sql::quoted(column)), why,
           fmt::format("column \"{}\" must stay NOT NULL", column), context,
           known != nullptr ? known->origin : table.origin, report);
}

bool is_truncated(const sql::Truncate& truncate, catalog::RelationId id, const Context& context) {
  return std::any_of(truncate.tables.begin(), truncate.tables.end(), [&](const sql::RelationName& name) {
    const auto* table = context.catalog().find(name);
    return table != nullptr && table->id == id;
  });
}

// Rows that nothing references may stay, but the server does not look.
void check_truncate(const sql::Truncate& truncate, const Context& context, Report& report) {
  if (truncate.cascade || (context.embedded() != nullptr && context.embedded()->conditional) ||
      guards::guarded_by_block(context, {"feature_not_supported"})) {
    return;
  }
  for (const auto& name : truncate.tables) {
    const auto* table = context.catalog().find(name);
    if (table == nullptr) {
      continue;
    }
    for (const auto& [other, key] : context.catalog().referencing(table->id)) {
      if (other->id == table->id || other->partition_of != catalog::no_relation || !key->origin.known() ||
          is_truncated(truncate, other->id, context)) {
        continue;
      }
      auto& finding =
          report(name.span, context.statement().range,
                 fmt::format("TRUNCATE {} fails: the foreign key {} of {} references it", sql::quoted(name),
                             sql::quoted(key->name), sql::quoted(other->name)));
      finding.label = "cannot truncate a table referenced in a foreign key constraint";
      if (auto made = context.related(key->origin, "made here")) {
        finding.related.push_back(std::move(*made));
      }
      if (!context.catalog().complete()) {
        finding.level = Level::warning;
        finding.evidence.emplace_back(
            "the history that was read does not show everything: it may be gone already");
      }
      finding.evidence.push_back(
          fmt::format("safe form: {} in the same TRUNCATE, or DELETE", sql::quoted(other->name)));
      return;
    }
  }
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (!is_followed(drop.kind) || caught(context)) {
    return;
  }
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const auto& name = drop.objects[i];
    if ((drop.kind == sql::ObjectKind::sequence && check_identity(name, context, report)) || drop.cascade) {
      continue;
    }
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
    if (std::holds_alternative<sql::DropNotNull>(action.what)) {
      check_not_null(alter, i, *table, context, report);
      continue;
    }
    if (column != nullptr && check_partition_key(*column, *table, action.span, context, report)) {
      continue;
    }
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
    .summary = "DROP or TRUNCATE of something that the history shows in use by a view, foreign key, …",
    .hooks = {on<check_drop>, on<check_alter, sql::DropColumn, sql::DropConstraint, sql::DropNotNull>,
              on<check_truncate>},
};
