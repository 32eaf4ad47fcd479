// One libpg_query, whichever was chosen at build time: src/parser/wasm/ or src/parser/system/ defines the
// members.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "parser/parser.hpp"

namespace migralint::parser {

/// As libpg_query reports it: the place is a character (not a byte), counted from 1; 0 when there is none.
struct EngineError {
  ParseError::Kind kind = ParseError::Kind::syntax;
  std::string message;
  std::uint32_t character = 0;
};

/// What an engine says when its stack or its memory ran out.
inline constexpr std::string_view too_deep = "the statement is too deeply nested for the parser";
inline constexpr std::string_view too_large =
    "the statement is too large for the parser: it ran out of memory";

struct Tree;

/// The texts given to an engine are valid UTF-8 without NUL bytes. A result lives until the next call.
class SqlEngine {
 public:
  SqlEngine();
  ~SqlEngine();
  SqlEngine(const SqlEngine&) = delete;
  SqlEngine& operator=(const SqlEngine&) = delete;

  /// As TreeParser::read().
  std::optional<EngineError> read(std::string_view sql, const std::function<void(const Tree&)>& visit);
  Expected<Json, EngineError> parse(std::string_view sql);
  Expected<Json, EngineError> parse_plpgsql(std::string_view statement);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migralint::parser
