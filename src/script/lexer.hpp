// Tokens of a piece of SQL, for whoever needs the text between the nodes of a parse tree: exact edits, lists,
// markers.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace migralint::script {

enum class TokenKind : std::uint8_t {
  end,                ///< behind the last token, for ever; its span is empty
  word,               ///< keyword or unquoted identifier
  quoted_identifier,  ///< "x", U&"x"
  string,             ///< 'x', E'x', B'x', X'x', N'x', U&'x'
  dollar_string,      ///< $$x$$, $tag$x$tag$
  number,
  parameter,      ///< $1
  punctuation,    ///< one of ( ) [ ] , ; . :
  op,             ///< an operator; also `::` and `:=`
  line_comment,   ///< without its line end
  block_comment,  ///< comments in it included
  psql_variable,  ///< :name :'name' :"name" :{?name}
  meta_command,   ///< a psql backslash command, to the end of its line; the lone backslash of `\;` and `\:`
  other,          ///< a byte that belongs nowhere in SQL
};

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  bool unterminated = false;  ///< a quote or comment that the range ends in

  [[nodiscard]] bool is_comment() const {
    return kind == TokenKind::line_comment || kind == TokenKind::block_comment;
  }
};

/// Reads `text` from `range.begin` to `range.end`, which must not start inside a token. Never fails, whatever
/// the bytes.
class Lexer {
 public:
  Lexer(std::string_view text, Span range);

  /// Comments are tokens too; white space is not.
  Token next();
  /// The next token that is not a comment.
  Token next_code();
  /// Goes on from there: a place outside all tokens.
  void seek(std::uint32_t at) { pos_ = at; }

 private:
  Token take(TokenKind kind, std::uint32_t end, bool terminated = true);
  Token take_quoted(TokenKind kind, std::uint32_t quote_at);
  Token word_or_prefixed_literal();
  Token dollar();
  Token number();
  Token colon();
  Token op();
  Token backslash();

  std::string_view text_;
  std::uint32_t floor_;
  std::uint32_t pos_;
  std::uint32_t end_;
};

/// An unquoted word, compared without regard to ASCII case; `lowercase` must be in lower case.
bool word_is(std::string_view text, const Token& token, std::string_view lowercase);
/// The single character of a punctuation token.
bool punctuation_is(std::string_view text, const Token& token, char c);

/// `range` without the white space and comments at both its ends; empty (at range.begin) when nothing else is
/// there.
Span trim(std::string_view text, Span range);

/// The parts between the separators (a punctuation character) that stand outside parentheses and brackets,
/// each trimmed. Empty parts are kept; a range without a token has no parts.
std::vector<Span> split_top_level(std::string_view text, Span range, char separator);

/// The first place outside parentheses and brackets where these words (in lower case) follow each other, from
/// the first to the end of the last. Comments may stand between them.
std::optional<Span> find_words(std::string_view text, Span range,
                               std::initializer_list<std::string_view> words);

}  // namespace migralint::script
