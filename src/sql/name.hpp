// Names as PostgreSQL holds them after parsing: folded to lower case unless quoted, cut to 63 bytes,
// unquoted.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rare.hpp"
#include "base/span.hpp"

namespace migralint::sql {

/// A possibly schema-qualified name. Comparison is exact: `"T"` and `t` are two names.
struct Name {
  std::string schema;  ///< empty: not written, resolve through search_path
  std::string name;
  Span span;  ///< in the file; empty when the tree gives no place

  friend bool operator==(const Name& a, const Name& b) { return a.schema == b.schema && a.name == b.name; }
  [[nodiscard]] bool empty() const { return name.empty(); }
};

/// A table-like target of a statement: a name and whether it was written with ONLY or is temporary.
struct RelationName : Name {
  bool only = false;
  bool temporary = false;
  bool unlogged = false;
  RareText alias;
};

/// A data type as written, with the grammar's own aliases resolved (`int` is `int4`, `bool` is `bool`,
/// `character varying` is `varchar`, `char` is `bpchar` with modifier 1) and the schema pg_catalog dropped.
struct TypeName {
  RareText schema;
  std::string name;
  Few<std::string> modifiers;  ///< in source order: varchar(20) has {"20"}, numeric(10,2) has {"10","2"}
  int array_dimensions = 0;
  bool set_of = false;
  bool of_column = false;  ///< `tab.col%TYPE`
  Span span;

  [[nodiscard]] bool empty() const { return name.empty(); }
  /// Equality of meaning, not of place.
  friend bool operator==(const TypeName& a, const TypeName& b) {
    return a.schema == b.schema && a.name == b.name && a.modifiers == b.modifiers &&
           (a.array_dimensions > 0) == (b.array_dimensions > 0);
  }
};

/// `name`, quoted if PostgreSQL would need it to be (upper case, reserved word, special characters).
std::string quoted(std::string_view name);
/// Beside <iomanip>, argument-dependent lookup would take std::quoted() for a std::string.
inline std::string quoted(const std::string& name) { return quoted(std::string_view(name)); }
inline std::string quoted(const RareText& name) { return quoted(std::string_view(name.str())); }
inline std::string quoted(const char* name) { return quoted(std::string_view(name)); }
/// `schema.name` with quotes where needed; without the schema when it is empty.
std::string quoted(const Name& name);
/// The schema that every new database has and that search_path ends with (manual, 5.9.2 The Public Schema).
inline constexpr std::string_view public_schema = "public";
/// What readers call it: quoted where needed, without the schema `public`.
std::string shown(const Name& name);
/// The name in a text such as 'my_schema."My Table"', as regclass and nextval() read it.
Name name_in_text(std::string_view text);
/// The type as PostgreSQL's format_type() would print it: `character varying(20)`, `integer[]`.
std::string to_string(const TypeName& type);

}  // namespace migralint::sql
