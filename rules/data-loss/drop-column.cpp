#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool has(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool mentions(const sql::ExprPtr& expr, std::string_view column) {
  return expr && has(sql::columns_of(*expr), column);
}

bool index_uses(const catalog::Index& index, std::string_view column) {
  return has(index.including, column) || mentions(index.predicate, column) ||
         std::any_of(index.keys.begin(), index.keys.end(), [&](const sql::IndexKey& key) {
           return key.column == column || mentions(key.expr, column);
         });
}

// Constraints and indexes that mention the column go with it, without a word from the server.
void add_what_goes_with_it(Finding& finding, const Context& context, const catalog::Relation& table,
                           std::string_view column) {
  for (const auto& constraint : table.constraints) {
    if (constraint.kind == sql::Constraint::Kind::not_null) {
      continue;
    }
    if (has(constraint.columns, column) || mentions(constraint.expr, column)) {
      finding.related.push_back(
          {constraint.origin.file, constraint.origin.span,
           fmt::format("constraint {} is dropped with it", sql::quoted(constraint.name))});
    }
  }
  for (const auto id : table.indexes) {
    const auto* index = context.catalog().get(id);
    if (index != nullptr && index->index && index->index->constraint.empty() &&
        index_uses(*index->index, column)) {
      finding.related.push_back({index->origin.file, index->origin.span,
                                 fmt::format("index {} is dropped with it", sql::quoted(index->name))});
    }
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (alter.kind != sql::ObjectKind::table) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    if (drop == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    // The values of a foreign table stay where they are.
    const bool foreign =
        newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::foreign_table;
    if (newness.kind != Newness::Kind::existing || foreign) {
      continue;
    }
    const auto* column = newness.relation != nullptr ? newness.relation->column(drop->column) : nullptr;
    const bool known_absent =
        column == nullptr && newness.relation != nullptr && newness.relation->columns_complete;
    const bool new_here = column != nullptr && !column->assumed && column->certainly_created &&
                          column->origin.file == context.step().file.id;
    if ((known_absent && drop->if_exists) || new_here) {
      continue;
    }
    auto& finding = report(action.span, action.span,
                           fmt::format("DROP COLUMN deletes {}.{} and its data for good",
                                       sql::quoted(alter.table), sql::quoted(drop->column)));
    finding.label = "running code that still reads or writes it fails at once";
    if (column != nullptr && column->origin.known() && !column->assumed) {
      finding.evidence.push_back(
          fmt::format("{} was added at {}", sql::quoted(drop->column), context.place(column->origin)));
    } else {
      finding.evidence.push_back(context.existence(alter.table));
    }
    if (newness.relation != nullptr) {
      add_what_goes_with_it(finding, context, *newness.relation, drop->column);
    }
    finding.evidence.emplace_back(
        "stop using it in the application first, deploy, then drop it in a later migration");
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_drop_column) = {
    .level = Level::warning,
    .summary = "DROP COLUMN of an existing table",
    .hooks = {on<check, sql::DropColumn>},
    .undone_by_rollback = true,
};
