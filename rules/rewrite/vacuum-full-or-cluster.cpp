#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_repack = 19;

Fix repack(const sql::Name& table, const std::string& index, const Context& context) {
  return {Fix::Class::plan,
          fmt::format("safe form, {} (needs a primary key or a replica identity index)",
                      recipes::outside_transaction(context)),
          fmt::format("REPACK (CONCURRENTLY) {}{};\n", sql::quoted(table),
                      index.empty() ? "" : " USING INDEX " + sql::quoted(index)),
          {}};
}

std::string_view advice(bool full) {
  return full ? "no form of it lets others work: a plain VACUUM makes the space usable again, pg_repack "
                "gives it "
                "back online"
              : "no form of it lets others work: pg_repack sorts a table online";
}

void report_table(const sql::Name& name, std::string_view what, const std::string& index,
                  const Context& context, Report& report) {
  const Newness newness = context.newness(name);
  if (findings::harmless(newness)) {
    return;
  }
  const std::string table = sql::quoted(name);
  const bool full = what == "VACUUM FULL";
  auto& finding =
      report(name.span.empty() ? context.statement().range : name.span, name.span,
             fmt::format("{} writes all of {} again while nobody can read or write it", what, table));
  finding.label = fmt::format("{} until table and indexes are written", findings::lock_text(context, name));
  findings::about_table(finding, context, name, newness);
  if (context.pg_version() >= first_repack) {
    finding.fix = repack(name, index, context);
  } else if (full) {
    finding.fix = Fix{Fix::Class::plan,
                      fmt::format("{}; {}", advice(true), recipes::outside_transaction(context)),
                      fmt::format("VACUUM {};\n", table),
                      {}};
  } else {
    finding.evidence.emplace_back(advice(false));
  }
}

void report_all(std::string_view what, std::string_view which, const Context& context, Report& report) {
  auto& finding = report(
      context.statement().range,
      fmt::format("{} writes {} again, one after the other, while nobody can read or write it", what, which));
  finding.label = findings::lock_text_of_tables(context, "each in turn");
  finding.evidence.emplace_back(context.pg_version() >= first_repack
                                    ? "safe form: REPACK (CONCURRENTLY) of each table that needs it"
                                    : advice(what == "VACUUM FULL"));
}

void check_vacuum(const sql::Vacuum& vacuum, const Context& context, Report& report) {
  if (!vacuum.full) {
    return;
  }
  if (vacuum.tables.empty()) {
    report_all("VACUUM FULL", "every table of the database", context, report);
    return;
  }
  for (const auto& table : vacuum.tables) {
    report_table(table, "VACUUM FULL", "", context, report);
  }
}

void check_cluster(const sql::Cluster& cluster, const Context& context, Report& report) {
  if (!cluster.table) {
    report_all("CLUSTER", "every table that was clustered before", context, report);
    return;
  }
  report_table(*cluster.table, "CLUSTER", cluster.index, context, report);
}

}  // namespace

MIGRALINT_RULE(rewrite_vacuum_full_or_cluster) = {
    .level = Level::error,
    .summary = "VACUUM FULL and CLUSTER: the whole table is written again under ACCESS EXCLUSIVE",
    .hooks = {on<check_vacuum>, on<check_cluster>},
    .grows_with_table = true,
};
