// What writing rows locks besides the table that is written: both sides of its foreign keys, sequences behind
// its columns, and what its triggers and rules do.
#pragma once

#include <string>
#include <vector>

#include "effects/builder.hpp"

namespace migralint::effects {

/// The table that rows are written to: the one named, or what is behind an automatically updatable view; no
/// relation when the history does not show it.
Target lock_written(Builder& builder, const sql::RelationName& name, const sql::RowEvents& events);

/// New rows, or new values of a key, are looked up in the referenced table with FOR KEY SHARE. `written`
/// empty: all columns.
void lock_referenced_rows(Builder& builder, const Target& table, const std::vector<std::string>& written,
                          const sql::RowEvents& events);
/// Rows that reference what is deleted (`assigned` null) or changed are looked up with FOR KEY SHARE, or
/// written by an action of the key.
void lock_referencing_rows(Builder& builder, const Target& table, const std::vector<std::string>* assigned);
/// Columns that a sequence fills, and that the statement gives no value.
void advance_sequences(Builder& builder, const Target& table, const std::vector<std::string>& written);
/// Triggers and rules of the table. `assigned`: the columns of an UPDATE.
void run_triggers(Builder& builder, const Target& table, const sql::RowEvents& events,
                  const std::vector<std::string>& assigned);
/// A function written in a procedural language can do anything.
void note_opaque_functions(Builder& builder, const std::vector<sql::Name>& functions);
/// FOR UPDATE and the like, also through views.
void lock_locked(Builder& builder, const std::vector<sql::RelationName>& tables);

}  // namespace migralint::effects
