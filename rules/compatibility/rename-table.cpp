#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/made_again.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// A view reads with its owner's rights, to whom no policy applies, unless it is told otherwise (15 and
// later).
std::string_view invoker_option(const Newness& newness, const Context& context) {
  constexpr int first_with_invoker = 15;
  const bool has_policies = newness.relation != nullptr && newness.relation->row_security;
  return has_policies && context.pg_version() >= first_with_invoker ? " WITH (security_invoker = true)" : "";
}

void check(const sql::Rename& rename, const Context& context, Report& report) {
  if (rename.kind != sql::ObjectKind::table && rename.kind != sql::ObjectKind::foreign_table) {
    return;
  }
  const Newness newness = context.newness(rename.relation);
  // ALTER TABLE also renames indexes, sequences and views, which running code rarely names.
  if (newness.kind != Newness::Kind::existing ||
      (newness.relation != nullptr && !newness.relation->is_table())) {
    return;
  }
  if (newness.relation != nullptr && made_again::is_named_by(context.step().file.id, *newness.relation)) {
    return;
  }
  const std::string old_name = sql::quoted(rename.relation);
  const sql::Name fresh{rename.relation.schema, rename.new_name, {}};
  auto& finding = report(context.statement().range,
                         fmt::format("renaming {} to {} breaks running code, which still uses the old name",
                                     old_name, sql::quoted(rename.new_name)));
  finding.label = "the old name is gone when this commits";
  finding.evidence.push_back(context.existence(rename.relation));
  finding.about = context.catalog().qualify(rename.relation);
  finding.holds_after_file = made_again::relation_is_gone;
  if (newness.relation != nullptr && newness.relation->row_security) {
    finding.evidence.emplace_back(
        "the table has row security, which a view passes by unless it is made WITH (security_invoker = "
        "true), "
        "15 and later");
  }
  finding.fix =
      Fix{Fix::Class::plan,
          "safe form: leave a view with the old name, in the same transaction, until no code uses it",
          recipes::in_one_transaction(
              context,
              recipes::timeout_guard(context) +
                  fmt::format(
                      "ALTER TABLE {0} RENAME TO {1};\nCREATE OR REPLACE VIEW {0}{2} AS SELECT * FROM {3};\n"
                      "-- a view has privileges of its own: GRANT on it what is granted on the table\n",
                      old_name, sql::quoted(rename.new_name), invoker_option(newness, context),
                      sql::quoted(fresh))),
          {}};
}

}  // namespace

MIGRALINT_RULE(compatibility_rename_table) = {
    .level = Level::warning,
    .summary = "An existing table is renamed while running code still uses the old name",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
