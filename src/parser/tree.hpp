// PostgreSQL's parse tree, in the shape of libpg_query's JSON whatever it is kept in: objects with named
// fields, arrays, and nodes, which are objects that say what they are. What is zero, false, empty or null in
// the tree is not there.
//
//   Value     any of it, or nothing. `get` of another type gives false, the readers below an empty value: the
//   tree
//             comes from the parser, so that only happens for a field that another version spells
//             differently.
//   Object    begin() and end() over its fields: `name`, `key` (name_key() of it), `value`
//   Array     begin() and end() over its items, size()
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/name_key.hpp"
#include "parser/engine_tree.hpp"

namespace migralint::parser {

/// What TreeParser::read() gives to its visitor.
struct Tree {
  std::int64_t version = 0;  ///< of the grammar: 180004 for 18.4
  Array statements;          ///< RawStmt's fields: `stmt`, `stmt_location`, `stmt_len`
};

/// The fields of a node whose kind the place implies; JSON leaves the name of a RawStmt out.
inline Object body_of(Value value) {
  Object body;
  return get(value, body) ? body : node_of(value).body;
}

inline std::string_view text(Value value) {
  std::string_view result;
  return get(value, result) ? result : std::string_view();
}
inline std::string string(Value value) { return std::string(text(value)); }
inline std::int64_t integer(Value value) {
  std::int64_t result = 0;
  return get(value, result) ? result : 0;
}
inline bool flag(Value value) {
  bool result = false;
  return get(value, result) && result;
}
inline char letter(Value value) {
  const std::string_view result = text(value);
  return result.empty() ? '\0' : result.front();
}

/// Calls `visit(Value)` for each item if `value` is an array.
template <class Visit>
void each(Value value, Visit&& visit) {
  Array items;
  if (!get(value, items)) {
    return;
  }
  for (const Value item : items) {
    visit(item);
  }
}

inline std::size_t length(Value value) {
  Array items;
  return get(value, items) ? items.size() : 0;
}

/// Calls `visit(std::uint64_t key, Value)` for each field.
template <class Visit>
void fields(Object object, Visit&& visit) {
  for (const Field field : object) {
    visit(field.key, field.value);
  }
}
template <class Visit>
void fields(Value value, Visit&& visit) {
  Object object;
  if (get(value, object)) {
    fields(object, visit);
  }
}

}  // namespace migralint::parser
