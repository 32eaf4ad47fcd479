#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/indexes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;

// Said when the first longer index came.
bool was_needless_before(const FileContext& context, const Relation& shorter, const Relation& mine,
                         const Relation& table) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](catalog::RelationId id) {
    const auto* other = context.catalog().get(id);
    return other != nullptr && other->index && other->id < mine.id && other->id != shorter.id &&
           indexes::is_prefix(*shorter.index, *other->index);
  });
}

bool check_pair(const FileContext& context, const Relation& mine, const Relation& other,
                const Relation& table, Report& report) {
  const bool mine_is_shorter = indexes::is_prefix(*mine.index, *other.index);
  if (!mine_is_shorter && !indexes::is_prefix(*other.index, *mine.index)) {
    return false;
  }
  const Relation& shorter = mine_is_shorter ? mine : other;
  const Relation& longer = mine_is_shorter ? other : mine;
  if (indexes::is_needed(shorter, table) ||
      (!mine_is_shorter && was_needless_before(context, shorter, mine, table))) {
    return false;
  }
  auto& finding = after_file::report_at(
      report, context, mine.origin,
      fmt::format("{} on {} ({}) is not needed: {} ({}) serves the same queries", sql::quoted(shorter.name),
                  shown(table), indexes::key_list(*shorter.index), sql::quoted(longer.name),
                  indexes::key_list(*longer.index)));
  finding.label = fmt::format("{} can go, unless its smaller size is wanted", sql::quoted(shorter.name));
  if (other.origin.known()) {
    finding.related.push_back(
        {other.origin.file, other.origin.span, fmt::format("{} is made here", sql::quoted(other.name))});
    finding.evidence.push_back(
        fmt::format("{} exists since {}", sql::quoted(other.name), context.place(other.origin)));
  }
  if (context.is_of_file(shorter.origin)) {
    finding.evidence.push_back(fmt::format("safe form: leave {} out", sql::quoted(shorter.name)));
  } else if (!mine_is_shorter) {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, in a migration of its own, outside a transaction",
                      indexes::drop_statement(shorter, table),
                      {}};
  }
  return mine_is_shorter;
}

void check(const FileContext& context, Report& report) {
  indexes::for_each_pair(context, [&](const Relation& mine, const Relation& other, const Relation& table) {
    return check_pair(context, mine, other, table, report);
  });
}

}  // namespace

MIGRALINT_RULE(index_redundant_prefix) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "An index whose keys are the first ones of another index",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
