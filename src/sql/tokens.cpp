#include "script/scan.hpp"
#include "sql/places.hpp"

namespace migralint::sql {
namespace {

using script::TokenKind;

Token::Kind kind_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::word:
      return Token::Kind::word;
    case TokenKind::quoted_identifier:
      return Token::Kind::quoted_name;
    case TokenKind::string:
    case TokenKind::dollar_string:
      return Token::Kind::string;
    default:
      return Token::Kind::other;
  }
}

/// Most tokens are words, parentheses and commas, with white space before them: those are told without the
/// lexer. False at anything else; `at` is behind the token, or in front of what it is not.
bool take_plain(std::string_view source, std::uint32_t& at, Token& token) {
  using namespace script::scan;
  const auto size = static_cast<Offset>(source.size());
  at = skip_class(source, at, size, space);
  if (at >= size) {
    return false;
  }
  const char c = source[at];
  if (c == '(' || c == ')' || c == ',' || c == ';') {
    token = {at, at + 1, Token::Kind::other, c};
    ++at;
    return true;
  }
  if (!is(c, ident_start)) {
    return false;
  }
  const Offset end = skip_class(source, at + 1, size, ident_cont);
  // E'…', U&"…"
  if (end == at + 1 && end < size && (source[end] == '\'' || source[end] == '&')) {
    return false;
  }
  token = {at, end, Token::Kind::word, '\0'};
  at = end;
  return true;
}

bool take_any(std::string_view source, script::Lexer& lexer, std::uint32_t& at, Token& token) {
  lexer.seek(at);
  const bool found = read_token(source, lexer, token);
  at = token.end;
  return found;
}

}  // namespace

bool read_token(std::string_view source, script::Lexer& lexer, Token& token) {
  const script::Token read = lexer.next_code();
  if (read.kind == TokenKind::end) {
    return false;
  }
  token.begin = read.span.begin;
  token.end = read.span.end;
  token.kind = kind_of(read.kind);
  token.symbol = token.kind == Token::Kind::other && read.span.size() == 1 ? source[read.span.begin] : '\0';
  return true;
}

bool Tokens::may_have_comments() {
  if (comments_ == Comments::unknown) {
    const bool possible =
        source_.find("--") != std::string_view::npos || source_.find("/*") != std::string_view::npos;
    comments_ = possible ? Comments::possible : Comments::none;
  }
  return comments_ == Comments::possible;
}

const std::vector<Token>& Tokens::all() {
  if (read_) {
    return tokens_;
  }
  tokens_.clear();
  const auto size = static_cast<std::uint32_t>(source_.size());
  script::Lexer lexer(source_, Span{0, size});
  Token token;
  for (std::uint32_t at = 0; take_plain(source_, at, token) || take_any(source_, lexer, at, token);) {
    tokens_.push_back(token);
  }
  read_ = true;
  return tokens_;
}

}  // namespace migralint::sql
