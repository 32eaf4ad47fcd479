// What an EXECUTE will run, when its text is made of constants only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/parser.hpp"
#include "sql/plpgsql_tree.hpp"

namespace migralint::sql::plpgsql {

/// Bytes [begin, end) of a text that may hold several statements.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class Folder {
 public:
  explicit Folder(parser::Parser& parser) : parser_(&parser) {}

  /// Declares `CONSTANT name … := expression`. A name declared twice (in different blocks) is no longer
  /// known.
  void add_constant(std::string_view name, std::string_view expression);
  /// A variable hides the constant of the same name.
  void hide(std::string_view name);

  /// The value of an expression as text, if it is the same at each run.
  std::optional<std::string> fold(std::string_view expression);
  /// The statements of `sql`; the whole of it if it does not parse, so that whoever reads it gets the error.
  std::vector<Piece> statements(std::string_view sql);

 private:
  std::optional<std::string> value(Tree node);
  std::optional<std::string> operation(Tree node);
  std::optional<std::string> call(Tree node);
  std::optional<std::string> cast(Tree node);
  std::optional<std::string> column(Tree node) const;
  std::optional<std::string> format(const std::vector<std::string>& arguments);
  std::optional<std::string> formatted(char type, const std::string& argument);
  std::string quote_ident(std::string_view name);
  bool needs_quotes(std::string_view name);

  parser::Parser* parser_;
  std::map<std::string, std::optional<std::string>, std::less<>> constants_;
};

}  // namespace migralint::sql::plpgsql
