#include "sql/plpgsql_fold.hpp"

#include <algorithm>
#include <utility>

namespace migralint::sql::plpgsql {
namespace {

std::string quote_literal(std::string_view text) {
  std::string result = text.find('\\') == std::string_view::npos ? "'" : " E'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') {
      result += c;
    }
    result += c;
  }
  return result + "'";
}

/// The last part of a name that is unqualified or in pg_catalog; otherwise nothing.
std::string_view builtin_name(Tree names) {
  std::vector<std::string_view> parts;
  names.each([&](Tree part) { parts.push_back(part.node()["sval"].text()); });
  const bool builtin = parts.size() == 1 || (parts.size() == 2 && parts.front() == "pg_catalog");
  return builtin ? parts.back() : std::string_view();
}

// An empty string and zero are empty objects.
std::optional<std::string> constant(Tree node) {
  if (const Tree text = node["sval"]) {
    return std::string(text["sval"].text());
  }
  if (const Tree number = node["ival"]) {
    return std::to_string(number["ival"].integer());
  }
  if (const Tree number = node["fval"]) {
    return std::string(number["fval"].text());
  }
  return std::nullopt;
}

/// One conversion of format(): `%[n$]X`. Widths are not folded.
struct Conversion {
  std::size_t argument = 0;  ///< from 1; 0: the next one
  char type = '\0';
  std::size_t length = 0;
};
std::optional<Conversion> read_conversion(std::string_view text) {
  Conversion conversion;
  std::size_t at = 1;
  std::size_t number = 0;
  while (at < text.size() && at < 5 && text[at] >= '0' && text[at] <= '9') {
    number = number * 10 + static_cast<std::size_t>(text[at++] - '0');
  }
  if (at > 1) {
    if (at >= text.size() || text[at] != '$' || number == 0) {
      return std::nullopt;
    }
    conversion.argument = number;
    ++at;
  }
  if (at >= text.size()) {
    return std::nullopt;
  }
  conversion.type = text[at];
  conversion.length = at + 1;
  return conversion;
}

}  // namespace

void Folder::add_constant(std::string_view name, std::string_view expression) {
  auto folded = fold(expression);
  const auto [place, added] = constants_.try_emplace(std::string(name), std::move(folded));
  if (!added) {
    place->second.reset();
  }
}

void Folder::hide(std::string_view name) { constants_[std::string(name)].reset(); }

std::optional<std::string> Folder::fold(std::string_view expression) {
  const auto tree = parser_->parse("SELECT " + std::string(expression));
  if (!tree) {
    return std::nullopt;
  }
  const auto json = parse_tree(tree->text);
  if (json.is_discarded()) {
    return std::nullopt;
  }
  const Tree list = Tree(json)["stmts"];
  const Tree select = list.first()["stmt"]["SelectStmt"];
  const Tree columns = select["targetList"];
  if (list.size() != 1 || columns.size() != 1 || select["fromClause"]) {
    return std::nullopt;
  }
  return value(columns.first()["ResTarget"]["val"]);
}

// Recursion is as deep as max_tree_depth.
std::optional<std::string> Folder::value(Tree node) {
  const std::string_view tag = node.tag();
  if (tag == "A_Const") {
    return constant(node.node());
  }
  if (tag == "A_Expr") {
    return operation(node.node());
  }
  if (tag == "FuncCall") {
    return call(node.node());
  }
  if (tag == "TypeCast") {
    return cast(node.node());
  }
  if (tag == "ColumnRef") {
    return column(node.node());
  }
  return std::nullopt;
}

std::optional<std::string> Folder::operation(Tree node) {
  if (builtin_name(node["name"]) != "||" || !node["lexpr"]) {
    return std::nullopt;
  }
  auto result = value(node["lexpr"]);
  if (!result) {
    return std::nullopt;
  }
  const auto tail = value(node["rexpr"]);
  if (!tail) {
    return std::nullopt;
  }
  return std::move(*result) + *tail;
}

