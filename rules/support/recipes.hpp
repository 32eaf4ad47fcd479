// Pieces of the safe forms that several rules print: complete SQL with the real names.
#pragma once

#include <string>
#include <string_view>

#include "lint/context.hpp"
#include "sql/statement.hpp"

namespace migralint::recipes {

/// The index's name, or the one that PostgreSQL would choose (ChooseIndexName in
/// src/backend/commands/indexcmds.c).
std::string index_name(const sql::CreateIndex& index, const lint::Context& context);
/// The source text of everything behind the table's name: `USING gin (a) WHERE b`.
std::string index_definition(const sql::CreateIndex& index, const lint::Context& context);
/// A name cut to PostgreSQL's 63 bytes, at a character boundary.
std::string cut_name(std::string name);
/// "in a migration of its own, outside a transaction": where a CONCURRENTLY form can run, given what encloses
/// this one.
std::string outside_transaction(const lint::Context& context);
/// `<table>_<columns>_<label>` cut to 63 bytes, as PostgreSQL names constraints and indexes.
std::string object_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label);

/// An index that is to be made: its plain name, and everything behind the table's name.
struct IndexText {
  sql::Name table;
  std::string name;
  bool unique = false;
  std::string definition;
};
/// The index made ON ONLY the partitioned table, and on each partition with CONCURRENTLY: the first file
/// without its limit of waiting, and those that follow.
std::string index_by_partition(const IndexText& index, const lint::Context& context,
                               const catalog::Relation& parent);
lint::Fix index_by_partition(const sql::CreateIndex& index, const lint::Context& context,
                             const catalog::Relation& parent);
/// Where no online form exists: the statement with a limited wait and a suppression that says why it is
/// wanted.
lint::Fix while_stopped(const lint::Context& context, std::string_view rule, std::string_view title,
                        std::string_view statement);

/// "SET lock_timeout = '5s';" and a line end, or with the limit that is in force already: a safe form must
/// not queue for a strong lock without one, and a file of its own does not have this one's. Empty where the
/// runner sets it.
std::string timeout_guard(const lint::Context& context);
/// The same for a later migration.
std::string timeout_guard_next(const lint::Context& context);
std::string timeout_guard_next(const lint::FileContext& context);
/// The comment line that begins the next file of a plan, with `words` at its end. Where one transaction holds
/// all pending files it is the next deploy that is meant.
std::string next_migration(const lint::Context& context, std::string_view words = {});
std::string next_migration(const lint::FileContext& context);
/// The comment line that begins what waits for other code.
std::string next_deploy(std::string_view words);
/// The same as next_migration() for a file that must not run in a transaction.
std::string next_outside(const lint::Context& context);
/// The statements between BEGIN and COMMIT, unless a transaction is there already.
std::string in_one_transaction(const lint::Context& context, std::string_view statements);
/// The name of a constraint: as written, or the one that PostgreSQL would choose (ChooseConstraintName in
/// src/backend/catalog/pg_constraint.c).
std::string constraint_name(const sql::Constraint& constraint, std::string_view table);
/// The same, not taken yet by another constraint or relation of the table's schema that the statement which
/// holds it does not drop, nor given by that statement to another one.
std::string constraint_name(const sql::Constraint& constraint, const sql::Name& table,
                            const lint::Context& context);
/// PostgreSQL's name for a constraint of the statement that has none is not certain: not all constraints of
/// the table are known, or the name depends on what else the statement does, and in which order. A thing of
/// that name must not be dropped without a word.
bool name_is_open(const sql::AlterTable& alter, const sql::Constraint& constraint,
                  const lint::Context& context);
/// The word that such a name needs in a plan, as a comment line; empty where the name is certain.
std::string name_note(const sql::AlterTable& alter, const sql::Constraint& constraint,
                      const lint::Context& context);
std::string made_up_name(std::string_view name);
/// A name of this form that no constraint of the schema has.
std::string free_constraint_name(const sql::Name& table, const std::vector<std::string>& columns,
                                 std::string_view label, const lint::Context& context);
/// The same for an index: no relation and no constraint of the schema has it.
std::string free_index_name(const sql::Name& table, const std::vector<std::string>& columns,
                            std::string_view label, const lint::Context& context);
/// ADD CONSTRAINT of an unvalidated or cheap constraint, as it can be run again: a left-over is dropped
/// first, in the same statement. `table` and `name` as they are to be written.
std::string add_constraint(std::string_view table, std::string_view name, std::string_view definition);
/// ` WHERE …` of an UPDATE or DELETE that takes some of the rows which `condition` picks (all rows where it
/// is empty). `table` and `alias` are quoted already.
std::string some_rows(std::string_view table, std::string_view condition, std::string_view alias);
/// A loop over a table's rows that commits after each batch; it runs outside a transaction. Every round must
/// leave fewer rows that `condition` takes.
std::string in_batches(std::string_view table, std::string_view assignment, std::string_view condition);
/// The same loop around a statement (without its `;`) that takes a part of the rows.
std::string repeated(std::string_view statement);
/// REFRESH … CONCURRENTLY of a materialized view, behind the unique index that it needs. Which columns
/// identify a row is not known: the first one is a marked stand-in. `view` may be null.
std::string refresh_with_index(const sql::Name& name, const catalog::Relation* view,
                               const lint::Context& context);
/// Some value of the type for rows that have none, as SQL: an empty text, zero, the time of the run, an
/// enum's first value. Empty where no value of the type is known.
std::string stand_in(const sql::TypeName& type, const lint::Context& context);
/// The comment line that says so.
std::string stand_in_note(std::string_view value);
/// Batches that give rows without a value a marked stand-in; empty where none is known. `table` and `column`
/// quoted.
std::string backfill(const lint::Context& context, std::string_view table, std::string_view column,
                     const sql::TypeName& type);
/// A text as SQL: 'it''s'.
std::string literal(std::string_view text);
/// Quoted column names with commas between.
std::string column_list(const std::vector<std::string>& columns);

}  // namespace migralint::recipes
