#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/partition_parts.hpp"
#include "rules/support/partitions.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using effects::Reason;

bool reads_rows(Reason reason) {
  return reason == Reason::partition_bound || reason == Reason::default_partition ||
         reason == Reason::builds_index || reason == Reason::builds_unique ||
         reason == Reason::validates_foreign_key;
}

// What ATTACH does to a table beside taking its locks, as part of a sentence.
std::string doing(const effects::Work& work, std::string_view table, bool candidate) {
  switch (work.reason) {
    case Reason::builds_index:
    case Reason::builds_unique:
      return fmt::format("builds {} on {}, which has no index like it", sql::quoted(work.name.name), table);
    case Reason::validates_foreign_key:
      return candidate ? fmt::format("checks a foreign key of the parent for the rows of {}", table)
                       : fmt::format("looks for them in {}, which the key references", table);
    default:
      return fmt::format("reads all of {}", table);
  }
}

const catalog::Relation* table_of(const effects::Work& work, const Context& context) {
  return work.table != catalog::no_relation ? context.catalog().get(work.table)
                                            : context.catalog().find(work.table_name);
}

// The readings that hurt somebody, those that give the rule its name first.
std::vector<const effects::Work*> harmful_work(const catalog::Relation* candidate, const Context& context,
                                               std::size_t part) {
  const bool empty = candidate != nullptr && findings::harmless(context.newness(candidate));
  std::vector<const effects::Work*> scans;
  std::vector<const effects::Work*> others;
  for (const auto& work : context.effects().work) {
    if (work.part != part || !work.existing || !reads_rows(work.reason)) {
      continue;
    }
    const Newness newness = context.newness(table_of(work, context));
    // Without rows to check nothing is looked up in the table that a foreign key references.
    const bool reads_nothing = empty && work.reason == Reason::validates_foreign_key;
    if (reads_nothing || (newness.relation != nullptr && findings::harmless(newness))) {
      continue;
    }
    const bool scan = work.reason == Reason::partition_bound || work.reason == Reason::default_partition;
    (scan ? scans : others).push_back(&work);
  }
  scans.insert(scans.end(), others.begin(), others.end());
  return scans;
}

// New rows of the candidate are checked while it waits to be attached; the DEFAULT partition must hold none
// of them.
std::string proof(const sql::Name& table, const std::string& name, const std::string& condition) {
  return recipes::add_constraint(sql::quoted(table), sql::quoted(name),
                                 fmt::format("CHECK ({}) NOT VALID", condition));
}

// The rows must belong to what the parent itself is a partition of, too.
std::optional<partitions::Condition> condition(const catalog::Relation* parent,
                                               const sql::PartitionBound& bound, const Context& context) {
  auto result = parent != nullptr ? partitions::condition(parent->partition_key, bound) : std::nullopt;
  for (const auto* at = parent; result && at != nullptr && at->bound;) {
    const auto* above = context.catalog().get(at->partition_of);
    const auto own =
        above != nullptr ? partitions::condition(above->partition_key, *at->bound) : std::nullopt;
    if (!own) {
      return std::nullopt;
    }
    result->inside += " AND " + own->inside;
    at = above;
  }
  return result;
}

// What is scanned is proved by a CHECK first.
struct Proofs {
  std::vector<std::string>
      add;  ///< one table at a time: where a file is one transaction, two would stay locked
  std::string validate;
  std::string drop;
};

std::optional<Proofs> proofs(const catalog::Relation* parent, const sql::AttachPartition& attach,
                             const std::vector<const effects::Work*>& works, const Context& context) {
  const auto wanted = condition(parent, attach.bound, context);
  Proofs result;
  for (const auto* work : works) {
    const bool candidate = work->reason == Reason::partition_bound;
    if (!candidate && work->reason != Reason::default_partition) {
      continue;
    }
    if (!wanted) {
      return std::nullopt;
    }
    const sql::Name table = candidate ? sql::Name(attach.partition) : work->table_name;
    const std::string shown = sql::quoted(table);
    const std::string name = recipes::free_constraint_name({table.schema, attach.partition.name, {}}, {},
                                                           candidate ? "bound" : "not_here", context);
    result.add.push_back(proof(table, name, candidate ? wanted->inside : wanted->outside));
    result.validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown, sql::quoted(name));
    result.drop += fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", shown, sql::quoted(name));
  }
  return result;
}

