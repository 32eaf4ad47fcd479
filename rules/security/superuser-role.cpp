#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check_role(const sql::RoleStatement& role, const Context& context, Report& report) {
  if (!role.superuser && !role.bypass_rls) {
    return;
  }
  const std::string name = role.roles.empty() ? "the role" : findings::role_name(role.roles.front());
  auto& finding = report(
      context.statement().range,
      role.superuser
          ? fmt::format("{} becomes a superuser: no privilege, policy or file of the server stops it", name)
          : fmt::format("{} sees and writes every row, whatever the policies say", name));
  finding.label = role.superuser ? "SUPERUSER" : "BYPASSRLS";
  finding.evidence.emplace_back("only a superuser can run this, and a migration's role should be none");
}

void check_system(const sql::AlterSystem& alter, const Context& context, Report& report) {
  const bool all = alter.setting.empty() || alter.setting == "all";  // RESET ALL
  const std::string setting = all ? "every setting" : alter.setting;
  auto& finding = report(context.statement().range,
                         fmt::format("ALTER SYSTEM changes {} for all databases of the server", setting));
  finding.label = "a migration is about one database";
  finding.evidence.push_back(
      all ? "safe form: change the server's configuration where it is managed"
          : fmt::format("safe form: ALTER DATABASE … SET {} or ALTER ROLE … SET {}, where the "
                        "setting allows it",
                        alter.setting, alter.setting));
}

}  // namespace

MIGRALINT_RULE(security_superuser_role) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "SUPERUSER, BYPASSRLS or ALTER SYSTEM in a migration",
    .hooks = {on<check_role>, on<check_system>},
    .undone_by_rollback = true,
};
