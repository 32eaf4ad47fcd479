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

Fix recipe(const sql::RefreshMaterializedView& refresh, const catalog::Relation* view,
           const Context& context) {
  const std::string shown = sql::quoted(refresh.view);
  const std::string refresh_sql = fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY {};\n", shown);
  if (view != nullptr && effects::usable_for_refresh(*view, context.catalog()) != nullptr) {
    Fix fix{Fix::Class::plan, "safe form", refresh_sql, {}};
    const auto place =
        script::find_words(context.text(), context.statement().range, {"refresh", "materialized", "view"});
    if (place && context.embedded() == nullptr) {
      fix.kind = Fix::Class::mechanical;
      fix.edits.push_back(edits::insert(place->end, " CONCURRENTLY"));
    }
    return fix;
  }
  return {Fix::Class::plan,
          fmt::format("safe form: first a unique index on plain columns, {}",
                      recipes::outside_transaction(context)),
          recipes::refresh_with_index(refresh.view, view, context),
          {}};
}

void check(const sql::RefreshMaterializedView& refresh, const Context& context, Report& report) {
  if (refresh.concurrently || !refresh.with_data) {
    return;
  }
  const Newness newness = context.newness(refresh.view);
  // Nobody reads one that this file has made, and reading one that was never filled is an error.
  const bool unpopulated =
      newness.relation != nullptr && !newness.relation->assumed && !newness.relation->populated;
  if (newness.kind != Newness::Kind::existing || unpopulated) {
    return;
  }
  const std::string view = sql::quoted(refresh.view);
  auto& finding =
      report(context.statement().range,
             fmt::format("REFRESH MATERIALIZED VIEW stops all reads of {} until its query has run", view));
  finding.label = fmt::format("{} while the query runs", findings::lock_text(context, refresh.view));
  finding.evidence.push_back(context.existence(refresh.view));
  finding.fix = recipe(refresh, newness.relation, context);
}

}  // namespace

MIGRALINT_RULE(locking_refresh_not_concurrent) = {
    .level = Level::warning,
    .summary = "REFRESH MATERIALIZED VIEW without CONCURRENTLY: readers wait until the query has run",
    .hooks = {on<check>},
    .grows_with_table = true,
};
