#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

bool names_public(const std::vector<std::string>& grantees) {
  return std::find(grantees.begin(), grantees.end(), "public") != grantees.end();
}

bool grants(const std::vector<std::string>& privileges, std::string_view wanted) {
  return privileges.empty() || std::find(privileges.begin(), privileges.end(), wanted) != privileges.end();
}

// What PUBLIC has anyway when the object is made (manual 5.8, table 5.2).
bool is_default(const sql::Grant& grant) {
  switch (grant.kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::language:
      return true;
    case ObjectKind::database:
      return !grants(grant.privileges, "create");
    default:
      return false;
  }
}

std::string objects_of(const sql::Grant& grant) {
  if (grant.all_in_schema) {
    return "everything of its kind in schema " +
           (grant.schemas.empty() ? "?" : sql::quoted(grant.schemas.front()));
  }
  if (!grant.relations.empty()) {
    return sql::quoted(grant.relations.front());
  }
  // A large object has a number only.
  const bool is_named = !grant.objects.empty() && !grant.objects.front().empty();
  return is_named ? sql::quoted(grant.objects.front()) : "the object";
}

std::string privileges_of(const sql::Grant& grant) {
  if (grant.privileges.empty()) {
    return "all privileges";
  }
  std::string list;
  for (const auto& privilege : grant.privileges) {
    list += list.empty() ? "" : ", ";
    std::transform(privilege.begin(), privilege.end(), std::back_inserter(list),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  return list;
}

bool only_temporary(const sql::Grant& grant, const Context& context) {
  return !grant.relations.empty() &&
         std::all_of(grant.relations.begin(), grant.relations.end(),
                     [&](const sql::RelationName& name) { return context.is_temporary(name); });
}

void check(const sql::Grant& grant, const Context& context, Report& report) {
  if (!grant.grant || only_temporary(grant, context)) {
    return;
  }
  if (names_public(grant.grantees)) {
    if (is_default(grant)) {
      return;
    }
    auto& finding = report(context.statement().range,
                           fmt::format("every role of the cluster, also those made later, gets {} on {}",
                                       privileges_of(grant), objects_of(grant)));
    finding.label = "PUBLIC is everybody";
    finding.evidence.emplace_back("safe form: grant to a role, and make the users members of it");
    return;
  }
  // ALL on functions is EXECUTE, no more.
  const bool wide = grant.all_in_schema && grant.privileges.empty() &&
                    (grant.kind == ObjectKind::table || grant.kind == ObjectKind::sequence);
  if (wide && !grant.grantees.empty()) {
    const bool tables = grant.kind == ObjectKind::table;
    auto& finding = report(
        context.statement().range,
        fmt::format("{} gets every privilege on {}", sql::quoted(grant.grantees.front()), objects_of(grant)));
    finding.label =
        tables ? "TRUNCATE, TRIGGER and REFERENCES are among them" : "UPDATE (setval) is among them";
    finding.evidence.emplace_back(tables ? "safe form: name the privileges (SELECT, INSERT, UPDATE, DELETE)"
                                         : "safe form: name the privileges (USAGE, SELECT)");
  }
}

void check_default(const sql::AlterDefaultPrivileges& alter, const Context& context, Report& report) {
  if (!alter.grant || !names_public(alter.grantees)) {
    return;
  }
  auto& finding =
      report(context.statement().range,
             "every role of the cluster gets privileges on all objects that are made from now on");
  finding.label = "PUBLIC is everybody";
  finding.evidence.emplace_back("safe form: grant to a role, and make the users members of it");
}

}  // namespace

MIGRALINT_RULE(security_grant_to_public) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "GRANT … TO PUBLIC, and GRANT ALL ON ALL …",
    .hooks = {on<check>, on<check_default>},
    .undone_by_rollback = true,
};
