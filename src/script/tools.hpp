// The migration tools that run SQL files, and how a file shows by itself which of them runs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/span.hpp"

namespace migralint::script {

struct Script;

enum class Tool : std::uint8_t {
  unknown,
  psql,
  sqitch,
  goose,
  sql_migrate,
  dbmate,
  node_pg_migrate,
  tern,
  drizzle,
  atlas,
  sqlx,
  graphile_migrate,
  liquibase,
  flyway,
  prisma,
  golang_migrate,
  diesel,
  refinery,
  supabase,
  hasura
};

/// How a tool sends a file: docs/transactions.md.
enum class Sending : std::uint8_t { unknown, each_statement, one_query, file, batch, pipeline };

struct ToolFacts {
  Tool tool = Tool::unknown;
  std::string_view name;                 ///< as people write it: "goose"
  Sending sending = Sending::unknown;    ///< without any directive
  Sending opted_out = Sending::unknown;  ///< with its directive; unknown: it has none
  std::string_view
      opt_out;        ///< the directive in words that fit behind "write"; empty: it has none for SQL files
  bool psql = false;  ///< the file goes through psql
};

/// Facts of each tool from its own sources and documentation; of Tool::unknown empty ones.
const ToolFacts& facts_of(Tool tool);
/// By the name that a configuration uses, without regard to case.
std::optional<Tool> tool_named(std::string_view name);

/// What a file's marker comments say about the tool that runs it.
struct ToolUse {
  Tool tool = Tool::unknown;
  Span marker;            ///< the comment that names it
  bool opts_out = false;  ///< a directive that the tool sees turns its transaction off for the forward part
};

/// The markers of sections count first, so that an Atlas or sqlx comment in a goose file does not make it
/// Atlas's. What stands in down sections does not matter for `opts_out`.
ToolUse tool_use(std::string_view text, const Script& script);

}  // namespace migralint::script
