#include <functional>
#include <optional>
#include <utility>

#include "parser/tree_parser.hpp"
#include "sql/lower.hpp"
#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql {
namespace {

using parser::ParseError;

constexpr std::int64_t first_version_with_enforced = 180'000;

/// Without the `;` and the blanks at its end.
Span range_of(std::string_view text, std::uint32_t offset) {
  const std::size_t last = text.find_last_not_of("; \t\r\n\f\v");
  const std::size_t size = last == std::string_view::npos ? text.size() : last + 1;
  return Span{0, static_cast<std::uint32_t>(size)}.shifted(offset);
}

lower::TreeNode first_statement(const parser::Tree& tree) {
  for (const lower::Element raw : tree.statements) {
    lower::Element statement;
    return lower::find(parser::body_of(raw), "stmt", statement) ? lower::node_of(statement)
                                                                : lower::TreeNode();
  }
  return {};
}

}  // namespace

struct Reader::State {
  parser::TreeParser parser;
  std::optional<parser::Parser> plpgsql;  // few files need it
  Tokens tokens;

  Expected<Statement, ParseError> read(std::string_view text, std::uint32_t offset);
};

Reader::Reader() : state_(std::make_unique<State>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

parser::Parser& Reader::parser() { return state_->plpgsql ? *state_->plpgsql : state_->plpgsql.emplace(); }

Expected<Statement, ParseError> Reader::State::read(std::string_view text, std::uint32_t offset) {
  Statement statement;
  statement.range = range_of(text, offset);
  const auto lower_first = [&](const parser::Tree& tree) {
    const lower::TreeNode node = first_statement(tree);
    if (node.tag.empty()) {
      return;
    }
    tokens.reset(text);
    lower::Context context;
    context.source = text;
    context.offset = offset;
    context.tree_has_enforced = tree.version >= first_version_with_enforced;
    context.tokens = &tokens;
    lower::statement(context, node, statement);
  };
  auto error = parser.read(
      text, std::cref(lower_first));  // by reference: it is too large for a function without memory
  if (error) {
    error->offset += offset;
    return Unexpected(std::move(*error));
  }
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
