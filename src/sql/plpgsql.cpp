#include "sql/plpgsql.hpp"

#include <utility>

#include "sql/plpgsql_body.hpp"
#include "sql/plpgsql_types.hpp"
#include "sql/plpgsql_walk.hpp"

namespace migralint::sql {
namespace {

using parser::ParseError;

/// The parser's errors have no place. PostgreSQL's messages quote the text they are about.
std::uint32_t place_of_error(const plpgsql::Body& body, std::string_view message) {
  if (message.ends_with("at end of input")) {
    return body.place().end;
  }
  const std::size_t open = message.find('"');
  const std::size_t close = message.rfind('"');
  // missing "THEN": what is quoted is not there, or elsewhere.
  if (open == close || message.starts_with("missing")) {
    return body.place().begin;
  }
  const auto place = body.only_token(message.substr(open + 1, close - open - 1));
  return place ? place->begin : body.place().begin;
}

Expected<parser::Json, ParseError> parse_forgivingly(parser::Parser& parser, std::string_view statement,
                                                     std::uint32_t offset, const plpgsql::Body& body) {
  auto tree = parser.parse_plpgsql(statement);
  const bool as_written = body.text().size() == body.place().size();
  if (tree || !as_written || !plpgsql::needs_types(tree.error().message)) {
    return tree;
  }
  return parser.parse_plpgsql(plpgsql::with_plain_types(statement, offset, body));
}

}  // namespace

Expected<EmbeddedProgram, ParseError> read_plpgsql(parser::Parser& parser, std::string_view statement,
                                                   std::uint32_t offset, Span body_place) {
  plpgsql::Body body(statement, offset, body_place);
  auto tree = parse_forgivingly(parser, statement, offset, body);
  if (!tree) {
    ParseError error = std::move(tree.error());
    if (plpgsql::needs_types(error.message)) {
      EmbeddedProgram program;
      program.unjudged.push_back(
          {body_place, "PL/pgSQL that cannot be read without knowing the types it uses"});
      return program;
    }
    error.offset = error.offset == 0 ? place_of_error(body, error.message) : offset + error.offset;
    return Unexpected(std::move(error));
  }
  const auto json = plpgsql::parse_tree(tree->text);
  if (json.is_discarded()) {
    return Unexpected(
        ParseError{ParseError::Kind::limit, "the PL/pgSQL code is nested too deeply", body_place.begin});
  }
  return plpgsql::walk(parser, body, plpgsql::Tree(json));
}

}  // namespace migralint::sql
