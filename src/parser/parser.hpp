// PostgreSQL's own parser: text in, parse tree or error out. Nothing else in the program knows which
// libpg_query it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace migralint::parser {

/// Why a text has no tree. `offset` is a byte offset into the text (the parser's own count is in characters;
/// it is converted here), or the text's length for "at end of input". PL/pgSQL errors and limits found
/// outside the grammar have no place of their own: 0.
struct ParseError {
  enum class Kind {
    syntax,  ///< PostgreSQL refuses the text; `message` is PostgreSQL's own, its quotation cut to a line
    limit,   ///< too deep or too large for the parser (its stack or memory ran out)
    input,   ///< not parseable at all: a NUL byte or invalid UTF-8
  };
  Kind kind = Kind::syntax;
  std::string message;
  std::uint32_t offset = 0;
};

/// JSON text owned by the Parser. At least `padding` readable bytes follow the text, as simdjson wants them.
struct Json {
  static constexpr std::size_t padding = 64;
  std::string_view text;
};

struct Tree;  // parser/tree.hpp

/// One parser. Not shared between threads: each thread makes its own (under a millisecond).
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Shows the tree of `sql` (any number of statements) to `visit`, which must keep nothing of it, nor use
  /// this parser; its exceptions are passed on. Not called when there is nothing in `sql`, or it does not
  /// parse.
  std::optional<ParseError> read(std::string_view sql, const std::function<void(const Tree&)>& visit);

  /// The same tree as libpg_query's JSON `{"version":…,"stmts":[…]}`. The result
  /// lives until the next call. A trap inside the parser is ParseError::Kind::limit, and the parser can be
  /// used again.
  Expected<Json, ParseError> parse(std::string_view sql);

  /// The PL/pgSQL tree of a whole CREATE FUNCTION / CREATE PROCEDURE / DO statement.
  Expected<Json, ParseError> parse_plpgsql(std::string_view statement);

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

/// What is behind this header, for --version: "libpg_query 18 (wasm)" or "libpg_query 15 (system)".
std::string_view parser_description();

}  // namespace migralint::parser
