// How much of a table an UPDATE or DELETE touches.
#pragma once

#include "lint/context.hpp"

namespace migralint::rows {

/// No WHERE, or one that is always true.
bool picks_all(const sql::Where& where);
/// A WHERE that only asks for columns which this file added to a table that was there, and has not filled
/// since: it picks every old row.
bool asks_for_new_columns(const sql::Name& table, const sql::Where& where, const lint::Context& context);
/// A WHERE that leaves rows out, but that no index of the table can serve: the server reads all of it. False
/// where that is not certain: the table is not in the history, its partitions may be pruned, a sub-query or
/// ctid stands in the WHERE, or some index has to do with one of its columns.
bool needs_scan(const sql::Name& table, const sql::Where& where, const lint::Context& context);
/// Every column of `columns` was added by this file, so that no value from before is overwritten.
bool are_new_columns(const sql::Name& table, const std::vector<std::string>& columns,
                     const lint::Context& context);
/// UPDATE … FROM that gives columns which this file added their values, with a WHERE that only joins: every
/// row that has a match is written.
bool fills_new_columns_by_join(const sql::Update& update, const lint::Context& context);
/// The rows of a foreign table are another server's.
bool is_foreign(const lint::Newness& newness);
/// The server's own: what a superuser changes there is the schema, by hand (INSERT, UPDATE and DELETE work;
/// PostgreSQL refuses the rest unless allow_system_table_mods is on).
bool is_system_catalog(const sql::Name& table, const lint::Context& context);

}  // namespace migralint::rows
