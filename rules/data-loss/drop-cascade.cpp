#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using dependants::Dependant;

constexpr std::size_t most_named = 3;

std::string list_of(const std::vector<Dependant>& found) {
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const auto& dependant : found) {
    names.push_back(dependant.what);
  }
  return findings::listed(names, most_named);
}

// The tables that wait, beside what the statement names.
std::string locked(const std::vector<Dependant>& found, const Context& context) {
  std::string text;
  auto mode = session::LockMode::none;
  for (const auto& lock : context.effects().strongest_locks()) {
    const auto* relation = context.catalog().get(lock.id);
    const bool dependant = std::any_of(found.begin(), found.end(),
                                       [&](const Dependant& other) { return other.relation == lock.id; });
    if (dependant && relation != nullptr && relation->is_table() && lock.existing) {
      text += (text.empty() ? "" : ", ") + sql::quoted(lock.name);
      mode = std::max(mode, lock.mode);
    }
  }
  return text.empty() ? text : fmt::format("{} also on {}", session::to_string(mode), text);
}

struct Dropped {
  std::string what;  ///< "DROP TABLE … CASCADE on orders"
  std::string own;   ///< the statement that is left when CASCADE is taken out
  Span span;
  bool all_known = false;   ///< nothing else can depend on it
  std::string others = {};  ///< drops what depends on the other things that the statement names
};

void report_cascade(const Dropped& dropped, const std::vector<Dependant>& found, const Context& context,
                    Report& report) {
  if (found.empty() && dropped.all_known) {
    return;
  }
  auto& finding = report(dropped.span, dropped.span,
                         found.empty() ? fmt::format("{} also drops whatever depends on it", dropped.what)
                                       : fmt::format("{} also drops {}", dropped.what, list_of(found)));
  finding.label = locked(found, context);
  for (const auto& dependant : found) {
    if (dependant.origin.known()) {
      finding.related.push_back(
          {dependant.origin.file, dependant.origin.span, dependant.what + " goes with it"});
    }
  }
  if (!dropped.all_known) {
    finding.evidence.emplace_back(
        context.catalog().complete()
            ? "not all that can use such an object is followed (casts and operators, for example): more may "
              "depend on it"
            : "the history that was read does not show everything: more may depend on it");
  }
  std::string sql = dropped.others;
  for (auto dependant = found.rbegin(); dependant != found.rend(); ++dependant) {
    sql += dependant->drop;
  }
  const bool all_by_name =
      std::all_of(found.begin(), found.end(), [](const Dependant& other) { return !other.drop.empty(); });
  if (found.empty() || !all_by_name) {
    finding.evidence.emplace_back("without CASCADE the server names what depends on it, and refuses");
  } else {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: name what is to go; the server refuses if more depends on it",
                      recipes::timeout_guard(context) + sql + dropped.own,
                      {}};
  }
}

std::string without_cascade(const Context& context) {
  return fmt::format("{} IF EXISTS ", context.statement().tag);
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const auto found = dependants::of_object(drop, i, context);
    if (!dependants::cascade_takes_more(drop, i, found, context)) {
      continue;
    }
    const auto& name = drop.objects[i];
    std::string names;
    std::string others;
    for (std::size_t other = 0; other < drop.objects.size(); ++other) {
      names += (other == 0 ? "" : ", ") + sql::quoted(drop.objects[other]);
      for (const auto& dependant :
           other == i ? std::vector<Dependant>{} : dependants::of_object(drop, other, context)) {
        others.insert(0, dependant.drop);
      }
    }
    report_cascade({fmt::format("{} … CASCADE on {}", context.statement().tag, sql::quoted(name)),
                    without_cascade(context) + names + ";\n", name.span,
                    dependants::all_are_known(drop, context), others},
                   found, context, report);
  }
}

void check_column(const sql::AlterTable& alter, const sql::DropColumn& drop, Span span,
                  const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  const bool known = table != nullptr && table->column(drop.column) != nullptr;
  if (table != nullptr && !known && table->columns_complete) {
    return;
  }
  const auto found = known ? dependants::of_column(*table, drop.column, context) : std::vector<Dependant>{};
  const std::string name = sql::quoted(drop.column);
  report_cascade({fmt::format("DROP COLUMN … CASCADE on {}.{}", sql::quoted(alter.table), name),
                  fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};\n", sql::quoted(alter.table), name),
                  span, context.catalog().complete()},
                 found, context, report);
}

void check_constraint(const sql::AlterTable& alter, const sql::DropConstraint& drop, Span span,
                      const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  const auto* constraint = table != nullptr ? table->constraint(drop.name) : nullptr;
  const bool is_key = constraint == nullptr || constraint->kind == sql::Constraint::Kind::primary_key ||
                      constraint->kind == sql::Constraint::Kind::unique;
  const bool absent = constraint == nullptr && drop.if_exists && context.catalog().complete();
  if (!is_key || absent) {
    return;
  }
  const auto found = constraint != nullptr ? dependants::of_constraint(*table, drop.name, context)
                                           : std::vector<Dependant>{};
  const std::string name = sql::quoted(drop.name);
  report_cascade(
      {fmt::format("DROP CONSTRAINT … CASCADE on {}.{}", sql::quoted(alter.table), name),
       fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", sql::quoted(alter.table), name), span,
       context.catalog().complete()},
      found, context, report);
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (context.newness(alter.table).kind == Newness::Kind::in_transaction) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* column = std::get_if<sql::DropColumn>(&action.what);
        column != nullptr && column->cascade) {
      check_column(alter, *column, action.span, context, report);
    } else if (const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
               constraint != nullptr && constraint->cascade) {
      check_constraint(alter, *constraint, action.span, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_drop_cascade) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "CASCADE: more is dropped, and locked, than the statement names",
    .hooks = {on<check_drop>, on<check_alter, sql::DropColumn, sql::DropConstraint>},
    .undone_by_rollback = true,
};
