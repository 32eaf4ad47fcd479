// The migration tool that runs a file, as far as the configuration or the file itself says so.
#pragma once

#include <string>

#include "lint/context.hpp"
#include "lint/rule.hpp"
#include "script/tool_faults.hpp"
#include "script/tools.hpp"

namespace migralint::tools {

/// The configured tool, else the one that the file's markers name.
script::Tool tool_of(const lint::Settings& settings, const replay::File& file);

/// Whether, by its markers, the tool opens a transaction around the file although no transaction mode was
/// configured, so that the session does not know of it.
bool wraps_unconfigured(const lint::Settings& settings, const replay::File& file);

/// The same for whatever makes a transaction of two statements, one query for the whole file, too. The rules
/// go by the configured mode; an edit must not be wrong.
bool may_wrap(const lint::Context& context);

/// Joined to another statement by psql's \;: the server gets one query, which is a transaction.
bool is_joined(const lint::Context& context);

/// "in a migration of its own, without a transaction: for goose, write -- +goose NO TRANSACTION": where a
/// statement can run that refuses transactions, when the session is in none.
std::string outside_of_tool(const lint::Context& context);

/// Reports the section faults of one kind.
void report_section_faults(script::ToolFault::Kind kind, const lint::FileContext& context,
                           lint::Report& report);
void report_faults(const std::vector<script::ToolFault>& faults, script::ToolFault::Kind kind,
                   const lint::FileContext& context, lint::Report& report);

/// The statement that holds `at`, or the next one; the last one behind all of them. For suppression comments.
std::uint32_t statement_at(const script::Script& script, std::uint32_t at);

}  // namespace migralint::tools
