#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/partitions.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string_view kind_text(const sql::Constraint& constraint) {
  return constraint.kind == sql::Constraint::Kind::primary_key ? "PRIMARY KEY" : "UNIQUE";
}

bool is_partitioned(const Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::partitioned_table;
}

// A primary key makes its columns NOT NULL, by a scan where nothing proves it.
std::string not_null_part(const sql::AlterTable& alter, const sql::Constraint& constraint,
                          const Newness& newness, const Context& context) {
  if (constraint.kind != sql::Constraint::Kind::primary_key) {
    return {};
  }
  auto columns = constraint.columns;
  std::erase_if(columns, [&](const std::string& column) {
    return newness.relation != nullptr &&
           effects::prove_not_null(*newness.relation, column, context.pg_version()).kind !=
               effects::NotNullProof::Kind::none;
  });
  if (columns.empty()) {
    return {};
  }
  const std::string next = recipes::next_migration(context);
  const std::string guard = recipes::timeout_guard_next(context);
  const auto steps = steps::not_null(alter, columns, context);
  return next + guard + steps.add + next + steps.validate +
         (steps.set.empty() ? steps.set : next + guard + steps.set);
}

// The constraint gives the index its own name, so one that is taken meanwhile can be avoided.
std::string name_for_index(const sql::AlterTable& alter, const sql::Constraint& constraint,
                           const std::string& wanted, const Context& context) {
  const sql::Name place = context.catalog().qualify(alter.table);
  return context.catalog().find(place.schema, wanted) == nullptr
             ? wanted
             : recipes::free_index_name(alter.table, constraint.columns, "new", context);
}

// ` WITH (fillfactor = 50)`, as written.
std::string storage_parameters(const sql::Constraint& constraint, const Context& context) {
  const auto with = script::find_words(context.text(), constraint.span, {"with"});
  if (!with) {
    return {};
  }
  script::Lexer lexer(context.text(), {with->end, constraint.span.end});
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (token.span.of(context.text()) == ")") {
      return " " + std::string(context.text({with->begin, token.span.end}));
    }
  }
  return {};
}

std::string included(const sql::Constraint& constraint) {
  return constraint.including.empty()
             ? std::string()
             : fmt::format(" INCLUDE ({})", recipes::column_list(constraint.including));
}

// What CREATE INDEX says behind the columns, in its own order.
std::string index_options(const sql::Constraint& constraint, const Context& context) {
  return included(constraint) + (constraint.nulls_not_distinct ? " NULLS NOT DISTINCT" : "") +
         storage_parameters(constraint, context) +
         (constraint.tablespace.empty() ? std::string()
                                        : " TABLESPACE " + sql::quoted(constraint.tablespace.str()));
}

// `UNIQUE (a) INCLUDE (b)` as the constraint of a table, which a column's may not be.
std::string key_text(const sql::Constraint& constraint, const Context& context) {
  const std::string place = constraint.tablespace.empty()
                                ? std::string()
                                : " USING INDEX TABLESPACE " + sql::quoted(constraint.tablespace.str());
  return fmt::format("{}{} ({}){}{}{}{}", kind_text(constraint),
                     constraint.nulls_not_distinct ? " NULLS NOT DISTINCT" : "",
                     recipes::column_list(constraint.columns), included(constraint),
                     storage_parameters(constraint, context), place, steps::deferral(constraint));
}

