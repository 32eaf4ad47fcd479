#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/partitions.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_detach_concurrently = 14;

const catalog::Relation* default_partition(const catalog::Relation* parent, const Context& context) {
  return parent != nullptr ? context.catalog().get(parent->default_partition) : nullptr;
}

bool has_generated_column(const catalog::Relation& parent) {
  return std::any_of(parent.columns.begin(), parent.columns.end(), [](const catalog::Column& column) {
    return column.generated_stored || column.generated_virtual;
  });
}

// A table of its own first: ATTACH takes SHARE UPDATE EXCLUSIVE only, and has no rows to read.
Fix detached_first(const sql::CreateTable& create, const catalog::Relation* parent, const Context& context) {
  const std::string table = sql::quoted(create.table);
  const std::string of = sql::quoted(*create.partition_of);
  const std::string_view bound = create.bound ? context.text(create.bound->span) : std::string_view();
  const std::string attach = fmt::format(
      "CREATE TABLE IF NOT EXISTS {0} (LIKE {1} INCLUDING DEFAULTS INCLUDING CONSTRAINTS{2} INCLUDING "
      "INDEXES);\nALTER TABLE {1} ATTACH PARTITION {0} {3};\n",
      table, of, parent != nullptr && has_generated_column(*parent) ? " INCLUDING GENERATED" : "",
      bound.empty() ? "DEFAULT" : bound);
  const std::string guard = recipes::timeout_guard(context);
  const auto* fallback = default_partition(parent, context);
  if (fallback == nullptr) {
    return {Fix::Class::plan, "safe form: a table of its own, then ATTACH", guard + attach, {}};
  }
  const auto condition =
      create.bound ? partitions::condition(parent->partition_key, *create.bound) : std::nullopt;
  if (!condition) {
    return {Fix::Class::plan,
            "safe form: a table of its own, then ATTACH (first a CHECK on the DEFAULT partition, see "
            "locking/attach-partition-scan)",
            guard + attach,
            {}};
  }
  // The CHECK proves that the DEFAULT partition holds none of the new one's rows.
  const std::string other = sql::quoted(fallback->qualified());
  const std::string check = sql::quoted(
      recipes::free_constraint_name({fallback->schema, create.table.name, {}}, {}, "not_here", context));
  return {Fix::Class::plan,
          "safe form: a CHECK on the DEFAULT partition, then a table of its own, and ATTACH",
          guard +
              recipes::add_constraint(other, check, fmt::format("CHECK ({}) NOT VALID", condition->outside)) +
              recipes::next_migration(context) +
              fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", other, check) +
              recipes::next_migration(context) + recipes::timeout_guard_next(context) + attach +
              fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", other, check),
          {}};
}

void add_other_tables(Finding& finding, const Context& context, const sql::Name& parent) {
  for (const auto& lock : context.effects().locks) {
    const auto* relation = context.catalog().get(lock.id);
    const bool linked = lock.existing && session::blocks_writes(lock.mode) && relation != nullptr &&
                        relation->is_table() && relation->partition_of == catalog::no_relation &&
                        !(lock.name == context.catalog().qualify(parent));
    if (linked) {
      finding.evidence.push_back(fmt::format("{} is locked too ({}), through a foreign key",
                                             sql::quoted(lock.name), session::to_string(lock.mode)));
    }
  }
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  if (!create.partition_of || context.effects().locks.empty()) {
    return;
  }
  const Newness newness = context.newness(*create.partition_of);
  if (findings::hidden(newness)) {
    return;
  }
  const std::string parent = sql::quoted(*create.partition_of);
  const auto* fallback = default_partition(newness.relation, context);
  auto& finding = report(
      create.table.span,
      fmt::format("CREATE TABLE … PARTITION OF waits for and then stops all reads and writes of {}{}", parent,
                  fallback != nullptr
                      ? fmt::format(", and of its DEFAULT partition {}", sql::quoted(fallback->name))
                      : std::string()));
  finding.label = findings::lock_text(context, *create.partition_of);
  findings::about_table(finding, context, *create.partition_of, newness);
  if (context.effects().find(effects::Reason::default_partition) != nullptr) {
    finding.evidence.push_back(fmt::format(
        "all rows of {} are read under the lock: no validated CHECK proves that none belongs to the "
        "new partition",
        sql::quoted(fallback->name)));
  }
  add_other_tables(finding, context, *create.partition_of);
  finding.fix = detached_first(create, newness.relation, context);
}

bool names(const sql::Drop& drop, const catalog::Relation& relation, const Context& context) {
  return std::any_of(drop.objects.begin(), drop.objects.end(),
                     [&](const sql::Name& name) { return context.catalog().find(name) == &relation; });
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::table) {
    return;
  }
  for (const auto& name : drop.objects) {
    const auto* table = context.catalog().find(name);
    const auto* parent = table != nullptr ? context.catalog().get(table->partition_of) : nullptr;
    if (parent == nullptr || names(drop, *parent, context) || findings::hidden(context.newness(parent))) {
      continue;
    }
    const auto* fallback = default_partition(parent, context);
    const bool with_default = fallback != nullptr && fallback != table;
    const std::string shown =
        sql::quoted(name.schema.empty() ? sql::Name{{}, parent->name, {}} : parent->qualified());
    auto& finding = report(
        name.span, name.span,
        fmt::format("DROP TABLE of the partition {} waits for and then stops all reads and writes of {}",
                    sql::quoted(name), shown));
    finding.label = findings::lock_text(context, parent->qualified());
    findings::about_table(finding, context, parent->qualified(), context.newness(parent));
    if (with_default) {
      finding.evidence.push_back(
          fmt::format("its DEFAULT partition {} is locked as well, and rules out DETACH "
                      "… CONCURRENTLY",
                      sql::quoted(fallback->name)));
    }
    if (fallback == nullptr && context.pg_version() >= first_detach_concurrently &&
        context.is_existing(name)) {
      finding.fix =
          Fix{Fix::Class::plan,
              fmt::format("safe form, {}", recipes::outside_transaction(context)),
              fmt::format("ALTER TABLE {} DETACH PARTITION {} CONCURRENTLY;\n{}{}DROP TABLE IF EXISTS {};\n",
                          shown, sql::quoted(name), recipes::next_migration(context),
                          recipes::timeout_guard_next(context), sql::quoted(name)),
              {}};
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_partition_locks_parent) = {
    .level = Level::warning,
    .summary = "CREATE TABLE … PARTITION OF and DROP TABLE of a partition: ACCESS EXCLUSIVE on the parent",
    .hooks = {on<check_create>, on<check_drop>},
};
