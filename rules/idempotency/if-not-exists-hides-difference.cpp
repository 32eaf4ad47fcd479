#include <algorithm>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// `_text` is what PostgreSQL calls the type text[], which has one dimension however many are written.
sql::TypeName of_array(sql::TypeName type, const catalog::Catalog& catalog) {
  if (type.name.starts_with('_') && type.array_dimensions == 0 && !catalog::stored_type(catalog, type)) {
    type.name.erase(0, 1);
    type.array_dimensions = 1;
  }
  type.array_dimensions = std::min(type.array_dimensions, 1);
  return type;
}

// serial is a type of the grammar only.
std::string type_text(const sql::TypeName& type, const catalog::Catalog& catalog) {
  auto base = effects::base_type(of_array(type, catalog), catalog);
  // One spelling for one type, whatever search_path was when each was written.
  if (const auto known = catalog::stored_type(catalog, base)) {
    base.schema = known->schema == sql::public_schema ? std::string() : known->schema;
  }
  auto shown = sql::to_string(base);
  if (shown == "character varying") {
    shown = "text";  // without a length the two are alike
  }
  if (effects::is_serial(type)) {
    const bool small = type.name == "smallserial" || type.name == "serial2";
    const bool big = type.name == "bigserial" || type.name == "serial8";
    shown = small ? "smallint" : big ? "bigint" : "integer";
  }
  return shown;
}

bool is_not_null(const sql::ColumnDefinition& column) {
  using Kind = sql::Constraint::Kind;
  return column.find(Kind::not_null) != nullptr || column.find(Kind::primary_key) != nullptr ||
         column.find(Kind::identity) != nullptr || effects::is_serial(column.type);
}

// What is different, in words; empty: nothing that is known.
std::string difference(const sql::ColumnDefinition& wanted, const catalog::Column& present,
                       const catalog::Catalog& catalog) {
  if (present.assumed || present.type.empty() || wanted.type.empty()) {
    return {};
  }
  const std::string name = sql::quoted(wanted.name);
  const std::string new_type = type_text(wanted.type, catalog);
  const std::string old_type = type_text(present.type, catalog);
  if (new_type != old_type) {
    return fmt::format("{} stays {}, not {}", name, old_type, new_type);
  }
  if (is_not_null(wanted) && !present.not_null) {
    return fmt::format("{} stays nullable", name);
  }
  return {};
}

bool is_known(const catalog::Relation* table) {
  return table != nullptr && !table->assumed && table->certainly_created && table->columns_complete;
}

void finish(Finding& finding, const Context& context, const catalog::Origin& origin,
            const std::string& name) {
  finding.label = "IF NOT EXISTS: nothing happens, and nothing is said";
  finding.evidence.push_back(fmt::format("{} exists since {}", name, context.place(origin)));
  if (auto related = context.related(origin, name + " is made here")) {
    finding.related.push_back(*related);
  }
}

std::string table_difference(const sql::CreateTable& create, const catalog::Relation& table,
                             const catalog::Catalog& catalog) {
  for (const auto& wanted : create.columns) {
    const auto* present = table.column(wanted.name);
    if (present == nullptr) {
      return fmt::format("{} is not added", sql::quoted(wanted.name));
    }
    if (auto text = difference(wanted, *present, catalog); !text.empty()) {
      return text;
    }
  }
  return {};
}

void check_table(const sql::CreateTable& create, const Context& context, Report& report) {
  const auto* table = context.catalog().find(create.table);
  if (!create.if_not_exists || !is_known(table) || !create.likes.empty() || create.partition_of ||
      context.is_temporary(create.table)) {
    return;
  }
  const auto text = table_difference(create, *table, context.catalog());
  if (text.empty()) {
    return;
  }
  auto& finding =
      report(create.table.span, context.statement().range,
             fmt::format("{} is there already, with another shape: {}", sql::quoted(create.table), text));
  finish(finding, context, table->origin, sql::quoted(create.table));
}

void check_columns(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (!is_known(table)) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    const auto* present = add != nullptr && add->if_not_exists ? table->column(add->column.name) : nullptr;
    if (present == nullptr || !present->certainly_created) {
      continue;
    }
    const auto text = difference(add->column, *present, context.catalog());
    if (text.empty()) {
      continue;
    }
    auto& finding = report(action.span, action.span,
                           fmt::format("{}.{} is there already, with another shape: {}",
                                       sql::quoted(alter.table), sql::quoted(add->column.name), text));
    finish(finding, context, present->origin, sql::quoted(add->column.name));
  }
}

}  // namespace

MIGRALINT_RULE(idempotency_if_not_exists_hides_difference) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "CREATE TABLE or ADD COLUMN IF NOT EXISTS of what is there with another shape",
    .hooks = {on<check_table>, on<check_columns, sql::AddColumn>},
    .undone_by_rollback = true,
};
