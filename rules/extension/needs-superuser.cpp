#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/extensions.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_with_trusted = 13;

void check(const sql::CreateExtension& create, const Context& context, Report& report) {
  // IF NOT EXISTS of one that is there stops before any privilege is asked for.
  const bool there = create.if_not_exists && context.catalog().find_extension(create.name) != nullptr;
  if (there || create.name == "plpgsql") {
    return;
  }
  const auto trusted = extensions::is_trusted(create.name);
  const bool version_knows_trust = context.pg_version() >= first_with_trusted;
  if (version_knows_trust && trusted.value_or(false)) {
    return;
  }
  const std::string name = sql::quoted(create.name);
  auto& finding = report(context.statement().range,
                         fmt::format("CREATE EXTENSION {} {}", name,
                                     version_knows_trust && !trusted
                                         ? "may need a superuser: it is not known to be a trusted extension"
                                         : "needs a superuser, which a migration's role should not be"));
  finding.label = version_knows_trust ? "a trusted one only needs CREATE on the database"
                                      : "trusted extensions exist from PostgreSQL 13 on";
  finding.evidence.emplace_back(
      "let an administrator create it once; with IF NOT EXISTS the migration then passes without the "
      "privilege");
}

}  // namespace

MIGRALINT_RULE(extension_needs_superuser) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "CREATE EXTENSION of one that only a superuser can create",
    .hooks = {on<check>},
};
