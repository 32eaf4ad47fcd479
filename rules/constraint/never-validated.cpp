#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_open(const catalog::Constraint& constraint) { return !constraint.validated && constraint.enforced; }

// After all files: it is still there, and still not validated.
bool still_open(Finding& finding, const catalog::Catalog& catalog) {
  bool found = false;
  catalog.for_each([&](const catalog::Relation& table) {
    for (const auto& constraint : table.constraints) {
      found = found || (is_open(constraint) && constraint.origin.file == finding.file &&
                        constraint.origin.span == finding.sub_command);
    }
  });
  return found;
}

void check(const FileContext& context, Report& report) {
  after_file::for_each_changed_table(context, [&](const catalog::Relation& table) {
    if (table.partition_of != catalog::no_relation) {
      return;
    }
    for (const auto& constraint : table.constraints) {
      if (!is_open(constraint) || !context.is_of_file(constraint.origin)) {
        continue;
      }
      const std::string name = sql::quoted(constraint.name);
      auto& finding = after_file::report_at(
          report, context, constraint.origin,
          fmt::format(
              "{} on {} is never validated: old rows may break it, and the planner does not rely on it", name,
              shown(table)));
      finding.label = "NOT VALID, and no later migration validates or drops it";
      finding.holds_after_history = still_open;
      finding.fix = Fix{Fix::Class::plan,
                        "in a migration of its own: reads and writes go on while it runs",
                        recipes::next_migration(context) + recipes::timeout_guard_next(context) +
                            fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown(table), name),
                        {}};
    }
  });
}

}  // namespace

MIGRALINT_RULE(constraint_never_validated) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A NOT VALID constraint that no later migration validates",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
