#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"
#include "rules/support/replication.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool lacks_key(const catalog::Relation& table) {
  const bool stored =
      table.kind == catalog::RelationKind::table || table.kind == catalog::RelationKind::partitioned_table;
  return stored && !table.assumed && table.columns_complete &&
         table.persistence == catalog::Persistence::permanent && !replication::can_tell_rows(table);
}

std::string message(const std::string& table, const std::string& publication) {
  return fmt::format("{} is published by {} without a primary key: UPDATE and DELETE on it fail", table,
                     publication);
}

void advise(Finding& finding, const std::string& table) {
  finding.label = "replication cannot tell which row is meant";
  finding.evidence.push_back(fmt::format(
      "safe form: a primary key for {}, or REPLICA IDENTITY USING INDEX of a unique index without NULLs",
      table));
}

// At the end of the file: the key may come later in it.
bool still_without(Finding& finding, const catalog::Catalog& catalog) {
  const auto* table = catalog.find(finding.about);
  return table != nullptr && lacks_key(*table) && replication::publication_of(catalog, *table) != nullptr;
}

void report_table(const catalog::Relation* table, Span span, const std::string& publication,
                  const Context& context, Report& report) {
  if (table == nullptr || !lacks_key(*table)) {
    return;
  }
  const std::string name = shown(*table);
  auto& finding = report(span, span, message(name, sql::quoted(publication)));
  advise(finding, name);
  finding.evidence.push_back(fmt::format("{} is made at {}", name, context.place(table->origin)));
  finding.about = table->qualified();
  finding.holds_after_file = still_without;
}

void report_tables(const std::vector<sql::RelationName>& tables, const std::string& publication,
                   const Context& context, Report& report) {
  for (const auto& name : tables) {
    report_table(context.catalog().find(name), name.span, publication, context, report);
  }
}

// FOR ALL TABLES, FOR TABLES IN SCHEMA.
void report_all(bool all, const std::vector<std::string>& schemas, const std::string& publication,
                const Context& context, Report& report) {
  if (!all && schemas.empty()) {
    return;
  }
  context.catalog().for_each([&](const catalog::Relation& table) {
    const bool published = all || std::find(schemas.begin(), schemas.end(), table.schema) != schemas.end();
    if (published && table.partition_of == catalog::no_relation) {
      report_table(&table, context.statement().range, publication, context, report);
    }
  });
}

void check_create(const sql::CreatePublication& create, const Context& context, Report& report) {
  if (!create.publishes_changes) {
    return;
  }
  report_tables(create.tables, create.name, context, report);
  report_all(create.all_tables, create.schemas, create.name, context, report);
}

void check_alter(const sql::AlterPublication& alter, const Context& context, Report& report) {
  const auto* publication = context.catalog().find_publication(alter.name);
  const bool publishes = publication == nullptr || publication->publishes_changes;
  if (publishes &&
      (alter.what == sql::AlterPublication::What::add || alter.what == sql::AlterPublication::What::set)) {
    report_tables(alter.tables, alter.name, context, report);
    report_all(false, alter.schemas, alter.name, context, report);
  }
}

// New tables of a publication for all tables, or for all of a schema.
void check_new(const FileContext& context, Report& report) {
  if (context.catalog().publications_.empty()) {
    return;
  }
  after_file::for_each_changed_table(context, [&](const catalog::Relation& table) {
    const auto* publication = replication::publication_of(context.catalog(), table);
    const bool is_new = context.is_of_file(table.origin) && table.partition_of == catalog::no_relation;
    if (publication == nullptr || !is_new || !lacks_key(table)) {
      return;
    }
    // Reported where it was published.
    if (context.is_of_file(publication->origin) && publication->origin.statement > table.origin.statement) {
      return;
    }
    const std::string name = shown(table);
    auto& finding =
        after_file::report_at(report, context, table.origin, message(name, sql::quoted(publication->name)));
    advise(finding, name);
    finding.evidence.push_back(
        fmt::format("{} is made at {}", sql::quoted(publication->name), context.place(publication->origin)));
  });
}

}  // namespace

MIGRALINT_RULE(replication_publication_without_key) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A published table with neither primary key nor replica identity",
    .hooks = {on<check_create>, on<check_alter>, on<check_new>},
    .undone_by_rollback = true,
};
