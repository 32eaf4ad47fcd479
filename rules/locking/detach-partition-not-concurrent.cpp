#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_with_concurrently = 14;

Fix recipe(const sql::AlterTable& alter, const sql::Action& action, const sql::DetachPartition& detach,
           const Context& context) {
  Fix fix{Fix::Class::plan,
          fmt::format("safe form, {}", recipes::outside_transaction(context)),
          fmt::format("ALTER TABLE {} DETACH PARTITION {} CONCURRENTLY;\n", sql::quoted(alter.table),
                      sql::quoted(detach.partition)),
          {}};
  if (edits::outside_transaction(context)) {
    fix.kind = Fix::Class::mechanical;
    fix.edits.push_back({{action.span.end, action.span.end}, " CONCURRENTLY"});
  }
  return fix;
}

// Whose keys lead to the partitioned table: what is detached leaves them.
std::string referencing_tables(const catalog::Relation* table, const Context& context) {
  std::vector<std::string> names;
  if (table == nullptr) {
    return {};
  }
  for (const auto& [other, key] : context.catalog().referencing(table->id)) {
    const std::string name = shown(*other);
    if (other != table && other->partition_of == catalog::no_relation &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  constexpr std::size_t most_named = 3;
  return names.empty() ? std::string() : findings::listed(names, most_named);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (context.pg_version() < first_with_concurrently) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* detach = std::get_if<sql::DetachPartition>(&action.what);
    if (detach == nullptr || detach->concurrently || detach->finalize) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    // With a DEFAULT partition CONCURRENTLY is refused.
    const bool impossible =
        newness.relation != nullptr && newness.relation->default_partition != catalog::no_relation;
    if (impossible || findings::hidden(newness)) {
      continue;
    }
    const std::string table = sql::quoted(alter.table);
    auto& finding = report(action.span, action.span,
                           fmt::format("DETACH PARTITION waits for and then stops all reads and writes of {} "
                                       "with all its partitions",
                                       table));
    finding.label = fmt::format("{} and {}", findings::lock_text(context, alter.table),
                                findings::lock_text(context, detach->partition));
    finding.evidence.push_back(context.existence(alter.table));
    if (const std::string others = referencing_tables(newness.relation, context); !others.empty()) {
      finding.evidence.push_back(fmt::format(
          "foreign keys of {} lead to it: CONCURRENTLY, too, waits for and then stops all that use "
          "{} for a moment, at its end; if it is cut off there, DETACH PARTITION … FINALIZE ends it",
          others, others));
    }
    finding.fix = recipe(alter, action, *detach, context);
  }
}

}  // namespace

MIGRALINT_RULE(locking_detach_partition_not_concurrent) = {
    .level = Level::error,
    .summary = "DETACH PARTITION without CONCURRENTLY: ACCESS EXCLUSIVE on the partitioned table",
    .hooks = {on<check, sql::DetachPartition>},
};
