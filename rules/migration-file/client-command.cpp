#include <fmt/format.h>

#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using script::Sending;
using script::Tool;

// Who sends the file, when it is certain that it is not psql; nothing otherwise. A file in one query or a
// pipeline cannot come from psql: it cuts at semicolons itself. With BEGIN around it, it can (psql -1).
std::string sender(const FileContext& context) {
  const auto& file = context.end().file;
  const auto& settings = context.settings();
  const auto tool = tools::tool_of(settings, file);
  const auto& facts = script::facts_of(tool);
  if (tool != Tool::unknown) {
    // Liquibase can hand a changeset to psql.
    const bool may_use_psql =
        facts.psql || (tool == Tool::liquibase && file.text().find("runWith:psql") != std::string_view::npos);
    return may_use_psql ? "" : std::string(facts.name);
  }
  using session::TransactionMode;
  const auto mode = context.session().mode();
  return settings.transaction_configured &&
                 (mode == TransactionMode::implicit || mode == TransactionMode::pipeline)
             ? "the migration tool"
             : "";
}

void report_at(Span place, std::string message, std::string advice, const FileContext& context,
               Report& report) {
  auto& finding = report(place, std::move(message));
  finding.statement = tools::statement_at(*context.end().file.script, place.begin);
  if (!advice.empty()) {
    finding.evidence.push_back(std::move(advice));
  }
}

void check_meta_commands(const std::string& tool, const FileContext& context, Report& report) {
  for (const auto& command : context.end().file.script->meta_commands) {
    const bool dump = command.name == "restrict" || command.name == "unrestrict";
    report_at(
        command.range,
        fmt::format("\\{} is a command of psql: {} sends it to the server, which answers with a syntax error",
                    command.name, tool),
        dump ? "pg_dump writes it into its scripts: leave the line out, or load the dump with psql" : "",
        context, report);
  }
}

void check_variables(const std::string& tool, const FileContext& context, Report& report) {
  for (const auto& statement : context.end().file.script->statements) {
    if (!statement.has_psql_variables) {
      continue;
    }
    report_at(
        statement.range,
        fmt::format("this statement uses a variable of psql: {} sends its name to the server, which answers "
                    "with a syntax error",
                    tool),
        "", context, report);
  }
}

void check_copy_data(const std::string& tool, const FileContext& context, Report& report) {
  const std::string_view text = context.end().file.text();
  for (const auto& data : context.end().file.script->copy_data) {
    const std::size_t line_end = data.of(text).find_first_of("\r\n");
    const Span first_line{data.begin, line_end == std::string_view::npos
                                          ? data.end
                                          : data.begin + static_cast<std::uint32_t>(line_end)};
    report_at(
        first_line,
        fmt::format("data behind COPY … FROM STDIN is for psql: {} sends these lines to the server as SQL",
                    tool),
        "write INSERT … VALUES, or load the data by other means", context, report);
  }
}

void check(const FileContext& context, Report& report) {
  const std::string tool = sender(context);
  if (tool.empty()) {
    return;
  }
  const auto known = tools::tool_of(context.settings(), context.end().file);
  check_meta_commands(tool, context, report);
  // graphile-migrate puts in placeholders that look like psql's variables; Flyway streams COPY data.
  if (known != Tool::graphile_migrate) {
    check_variables(tool, context, report);
  }
  if (known != Tool::flyway) {
    check_copy_data(tool, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(migration_file_client_command) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A psql command, variable or COPY data in a file that another tool sends to the server",
    .hooks = {on<check>},
};
