#include <utility>

#include "sql/lower.hpp"
#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql {
namespace {

using parser::ParseError;

// A thousand terms of `1 + 1 + …` are about two thousand levels of JSON. Memory for this many costs 9 bytes a
// level, touched only as far as it is used.
constexpr std::size_t max_json_depth = 400'000;
constexpr std::size_t first_capacity = 1 << 16;
constexpr std::int64_t first_version_with_enforced = 180'000;

ParseError unreadable(simdjson::error_code code) {
  const bool too_deep = code == simdjson::DEPTH_ERROR;
  const bool too_large = code == simdjson::CAPACITY || code == simdjson::MEMALLOC;
  if (too_deep) {
    return {ParseError::Kind::limit, "the statement is nested too deeply", 0};
  }
  if (too_large) {
    return {ParseError::Kind::limit, "the statement is too large", 0};
  }
  return {ParseError::Kind::input,
          std::string("the parse tree cannot be read: ") + simdjson::error_message(code), 0};
}

/// Without the `;` and the blanks at its end.
Span range_of(std::string_view text, std::uint32_t offset) {
  const std::size_t last = text.find_last_not_of("; \t\r\n\f\v");
  const std::size_t size = last == std::string_view::npos ? text.size() : last + 1;
  return Span{0, static_cast<std::uint32_t>(size)}.shifted(offset);
}

/// The first statement's node and the version of the tree.
struct Root {
  lower::TreeNode statement;
  std::int64_t version = 0;
};

Root root_of(lower::Element document) {
  Root root;
  lower::fields(document, [&](std::uint64_t field, lower::Element value) {
    if (field == lower::key("version")) {
      root.version = lower::integer(value);
    }
    if (field != lower::key("stmts")) {
      return;
    }
    lower::Array statements;
    if (!lower::get(value, statements)) {
      return;
    }
    for (const lower::Element first : statements) {
      lower::Object raw;
      lower::Element node;
      if (lower::get(first, raw) && lower::find(raw, "stmt", node)) {
        root.statement = lower::node_of(node);
      }
      break;
    }
  });
  return root;
}

}  // namespace

struct Reader::State {
  parser::Parser parser;
  simdjson::dom::parser json;
  Tokens tokens;
  simdjson::error_code allocated = json.allocate(first_capacity, max_json_depth);

  Expected<Statement, ParseError> read(std::string_view text, std::uint32_t offset);
};

Reader::Reader() : state_(std::make_unique<State>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

parser::Parser& Reader::parser() { return state_->parser; }

Expected<Statement, ParseError> Reader::State::read(std::string_view text, std::uint32_t offset) {
  auto tree = parser.parse(text);
  if (!tree) {
    tree.error().offset += offset;
    return Unexpected(std::move(tree.error()));
  }
  static_assert(parser::Json::padding >= simdjson::SIMDJSON_PADDING);
  lower::Element document;
  simdjson::error_code code = allocated;
  if (code == simdjson::SUCCESS) {
    constexpr bool copy = false;  // the text is padded
    code = json.parse(tree->text.data(), tree->text.size(), copy).get(document);
  }
  if (code != simdjson::SUCCESS) {
    ParseError error = unreadable(code);
    error.offset = offset;
    return Unexpected(std::move(error));
  }
  const Root root = root_of(document);
  Statement statement;
  statement.range = range_of(text, offset);
  if (root.statement.tag.empty()) {
    return statement;
  }
  tokens.reset(text);
  lower::Context context;
  context.source = text;
  context.offset = offset;
  context.tree_has_enforced = root.version >= first_version_with_enforced;
  context.tokens = &tokens;
  lower::statement(context, root.statement, statement);
  return statement;
}

Expected<Statement, ParseError> Reader::read(std::string_view text, std::uint32_t offset) {
  auto statement = state_->read(text, offset);
  if (!statement) {
    return statement;
  }
  // Read here, where there is a parser, because what the function locks and whether it is volatile depend on
  // it.
  if (auto* function = std::get_if<CreateFunction>(&statement->node);
      function != nullptr && function->language == "sql" && !function->body.empty()) {
    if (auto body = state_->read(function->body, 0)) {
      function->body_statement = std::make_shared<const Statement>(std::move(*body));
    }
  }
  return statement;
}

}  // namespace migralint::sql
