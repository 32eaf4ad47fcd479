#include <algorithm>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using What = sql::AlterDomain::What;

constexpr int first_online_validate = 19;

bool checks_rows(const sql::AlterDomain& alter, int pg_version) {
  switch (alter.what) {
    case What::add_constraint:
      return alter.constraint && !alter.constraint->not_valid;
    case What::set_not_null:
      return true;
    case What::validate_constraint:
      return pg_version < first_online_validate;
    default:
      return false;
  }
}

// The tables that the server will read, as far as somebody is hurt by it.
std::vector<const effects::Work*> scans(const Context& context) {
  std::vector<const effects::Work*> result;
  for (const auto& work : context.effects().work) {
    const auto* table = context.catalog().get(work.table);
    const bool hurts = work.reason == effects::Reason::domain_constraint && work.existing &&
                       (table == nullptr || !findings::harmless(context.newness(table)));
    if (hurts) {
      result.push_back(&work);
    }
  }
  return result;
}

// Tables outside the history cannot use a domain that this file has made.
bool may_have_other_users(const catalog::Domain* domain, const Context& context) {
  const bool of_this_file = domain != nullptr && !domain->assumed && domain->origin.known() &&
                            domain->origin.file == context.step().file.id;
  return !of_this_file && !context.catalog().complete();
}

std::string_view doing(What what) {
  switch (what) {
    case What::set_not_null:
      return "SET NOT NULL";
    case What::validate_constraint:
      return "VALIDATE CONSTRAINT";
    default:
      return "ADD CONSTRAINT";
  }
}

std::string check_text(const sql::AlterDomain& alter, const Context& context) {
  if (alter.what == What::set_not_null) {
    return "CHECK (VALUE IS NOT NULL)";
  }
  if (alter.constraint && alter.constraint->kind == sql::Constraint::Kind::not_null) {
    return "CHECK (VALUE IS NOT NULL)";
  }
  const std::string_view text = alter.constraint ? context.text(alter.constraint->span) : std::string_view();
  const auto check =
      alter.constraint ? script::find_words(context.text(), alter.constraint->span, {"check"}) : std::nullopt;
  return std::string(check ? text.substr(check->begin - alter.constraint->span.begin) : text);
}

// As PostgreSQL names it, not taken by another one of the domain.
std::string free_name(const sql::AlterDomain& alter, const Context& context) {
  const auto* domain = context.catalog().find_domain(alter.domain);
  return catalog::choose_name(alter.domain.name, {}, alter.what == What::set_not_null ? "not_null" : "check",
                              [&](std::string_view name) {
                                return domain != nullptr &&
                                       std::any_of(domain->checks.begin(), domain->checks.end(),
                                                   [&](const auto& check) { return check.name == name; });
                              });
}

std::optional<Fix> recipe(const sql::AlterDomain& alter, const Context& context) {
  if (alter.what == What::validate_constraint) {
    return std::nullopt;
  }
  std::string name = alter.constraint ? alter.constraint->name : "";
  if (name.empty()) {
    name = free_name(alter, context);
  }
  return Fix{
      Fix::Class::plan,
      "safe form: new values are checked from now on, old rows are left alone (below 19 no form of VALIDATE "
      "lets writers through)",
      fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {} NOT VALID;\n", sql::quoted(alter.domain),
                  sql::quoted(name), check_text(alter, context)),
      {}};
}

void check(const sql::AlterDomain& alter, const Context& context, Report& report) {
  if (!checks_rows(alter, context.pg_version())) {
    return;
  }
  const auto* domain = context.catalog().find_domain(alter.domain);
  if (alter.what == What::set_not_null && domain != nullptr && domain->not_null) {
    return;
  }
  const auto tables = scans(context);
  if (tables.empty() && !may_have_other_users(domain, context)) {
    return;
  }
  const std::string name = sql::quoted(alter.domain);
  const std::string where =
      tables.empty() ? fmt::format("every table that uses {}", name)
      : tables.size() == 1
          ? fmt::format("{}", sql::quoted(tables.front()->name))
          : fmt::format("{} and {} more", sql::quoted(tables.front()->name),
                        tables.size() == 2 ? "one table" : fmt::format("{} tables", tables.size() - 1));
  auto& finding = report(context.statement().range,
                         fmt::format("{} on the domain {} reads all of {} while writes there wait",
                                     doing(alter.what), name, where));
  finding.label = findings::lock_text_of_tables(
      context, "each table with a column of the domain, until the transaction ends");
  for (const auto* work : tables) {
    finding.evidence.push_back(fmt::format("{} has a column of this domain", sql::quoted(work->name)));
  }
  if (tables.empty()) {
    finding.evidence.emplace_back("the history that was read does not show all tables that use it");
  }
  finding.fix = recipe(alter, context);
}

}  // namespace

MIGRALINT_RULE(locking_domain_constraint_scan) = {
    .level = Level::error,
    .summary = "A constraint added to a domain: every table that uses it is read while its writers wait",
    .hooks = {on<check>},
    .grows_with_table = true,
};
