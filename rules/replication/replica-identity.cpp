#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/replication.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check_identity(const sql::AlterTable& alter, const sql::ReplicaIdentity& identity, Span span,
                    const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  const std::string shown = sql::quoted(alter.table);
  if (identity.kind == 'n') {
    auto& finding = report(
        span, span,
        fmt::format("REPLICA IDENTITY NOTHING: once {} is published, UPDATE and DELETE on it fail", shown));
    finding.label = "replication cannot tell which row is meant";
    finding.evidence.push_back(context.existence(alter.table));
    return;
  }
  // Without a primary key there is nothing better to offer.
  const bool has_key = table == nullptr || table->assumed || table->primary_key() != nullptr;
  if (identity.kind != 'f' || !has_key) {
    return;
  }
  auto& finding = report(
      span, span,
      fmt::format(
          "REPLICA IDENTITY FULL: every UPDATE and DELETE on {} writes the whole old row to the WAL, and "
          "subscribers search by all columns",
          shown));
  finding.label = "the primary key is enough for replication";
  finding.evidence.push_back(context.existence(alter.table));
}

void check_constraint(const sql::AlterTable& alter, const sql::DropConstraint& drop, Span span,
                      const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  const auto* constraint = table != nullptr ? table->constraint(drop.name) : nullptr;
  if (constraint == nullptr) {
    return;
  }
  const bool by_index = table->replica_identity == 'i' && table->replica_identity_index == drop.name;
  const bool by_key = table->replica_identity == 'd' &&
                      constraint->kind == sql::Constraint::Kind::primary_key &&
                      replication::publication_of(context.catalog(), *table) != nullptr;
  if (!by_index && !by_key) {
    return;
  }
  const auto* publication = replication::publication_of(context.catalog(), *table);
  auto& finding =
      report(span, span,
             fmt::format("replication knows the rows of {} by {}: without it UPDATE and DELETE on a "
                         "published table fail",
                         sql::quoted(alter.table), sql::quoted(drop.name)));
  if (publication != nullptr) {
    finding.evidence.push_back(fmt::format("{} is published by {} since {}", sql::quoted(alter.table),
                                           sql::quoted(publication->name),
                                           context.place(publication->origin)));
  }
  finding.evidence.emplace_back("safe form: set another REPLICA IDENTITY USING INDEX first");
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    if (const auto* identity = std::get_if<sql::ReplicaIdentity>(&action.what)) {
      check_identity(alter, *identity, action.span, context, report);
    } else if (const auto* drop = std::get_if<sql::DropConstraint>(&action.what)) {
      check_constraint(alter, *drop, action.span, context, report);
    }
  }
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::index) {
    return;
  }
  for (const auto& name : drop.objects) {
    const auto* index = context.catalog().find(name);
    const auto* table =
        index != nullptr && index->index ? context.catalog().get(index->index->table) : nullptr;
    if (table == nullptr || table->replica_identity != 'i' || table->replica_identity_index != index->name) {
      continue;
    }
    auto& finding =
        report(name.span, name.span,
               fmt::format("replication knows the rows of {} by {}: without it UPDATE and DELETE on a "
                           "published table fail",
                           sql::quoted(table->name), sql::quoted(name)));
    finding.evidence.emplace_back("safe form: set another REPLICA IDENTITY first");
  }
}

}  // namespace

MIGRALINT_RULE(replication_replica_identity) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A replica identity that is missing, expensive or taken away",
    .hooks = {on<check_alter, sql::DropConstraint, sql::ReplicaIdentity>, on<check_drop>},
    .undone_by_rollback = true,
};
