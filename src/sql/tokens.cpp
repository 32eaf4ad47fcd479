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

const std::vector<Token>& Tokens::all() {
  if (read_) {
    return tokens_;
  }
  tokens_.clear();
  script::Lexer lexer(source_, Span{0, static_cast<std::uint32_t>(source_.size())});
  Token token;
  while (read_token(source_, lexer, token)) {
    tokens_.push_back(token);
  }
  read_ = true;
  return tokens_;
}

}  // namespace migralint::sql
