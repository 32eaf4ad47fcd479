#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/indexes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;

// The one that can go: not unique before unique, without a constraint before with one, the new before the
// old.
const Relation& redundant_of(const Relation& mine, const Relation& other) {
  if (mine.index->unique != other.index->unique) {
    return mine.index->unique ? other : mine;
  }
  if (mine.index->constraint.empty() != other.index->constraint.empty()) {
    return mine.index->constraint.empty() ? mine : other;
  }
  return mine;
}

bool is_deferrable(const Relation& index, const Relation& table) {
  const auto* constraint =
      index.index->constraint.empty() ? nullptr : table.constraint(index.index->constraint);
  return constraint != nullptr && constraint->deferrable;
}

// Its operators are not known from the index: what differs between two of them may be just these.
bool is_exclusion(const Relation& index, const Relation& table) {
  const auto* constraint =
      index.index->constraint.empty() ? nullptr : table.constraint(index.index->constraint);
  return constraint != nullptr && constraint->kind == sql::Constraint::Kind::exclusion;
}

// No foreign key and no ON CONFLICT takes a deferrable constraint: another unique index does what it cannot.
bool do_different_work(const Relation& mine, const Relation& other, const Relation& table) {
  return (mine.index->unique && other.index->unique &&
          is_deferrable(mine, table) != is_deferrable(other, table)) ||
         (is_exclusion(mine, table) && is_exclusion(other, table));
}

bool check_pair(const FileContext& context, const Relation& mine, const Relation& other,
                const Relation& table, Report& report) {
  if (!indexes::are_equal(*mine.index, *other.index) || do_different_work(mine, other, table)) {
    return false;
  }
  const Relation& redundant = redundant_of(mine, other);
  const Relation& kept = &redundant == &mine ? other : mine;
  if (table.replica_identity_index == redundant.name) {
    return false;
  }
  auto& finding = after_file::report_at(
      report, context, mine.origin,
      fmt::format("{} and {} are the same index on {} ({}): every write keeps both up to date for nothing",
                  sql::quoted(mine.name), sql::quoted(other.name), shown(table),
                  indexes::key_list(*mine.index)));
  finding.label =
      fmt::format("{} can go{}", sql::quoted(redundant.name),
                  kept.index->unique && !redundant.index->unique ? ": the other one is unique, too" : "");
  if (other.origin.known()) {
    finding.related.push_back(
        {other.origin.file, other.origin.span, fmt::format("{} is made here", sql::quoted(other.name))});
    finding.evidence.push_back(
        fmt::format("{} exists since {}", sql::quoted(other.name), context.place(other.origin)));
  }
  if (&redundant == &mine) {
    finding.evidence.push_back(fmt::format("safe form: leave {} out", sql::quoted(mine.name)));
  } else {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, in a migration of its own, outside a transaction",
                      indexes::drop_statement(redundant, table),
                      {}};
  }
  return true;
}

void check(const FileContext& context, Report& report) {
  indexes::for_each_pair(context, [&](const Relation& mine, const Relation& other, const Relation& table) {
    return check_pair(context, mine, other, table, report);
  });
}

}  // namespace

MIGRALINT_RULE(index_duplicate) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "An index that does the same as another one of its table",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
