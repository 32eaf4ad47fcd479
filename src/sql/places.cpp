#include "sql/places.hpp"

#include <algorithm>

#include "sql/marks.hpp"

namespace migralint::sql::lower {
namespace {

bool same_word(std::string_view text, std::string_view lower_word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() == lower_word.size() && std::ranges::equal(text, lower_word, {}, lower);
}

/// Index of the first token that begins at or after `position` (in the parser's text).
std::size_t token_at(const std::vector<Token>& tokens, std::uint32_t position) {
  const auto found = std::ranges::lower_bound(tokens, position, {}, &Token::begin);
  return static_cast<std::size_t>(found - tokens.begin());
}

/// Goes over tokens one after the other from any place. Where they have not been read yet, only those that it
/// comes to are.
class Cursor {
 public:
  Cursor(const Context& context, std::size_t from)
      : source_(context.source),
        lexer_(source_, Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(source_.size())}),
        tokens_(context.tokens != nullptr ? context.tokens->if_read() : nullptr) {
    if (tokens_ != nullptr) {
      index_ = token_at(*tokens_, static_cast<std::uint32_t>(from));
    }
    next();
  }

  [[nodiscard]] bool at_end() const { return !valid_; }
  [[nodiscard]] const Token& token() const { return token_; }
  [[nodiscard]] bool is(char symbol) const { return valid_ && token_.is(symbol); }
  [[nodiscard]] bool is_name() const {
    return valid_ && (token_.kind == Token::Kind::word || token_.kind == Token::Kind::quoted_name);
  }
  [[nodiscard]] bool is(std::string_view word) const {
    return valid_ && token_.kind == Token::Kind::word &&
           same_word(source_.substr(token_.begin, token_.end - token_.begin), word);
  }
  void next() {
    if (tokens_ == nullptr) {
      valid_ = read_token(source_, lexer_, token_);
    } else {
      valid_ = index_ < tokens_->size();
      token_ = valid_ ? (*tokens_)[index_++] : Token();
    }
  }

  bool accept(char symbol) {
    if (!is(symbol)) {
      return false;
    }
    take();
    return true;
  }
  bool accept(std::string_view word) {
    if (!is(word)) {
      return false;
    }
    take();
    return true;
  }
  bool accept_any(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return accept(word); });
  }
  void take() {
    end_ = token_.end;
    next();
  }
  /// Where the last token taken ends.
  [[nodiscard]] std::uint32_t end() const { return end_; }

  void accept_parentheses(char open, char close) {
    if (!is(open)) {
      return;
    }
    int depth = 0;
    while (valid_) {
      depth += is(open) ? 1 : is(close) ? -1 : 0;
      take();
      if (depth == 0) {
        return;
      }
    }
  }

 private:
  std::string_view source_;
  script::Lexer lexer_;
  const std::vector<Token>* tokens_;
  std::size_t index_ = 0;  ///< of the next one in tokens_
  Token token_;
  std::uint32_t end_ = 0;
  bool valid_ = false;
};

Span in_file(const Context& context, std::uint32_t begin, std::uint32_t end) {
  return Span{begin, std::max(begin, end)}.shifted(context.offset);
}

const std::vector<Token>& tokens_of(const Context& context) {
  static const std::vector<Token> none;
  return context.tokens != nullptr ? context.tokens->all() : none;
}

bool is_word(const Context& context, const Token& token, std::string_view word) {
  return token.kind == Token::Kind::word &&
         same_word(context.source.substr(token.begin, token.end - token.begin), word);
}

/// Nothing but white space stands between the tokens: places are found without them.
bool is_plain(const Context& context) {
  return context.tokens != nullptr && !context.tokens->may_have_comments();
}

std::vector<Span> split_plain(const Context& context, std::uint32_t at) {
  std::vector<Span> spans = between_commas(context.source, at);
  for (Span& span : spans) {
    span = span.shifted(context.offset);
  }
  return spans;
}

