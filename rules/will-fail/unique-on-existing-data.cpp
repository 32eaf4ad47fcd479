#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/guards.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

struct Wanted {
  std::vector<std::string> columns;  // plain ones
  std::vector<std::string> keys;     // as SQL, expressions too
  std::string where;
  bool nulls_not_distinct = false;
};

bool is_nullable(const catalog::Relation* table, const std::string& column) {
  const auto* known = table != nullptr ? table->column(column) : nullptr;
  return known == nullptr || !known->not_null;
}

// Fewer columns that are unique already make these unique too; NULLs that were taken as different may be
// equal now.
bool makes_unique(const std::vector<std::string>& unique, bool nulls_not_distinct, const Wanted& wanted,
                  const catalog::Relation& table) {
  return std::all_of(unique.begin(), unique.end(), [&](const std::string& column) {
    return std::find(wanted.columns.begin(), wanted.columns.end(), column) != wanted.columns.end() &&
           (nulls_not_distinct || !wanted.nulls_not_distinct || !is_nullable(&table, column));
  });
}

bool is_unique_already(const catalog::Relation* table, const Wanted& wanted, const Context& context) {
  if (table == nullptr) {
    return false;
  }
  const bool by_index =
      std::any_of(table->indexes.begin(), table->indexes.end(), [&](catalog::RelationId id) {
        const auto* index = context.catalog().get(id);
        const auto columns = catalog::unique_columns(index);
        return !columns.empty() && makes_unique(columns, index->index->nulls_not_distinct, wanted, *table);
      });
  const auto dropped = context.facts().dropped_keys().keys();
  return by_index || std::any_of(dropped.begin(), dropped.end(), [&](const DroppedKeys::Key& key) {
           return key.table == table->id && makes_unique(key.columns, key.nulls_not_distinct, wanted, *table);
         });
}

constexpr std::array<std::string_view, 6> makes_new_ids{
    "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7"};

bool makes_new_id(const sql::Expr& value) {
  if (value.kind == sql::Expr::Kind::cast && value.args.size() == 1) {
    return makes_new_id(value.args.front());
  }
  return value.kind == sql::Expr::Kind::function &&
         std::find(makes_new_ids.begin(), makes_new_ids.end(), value.name) != makes_new_ids.end();
}

// An UPDATE gave each row another value.
bool is_filled_with_new_ids(const catalog::Column& column) {
  const bool defaults_are_new = !column.default_expr || makes_new_id(*column.default_expr);
  return defaults_are_new && column.filled && column.filled->value && makes_new_id(*column.filled->value);
}

// A column that this file has added: it still holds what it got then, which is another value in every row, or
// none at all.
bool differs_by_origin(const catalog::Column& column, const catalog::Relation& table, bool nulls_not_distinct,
                       const Context& context) {
  const bool came_with_table =
      column.origin.file == table.origin.file && column.origin.statement == table.origin.statement;
  if (came_with_table || column.assumed || !column.certainly_created || !column.origin.known() ||
      column.origin.file != context.step().file.id) {
    return false;
  }
  if (column.filled) {
    return !nulls_not_distinct && is_filled_with_new_ids(column);
  }
  const bool is_null = !column.default_expr && !column.filled_at_creation && !column.not_null;
  return column.serial || column.identity || (column.default_expr && makes_new_id(*column.default_expr)) ||
         (is_null && !nulls_not_distinct);
}

std::string query(const sql::Name& table, const Wanted& wanted, const catalog::Relation* relation) {
  std::string keys;
  for (const auto& key : wanted.keys) {
    keys += (keys.empty() ? "" : ", ") + key;
  }
  std::string where = wanted.where;
  for (const auto& column : wanted.columns) {
    const std::string not_null = sql::quoted(column) + " IS NOT NULL";
    const bool is_said = where == "(" + not_null + ")";
    if (!wanted.nulls_not_distinct && is_nullable(relation, column) && !is_said) {
      where += (where.empty() ? "" : " AND ") + not_null;
    }
  }
  return fmt::format("SELECT {0}, count(*) FROM {1}{2} GROUP BY {0} HAVING count(*) > 1;\n", keys,
                     sql::quoted(table), where.empty() ? "" : " WHERE " + where);
}