std::optional<std::string> Folder::cast(Tree node) {
  const Tree type = node["typeName"];
  const std::string_view name = builtin_name(type["names"]);
  const bool keeps_text = name == "text" || name == "varchar" || name == "regclass";
  if (!keeps_text || type["typmods"] || type["arrayBounds"]) {
    return std::nullopt;
  }
  return value(node["arg"]);
}

std::optional<std::string> Folder::column(Tree node) const {
  const auto known = constants_.find(builtin_name(node["fields"]));
  return known == constants_.end() ? std::nullopt : known->second;
}

std::optional<std::string> Folder::call(Tree node) {
  const std::string_view function = builtin_name(node["funcname"]);
  std::vector<std::string> arguments;
  bool known = !node["func_variadic"];
  node["args"].each([&](Tree item) {
    auto argument = known ? value(item) : std::nullopt;
    known = argument.has_value();
    if (known) {
      arguments.push_back(std::move(*argument));
    }
  });
  if (!known || arguments.empty()) {
    return std::nullopt;
  }
  if (function == "format") {
    return format(arguments);
  }
  if (function == "concat") {
    std::string result;
    for (const std::string& argument : arguments) {
      result += argument;
    }
    return result;
  }
  if (arguments.size() != 1) {
    return std::nullopt;
  }
  if (function == "quote_ident") {
    return quote_ident(arguments.front());
  }
  if (function == "quote_literal" || function == "quote_nullable") {
    return quote_literal(arguments.front());
  }
  return std::nullopt;
}

std::optional<std::string> Folder::format(const std::vector<std::string>& arguments) {
  const std::string_view text = arguments.front();
  std::string result;
  std::size_t next = 1;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '%') {
      const std::size_t end = std::min(text.find('%', at), text.size());
      result += text.substr(at, end - at);
      at = end;
      continue;
    }
    const auto conversion = read_conversion(text.substr(at));
    if (!conversion) {
      return std::nullopt;
    }
    at += conversion->length;
    if (conversion->type == '%') {
      result += '%';
      continue;
    }
    if (conversion->argument > 0) {
      next = conversion->argument;
    }
    if (next >= arguments.size()) {
      return std::nullopt;
    }
    const auto piece = formatted(conversion->type, arguments[next++]);
    if (!piece) {
      return std::nullopt;
    }
    result += *piece;
  }
  return result;
}

std::optional<std::string> Folder::formatted(char type, const std::string& argument) {
  if (type == 's') {
    return argument;
  }
  if (type == 'I') {
    return quote_ident(argument);
  }
  if (type == 'L') {
    return quote_literal(argument);
  }
  return std::nullopt;
}

std::string Folder::quote_ident(std::string_view name) {
  if (!needs_quotes(name)) {
    return std::string(name);
  }
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') {
      result += c;
    }
    result += c;
  }
  return result + "\"";
}

bool Folder::needs_quotes(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (name.empty() || (name.front() >= '0' && name.front() <= '9') ||
      !std::all_of(name.begin(), name.end(), plain)) {
    return true;
  }
  // The parser knows its keywords: only one that is not reserved in any way can name a function and a table.
  const std::string word(name);
  return !parser_
              ->parse("CREATE FUNCTION " + word + "() RETURNS int LANGUAGE sql AS ''; CREATE TABLE " + word +
                      " ()")
              .has_value();
}

std::vector<Piece> Folder::statements(std::string_view sql) {
  const auto size = static_cast<std::uint32_t>(sql.size());
  std::vector<Piece> whole = {{0, size}};
  if (sql.find(';') == std::string_view::npos) {
    return whole;
  }
  const auto tree = parser_->parse(sql);
  if (!tree) {
    return whole;
  }
  const auto json = parse_tree(tree->text);
  if (json.is_discarded()) {
    return whole;
  }
  const Tree list = Tree(json)["stmts"];
  if (list.size() < 2) {
    return whole;
  }
  std::vector<Piece> pieces;
  list.each([&](Tree statement) {
    const auto begin = static_cast<std::uint32_t>(statement["stmt_location"].integer());
    const auto length = static_cast<std::uint32_t>(statement["stmt_len"].integer());
    pieces.push_back({begin, length == 0 ? size : begin + length});
  });
  return pieces;
}

}  // namespace migralint::sql::plpgsql