// USING INDEX is refused on a partitioned table, but it adopts the same *constraint* of its partitions (a
// mere unique index is not taken: DefineIndex in src/backend/commands/indexcmds.c).
Fix by_partition(const sql::AlterTable& alter, const sql::Constraint& constraint,
                 const catalog::Relation& parent, const Context& context) {
  const std::string columns = recipes::column_list(constraint.columns);
  const std::string options = index_options(constraint, context);
  const auto leaves = partitions::leaves(parent, context.catalog());
  std::string build = "-- on each partition, outside a transaction\n";
  std::string take = recipes::next_migration(context) + recipes::timeout_guard_next(context);
  for (const auto* partition : leaves) {
    const std::string schema = alter.table.schema.empty() ? "" : partition->schema;
    const std::string child = sql::quoted(sql::Name{schema, partition->name, {}});
    const std::string plain =
        recipes::free_index_name(partition->qualified(), constraint.columns, "key", context);
    const std::string name = sql::quoted(plain);
    build += fmt::format(
        "DROP INDEX CONCURRENTLY IF EXISTS {3};\nCREATE UNIQUE INDEX CONCURRENTLY {0} ON {1} ({2}){4};\n",
        name, child, columns, sql::quoted(sql::Name{schema, plain, {}}), options);
    const std::string add = fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1}{3}", child,
                                        name, kind_text(constraint), steps::deferral(constraint));
    // One that fails must not keep those before it from being done again.
    take += leaves.size() == 1 ? add + ";\n" : steps::unless_there(child, plain, add);
  }
  take += recipes::next_migration(context, ": the parent, which adopts them") +
          recipes::timeout_guard_next(context);
  take += fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {};\n", sql::quoted(alter.table),
                      sql::quoted(recipes::constraint_name(constraint, alter.table, context)),
                      key_text(constraint, context));
  return {Fix::Class::plan,
          "safe form: the constraint on each partition first, from an index that was built before",
          build + take,
          {}};
}

Fix recipe(const sql::AlterTable& alter, const sql::Constraint& constraint, const Newness& newness,
           const Context& context) {
  if (is_partitioned(newness)) {
    return by_partition(alter, constraint, *newness.relation, context);
  }
  const std::string table = sql::quoted(alter.table);
  const std::string plain = recipes::constraint_name(constraint, alter.table, context);
  const std::string plain_index = name_for_index(alter, constraint, plain, context);
  const std::string index = sql::quoted(plain_index);
  const std::string columns = recipes::column_list(constraint.columns);
  const auto first =
      new_column::first(alter, constraint.columns,
                        {sql::Constraint::Kind::unique, sql::Constraint::Kind::primary_key}, context);
  const bool adds_columns = !first.add.empty();
  std::string sql;
  if (adds_columns) {
    sql = recipes::timeout_guard(context) + first.add + first.fill + recipes::next_outside(context);
  } else {
    sql = recipes::name_note(alter, constraint, context);
  }
  sql += fmt::format(
      "DROP INDEX CONCURRENTLY IF EXISTS {4};\nCREATE UNIQUE INDEX CONCURRENTLY {0} ON {1} ({2}){3};\n",
      index, table, columns, index_options(constraint, context),
      sql::quoted(sql::Name{alter.table.schema, plain_index, {}}));
  sql += not_null_part(alter, constraint, newness, context);
  sql += recipes::next_migration(context) + recipes::timeout_guard_next(context) +
         fmt::format("ALTER TABLE {} {}ADD CONSTRAINT {} {} USING INDEX {}{};\n", table,
                     steps::drops_before(alter, constraint, context), sql::quoted(plain),
                     kind_text(constraint), index, steps::deferral(constraint));
  return {Fix::Class::plan,
          adds_columns ? "safe form: the column first, then its index, then the constraint that uses it"
                       : "safe form: build the index first, outside a transaction, then use it",
          sql,
          {}};
}

// `(a, b) INCLUDE (c)` of the constraint, which USING INDEX takes the place of. Nothing where more is said
// about the index (WITH, USING INDEX TABLESPACE).
std::optional<Span> index_part(const sql::Constraint& constraint, const Context& context) {
  const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
  const auto head = primary ? script::find_words(context.text(), constraint.span, {"primary", "key"})
                            : script::find_words(context.text(), constraint.span, {"unique"});
  if (!head) {
    return std::nullopt;
  }
  Span part{head->end, head->end};
  script::Lexer lexer(context.text(), {head->end, constraint.span.end});
  int depth = 0;
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    const auto text = token.span.of(context.text());
    depth += text == "(" ? 1 : text == ")" ? -1 : 0;
    const auto is = [&](std::string_view word) { return script::word_is(context.text(), token, word); };
    if (depth == 0 && text == ")") {
      part.end = token.span.end;
    } else if (depth == 0 && (is("with") || is("using"))) {
      return std::nullopt;
    }
  }
  return part;
}

