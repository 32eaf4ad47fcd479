// Where things are in the text: the tree tells where some of them begin, the tokens tell the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "script/lexer.hpp"
#include "sql/lower_internal.hpp"

namespace migralint::sql {

/// One token of the statement; positions are in the parser's text, not in the file.
struct Token {
  enum class Kind : std::uint8_t { word, quoted_name, string, other };
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::other;
  char symbol = '\0';  ///< of a one-byte token

  [[nodiscard]] bool is(char c) const { return symbol == c; }
};

/// The next token that is not a comment; false at the end.
bool read_token(std::string_view source, script::Lexer& lexer, Token& token);

/// The tokens of one statement, read when first asked for. Whitespace and comments are not among them.
class Tokens {
 public:
  void reset(std::string_view source) {
    source_ = source;
    read_ = false;
    comments_ = Comments::unknown;
  }
  /// Whether something in the text begins like a comment, perhaps in a string. Without any, white space is
  /// all that stands between tokens, and many a place is found without them.
  [[nodiscard]] bool may_have_comments();
  const std::vector<Token>& all();
  /// All of them if somebody has asked for them, else null: a single name is found faster without.
  [[nodiscard]] const std::vector<Token>* if_read() const { return read_ ? &tokens_ : nullptr; }

 private:
  std::string_view source_;
  std::vector<Token> tokens_;
  bool read_ = false;
  enum class Comments : std::uint8_t { unknown, none, possible } comments_ = Comments::unknown;
};

namespace lower {

/// The written name that begins at `location` and has `parts` identifiers.
Span name_span(const Context& context, std::int64_t location, int parts);
/// The type that begins at `location`, with its modifiers and array brackets.
Span type_span(const Context& context, std::int64_t location);

/// The items between the commas of the first parenthesis after `place`, each from its first to its last
/// token.
std::vector<Span> list_items(const Context& context, Span place);
/// The same where it may be known where they begin (in the statement's text), which saves looking for it.
std::vector<Span> list_items(const Context& context, Span place, const std::vector<std::uint32_t>& begins);
/// The sub-commands after `place`, to the end of the statement.
std::vector<Span> sub_commands(const Context& context, Span place);

/// From the `WHERE` before `condition` (its first byte in the file; 0: not known) to the end of the clause.
Span where_span(const Context& context, std::uint32_t condition);
/// `CREATE [UNIQUE] INDEX [CONCURRENTLY]`.
Span index_keywords(const Context& context);
/// The last `count` tokens of a sub-command.
Span last_tokens(const Context& context, Span command, std::size_t count);
/// From `[SET DATA] TYPE` before the type to its end.
Span type_keywords(const Context& context, Span command, Span type);
/// From `first` to the end of the last token before `end`.
Span up_to(const Context& context, std::uint32_t first, std::uint32_t end);
/// From `first` (in the file) to the end of the `count`-th parenthesis that closes after `location` (in the
/// text).
Span through_parentheses(const Context& context, std::uint32_t first, std::int64_t location, int count);
/// FOR VALUES … or DEFAULT, of which the tree knows the token at `location`.
Span bound_span(const Context& context, std::int64_t location);
/// The inside of the first string token at or after `location`.
Span string_span(const Context& context, std::int64_t location);
/// The statements in a CREATE SCHEMA with that many of them, from the first to the last token; one for all of
/// them where the words do not tell them apart.
std::vector<Span> schema_elements(const Context& context, std::size_t count);
/// Gives the dropped objects their places.
void place_dropped(const Context& context, Drop& drop);
/// All tokens of the statement.
Span whole_statement(const Context& context);

}  // namespace lower
}  // namespace migralint::sql
