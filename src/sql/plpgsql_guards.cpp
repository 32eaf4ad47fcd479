#include "sql/plpgsql_guards.hpp"

#include <array>
#include <vector>

#include "base/text.hpp"
#include "sql/plpgsql_body.hpp"

namespace migralint::sql::plpgsql {
namespace {

bool is_name(const Token& token) {
  return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
}

std::string name_of(const Token& token, std::string_view sql) {
  if (token.kind == Token::Kind::word) {
    return to_lower(token.of(sql));
  }
  const std::string_view quoted = token.of(sql);
  return quoted.size() < 2 ? std::string() : std::string(quoted.substr(1, quoted.size() - 2));
}

bool is_catalog_function(std::string_view name) {
  return name.starts_with("to_reg") || name.starts_with("pg_get_") || name.ends_with("_is_visible") ||
         name == "pg_relation_size" || name == "pg_total_relation_size" || name == "pg_table_size";
}

/// A pg_… function that is no relation, such as pg_try_advisory_lock(), says nothing about what exists.
bool reads_catalogs(std::string_view sql, const std::vector<Token>& tokens, std::size_t at) {
  const std::string name = name_of(tokens[at], sql);
  if (name == "information_schema") {
    return true;
  }
  const bool called = at + 1 < tokens.size() && tokens[at + 1].is_symbol(sql, '(');
  if (called) {
    return is_catalog_function(name);
  }
  return name.starts_with("pg_") && name != "pg_catalog" && name != "pg_temp";
}

}  // namespace

std::string condition_name(std::string_view condition) {
  struct Code {
    std::string_view code;
    std::string_view name;
  };
  static constexpr std::array<Code, 14> codes = {{{"42P07", "duplicate_table"},
                                                  {"42701", "duplicate_column"},
                                                  {"42710", "duplicate_object"},
                                                  {"42P06", "duplicate_schema"},
                                                  {"42723", "duplicate_function"},
                                                  {"42P16", "invalid_table_definition"},
                                                  {"42P01", "undefined_table"},
                                                  {"42703", "undefined_column"},
                                                  {"42704", "undefined_object"},
                                                  {"42883", "undefined_function"},
                                                  {"3F000", "invalid_schema_name"},
                                                  {"23505", "unique_violation"},
                                                  {"55P03", "lock_not_available"},
                                                  {"57014", "query_canceled"}}};
  for (const Code& known : codes) {
    if (known.code == condition) {
      return std::string(known.name);
    }
  }
  return std::string(condition);
}

bool CatalogVariables::looked_at_by(std::string_view sql) const {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!is_name(tokens[at])) {
      continue;
    }
    if (reads_catalogs(sql, tokens, at)) {
      return true;
    }
    const bool is_field = at > 0 && tokens[at - 1].is_symbol(sql, '.');
    if (!names_.empty() && !is_field && names_.count(name_of(tokens[at], sql)) > 0) {
      return true;
    }
  }
  return false;
}

void CatalogVariables::assign(std::string_view variable, bool from_catalogs, bool may_not_run) {
  if (from_catalogs) {
    names_.emplace(variable);
  } else if (!may_not_run) {
    if (const auto known = names_.find(variable); known != names_.end()) {
      names_.erase(known);
    }
  }
}

}  // namespace migralint::sql::plpgsql