// Nothing where ATTACH finds all that the parent has, or where it cannot be made before.
partitions::Parts parts(const catalog::Relation* parent, const catalog::Relation* candidate,
                        const std::vector<const effects::Work*>& works, const Context& context) {
  const bool needed = std::any_of(works.begin(), works.end(), [&](const effects::Work* work) {
    return work->reason != Reason::partition_bound && work->reason != Reason::default_partition;
  });
  const auto found = needed && parent != nullptr && candidate != nullptr
                         ? partitions::missing_parts(*parent, *candidate, context)
                         : std::nullopt;
  return found.value_or(partitions::Parts());
}

std::optional<Fix> recipe(const sql::AlterTable& alter, const sql::Action& action,
                          const sql::AttachPartition& attach, const catalog::Relation* candidate,
                          const std::vector<const effects::Work*>& works, const Context& context) {
  const auto* parent = context.catalog().find(alter.table);
  const auto proved = proofs(parent, attach, works, context);
  if (!proved) {
    return std::nullopt;
  }
  const auto made = parts(parent, candidate, works, context);
  std::string sql = made.build;
  const auto next = [&](const std::string& file, bool guarded) {
    if (!file.empty()) {
      const bool first = sql.empty();
      sql += first ? std::string() : recipes::next_migration(context);
      sql += !guarded ? std::string()
             : first  ? recipes::timeout_guard(context)
                      : recipes::timeout_guard_next(context);
      sql += file;
    }
  };
  for (const auto& files : {proved->add, made.keys}) {
    for (const auto& file : files) {
      next(file, true);
    }
  }
  next(made.not_null, true);
  next(proved->validate + made.validate, false);
  next(made.set_not_null, true);
  next(made.take, true);
  if (sql.empty()) {
    return std::nullopt;
  }
  next(
      fmt::format("ALTER TABLE {} {};\n", sql::quoted(alter.table), context.text(action.span)) + proved->drop,
      true);
  return Fix{Fix::Class::plan,
             !made.build.empty()   ? "safe form: what the parent has is built before, outside a transaction"
             : proved->add.empty() ? "safe form: the foreign key is checked before"
                                   : "safe form: a validated CHECK proves it before",
             sql,
             {}};
}

void report_attach(const sql::AlterTable& alter, std::size_t part, const sql::AttachPartition& attach,
                   const Context& context, Report& report) {
  const auto* candidate = context.catalog().find(attach.partition);
  const auto works = harmful_work(candidate, context, part);
  if (works.empty()) {
    return;
  }
  const auto& action = alter.actions[part];
  const effects::Work& first = *works.front();
  const std::string table =
      first.reason == Reason::partition_bound ? sql::quoted(attach.partition) : sql::quoted(first.table_name);
  auto& finding = report(
      action.span, action.span,
      fmt::format("ATTACH PARTITION {} while {}", doing(first, table, table_of(first, context) == candidate),
                  first.reason == Reason::default_partition
                      ? fmt::format("nobody can read or write {}, the DEFAULT partition", table)
                      : findings::who_waits(context, first.reason == Reason::partition_bound
                                                         ? sql::Name(attach.partition)
                                                         : first.table_name)));
  finding.label = fmt::format("{} until it is done", findings::lock_text(context, first.table_name));
  findings::about_table(finding, context, first.table_name, context.newness(table_of(first, context)));
  if (first.reason == Reason::partition_bound || first.reason == Reason::default_partition) {
    finding.evidence.push_back(fmt::format("no validated CHECK of {} proves that {}", table,
                                           first.reason == Reason::partition_bound
                                               ? "all its rows belong to the partition"
                                               : "none of its rows belongs to the new partition"));
  }
  for (std::size_t i = 1; i < works.size(); ++i) {
    finding.evidence.push_back("it also " + doing(*works[i], sql::quoted(works[i]->table_name),
                                                  table_of(*works[i], context) == candidate));
  }
  finding.fix = recipe(alter, action, attach, candidate, works, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (const auto* attach = std::get_if<sql::AttachPartition>(&alter.actions[i].what)) {
      report_attach(alter, i, *attach, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_attach_partition_scan) = {
    .level = Level::warning,
    .summary = "ATTACH PARTITION with no CHECK that proves the bound: a full scan under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AttachPartition>},
    .grows_with_table = true,
};