/// Splits tokens from `first` at top-level commas, to the end, a `;`, or the parenthesis that closes more
/// than opened.
std::vector<Span> split(const Context& context, const std::vector<Token>& tokens, std::size_t first) {
  std::vector<Span> spans;
  constexpr std::size_t usual = 16;
  spans.reserve(usual);
  int depth = 0;
  std::size_t begin = first;
  std::size_t i = first;
  const auto close = [&](std::size_t end) {
    if (end > begin) {
      spans.push_back(in_file(context, tokens[begin].begin, tokens[end - 1].end));
    }
    begin = end + 1;
  };
  for (; i < tokens.size(); ++i) {
    if (depth == 0 && tokens[i].is(';')) {
      break;
    }
    depth += depth_change(tokens[i].symbol);
    if (depth < 0) {
      break;
    }
    if (depth == 0 && tokens[i].is(',')) {
      close(i);
    }
  }
  close(i);
  return spans;
}

}  // namespace

Span name_span(const Context& context, std::int64_t location, int parts) {
  if (location < 0 || context.source.empty()) {
    return {};
  }
  const auto at = static_cast<std::uint32_t>(location);
  if (const std::uint32_t end = plain_name_end(context.source, at, parts); end > at) {
    return in_file(context, at, end);
  }
  Cursor cursor(context, at);
  const std::uint32_t begin = cursor.token().begin;
  for (int i = 0; i < parts && cursor.is_name(); ++i) {
    cursor.take();
    if (i + 1 < parts && !cursor.accept('.')) {
      break;
    }
  }
  return cursor.end() > begin ? in_file(context, begin, cursor.end()) : context.at(location);
}

Span type_span(const Context& context, std::int64_t location) {
  if (location < 0 || context.source.empty()) {
    return {};
  }
  Cursor cursor(context, static_cast<std::size_t>(location));
  const std::uint32_t begin = cursor.token().begin;
  const bool interval = cursor.is("interval");
  if (cursor.accept("double")) {
    cursor.accept("precision");
  } else if (cursor.accept("national")) {
    cursor.accept_any({"character", "char"});
    cursor.accept("varying");
  } else if (cursor.accept_any({"character", "char", "nchar", "bit"})) {
    cursor.accept("varying");
  } else if (cursor.is_name()) {
    cursor.take();
    while (cursor.accept('.')) {
      if (cursor.is_name()) {
        cursor.take();
      }
    }
  }
  if (cursor.accept('%')) {
    cursor.accept("type");
  }
  cursor.accept_parentheses('(', ')');
  if (cursor.is("with") || cursor.is("without")) {
    // WITH belongs to the type in `time with time zone` only, not in `a int WITH OPTIONS`.
    Cursor ahead(context, cursor.token().end);
    if (ahead.is("time")) {
      cursor.take();
      cursor.take();
      cursor.accept("zone");
    }
  }
  if (interval && cursor.accept_any({"year", "month", "day", "hour", "minute", "second"})) {
    if (cursor.accept("to")) {
      cursor.accept_any({"month", "hour", "minute", "second"});
    }
    cursor.accept_parentheses('(', ')');
  }
  cursor.accept("array");
  while (cursor.is('[')) {
    cursor.accept_parentheses('[', ']');
  }
  return cursor.end() > begin ? in_file(context, begin, cursor.end()) : context.at(location);
}

std::vector<Span> list_items(const Context& context, Span place) {
  if (place.empty()) {
    return {};
  }
  if (is_plain(context)) {
    return split_plain(context, first_parenthesis(context.source, place.end - context.offset) + 1);
  }
  const std::vector<Token>& tokens = tokens_of(context);
  for (std::size_t i = token_at(tokens, place.end - context.offset); i < tokens.size(); ++i) {
    if (tokens[i].is('(')) {
      return split(context, tokens, i + 1);
    }
  }
  return {};
}

