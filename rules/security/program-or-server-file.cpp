#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The others only look at files.
constexpr std::array<std::string_view, 3> copying_functions{"lo_export", "lo_import", "pg_file_write"};
constexpr std::array<std::string_view, 8> file_functions{"lo_export",    "lo_import",
                                                         "pg_ls_dir",    "pg_read_binary_file",
                                                         "pg_read_file", "pg_read_server_files",
                                                         "pg_stat_file", "pg_file_write"};

constexpr std::array<std::string_view, 9> untrusted_languages{
    "c", "internal", "plperlu", "plpython2u", "plpython3u", "plpythonu", "plsh", "pltclu", "pljavau"};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

void check_copy(const sql::Copy& copy, const Context& context, Report& report) {
  if (!copy.program && !copy.server_file) {
    return;
  }
  auto& finding = report(
      context.statement().range,
      copy.program
          ? "COPY … PROGRAM runs a command of the operating system as the database server's user"
          : fmt::format("COPY {} a file of the database server, not of the machine that runs the migration",
                        copy.from ? "reads" : "writes"));
  finding.label = copy.program ? "needs pg_execute_server_program or a superuser"
                               : "needs a superuser or pg_read_server_files / pg_write_server_files";
  finding.evidence.emplace_back(
      copy.from ? "safe form: COPY … FROM STDIN, with the rows from the client (psql's \\copy)"
                : "safe form: COPY … TO STDOUT, with the file written by the client (psql's \\copy)");
}

void check_calls(const Context& context, Report& report) {
  for (const auto& call : context.uses().calls) {
    const auto& function = call.name;
    const bool built_in = function.schema.empty() || function.schema == "pg_catalog";
    if (!built_in || !has(file_functions, function.name) ||
        context.catalog().find_functions(function) != nullptr) {
      continue;
    }
    auto& finding =
        report(context.statement().range,
               fmt::format("{}() works on files of the database server, with the rights of its user",
                           function.name));
    finding.label = "needs a superuser or a role for server files";
    if (!has(copying_functions, function.name)) {
      finding.level = std::min(finding.level, Level::warning);
      finding.evidence.emplace_back("it only looks at them: nothing is written");
    }
    return;
  }
}

void check_function(const sql::CreateFunction& create, const Context& context, Report& report) {
  if (!has(untrusted_languages, create.language)) {
    return;
  }
  const bool code = create.language == "c" || create.language == "internal";
  auto& finding = report(
      create.function.span.empty() ? context.statement().range : create.function.span,
      create.language == "internal"
          ? fmt::format("{} calls a function inside the server, past all that guards it",
                        sql::quoted(create.function))
          : fmt::format("{} is written in {}, which can do anything that the database server's user can",
                        sql::quoted(create.function), code ? "C" : create.language));
  finding.label = "only a superuser can make it";
  if (code) {
    finding.evidence.emplace_back("functions in C come with an extension: CREATE EXTENSION instead");
  }
}

}  // namespace

MIGRALINT_RULE(security_program_or_server_file) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A program, a file of the server or an untrusted language is used",
    .hooks = {on<check_copy>, on<check_calls>, on<check_function>},
};
