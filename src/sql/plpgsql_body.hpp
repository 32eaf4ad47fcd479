// The text of a PL/pgSQL body and where its parts are in the file. The PL/pgSQL tree only knows lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace migralint::sql::plpgsql {

/// A word, a literal or one byte of anything else. White space and comments are no tokens.
struct Token {
  enum class Kind : std::uint8_t { word, quoted_name, string, number, symbol };
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::symbol;

  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  [[nodiscard]] bool is_word(std::string_view text, std::string_view lower_case) const;
  [[nodiscard]] bool is_symbol(std::string_view text, char symbol) const {
    return kind == Kind::symbol && text[begin] == symbol;
  }
};

/// Lexes SQL or PL/pgSQL. Never fails: what has no end goes to the end of `text`.
std::vector<Token> tokens_of(std::string_view text);

/// A part of the body. `exact`: byte n of the part is byte n of `place`.
struct Found {
  Span place;
  bool exact = false;
};

/// Finds the texts that the tree gives, in the order of the source.
class Body {
 public:
  /// `statement` begins at byte `offset` of the file, and has the body's inside at `place`.
  Body(std::string_view statement, std::uint32_t offset, Span place);

  /// The statement on `line` that begins with `query`, or, with `lead`, the `query` that follows these words
  /// (the first on `line` at the beginning of a statement, others before the next semicolon). Each search
  /// goes on after what the last one found. `has_into`: the tree has blanks where the source has an INTO
  /// clause.
  std::optional<Found> find_statement(std::uint32_t line, std::span<const std::string_view> lead,
                                      std::string_view query, bool has_into);
  /// `PERFORM …` on `line`; `rest` is what follows the word.
  std::optional<Found> find_perform(std::uint32_t line, std::string_view rest);
  /// The query of a cursor declared on `line`. Independent of the other searches.
  [[nodiscard]] std::optional<Found> find_declared(std::uint32_t line, std::string_view query) const;
  /// An expression behind a word of the statement on `line`. Independent of the other searches.
  [[nodiscard]] std::optional<Found> find_expression(std::uint32_t line, std::string_view expression) const;
  /// The content of `line`, without the white space around it.
  [[nodiscard]] Found whole_line(std::uint32_t line) const;
  /// The only token that reads `text`, as a place in the file; none if there are several.
  [[nodiscard]] std::optional<Span> only_token(std::string_view text) const;

  /// The body as the PL/pgSQL parser sees it: quotes and escapes of the literal undone.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  [[nodiscard]] Span place() const { return place_; }

 private:
  void decode(std::string_view raw, bool backslashes);
  std::size_t decode_backslash(std::string_view raw, std::size_t at);
  void put(std::string_view bytes, std::size_t raw_at);
  [[nodiscard]] Found found(std::size_t begin, std::size_t size) const;
  [[nodiscard]] std::uint32_t file_offset(std::size_t at) const;
  [[nodiscard]] std::size_t line_begin(std::uint32_t line) const;
  [[nodiscard]] std::size_t first_token_at(std::size_t byte) const;
  [[nodiscard]] bool begins_statement(std::size_t token) const;
  [[nodiscard]] std::optional<std::size_t> after_lead(std::size_t token,
                                                      std::span<const std::string_view> lead) const;
  [[nodiscard]] std::optional<Found> find_behind(std::uint32_t line, std::string_view text,
                                                 const std::function<bool(const Token&)>& accept) const;
  [[nodiscard]] bool reads(std::size_t at, std::string_view query, bool has_into) const;

  Span place_;
  std::string text_;
  std::vector<std::uint32_t>
      raw_at_;  ///< for each byte of text_ and its end; empty when text_ is the raw text
  std::vector<std::uint32_t> lines_;  ///< where each line begins
  std::vector<Token> tokens_;
  std::size_t cursor_ = 0;  ///< the first token that no search has passed
  std::size_t failures_ = 0;
};

}  // namespace migralint::sql::plpgsql
