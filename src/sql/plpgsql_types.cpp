#include "sql/plpgsql_types.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.hpp"

namespace migralint::sql::plpgsql {
namespace {

class Declarations {
 public:
  explicit Declarations(const Body& body) : text_(body.text()), tokens_(body.tokens()) {
    for (std::size_t t = 0; t + 1 < tokens_.size(); ++t) {
      if (tokens_[t + 1].is_symbol(text_, '.')) {
        with_fields_.insert(to_lower(tokens_[t].of(text_)));
      }
    }
  }

  std::string rewritten() {
    for (std::size_t t = 0; t < tokens_.size(); ++t) {
      if (is(t, "declare")) {
        t = section(t + 1);
      }
    }
    return result_ + std::string(text_.substr(copied_));
  }

 private:
  [[nodiscard]] bool is(std::size_t token, std::string_view word) const {
    return token < tokens_.size() && tokens_[token].is_word(text_, word);
  }
  [[nodiscard]] bool is_any(std::size_t token, std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return is(token, word); });
  }
  [[nodiscard]] bool is_symbol(std::size_t token, char symbol) const {
    return token < tokens_.size() && tokens_[token].is_symbol(text_, symbol);
  }

  std::size_t section(std::size_t token) {
    while (token < tokens_.size() && !is(token, "begin")) {
      declaration(token);
      while (token < tokens_.size() && !is_symbol(token, ';')) {
        ++token;
      }
      ++token;
    }
    return token;
  }

  void declaration(std::size_t name) {
    const std::size_t type = name + (is(name + 1, "constant") ? 2 : 1);
    if (is_any(type, {"alias", "cursor", "no", "scroll", "record", "refcursor"})) {
      return;
    }
    std::size_t end = type;
    while (end < tokens_.size() && !is_any(end, {"not", "default", "collate"}) && !is_symbol(end, ';') &&
           !is_symbol(end, ':') && !is_symbol(end, '=')) {
      ++end;
    }
    if (end == type || end >= tokens_.size()) {
      return;
    }
    const bool is_row = is(end - 1, "rowtype") || with_fields_.count(to_lower(tokens_[name].of(text_))) > 0;
    result_ += text_.substr(copied_, tokens_[type].begin - copied_);
    result_ += is_row ? "record" : "text";
    copied_ = tokens_[end - 1].end;
    // A type may go on in the next line.
    const std::string_view gone = text_.substr(tokens_[type].begin, copied_ - tokens_[type].begin);
    result_.append(static_cast<std::size_t>(std::count(gone.begin(), gone.end(), '\n')), '\n');
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::set<std::string> with_fields_;
  std::string result_;
  std::size_t copied_ = 0;
};

}  // namespace

bool needs_types(std::string_view message) {
  constexpr std::string_view unknown = "\" is not a known variable";
  if (message.ends_with(unknown)) {
    return message.substr(0, message.size() - unknown.size()).find('.') != std::string_view::npos;
  }
  constexpr std::array<std::string_view, 4> beginnings = {
      "record variable cannot be part of multiple-item INTO list", "PL/pgSQL functions cannot return type",
      "PL/pgSQL functions cannot accept type", "Not implemented"};
  return message.ends_with("\" is not a scalar variable") ||
         std::any_of(beginnings.begin(), beginnings.end(),
                     [&](auto begin) { return message.starts_with(begin); });
}

std::string with_plain_types(std::string_view statement, std::uint32_t offset, const Body& body) {
  std::string result(statement.substr(0, body.place().begin - offset));
  result += Declarations(body).rewritten();
  result += statement.substr(body.place().end - offset);
  return result;
}

}  // namespace migralint::sql::plpgsql
