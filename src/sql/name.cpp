#include "sql/name.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/name_table.hpp"

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
constexpr auto keyword_at = [](std::size_t place) { return quoted_keywords[place]; };
constexpr NameTable<quoted_keywords.size()> keyword_table(keyword_at);

// What a name may hold that is written without quotes: it begins with a letter or an underscore.
enum Plain : std::uint8_t { nowhere, behind_the_first, anywhere };
constexpr auto plain_places = [] {
  std::array<Plain, 256> places{};
  for (std::size_t c = 0; c < places.size(); ++c) {
    const bool starts = (c >= 'a' && c <= 'z') || c == '_';
    const bool digit = c >= '0' && c <= '9';
    places[c] = starts ? anywhere : digit ? behind_the_first : nowhere;
  }
  return places;
}();

/// Every name in every message is looked at.
bool needs_quotes(std::string_view name) {
  const auto place_of = [](char c) { return plain_places[static_cast<unsigned char>(c)]; };
  if (name.empty() || place_of(name.front()) != anywhere) {
    return true;
  }
  return std::ranges::any_of(name, [&](char c) { return place_of(c) == nowhere; }) ||
         keyword_table.find(name, keyword_at) != keyword_table.missing;
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

std::string shown(const Name& name) {
  return name.schema == public_schema ? quoted(name.name) : quoted(name);
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
