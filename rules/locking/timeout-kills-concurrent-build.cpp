#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view timeout_names[] = {"statement_timeout", "lock_timeout"};

// What the cancelled statement leaves behind.
struct Build {
  std::string_view statement;
  std::string left_over;
  std::string drop = {};  ///< of what an earlier run may have left
};

std::optional<Build> build(const Context& context) {
  if (const auto* create = context.statement().as<sql::CreateIndex>();
      create != nullptr && create->concurrently) {
    if (findings::hidden(context.newness(create->table)) || context.is_temporary(create->table)) {
      return std::nullopt;
    }
    if (create->name.empty()) {
      return Build{"CREATE INDEX CONCURRENTLY", "its index"};
    }
    return Build{"CREATE INDEX CONCURRENTLY", sql::quoted(create->name),
                 fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n",
                             sql::quoted(sql::Name{create->table.schema, create->name, {}}))};
  }
  if (const auto* reindex = context.statement().as<sql::Reindex>();
      reindex != nullptr && reindex->concurrently) {
    const bool one = !reindex->relation.empty();
    if (one && findings::hidden(context.newness(reindex->relation))) {
      return std::nullopt;
    }
    return Build{"REINDEX CONCURRENTLY", one && reindex->target == sql::Reindex::Target::index
                                             ? sql::quoted(reindex->relation.name + "_ccnew")
                                             : "an index named …_ccnew"};
  }
  return std::nullopt;
}

struct Strikes {
  std::string names;
  std::string settings;
  std::vector<std::string> evidence;
};

// The configuration can say that the runner sets them; a SET of this file overrides it.
bool set_by_runner(std::string_view name, const Context& context) {
  const auto& settings = context.settings();
  const bool set =
      name == "lock_timeout" ? settings.lock_timeout_set_by_runner : settings.statement_timeout_set_by_runner;
  return set && context.session().setting(name) == nullptr;
}

Strikes in_force(const Context& context) {
  Strikes found;
  for (const auto name : timeout_names) {
    const auto* setting = context.session().setting(name);
    const bool runner = set_by_runner(name, context);
    if (!runner && context.session().timeout_ms(name) <= 0) {
      continue;
    }
    found.names += (found.names.empty() ? "" : " and ") + std::string(name);
    found.settings += fmt::format("SET {} = 0;\n", name);
    found.evidence.push_back(runner ? fmt::format("{} is set by the runner, as the configuration says", name)
                                    : fmt::format("{} = {} is in force since {}", name, setting->value,
                                                  context.place(setting->by)));
  }
  return found;
}

void check(const Context& context, Report& report) {
  const auto what = build(context);
  // In a transaction it does not even begin: will-fail/not-allowed-in-transaction.
  if (!what || context.embedded() != nullptr || context.session().refuses_non_transactional()) {
    return;
  }
  auto strikes = in_force(context);
  if (strikes.names.empty()) {
    return;
  }
  auto& finding = report(context.statement().range,
                         fmt::format("{} can be cancelled by {} and then leaves {} behind, INVALID",
                                     what->statement, strikes.names, what->left_over));
  finding.label = "it waits for other transactions by design, while nobody waits for it";
  finding.evidence = std::move(strikes.evidence);
  finding.fix =
      Fix{Fix::Class::plan,
          "safe form: no limit before the build, outside a transaction",
          strikes.settings + what->drop + std::string(context.text(context.statement().range)) + ";\n",
          {}};
  const auto timeouts = edits::timeouts(context);
  if (timeouts && edits::can_be_split(context)) {
    finding.fix->kind = Fix::Class::mechanical;
    finding.fix->edits = edits::around(context, *timeouts, "");
  }
}

}  // namespace

MIGRALINT_RULE(locking_timeout_kills_concurrent_build) = {
    .level = Level::warning,
    .summary =
        "statement_timeout or lock_timeout in force at a CONCURRENTLY build: a cancel leaves an INVALID "
        "index",
    .hooks = {on<check>},
};
