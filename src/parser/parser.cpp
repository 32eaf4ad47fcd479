#include "parser/parser.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "parser/engine.hpp"
#include "parser/text.hpp"
#include "parser/tree_parser.hpp"

namespace migralint::parser {
namespace {

ParseError input_error(std::string_view text, std::size_t at) {
  const bool nul = text[at] == '\0';
  return {ParseError::Kind::input,
          nul ? "a NUL byte, which PostgreSQL does not accept in text"
              : "invalid UTF-8, which PostgreSQL does not accept",
          static_cast<std::uint32_t>(at)};
}

/// PostgreSQL reports an exhausted parser stack (YYMAXDEPTH), stack or memory as errors like any other.
bool is_limit(std::string_view message) {
  return message.starts_with("memory exhausted") || message.starts_with("out of memory") ||
         message.starts_with("stack depth limit exceeded") ||
         message.starts_with("invalid memory alloc request size");
}

/// An unterminated string or comment is quoted to the end of the file; its first words are enough. Only a
/// message that ends in a quoted piece is ever so long.
std::string shortened(std::string message) {
  constexpr std::size_t longest = 200;
  if (message.size() <= longest) return message;
  std::size_t end = std::min(longest, message.find('\n'));
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U)
    --end;
  message.resize(end);
  return message + "…\"";
}

ParseError to_parse_error(std::string_view text, EngineError& error) {
  const auto kind = is_limit(error.message) ? ParseError::Kind::limit : error.kind;
  const auto offset = byte_of_character(text, error.character);
  return {kind, shortened(std::move(error.message)), static_cast<std::uint32_t>(offset)};
}

std::optional<ParseError> unfit(std::string_view text) {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max() / 2) {
    return ParseError{ParseError::Kind::limit, std::string(too_large), 0};
  }
  if (const auto bad = find_bad_byte(text)) return input_error(text, *bad);
  return std::nullopt;
}

template <class Call>
Expected<Json, ParseError> checked(std::string_view text, Call call) {
  if (auto error = unfit(text)) return Unexpected(std::move(*error));
  auto result = call(text);
  if (!result) return Unexpected(to_parse_error(text, result.error()));
  return *result;
}

}  // namespace

class Parser::Engine : public SqlEngine {};

Parser::Parser() : engine_(std::make_unique<Engine>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

TreeParser::TreeParser() : engine_(std::make_unique<SqlEngine>()) {}
TreeParser::~TreeParser() = default;
TreeParser::TreeParser(TreeParser&&) noexcept = default;
TreeParser& TreeParser::operator=(TreeParser&&) noexcept = default;

std::optional<ParseError> TreeParser::read(std::string_view sql,
                                           const std::function<void(const Tree&)>& visit) {
  if (auto error = unfit(sql)) return error;
  auto error = engine_->read(sql, visit);
  if (!error) return std::nullopt;
  return to_parse_error(sql, *error);
}

Expected<Json, ParseError> Parser::parse(std::string_view sql) {
  return checked(sql, [this](std::string_view text) { return engine_->parse(text); });
}

Expected<Json, ParseError> Parser::parse_plpgsql(std::string_view statement) {
  return checked(statement, [this](std::string_view text) { return engine_->parse_plpgsql(text); });
}

}  // namespace migralint::parser