std::vector<Span> list_items(const Context& context, Span place, const std::vector<std::uint32_t>& begins) {
  if (begins.empty() || !is_plain(context)) {
    return list_items(context, place);
  }
  // Each ends before the comma in front of the next one.
  std::vector<Span> items;
  items.reserve(begins.size());
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    const std::uint32_t comma = without_blanks(context.source, begins[i + 1]);
    if (comma == 0 || context.source[comma - 1] != ',') {
      return list_items(context, place);
    }
    items.push_back(in_file(context, begins[i], without_blanks(context.source, comma - 1)));
  }
  const std::vector<Span> last = split_plain(context, begins.back());
  if (last.size() != 1) {
    return list_items(context, place);
  }
  items.push_back(last.front());
  return items;
}

std::vector<Span> sub_commands(const Context& context, Span place) {
  if (place.empty()) {
    return {};
  }
  // `t *` and `ONLY (t)` have more behind the name.
  if (is_plain(context)) {
    const std::string_view behind = " \t\r\n\f\v*)";
    const std::size_t at = context.source.find_first_not_of(behind, place.end - context.offset);
    return split_plain(context, static_cast<std::uint32_t>(std::min(at, context.source.size())));
  }
  const std::vector<Token>& tokens = tokens_of(context);
  std::size_t i = token_at(tokens, place.end - context.offset);
  while (i < tokens.size() && (tokens[i].is('*') || tokens[i].is(')'))) {
    ++i;
  }
  return split(context, tokens, i);
}

Span where_span(const Context& context, std::uint32_t condition) {
  const std::vector<Token>& tokens = tokens_of(context);
  if ((condition != 0 && condition < context.offset) || tokens.empty()) {
    return {};
  }
  std::size_t i = condition == 0 ? tokens.size() : token_at(tokens, condition - context.offset);
  while (i > 0 && !is_word(context, tokens[i - 1], "where")) {
    --i;
  }
  if (i == 0) {
    return {};
  }
  const std::size_t first = i - 1;
  int depth = 0;
  std::size_t last = first;
  for (std::size_t j = first; j < tokens.size(); ++j) {
    depth += depth_change(tokens[j].symbol);
    const bool over =
        depth < 0 || (depth == 0 && (tokens[j].is(';') || is_word(context, tokens[j], "returning")));
    if (over) {
      break;
    }
    last = j;
  }
  return in_file(context, tokens[first].begin, tokens[last].end);
}

Span index_keywords(const Context& context) {
  Cursor cursor(context, 0);
  const std::uint32_t begin = cursor.token().begin;
  cursor.accept("create");
  cursor.accept("unique");
  cursor.accept("index");
  cursor.accept("concurrently");
  return in_file(context, begin, cursor.end());
}

Span last_tokens(const Context& context, Span command, std::size_t count) {
  const std::vector<Token>& tokens = tokens_of(context);
  if (command.empty()) {
    return command;
  }
  const std::size_t end = token_at(tokens, command.end - context.offset);
  if (end < count) {
    return command;
  }
  return {tokens[end - count].begin + context.offset, command.end};
}

Span type_keywords(const Context& context, Span command, Span type) {
  const std::vector<Token>& tokens = tokens_of(context);
  if (command.empty() || type.empty()) {
    return command;
  }
  std::size_t i = token_at(tokens, type.begin - context.offset);
  while (i > 0 && !is_word(context, tokens[i - 1], "type")) {
    --i;  // SETOF
  }
  if (i == 0 || tokens[i - 1].begin + context.offset < command.begin) {
    return command;
  }
  --i;
  if (i >= 2 && is_word(context, tokens[i - 1], "data") && is_word(context, tokens[i - 2], "set")) {
    i -= 2;
  }
  return {tokens[i].begin + context.offset, type.end};
}

Span up_to(const Context& context, std::uint32_t first, std::uint32_t end) {
  if (end < context.offset || first >= end) {
    return {first, first};
  }
  if (is_plain(context)) {
    const std::uint32_t last = without_blanks(context.source, end - context.offset) + context.offset;
    return {first, std::max(first, last)};
  }
  const std::vector<Token>& tokens = tokens_of(context);
  const std::size_t i = token_at(tokens, end - context.offset);
  if (i == 0) {
    return {first, first};
  }
  return {first, std::max(first, tokens[i - 1].end + context.offset)};
}

