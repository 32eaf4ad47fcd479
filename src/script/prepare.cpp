#include <algorithm>
#include <array>

#include "script/lexer.hpp"
#include "script/scan.hpp"
#include "script/script.hpp"

namespace migralint::script {

namespace {

// Words that cannot stand where a name is expected (PostgreSQL manual, Appendix C: reserved in PostgreSQL);
// sorted.
// clang-format off
constexpr std::string_view reserved[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "binary", "both", "case", "cast", "check", "collate", "collation", "column", "concurrently",
    "constraint", "create", "cross", "current_catalog", "current_date", "current_role", "current_schema",
    "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct",
    "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant",
    "group", "having", "ilike", "in", "initially", "inner", "intersect", "into", "is", "isnull", "join",
    "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "natural", "not",
    "notnull", "null", "offset", "on", "only", "or", "order", "outer", "overlaps", "placing", "primary",
    "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric",
    "system_user", "table", "tablesample", "then", "to", "trailing", "true", "union", "unique", "user",
    "using", "variadic", "verbose", "when", "where", "window", "with"};
// clang-format on

constexpr bool sorted() { return std::is_sorted(std::begin(reserved), std::end(reserved)); }
static_assert(sorted());

bool is_reserved(std::string_view word) {
  std::array<char, 18> folded{};
  if (word.size() >= folded.size()) return false;
  std::transform(word.begin(), word.end(), folded.begin(), scan::lower);
  return std::binary_search(std::begin(reserved), std::end(reserved),
                            std::string_view(folded.data(), word.size()));
}

// The variable's own name stands in for its value: `:v` becomes ` v`, or `_v` where that would not be a name
// of its own.
void replace_variable(std::string& text, Span variable) {
  const std::string_view whole = variable.of(text);
  if (whole[1] == '{') {
    const std::string value = "TRUE" + std::string(whole.size() - 4, ' ');
    text.replace(variable.begin, variable.size(), value);
    return;
  }
  const bool quoted = whole[1] == '\'' || whole[1] == '"';
  const bool attached = variable.begin > 0 && scan::is(text[variable.begin - 1], scan::ident_cont);
  text[variable.begin] = !quoted && (attached || is_reserved(whole.substr(1))) ? '_' : ' ';
}

}  // namespace

std::string_view prepare(std::string_view text, const Statement& statement, std::string& buffer,
                         bool fill_variables) {
  const std::string_view plain = statement.with_terminator.of(text);
  const bool joined = plain.size() > 1 && plain.substr(plain.size() - 2) == "\\;";
  const bool fill = fill_variables && statement.has_psql_variables;
  if (!fill && !statement.has_meta_command && !joined) return plain;
  buffer.assign(plain);
  Lexer lexer(plain, {0, static_cast<std::uint32_t>(plain.size())});
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::meta_command) {
      buffer.replace(token.span.begin, token.span.size(), token.span.size(), ' ');
    } else if (token.kind == TokenKind::psql_variable && fill) {
      replace_variable(buffer, token.span);
    }
  }
  return buffer;
}

}  // namespace migralint::script
