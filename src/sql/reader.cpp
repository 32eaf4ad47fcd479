#include <algorithm>
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

lower::TreeNode statement_of(lower::Object raw) {
  lower::Element statement;
  return lower::find(raw, "stmt", statement) ? lower::node_of(statement) : lower::TreeNode();
}

/// Whether the tree has a statement for each place, which begins there or in the blanks before it.
bool begin_at(const parser::Tree& tree, std::span<const Span> places) {
  std::size_t index = 0;
  std::int64_t previous_end = 0;
  for (const lower::Element raw : tree.statements) {
    lower::Element location;
    const auto begin =
        lower::find(parser::body_of(raw), "stmt_location", location) ? lower::integer(location) : 0;
    if (index == places.size() || begin < previous_end || begin > places[index].begin) {
      return false;
    }
    previous_end = places[index++].end;
  }
  return index == places.size();
}

}  // namespace

struct Reader::State {
  parser::TreeParser parser;
  std::optional<parser::Parser> plpgsql;  // few files need it
  Tokens tokens;

  /// Of one statement.
  struct Text {
    std::string_view source;
    std::uint32_t offset = 0;         ///< in the file
    std::uint32_t parsed_before = 0;  ///< see lower::Context
  };

  /// The first statement in the text; `has_more`: whether others follow.
  Expected<Statement, ParseError> read(std::string_view text, std::uint32_t offset, bool& has_more);
  void lower_statement(const Text& text, const lower::TreeNode& node, std::int64_t version,
                       Statement& statement);
  void read_body(Statement& statement);
};

Reader::Reader() : state_(std::make_unique<State>()) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

parser::Parser& Reader::parser() { return state_->plpgsql ? *state_->plpgsql : state_->plpgsql.emplace(); }

void Reader::State::lower_statement(const Text& text, const lower::TreeNode& node, std::int64_t version,
                                    Statement& statement) {
  tokens.reset(text.source);
  lower::Context context;
  context.source = text.source;
  context.offset = text.offset;
  context.parsed_before = text.parsed_before;
  context.tree_has_enforced = version >= first_version_with_enforced;
  context.tokens = &tokens;
  context.new_syntax = &statement.new_syntax;
  lower::statement(context, node, statement);
}

Expected<Statement, ParseError> Reader::State::read(std::string_view text, std::uint32_t offset,
                                                    bool& has_more) {
  Statement statement;
  statement.range = range_of(text, offset);
  const auto lower_first = [&](const parser::Tree& tree) {
    bool is_first = true;
    for (const lower::Element raw : tree.statements) {
      if (!is_first) {
        has_more = true;
        if (auto* select = std::get_if<Select>(&statement.node)) {
          select->value = nullptr;
        }
        return;
      }
      const lower::TreeNode node = statement_of(parser::body_of(raw));
      if (!node.tag.empty()) {
        lower_statement({text, offset, 0}, node, tree.version, statement);
      }
      is_first = false;
    }
  };
  auto error =
      parser.read(text, std::cref(lower_first));  // by reference: too large to be kept without memory
  if (error) {
    error->offset += offset;
    return Unexpected(std::move(*error));
  }
  return statement;
}

// Read here, where there is a parser, because what the function locks and whether it is volatile depend on
// it.
void Reader::State::read_body(Statement& statement) {
  auto* function = std::get_if<CreateFunction>(&statement.node);
  if (function == nullptr || function->language != "sql" || function->body.empty()) {
    return;
  }
  if (auto body = read(function->body, 0, function->has_more_statements)) {
    function->body_statement = std::make_shared<const Statement>(std::move(*body));
  }
}

Expected<Statement, ParseError> Reader::read(std::string_view text, std::uint32_t offset) {
  bool has_more = false;
  auto statement = state_->read(text, offset, has_more);
  if (statement) {
    state_->read_body(*statement);
  }
  return statement;
}

ReadTogether Reader::read_together(std::string_view text, std::uint32_t offset, std::span<const Span> places,
                                   const std::function<Statement&(std::size_t)>& results) {
  bool all_lowered = false;
  const auto lower_all = [&](const parser::Tree& tree) {
    if (!begin_at(tree, places)) {
      return;
    }
    auto place = places.begin();
    for (const lower::Element raw : tree.statements) {
      const lower::TreeNode node = statement_of(parser::body_of(raw));
      if (node.tag.empty()) {
        return;
      }
      Statement& statement = results(static_cast<std::size_t>(place - places.begin()));
      statement.range = range_of(place->of(text), offset + place->begin);
      state_->lower_statement({place->of(text), offset + place->begin, place->begin}, node, tree.version,
                              statement);
      ++place;
    }
    all_lowered = true;
  };
  if (const auto error = state_->parser.read(text, std::cref(lower_all))) {
    if (error->kind != ParseError::Kind::syntax) {
      return {};
    }
    const auto in = std::ranges::find_if(places, [&](const Span place) { return error->offset < place.end; });
    const auto index = static_cast<std::size_t>(in - places.begin());
    return {false, std::min(index, places.size() - 1)};
  }
  if (!all_lowered) {
    return {};
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    state_->read_body(results(i));
  }
  return {true, std::nullopt};
}

}  // namespace migralint::sql
