#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::table) {
    return;
  }  // the rows of a foreign table stay where they are
  for (const auto& name : drop.objects) {
    const Newness newness = context.newness(name);
    if (newness.kind != Newness::Kind::existing) {
      continue;
    }
    // IF EXISTS of a table that a complete history does not have: nothing is dropped.
    if (newness.relation == nullptr && drop.if_exists && context.catalog().complete()) {
      continue;
    }
    auto& finding = report(name.span, name.span,
                           fmt::format("DROP TABLE deletes {} and all its rows for good", sql::quoted(name)));
    finding.label = "running code that still uses it fails at once";
    finding.evidence.push_back(context.existence(name));
    if (newness.relation != nullptr) {
      for (const auto& [table, key] : context.catalog().referencing(newness.relation->id)) {
        if (table->id == newness.relation->id) {
          continue;
        }
        finding.related.push_back(
            {key->origin.file, key->origin.span,
             fmt::format("{}.{} references it", sql::quoted(table->name), sql::quoted(key->name))});
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_drop_table) = {
    .level = Level::warning,
    .summary = "DROP TABLE of an existing table",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
