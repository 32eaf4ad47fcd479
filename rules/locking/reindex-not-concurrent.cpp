#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_with_concurrently = 12;

// Below 14 the server passes over a partitioned table with a warning.
bool is_skipped(const Newness& newness, int pg_version) {
  return pg_version < 14 && newness.relation != nullptr &&
         newness.relation->kind == catalog::RelationKind::partitioned_table;
}

std::string_view target_word(sql::Reindex::Target target) {
  switch (target) {
    case sql::Reindex::Target::index:
      return "INDEX";
    case sql::Reindex::Target::table:
      return "TABLE";
    case sql::Reindex::Target::schema:
      return "SCHEMA";
    case sql::Reindex::Target::database:
      return "DATABASE";
    case sql::Reindex::Target::system:
      return "SYSTEM";
  }
  return "";
}

std::string consequence(const sql::Reindex& reindex, const std::string& name) {
  switch (reindex.target) {
    case sql::Reindex::Target::index:
      return fmt::format(
          "REINDEX INDEX {} stops writes, and every query that could use the index, until it is built again",
          name);
    case sql::Reindex::Target::table:
      return fmt::format(
          "REINDEX TABLE {0} stops writes to {0}, and every query on it, until its indexes are built again",
          name);
    default:
      return fmt::format("REINDEX {}{} stops writes to and queries on one table after the other",
                         target_word(reindex.target), name.empty() ? "" : " " + name);
  }
}

// An exclusion constraint's index has no concurrent build (ReindexRelationConcurrently in
// src/backend/commands/indexcmds.c passes over it, or refuses when it is named), nor have the system
// catalogs.
bool is_left_out(const catalog::Relation& index, const Context& context) {
  const auto* table = index.index ? context.catalog().get(index.index->table) : nullptr;
  const auto* owner = table != nullptr ? table->constraint(index.index->constraint) : nullptr;
  return owner != nullptr && owner->kind == sql::Constraint::Kind::exclusion;
}

bool leaves_some_out(const sql::Reindex& reindex, const Newness& newness, const Context& context) {
  if (reindex.relation.schema == "pg_catalog" || reindex.name == "pg_catalog") {
    return true;
  }
  const auto* relation = newness.relation;
  if (relation == nullptr) {
    return false;
  }
  return is_left_out(*relation, context) ||
         std::any_of(relation->indexes.begin(), relation->indexes.end(), [&](catalog::RelationId id) {
           const auto* index = context.catalog().get(id);
           return index != nullptr && is_left_out(*index, context);
         });
}

std::optional<Fix> mechanical_fix(const sql::Reindex& reindex, const Newness& newness,
                                  const Context& context) {
  const auto timeouts = edits::timeouts(context);
  const std::string word = to_lower(target_word(reindex.target));
  const auto place = script::find_words(context.text(), context.statement().range, {word});
  if (!place || !timeouts || leaves_some_out(reindex, newness, context)) {
    return std::nullopt;
  }
  const bool possible =
      timeouts->off.empty() ? edits::outside_transaction(context) : edits::can_be_split(context);
  if (!possible) {
    return std::nullopt;
  }
  auto result = edits::around(context, *timeouts, "");
  result.push_back(edits::insert(place->end, " CONCURRENTLY"));
  return edits::mechanical("safe form", std::move(result));
}

// An index that is not in the history has no table, and a table none of its indexes.
std::string locks_text(const Context& context) {
  const auto on_indexes = findings::strongest_on_indexes(context);
  std::string indexes = on_indexes == session::LockMode::none
                            ? "locks each index"
                            : fmt::format("{} on each index", session::to_string(on_indexes));
  if (findings::strongest_on_tables(context) == session::LockMode::none) {
    return indexes;
  }
  return findings::lock_text_of_tables(context, "the table, ") + indexes;
}

void check(const sql::Reindex& reindex, const Context& context, Report& report) {
  // The system catalogs cannot be reindexed concurrently.
  if (reindex.concurrently || reindex.target == sql::Reindex::Target::system ||
      context.pg_version() < first_with_concurrently) {
    return;
  }
  const bool one_relation =
      reindex.target == sql::Reindex::Target::index || reindex.target == sql::Reindex::Target::table;
  const Newness newness = one_relation ? context.newness(reindex.relation) : Newness{};
  if (findings::harmless(newness) || is_skipped(newness, context.pg_version())) {
    return;
  }
  const std::string name =
      one_relation ? sql::quoted(reindex.relation) : (reindex.name.empty() ? "" : sql::quoted(reindex.name));
  auto& finding = report(context.statement().range, consequence(reindex, name));
  finding.label = locks_text(context);
  if (one_relation) {
    findings::about_table(finding, context, reindex.relation, newness);
  }
  finding.fix = mechanical_fix(reindex, newness, context);
  if (finding.fix) {
    return;
  }
  finding.fix = Fix{Fix::Class::plan,
                    fmt::format("safe form, {}", recipes::outside_transaction(context)),
                    fmt::format("REINDEX {} CONCURRENTLY{};\n", target_word(reindex.target),
                                name.empty() ? "" : " " + name),
                    {}};
}

}  // namespace

MIGRALINT_RULE(locking_reindex_not_concurrent) = {
    .level = Level::error,
    .summary =
        "REINDEX without CONCURRENTLY: writes, and queries that plan with the index, wait for the build",
    .hooks = {on<check>},
    .grows_with_table = true,
};