void say(const sql::Name& table, std::string_view what, const Wanted& wanted, Span place, Span sub_command,
         const Context& context, Report& report) {
  const Newness newness = context.newness(table);
  if (newness.kind != Newness::Kind::existing || newness.emptied || wanted.keys.empty() ||
      is_unique_already(newness.relation, wanted, context)) {
    return;
  }
  const bool differs =
      std::any_of(wanted.columns.begin(), wanted.columns.end(), [&](const std::string& name) {
        const auto* column = newness.relation != nullptr ? newness.relation->column(name) : nullptr;
        return column != nullptr &&
               differs_by_origin(*column, *newness.relation, wanted.nulls_not_distinct, context);
      });
  if (differs) {
    return;
  }
  std::string keys;
  for (const auto& key : wanted.keys) {
    keys += (keys.empty() ? "" : ", ") + key;
  }
  auto& finding =
      report(place, sub_command,
             fmt::format("{} fails if two rows of {} have the same {}", what, sql::quoted(table), keys));
  finding.label = "could not create unique index";
  finding.evidence.push_back(context.existence(table));
  finding.fix = Fix{
      Fix::Class::plan, "finds the rows that stand in the way", query(table, wanted, newness.relation), {}};
}

// Those around the whole of it are enough.
std::string in_parentheses(std::string_view condition) {
  int depth = 0;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    depth += condition[i] == '(' ? 1 : condition[i] == ')' ? -1 : 0;
    if (depth == 0) {
      const bool enclosed = i > 0 && i + 1 == condition.size();
      return enclosed ? std::string(condition) : fmt::format("({})", condition);
    }
  }
  return fmt::format("({})", condition);
}

// WHERE is the last clause of CREATE INDEX.
std::string predicate_text(const Context& context) {
  const std::string_view text = context.text();
  const Span range = context.statement().range;
  script::Lexer lexer(text, range);
  int depth = 0;
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    depth += script::punctuation_is(text, token, '(') ? 1 : script::punctuation_is(text, token, ')') ? -1 : 0;
    if (depth == 0 && script::word_is(text, token, "where")) {
      return in_parentheses(context.text(script::trim(text, {token.span.end, range.end})));
    }
  }
  return {};
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (!index.unique) {
    return;
  }
  // Nobody waits for it, and it can be run again: the left-over of a failure is dropped first.
  const bool prepared = index.concurrently && !index.name.empty() &&
                        guards::part_dropped_before(context, sql::ObjectKind::index, index.table, index.name);
  const sql::Name place = context.catalog().qualify(index.table);
  const bool present = index.if_not_exists && !index.name.empty() &&
                       context.catalog().find(place.schema, index.name) != nullptr;
  if (prepared || present) {
    return;
  }
  Wanted wanted;
  for (const auto& key : index.keys) {
    if (!key.column.empty()) {
      wanted.columns.push_back(key.column);
      wanted.keys.push_back(sql::quoted(key.column));
    } else {
      wanted.keys.emplace_back(context.text(key.span));
    }
  }
  if (index.predicate != nullptr) {
    wanted.where = predicate_text(context);
  }
  wanted.nulls_not_distinct = index.nulls_not_distinct;
  say(index.table, index.concurrently ? "CREATE UNIQUE INDEX CONCURRENTLY" : "CREATE UNIQUE INDEX", wanted,
      index.keywords, context.statement().range, context, report);
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add == nullptr || !add->constraint.using_index.empty() ||
        (add->constraint.kind != Kind::unique && add->constraint.kind != Kind::primary_key)) {
      continue;
    }
    Wanted wanted;
    wanted.columns = add->constraint.columns;
    for (const auto& column : wanted.columns) {
      wanted.keys.push_back(sql::quoted(column));
    }
    wanted.nulls_not_distinct = add->constraint.nulls_not_distinct;
    // A column that the same statement adds has no values yet, or rewrite rules speak of them.
    const bool all_known =
        std::all_of(wanted.columns.begin(), wanted.columns.end(), [&](const std::string& column) {
          return table == nullptr || table->column(column) != nullptr || !table->columns_complete;
        });
    if (all_known) {
      say(alter.table, add->constraint.kind == Kind::primary_key ? "ADD PRIMARY KEY" : "ADD UNIQUE", wanted,
          add->constraint.span, action.span, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_unique_on_existing_data) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary =
        "A unique index or constraint over rows that exist: fails on duplicates; gives the query that finds "
        "them",
    .hooks = {on<check_index>, on<check_alter, sql::AddConstraint>},
};