bool is_column_there(const sql::AlterTable& alter, const std::string& column, const Newness& newness) {
  const bool added = std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    return add != nullptr && add->column.name == column;
  });
  const auto* table = newness.relation;
  return !added && (table == nullptr || !table->columns_complete || table->column(column) != nullptr);
}

bool can_take_an_index(const sql::AlterTable& alter, const sql::Constraint& constraint,
                       const Newness& newness, const Context& context) {
  const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
  const bool plain = !alter.if_exists && !alter.table.only && !constraint.without_overlaps &&
                     !constraint.columns.empty() && !is_partitioned(newness);
  return plain &&
         std::all_of(constraint.columns.begin(), constraint.columns.end(), [&](const std::string& column) {
           const bool proved =
               newness.relation != nullptr &&
               effects::prove_not_null(*newness.relation, column, context.pg_version()).kind !=
                   effects::NotNullProof::Kind::none;
           return is_column_there(alter, column, newness) && (!primary || proved);
         });
}

// The index is built first, and what an earlier run may have left of it is dropped before.
std::optional<Fix> index_first(const sql::AlterTable& alter, const sql::Constraint& constraint,
                               const Newness& newness, const Context& context) {
  const auto timeouts = edits::timeouts(context);
  const auto part = index_part(constraint, context);
  const std::string plain_name = recipes::constraint_name(constraint, alter.table, context);
  const sql::Name index{alter.table.schema, plain_name, {}};
  const std::string schema = context.catalog().qualify(alter.table).schema;
  const bool taken = context.catalog().find(schema, plain_name) != nullptr ||
                     context.catalog().constraint_name_taken(schema, plain_name);
  if (!timeouts || !part || taken || !edits::can_be_split(context) ||
      recipes::name_is_open(alter, constraint, context) ||
      !can_take_an_index(alter, constraint, newness, context)) {
    return std::nullopt;
  }
  const std::string name = sql::quoted(plain_name);
  const std::string table = sql::quoted(alter.table);
  const std::string build = fmt::format(
      "ALTER TABLE {0} DROP CONSTRAINT IF EXISTS {1};\n{2}DROP INDEX CONCURRENTLY IF EXISTS {3};\n"
      "CREATE UNIQUE INDEX CONCURRENTLY {1} ON {0} ({4}){5};\n{6}",
      table, name, timeouts->off, sql::quoted(index), recipes::column_list(constraint.columns),
      index_options(constraint, context), timeouts->back);
  std::vector<Edit> result{edits::before(context, build), {*part, fmt::format(" USING INDEX {}", name)}};
  if (constraint.name.empty()) {
    result.push_back(edits::insert(constraint.span.begin, fmt::format("CONSTRAINT {} ", name)));
  }
  return edits::mechanical("safe form: build the index first, then use it", std::move(result));
}

void report_constraint(const sql::AlterTable& alter, const sql::Action& action,
                       const sql::Constraint& constraint, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  auto& finding = report(constraint.span, action.span,
                         fmt::format("{0} builds its index on {1} while nobody can read or write {1}",
                                     kind_text(constraint), sql::quoted(alter.table)));
  finding.label = fmt::format("{} for the whole build", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  if (std::holds_alternative<sql::AddConstraint>(action.what)) {
    finding.fix = index_first(alter, constraint, newness, context);
  }
  if (!finding.fix) {
    finding.fix = recipe(alter, constraint, newness, context);
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (context.effects().find(effects::Reason::builds_unique, i) == nullptr) {
      continue;
    }
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      report_constraint(alter, action, add->constraint, context, report);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      for (const auto& constraint : column->column.constraints) {
        if (constraint.kind == sql::Constraint::Kind::unique ||
            constraint.kind == sql::Constraint::Kind::primary_key) {
          report_constraint(alter, action, constraint, context, report);
        }
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_unique_builds_index) = {
    .level = Level::error,
    .summary = "ADD UNIQUE or ADD PRIMARY KEY without USING INDEX: the index is built under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AddColumn, sql::AddConstraint>},
    .grows_with_table = true,
};
