// What makes a statement safe to run a second time.
#pragma once

#include <initializer_list>
#include <string_view>

#include "lint/context.hpp"
#include "lint/rule.hpp"

namespace migralint::guards {

/// Inside a DO block that looks into the catalogs first, or that catches one of these conditions (or OTHERS).
bool guarded_by_block(const lint::Context& context, std::initializer_list<std::string_view> conditions);

/// The condition that PostgreSQL raises for an object of the kind that is there already.
std::string_view there_already(sql::ObjectKind kind);
std::string_view there_already(const sql::Constraint& constraint);
/// … that DROP raises for one that is not there.
std::string_view not_there(sql::ObjectKind kind);

/// A DROP … IF EXISTS of the object, or of the schema that it stands in, came before in this file: making it
/// works however often the file is run.
bool dropped_before(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name);

/// The same for a part of a table (a column, constraint, trigger or index): also when the table itself was
/// dropped.
bool part_dropped_before(const lint::Context& context, sql::ObjectKind kind, const sql::Name& table,
                         std::string_view part);

/// This file makes what it drops here, so every run finds it.
bool made_in_file(const lint::Context& context, sql::ObjectKind kind, const sql::Name& name,
                  std::string_view sub_name);

/// The finding that all idempotency rules make: a warning where a failure can leave the file half applied, a
/// note where one transaction makes it all or nothing.
lint::Finding& report(lint::Report& report, Span span, Span sub_command, std::string message);

/// A mechanical fix that puts `text` behind the words (in lower case) of the statement; none when they are
/// not found.
void insert_behind(lint::Finding& finding, const lint::Context& context, Span range,
                   std::initializer_list<std::string_view> words, std::string_view text);

/// The same behind the words of the command tag (`DROP MATERIALIZED VIEW`) and `more` words that follow it.
void insert_behind_tag(lint::Finding& finding, const lint::Context& context, std::size_t more,
                       std::string_view text);

}  // namespace migralint::guards
