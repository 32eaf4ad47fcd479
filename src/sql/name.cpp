#include "sql/name.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace migralint::sql {
namespace {

// PostgreSQL 18's keywords that are not in the grammar's category "unreserved": quote_identifier() quotes
// exactly these (src/backend/utils/adt/ruleutils.c, src/include/parser/kwlist.h).
constexpr auto quoted_keywords = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
});
static_assert(std::ranges::is_sorted(quoted_keywords));

/// Where the keywords of each letter begin, and the end of all: every name in every message is looked up.
constexpr auto letter_begins = [] {
  std::array<std::uint8_t, 27> begins{};
  for (std::size_t letter = 0; letter < 26; ++letter) {
    const auto* const first = std::ranges::find_if(
        quoted_keywords, [&](std::string_view word) { return word[0] >= static_cast<char>('a' + letter); });
    begins[letter] = static_cast<std::uint8_t>(first - quoted_keywords.begin());
  }
  begins[26] = static_cast<std::uint8_t>(quoted_keywords.size());
  return begins;
}();
static_assert(quoted_keywords.size() < 256);

/// `name` is not empty and all lower case.
bool is_quoted_keyword(std::string_view name) {
  if (name[0] < 'a' || name[0] > 'z') {
    return false;
  }
  const auto letter = static_cast<std::size_t>(name[0] - 'a');
  return std::any_of(quoted_keywords.begin() + letter_begins[letter],
                     quoted_keywords.begin() + letter_begins[letter + 1],
                     [&](std::string_view word) { return word == name; });
}

bool needs_quotes(std::string_view name) {
  if (name.empty()) {
    return true;
  }
  const auto start = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto rest = [&](char c) { return start(c) || (c >= '0' && c <= '9'); };
  if (!start(name.front()) || !std::ranges::all_of(name, rest)) {
    return true;
  }
  return is_quoted_keyword(name);
}

void append_quoted(std::string& text, std::string_view name) {
  if (!needs_quotes(name)) {
    text += name;
    return;
  }
  text += '"';
  for (const char c : name) {
    if (c == '"') {
      text += '"';
    }
    text += c;
  }
  text += '"';
}

/// How format_type() spells a built-in type: the modifier stands between `before` and `after`.
struct Spelling {
  std::string_view name;
  std::string_view before;
  std::string_view after;
};
constexpr auto spellings = std::to_array<Spelling>({
    {"bit", "bit", ""},
    {"bool", "boolean", ""},
    {"bpchar", "character", ""},
    {"char", "\"char\"", ""},
    {"float4", "real", ""},
    {"float8", "double precision", ""},
    {"int2", "smallint", ""},
    {"int4", "integer", ""},
    {"int8", "bigint", ""},
    {"interval", "interval", ""},
    {"json", "json", ""},
    {"numeric", "numeric", ""},
    {"time", "time", " without time zone"},
    {"timestamp", "timestamp", " without time zone"},
    {"timestamptz", "timestamp", " with time zone"},
    {"timetz", "time", " with time zone"},
    {"varbit", "bit varying", ""},
    {"varchar", "character varying", ""},
});
static_assert(std::ranges::is_sorted(spellings, {}, &Spelling::name));

const Spelling* spelling_of(const TypeName& type) {
  if (!type.schema.empty() || type.of_column) {
    return nullptr;
  }
  if (type.name == "bpchar" && type.modifiers.empty()) {
    return nullptr;
  }
  const auto* found = std::ranges::lower_bound(spellings, type.name, {}, &Spelling::name);
  return found != spellings.end() && found->name == type.name ? found : nullptr;
}

void append_modifiers(std::string& text, const TypeName& type) {
  std::size_t first = 0;
  if (type.name == "interval" && !type.modifiers.empty() &&
      type.modifiers[0].find_first_of("0123456789") != 0) {
    text += ' ';
    text += type.modifiers[0];  // the fields, "day to second"
    first = 1;
  }
  for (std::size_t i = first; i < type.modifiers.size(); ++i) {
    text += i == first ? '(' : ',';
    text += type.modifiers[i];
  }
  if (type.modifiers.size() > first) {
    text += ')';
  }
}

/// One identifier of a text such as `"My Schema".seq`; advances `text` behind it and a following dot.
std::string next_identifier(std::string_view& text) {
  std::string name;
  if (!text.empty() && text.front() == '"') {
    std::size_t i = 1;
    for (; i < text.size(); ++i) {
      if (text[i] == '"') {
        if (i + 1 >= text.size() || text[i + 1] != '"') {
          break;
        }
        ++i;
      }
      name += text[i];
    }
    text.remove_prefix(std::min(text.size(), i + 1));
  } else {
    const auto end = std::min(text.find('.'), text.size());
    for (const char c : text.substr(0, end)) {
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    text.remove_prefix(end);
  }
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
  }
  return name;
}

}  // namespace

std::string quoted(std::string_view name) {
  std::string text;
  append_quoted(text, name);
  return text;
}

std::string quoted(const Name& name) {
  if (name.schema.empty()) {
    return quoted(name.name);
  }
  std::string text;
  text.reserve(name.schema.size() + name.name.size() + 5);
  append_quoted(text, name.schema);
  text += '.';
  append_quoted(text, name.name);
  return text;
}

Name name_in_text(std::string_view text) {
  Name name;
  name.name = next_identifier(text);
  if (!text.empty()) {
    name.schema = std::exchange(name.name, next_identifier(text));
  }
  return name;
}

std::string to_string(const TypeName& type) {
  std::string text = type.set_of ? "SETOF " : "";
  if (const Spelling* spelling = spelling_of(type)) {
    text += spelling->before;
    append_modifiers(text, type);
    text += spelling->after;
  } else {
    if (!type.schema.empty()) {
      text += quoted(type.schema) + '.';
    }
    text += quoted(type.name);
    append_modifiers(text, type);
  }
  if (type.of_column) {
    text += "%TYPE";
  }
  if (type.array_dimensions > 0) {
    text += "[]";
  }
  return text;
}

}  // namespace migralint::sql
