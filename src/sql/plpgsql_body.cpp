#include "sql/plpgsql_body.hpp"

#include <algorithm>
#include <array>

namespace migralint::sql::plpgsql {
namespace {

// A body that cannot be matched with its tree at all must not cost a search through it for each of its
// statements.
constexpr std::size_t most_failures = 100;

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80U) {
    out += static_cast<char>(code);
  } else if (code < 0x800U) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000U) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | ((code >> 18U) & 0x07U));
    tail(12);
    tail(6);
    tail(0);
  }
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return 99;
}

struct Digits {
  std::uint32_t value = 0;
  std::size_t count = 0;
};
Digits read_digits(std::string_view text, int base, std::size_t most) {
  Digits digits;
  while (digits.count < std::min(most, text.size()) && digit_value(text[digits.count]) < base) {
    digits.value = digits.value * static_cast<std::uint32_t>(base) +
                   static_cast<std::uint32_t>(digit_value(text[digits.count]));
    ++digits.count;
  }
  return digits;
}

bool has_backslashes(std::string_view statement, std::size_t quote) {
  return quote > 0 && (statement[quote - 1] == 'e' || statement[quote - 1] == 'E');
}

}  // namespace

Body::Body(std::string_view statement, std::uint32_t offset, Span place) : place_(place) {
  const std::size_t begin = place.begin - offset;
  const std::string_view raw = statement.substr(begin, place.size());
  if (begin > 0 && statement[begin - 1] == '\'') {
    decode(raw, has_backslashes(statement, begin - 1));
  } else {
    text_ = raw;
  }
  lines_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    lines_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  tokens_ = tokens_of(text_);
}

void Body::put(std::string_view bytes, std::size_t raw_at) {
  text_ += bytes;
  raw_at_.resize(text_.size(), static_cast<std::uint32_t>(raw_at));
}

void Body::decode(std::string_view raw, bool backslashes) {
  text_.reserve(raw.size());
  raw_at_.reserve(raw.size() + 1);
  for (std::size_t at = 0; at < raw.size();) {
    if (backslashes && raw[at] == '\\') {
      at += decode_backslash(raw, at);
    } else if (raw[at] == '\'' && raw.substr(at, 2) != "''") {
      at = std::min(raw.find('\'', at + 1), raw.size() - 1) + 1;  // 'one literal'⏎'in two parts'
    } else {
      put(raw.substr(at, 1), at);
      at += raw[at] == '\'' ? 2 : 1;
    }
  }
  raw_at_.push_back(static_cast<std::uint32_t>(raw.size()));
}

std::size_t Body::decode_backslash(std::string_view raw, std::size_t at) {
  const std::string_view rest = raw.substr(std::min(at + 1, raw.size()));
  if (rest.empty()) {
    return 1;
  }
  const char letter = rest.front();
  if (const Digits octal = read_digits(rest, 8, 3); octal.count > 0) {
    put(std::string(1, static_cast<char>(octal.value)), at);
    return 1 + octal.count;
  }
  if (letter == 'x' || letter == 'u' || letter == 'U') {
    const std::size_t most = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    if (const Digits hex = read_digits(rest.substr(1), 16, most); hex.count > 0) {
      std::string bytes;
      letter == 'x' ? bytes.push_back(static_cast<char>(hex.value)) : append_utf8(bytes, hex.value);
      put(bytes, at);
      return 2 + hex.count;
    }
  }
  constexpr std::string_view letters = "bfnrt";
  constexpr std::string_view meanings = "\b\f\n\r\t";
  const std::size_t known = letters.find(letter);
  put(known == std::string_view::npos ? rest.substr(0, 1) : meanings.substr(known, 1), at);
  return 2;
}

std::uint32_t Body::file_offset(std::size_t at) const {
  return place_.begin + (raw_at_.empty() ? static_cast<std::uint32_t>(at) : raw_at_[at]);
}

Found Body::found(std::size_t begin, std::size_t size) const {
  const Span place{file_offset(begin), file_offset(begin + size)};
  return {place, place.size() == size};
}

std::size_t Body::line_begin(std::uint32_t line) const {
  return line == 0 ? 0 : line > lines_.size() ? text_.size() : lines_[line - 1];
}

std::size_t Body::first_token_at(std::size_t byte) const {
  const auto first = std::lower_bound(tokens_.begin(), tokens_.end(), byte,
                                      [](const Token& t, std::size_t b) { return t.begin < b; });
  return static_cast<std::size_t>(first - tokens_.begin());
}

bool Body::begins_statement(std::size_t token) const {
  if (token == 0) {
    return false;
  }
  const Token& before = tokens_[token - 1];
  if (before.kind == Token::Kind::symbol) {
    return text_[before.begin] == ';' || text_[before.begin] == '>';
  }
  constexpr std::array<std::string_view, 4> openers = {"begin", "then", "else", "loop"};
  return std::any_of(openers.begin(), openers.end(), [&](auto word) { return before.is_word(text_, word); });
}