Span through_parentheses(const Context& context, std::uint32_t first, std::int64_t location, int count) {
  const std::vector<Token>& tokens = tokens_of(context);
  int depth = 0;
  for (std::size_t i = token_at(tokens, static_cast<std::uint32_t>(location)); i < tokens.size(); ++i) {
    const int change = depth_change(tokens[i].symbol);
    depth += change;
    if (change < 0 && depth == 0 && --count == 0) {
      return {first, tokens[i].end + context.offset};
    }
  }
  return {first, first};
}

Span bound_span(const Context& context, std::int64_t location) {
  const std::vector<Token>& tokens = tokens_of(context);
  if (location < 0) {
    return {};
  }
  const std::size_t i = token_at(tokens, static_cast<std::uint32_t>(location));
  if (i >= tokens.size()) {
    return {};
  }
  // FOR VALUES stands before IN, FROM and WITH, which the tree points at; DEFAULT stands alone.
  if (i < 2 || !is_word(context, tokens[i - 1], "values")) {
    return in_file(context, tokens[i].begin, tokens[i].end);
  }
  const bool range = is_word(context, tokens[i], "from");
  return through_parentheses(context, tokens[i - 2].begin + context.offset, location, range ? 2 : 1);
}

Span string_span(const Context& context, std::int64_t location) {
  if (location < 0) {
    return {};
  }
  Cursor cursor(context, static_cast<std::size_t>(location));
  while (!cursor.at_end() && cursor.token().kind != Token::Kind::string) {
    cursor.next();
  }
  if (cursor.at_end()) {
    return {};
  }
  const Token& token = cursor.token();
  const std::string_view text = context.source.substr(token.begin, token.end - token.begin);
  std::size_t open = text.find('\'') + 1;
  std::size_t close = 1;
  if (text.front() == '$') {
    open = close = text.find('$', 1) + 1;
  }
  if (open + close > text.size()) {
    return {};
  }
  return in_file(context, token.begin + static_cast<std::uint32_t>(open),
                 token.end - static_cast<std::uint32_t>(close));
}

namespace {

/// How many words after DROP name the kind; 0: its objects are not placed.
int kind_words(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
      return 2;
    case ObjectKind::table:
    case ObjectKind::index:
    case ObjectKind::view:
    case ObjectKind::sequence:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::schema:
    case ObjectKind::extension:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
    case ObjectKind::collation:
    case ObjectKind::statistics:
    case ObjectKind::trigger:
    case ObjectKind::rule:
    case ObjectKind::policy:
      return 1;
    default:
      return 0;
  }
}

Span take_name(const Context& context, Cursor& cursor) {
  const std::uint32_t begin = cursor.token().begin;
  if (!cursor.is_name()) {
    return {};
  }
  cursor.take();
  while (cursor.accept('.') && cursor.is_name()) {
    cursor.take();
  }
  return in_file(context, begin, cursor.end());
}

}  // namespace

void place_dropped(const Context& context, Drop& drop) {
  const int words = kind_words(drop.kind);
  if (words == 0 || drop.objects.empty()) {
    return;
  }
  Cursor cursor(context, 0);
  for (int i = 0; i <= words; ++i) {
    cursor.next();
  }
  if (drop.concurrently) {
    cursor.next();
  }
  if (drop.if_exists) {
    cursor.next();
    cursor.next();
  }
  if (!drop.sub_names.empty()) {  // `DROP TRIGGER name ON relation`
    cursor.next();
    cursor.next();
  }
  for (Name& object : drop.objects) {
    object.span = take_name(context, cursor);
    cursor.accept_parentheses('(', ')');
    if (!cursor.accept(',')) {
      return;
    }
  }
}

Span whole_statement(const Context& context) {
  const std::vector<Token>& tokens = tokens_of(context);
  std::size_t count = tokens.size();
  while (count > 0 && tokens[count - 1].is(';')) {
    --count;
  }
  return count == 0 ? Span() : in_file(context, tokens[0].begin, tokens[count - 1].end);
}

}  // namespace migralint::sql::lower
