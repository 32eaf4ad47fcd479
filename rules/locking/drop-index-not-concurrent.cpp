#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

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

// One statement for each index: CONCURRENTLY takes no list.
std::vector<Edit> concurrently(const sql::Drop& drop, const Context& context) {
  const auto words = script::find_words(context.text(), context.statement().range, {"drop", "index"});
  if (!words || (drop.objects.size() > 1 && !edits::can_be_split(context))) {
    return {};
  }
  std::vector<Edit> result{edits::insert(words->end, " CONCURRENTLY")};
  for (std::size_t i = 1; i < drop.objects.size(); ++i) {
    const Span gap{drop.objects[i - 1].span.end, drop.objects[i].span.begin};
    const auto comma = context.text(gap).find(',');
    if (gap.begin >= gap.end || comma == std::string_view::npos) {
      return {};
    }
    const auto at = gap.begin + static_cast<std::uint32_t>(comma);
    result.push_back({{at, at + 1},
                      fmt::format(";{}DROP INDEX CONCURRENTLY{}", edits::new_line(context),
                                  drop.if_exists ? " IF EXISTS" : "")});
  }
  return result;
}

bool can_be_concurrent(const sql::Drop& drop, const Context& context) {
  return edits::outside_transaction(context) &&
         std::all_of(drop.objects.begin(), drop.objects.end(), [&](const sql::Name& name) {
           return !cannot_be_concurrent(drop, context.catalog().find(name));
         });
}

void report_index(const sql::Drop& drop, const sql::Name& name, const Context& context, Report& report) {
  const auto* index = context.catalog().find(name);
  const Newness newness = context.newness(index);
  if (findings::hidden(newness)) {
    return;
  }
  const auto* table = index != nullptr && index->index ? context.catalog().get(index->index->table) : nullptr;
  const std::string owner = table == nullptr ? std::string("its table") : shown(*table);
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
  finding.fix = Fix{Fix::Class::plan, fmt::format("safe form, {}", recipes::outside_transaction(context)),
                    fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(name)),
                    can_be_concurrent(drop, context) ? concurrently(drop, context) : std::vector<Edit>()};
  if (!finding.fix->edits.empty()) {
    finding.fix->kind = Fix::Class::mechanical;
  }
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
      report_index(drop, name, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_drop_index_not_concurrent) = {
    .level = Level::warning,
    .summary = "DROP INDEX without CONCURRENTLY: ACCESS EXCLUSIVE on the table",
    .hooks = {on<check>},
};
