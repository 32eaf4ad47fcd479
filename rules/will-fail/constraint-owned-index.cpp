#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/unseen.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The partitioned index that it is a part of, unless the statement drops that, too.
const catalog::Relation* needed_by(const catalog::Relation& index, const sql::Drop& drop,
                                   const Context& context) {
  const auto* parent = context.catalog().get(index.index->parent);
  for (const auto* above = parent; above != nullptr && above->index;
       above = context.catalog().get(above->index->parent)) {
    for (const auto& name : drop.objects) {
      if (context.catalog().find(name) == above) {
        return nullptr;
      }
    }
  }
  return parent;
}

void say_attached(const sql::Name& name, const catalog::Relation& index, const catalog::Relation& parent,
                  const Context& context, Report& report) {
  const std::string whole = catalog::shown(parent);
  auto& finding =
      report(name.span, name.span,
             fmt::format("DROP INDEX {} fails: it is the part of {} that belongs to this partition",
                         sql::quoted(name), whole));
  finding.label = fmt::format("cannot drop index {} because index {} requires it", index.name, parent.name);
  if (parent.origin.known()) {
    finding.evidence.push_back(fmt::format("{} is made at {}", whole, context.place(parent.origin)));
  }
  finding.evidence.push_back(fmt::format(
      "safe form: DROP INDEX {}, which drops it on all partitions; a partition gets rid of its own by DETACH",
      whole));
}

void check(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::index) {
    return;
  }
  for (const auto& name : drop.objects) {
    const auto* index = context.catalog().find(name);
    const auto* parent = index != nullptr && index->index && index->index->constraint.empty()
                             ? needed_by(*index, drop, context)
                             : nullptr;
    if (parent != nullptr) {
      say_attached(name, *index, *parent, context, report);
      continue;
    }
    const auto* table =
        index != nullptr && index->index ? context.catalog().get(index->index->table) : nullptr;
    if (table == nullptr || index->index->constraint.empty() || unseen::hides(context, index->origin)) {
      continue;
    }
    const std::string constraint = sql::quoted(index->index->constraint);
    const std::string shown = sql::shown(table->qualified());
    auto& finding = report(name.span, name.span,
                           fmt::format("DROP INDEX {} fails: it belongs to the constraint {} of {}",
                                       sql::quoted(name), constraint, shown));
    finding.label = fmt::format("cannot drop index {} because constraint {} on table {} requires it",
                                index->name, index->index->constraint, table->name);
    if (const auto* owner = table->constraint(index->index->constraint);
        owner != nullptr && owner->origin.known()) {
      finding.evidence.push_back(fmt::format("{} is made at {}", constraint, context.place(owner->origin)));
    }
    finding.fix = Fix{Fix::Class::plan,
                      "what drops both",
                      fmt::format("{}ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n",
                                  recipes::timeout_guard(context), shown, constraint),
                      {}};
    unseen::weaken(finding, context, index->origin);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_constraint_owned_index) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "DROP INDEX of an index that a constraint owns, or that is a part of a partitioned index",
    .hooks = {on<check>},
};
