#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_with_concurrently = 12;

// Below 14 the server passes over a partitioned table with a warning.
bool is_skipped(const Newness& newness, int pg_version) {
  return pg_version < 14 && newness.relation != nullptr &&
         newness.relation->kind == catalog::RelationKind::partitioned_table;
}

std::string_view target_word(sql::Reindex::Target target) {
  switch (target) {
    case sql::Reindex::Target::index:
      return "INDEX";
    case sql::Reindex::Target::table:
      return "TABLE";
    case sql::Reindex::Target::schema:
      return "SCHEMA";
    case sql::Reindex::Target::database:
      return "DATABASE";
    case sql::Reindex::Target::system:
      return "SYSTEM";
  }
  return "";
}

std::string consequence(const sql::Reindex& reindex, const std::string& name) {
  switch (reindex.target) {
    case sql::Reindex::Target::index:
      return fmt::format(
          "REINDEX INDEX {} stops writes, and every query that could use the index, until it is built again",
          name);
    case sql::Reindex::Target::table:
      return fmt::format(
          "REINDEX TABLE {0} stops writes to {0}, and every query on it, until its indexes are built again",
          name);
    default:
      return fmt::format("REINDEX {}{} stops writes to and queries on one table after the other",
                         target_word(reindex.target), name.empty() ? "" : " " + name);
  }
}

void check(const sql::Reindex& reindex, const Context& context, Report& report) {
  // The system catalogs cannot be reindexed concurrently.
  if (reindex.concurrently || reindex.target == sql::Reindex::Target::system ||
      context.pg_version() < first_with_concurrently) {
    return;
  }
  const bool one_relation =
      reindex.target == sql::Reindex::Target::index || reindex.target == sql::Reindex::Target::table;
  const Newness newness = one_relation ? context.newness(reindex.relation) : Newness{};
  if (findings::harmless(newness) || is_skipped(newness, context.pg_version())) {
    return;
  }
  const std::string name =
      one_relation ? sql::quoted(reindex.relation) : (reindex.name.empty() ? "" : sql::quoted(reindex.name));
  auto& finding = report(context.statement().range, consequence(reindex, name));
  finding.label = "SHARE on the table, ACCESS EXCLUSIVE on each index";
  if (one_relation) {
    findings::about_table(finding, context, reindex.relation, newness);
  }
  finding.fix = Fix{Fix::Class::plan,
                    fmt::format("safe form, {}", recipes::outside_transaction(context)),
                    fmt::format("REINDEX {} CONCURRENTLY{};\n", target_word(reindex.target),
                                name.empty() ? "" : " " + name),
                    {}};
}

}  // namespace

MIGRALINT_RULE(locking_reindex_not_concurrent) = {
    .level = Level::error,
    .summary =
        "REINDEX without CONCURRENTLY: writes, and queries that plan with the index, wait for the build",
    .hooks = {on<check>},
    .grows_with_table = true,
};
