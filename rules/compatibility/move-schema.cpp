#include <algorithm>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/made_again.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

bool code_names_it(ObjectKind kind) {
  return kind != ObjectKind::index && kind != ObjectKind::statistics && kind != ObjectKind::collation;
}

/// The schema that it is in now; empty: not in the history.
std::string schema_of(const sql::Name& name, bool relation, const catalog::Catalog& catalog) {
  const auto* found = catalog.find(name);
  if (relation || found != nullptr) {
    return found != nullptr && !found->assumed ? found->schema : std::string();
  }
  if (const auto type = catalog::resolve_type(catalog, name)) {
    return type->schema;
  }
  const auto* overloads = catalog.find_functions(name);
  return overloads != nullptr && !overloads->empty() ? overloads->front().name.schema : std::string();
}

void check_set(const sql::SetSchema& set, const Context& context, Report& report) {
  const bool relation = !set.relation.empty();
  const sql::Name name = relation ? sql::Name(set.relation) : set.object;
  const bool stays =
      name.schema == set.new_schema || schema_of(name, relation, context.catalog()) == set.new_schema;
  if (!code_names_it(set.kind) || stays || guards::made_in_file(context, set.kind, name, {}) ||
      (relation && context.newness(name).kind != Newness::Kind::existing)) {
    return;
  }
  const std::string moved = sql::quoted(sql::Name{set.new_schema, name.name, {}});
  auto& finding = report(context.statement().range,
                         fmt::format("{} becomes {}: running code does not find it under its old name",
                                     sql::quoted(name), moved));
  finding.label = "code that finds it through search_path fails, too, unless the new schema is in it";
  finding.about = context.catalog().qualify(name);
  if (relation) {
    finding.evidence.push_back(context.existence(name));
    finding.holds_after_file = made_again::relation_is_gone;
  } else {
    const bool function = set.kind == ObjectKind::function || set.kind == ObjectKind::procedure ||
                          set.kind == ObjectKind::routine;
    finding.holds_after_file = function ? made_again::function_is_gone : made_again::type_is_gone;
  }
  if (set.kind == ObjectKind::table) {
    finding.fix =
        Fix{Fix::Class::plan,
            "safe form: leave a view with the old name, in the same transaction, until no code uses it",
            fmt::format("BEGIN;\n{}ALTER TABLE {} SET SCHEMA {};\nCREATE OR REPLACE VIEW {} AS SELECT * "
                        "FROM {};\nCOMMIT;\n",
                        recipes::timeout_guard(context), sql::quoted(finding.about),
                        sql::quoted(set.new_schema), sql::quoted(finding.about), moved),
            {}};
  }
}

void check_rename(const sql::Rename& rename, const Context& context, Report& report) {
  if (rename.kind != ObjectKind::schema ||
      guards::made_in_file(context, ObjectKind::schema, rename.object, {})) {
    return;
  }
  auto& finding =
      report(context.statement().range,
             fmt::format("renaming schema {} to {} breaks running code: everything in it has a new name",
                         sql::quoted(rename.object.name), sql::quoted(rename.new_name)));
  finding.label = "qualified names and search_path settings still say the old one";
  const auto* schema = context.catalog().find_schema(rename.object.name);
  if (schema != nullptr && schema->origin.known()) {
    finding.evidence.push_back(
        fmt::format("{} exists since {}", sql::quoted(schema->name), context.place(schema->origin)));
  }
}

}  // namespace

MIGRALINT_RULE(compatibility_move_schema) = {
    .level = Level::warning,
    .summary = "An existing object, or a whole schema, gets another qualified name",
    .hooks = {on<check_set>, on<check_rename>},
    .undone_by_rollback = true,
};
