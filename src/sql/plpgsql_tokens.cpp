#include <algorithm>

#include "sql/plpgsql_body.hpp"

namespace migralint::sql::plpgsql {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool begins_word(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}
bool continues_word(char c) { return begins_word(c) || is_digit(c) || c == '$'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (skip_blank(); at_ < text_.size(); skip_blank()) {
      const std::size_t begin = at_;
      const Token::Kind kind = next();
      tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), kind});
    }
    return tokens;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (peek() == '-' && peek(1) == '-') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (peek() == '/' && peek(1) == '*') {
        skip_comment();
      } else {
        return;
      }
    }
  }

  void skip_comment() {
    int depth = 0;
    do {
      if (peek() == '/' && peek(1) == '*') {
        ++depth;
        at_ += 2;
      } else if (peek() == '*' && peek(1) == '/') {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
  }

  Token::Kind next() {
    const char c = peek();
    if (c == '\'') {
      return quoted('\'', false);
    }
    if (c == '"') {
      return quoted('"', false);
    }
    if (c == '$') {
      return dollar();
    }
    if (is_digit(c)) {
      return number();
    }
    if (!begins_word(c)) {
      ++at_;
      return Token::Kind::symbol;
    }
    if (lower(c) == 'u' && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at_ += 2;
      return quoted(peek(), false);
    }
    if (peek(1) == '\'' && std::string_view("ebxn").find(lower(c)) != std::string_view::npos) {
      ++at_;
      return quoted('\'', lower(c) == 'e');
    }
    skip_word();
    return Token::Kind::word;
  }

  void skip_word() {
    while (at_ < text_.size() && continues_word(text_[at_])) {
      ++at_;
    }
  }

  Token::Kind quoted(char quote, bool backslashes) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (backslashes && text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == quote) {
        if (peek(1) != quote) {
          break;
        }
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, text_.size());
    return quote == '"' ? Token::Kind::quoted_name : Token::Kind::string;
  }

  Token::Kind dollar() {
    std::size_t tag_end = at_ + 1;
    if (tag_end < text_.size() && begins_word(text_[tag_end])) {
      while (tag_end < text_.size() && continues_word(text_[tag_end]) && text_[tag_end] != '$') {
        ++tag_end;
      }
    }
    if (tag_end >= text_.size() || text_[tag_end] != '$') {
      ++at_;
      skip_word();
      return Token::Kind::symbol;
    }
    const std::string_view tag = text_.substr(at_, tag_end + 1 - at_);
    const std::size_t close = text_.find(tag, tag_end + 1);
    at_ = close == std::string_view::npos ? text_.size() : close + tag.size();
    return Token::Kind::string;
  }

  // `1..10` is two numbers, as PL/pgSQL reads it.
  Token::Kind number() {
    while (at_ < text_.size() && (continues_word(text_[at_]) || (text_[at_] == '.' && is_digit(peek(1))))) {
      ++at_;
    }
    return Token::Kind::number;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool Token::is_word(std::string_view text, std::string_view lower_case) const {
  if (kind != Kind::word || end - begin != lower_case.size()) {
    return false;
  }
  const std::string_view word = of(text);
  return std::equal(word.begin(), word.end(), lower_case.begin(),
                    [](char a, char b) { return lower(a) == b; });
}

std::vector<Token> tokens_of(std::string_view text) { return Lexer(text).run(); }

}  // namespace migralint::sql::plpgsql
