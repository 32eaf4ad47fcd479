// PostgreSQL's parser for who reads the tree at once: it is shown where it is, and never written as JSON.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "parser/parser.hpp"
#include "parser/tree.hpp"

namespace migralint::parser {

class SqlEngine;

/// One parser. Not shared between threads: each thread makes its own (under a millisecond).
class TreeParser {
 public:
  TreeParser();
  ~TreeParser();
  TreeParser(TreeParser&&) noexcept;
  TreeParser& operator=(TreeParser&&) noexcept;
  TreeParser(const TreeParser&) = delete;
  TreeParser& operator=(const TreeParser&) = delete;

  /// Shows the tree of `sql` (any number of statements) to `visit`, which must keep nothing of it, nor use
  /// this parser; its exceptions are passed on. Not called when there is nothing in `sql`, or it does not
  /// parse. The errors are those of Parser::parse().
  std::optional<ParseError> read(std::string_view sql, const std::function<void(const Tree&)>& visit);

 private:
  std::unique_ptr<SqlEngine> engine_;
};

}  // namespace migralint::parser