std::optional<std::size_t> Body::after_lead(std::size_t token, std::span<const std::string_view> lead) const {
  if (lead.empty()) {
    return token;
  }
  if (!tokens_[token].is_word(text_, lead.front())) {
    return std::nullopt;
  }
  for (const std::string_view word : lead.subspan(1)) {
    do {
      ++token;
      if (token >= tokens_.size() || tokens_[token].is_symbol(text_, ';')) {
        return std::nullopt;
      }
    } while (!tokens_[token].is_word(text_, word));
  }
  return token + 1;
}

bool Body::reads(std::size_t at, std::string_view query, bool has_into) const {
  if (query.empty() || query.size() > text_.size() - at) {
    return false;
  }
  const std::string_view here = std::string_view(text_).substr(at, query.size());
  if (!has_into) {
    return here == query;
  }
  return std::equal(query.begin(), query.end(), here.begin(),
                    [](char q, char h) { return q == h || q == ' '; });
}

std::optional<Found> Body::find_statement(std::uint32_t line, std::span<const std::string_view> lead,
                                          std::string_view query, bool has_into) {
  if (failures_ > most_failures) {
    return std::nullopt;
  }
  const std::size_t line_end = line_begin(line + 1);
  for (std::size_t t = std::max(cursor_, first_token_at(line_begin(line)));
       t < tokens_.size() && tokens_[t].begin < line_end; ++t) {
    if (!begins_statement(t)) {
      continue;
    }
    const auto start = after_lead(t, lead);
    if (!start || *start >= tokens_.size() || !reads(tokens_[*start].begin, query, has_into)) {
      continue;
    }
    const std::size_t begin = tokens_[*start].begin;
    const std::size_t next = first_token_at(begin + query.size());
    // DELETE FROM a is not the beginning of DELETE FROM ab.
    if (tokens_[next - 1].end > begin + query.size()) {
      continue;
    }
    cursor_ = next;
    return found(begin, query.size());
  }
  ++failures_;
  return std::nullopt;
}

std::optional<Found> Body::find_perform(std::uint32_t line, std::string_view rest) {
  if (failures_ > most_failures) {
    return std::nullopt;
  }
  constexpr std::string_view perform = "perform";
  const std::size_t line_end = line_begin(line + 1);
  for (std::size_t t = std::max(cursor_, first_token_at(line_begin(line)));
       t < tokens_.size() && tokens_[t].begin < line_end; ++t) {
    if (!begins_statement(t) || !tokens_[t].is_word(text_, perform) || !reads(tokens_[t].end, rest, false)) {
      continue;
    }
    cursor_ = first_token_at(tokens_[t].end + rest.size());
    return found(tokens_[t].begin, perform.size() + rest.size());
  }
  ++failures_;
  return std::nullopt;
}

std::optional<Found> Body::find_declared(std::uint32_t line, std::string_view query) const {
  return find_behind(line, query, [&](const Token& word) {
    return word.is_word(text_, "for") || word.is_word(text_, "is");
  });
}

std::optional<Found> Body::find_expression(std::uint32_t line, std::string_view expression) const {
  return find_behind(line, expression, [](const Token&) { return true; });
}

std::optional<Found> Body::find_behind(std::uint32_t line, std::string_view text,
                                       const std::function<bool(const Token&)>& accept) const {
  constexpr std::size_t longest_head = 1000;
  const std::size_t first = first_token_at(line_begin(line));
  for (std::size_t t = first + 1; t < std::min(tokens_.size(), first + longest_head); ++t) {
    if (accept(tokens_[t - 1]) && reads(tokens_[t].begin, text, false)) {
      return found(tokens_[t].begin, text.size());
    }
  }
  return std::nullopt;
}

Found Body::whole_line(std::uint32_t line) const {
  constexpr std::string_view blank = " \t\r\n\f\v";
  const std::size_t begin = line_begin(line);
  const std::string_view content = std::string_view(text_).substr(begin, line_begin(line + 1) - begin);
  const std::size_t first = content.find_first_not_of(blank);
  if (first == std::string_view::npos) {
    return {{file_offset(begin), file_offset(begin)}, false};
  }
  const std::size_t last = content.find_last_not_of(blank);
  return {found(begin + first, last + 1 - first).place, false};
}

std::optional<Span> Body::only_token(std::string_view text) const {
  std::optional<Span> place;
  for (const Token& token : tokens_) {
    if (token.of(text_) != text) {
      continue;
    }
    if (place) {
      return std::nullopt;
    }
    place = found(token.begin, token.end - token.begin).place;
  }
  return place;
}

}  // namespace migralint::sql::plpgsql
