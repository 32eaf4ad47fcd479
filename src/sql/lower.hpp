// From libpg_query's JSON tree to typed statements. The only file set in the program that knows the tree's
// field names.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "parser/parser.hpp"
#include "sql/statement.hpp"

namespace migralint::sql {

/// What came of reading several statements at once.
struct ReadTogether {
  bool done = false;  ///< all are read; false: none
  std::optional<std::size_t>
      error_in;  ///< the first that has an error; nothing: they are cut at other places
};

/// Reads statements. Holds the JSON reader's buffers; one per thread, beside the thread's Parser.
class Reader {
 public:
  Reader();
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Parses and lowers `text`, one statement whose first byte is at `offset` in the file (all spans of the
  /// result are shifted by it; the error's offset too). More than one statement in `text` (a rule's or
  /// function's inner statements do not count) gives the first; no statement at all gives Other with an empty
  /// tag.
  Expected<Statement, parser::ParseError> read(std::string_view text, std::uint32_t offset);

  /// The same for statements that stand behind each other in `text`, each with the ';' behind it: one call of
  /// the parser costs as much as a short statement. Fills `results(i)` for each of `places`, which are in the
  /// text. Reads none when one has an error or the parser cuts them at other places;
  /// some results may be filled in part then.
  ReadTogether read_together(std::string_view text, std::uint32_t offset, std::span<const Span> places,
                             const std::function<Statement&(std::size_t)>& results);

  /// The PL/pgSQL parser for the same thread.
  parser::Parser& parser();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migralint::sql
