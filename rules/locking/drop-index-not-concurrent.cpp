#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// CONCURRENTLY does not exist for these, so there is nothing to recommend here.
bool cannot_be_concurrent(const sql::Drop& drop, const catalog::Relation* index) {
  if (drop.cascade) {
    return true;
  }
  if (index == nullptr) {
    return false;
  }
  return index->kind == catalog::RelationKind::partitioned_index ||
         (index->index &&
          (!index->index->constraint.empty() || index->index->parent != catalog::no_relation));
}

void report_index(const sql::Name& name, const Context& context, Report& report) {
  const auto* index = context.catalog().find(name);
  const Newness newness = context.newness(index);
  if (findings::hidden(newness)) {
    return;
  }
  const auto* table = index != nullptr && index->index ? context.catalog().get(index->index->table) : nullptr;
  const std::string owner =
      table != nullptr ? sql::quoted(sql::Name{{}, table->name, {}}) : std::string("its table");
  auto& finding = report(name.span, name.span,
                         fmt::format("DROP INDEX {} waits for and then stops all reads and writes of {}",
                                     sql::quoted(name), owner));
  finding.label = table != nullptr
                      ? "takes " + findings::lock_text(context, table->qualified())
                      : fmt::format("takes {} and on its table", findings::lock_text(context, name));
  if (index != nullptr && index->origin.known()) {
    finding.evidence.push_back(
        fmt::format("{} was made at {}", sql::quoted(name), context.place(index->origin)));
  } else {
    finding.evidence.push_back(fmt::format("{} is not in the history that was read", sql::quoted(name)));
  }
  if (table != nullptr && newness.kind == Newness::Kind::filled_in_file) {
    findings::about_table(finding, context, table->qualified(), newness);
  }
  finding.fix = Fix{Fix::Class::plan,
                    fmt::format("safe form, {}", recipes::outside_transaction(context)),
                    fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(name)),
                    {}};
}

void check(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::index || drop.concurrently) {
    return;
  }
  for (const auto& name : drop.objects) {
    const auto* index = context.catalog().find(name);
    // An index that is known not to exist is not locked at all.
    if (index == nullptr && drop.if_exists && context.catalog().complete()) {
      continue;
    }
    if (!cannot_be_concurrent(drop, index)) {
      report_index(name, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_drop_index_not_concurrent) = {
    .level = Level::warning,
    .summary = "DROP INDEX without CONCURRENTLY: ACCESS EXCLUSIVE on the table",
    .hooks = {on<check>},
};
