#include "sql/new_syntax.hpp"

#include <algorithm>
#include <string_view>

namespace migralint::sql::lower {
namespace {

std::int64_t location_of(Object body) {
  Element location;
  return find(body, "location", location) ? integer(location) : -1;
}

std::string_view json_function(Object body) {
  Element op;
  const std::string_view kind = find(body, "op", op) ? text(op) : std::string_view();
  return kind == "JSON_VALUE_OP" ? "JSON_VALUE" : kind == "JSON_QUERY_OP" ? "JSON_QUERY" : "JSON_EXISTS";
}

/// `value['key']`: a text that is no number can only be a key of a jsonb value or the like.
bool has_key_subscript(Object indirection) {
  bool has = false;
  Element list;
  if (!find(indirection, "indirection", list)) {
    return false;
  }
  each(list, [&](Element item) {
    const TreeNode node = node_of(item);
    Element index;
    if (node.tag != "A_Indices" || !find(node.body, "uidx", index) || node_of(index).tag != "A_Const" ||
        !is_string_constant(index)) {
      return;
    }
    const std::string key_text = constant_text(index);
    has = has || key_text.empty() ||
          !std::ranges::all_of(key_text, [](char c) { return c >= '0' && c <= '9'; });
  });
  return has;
}

/// A column that is qualified with this name.
bool mentions(Element value, std::string_view qualifier, int depth = 0) {
  if (depth > max_expression_depth) {
    return false;
  }
  bool found = false;
  if (value.is_array()) {
    each(value, [&](Element item) { found = found || mentions(item, qualifier, depth + 1); });
  } else if (value.is_object()) {
    const TreeNode node = node_of(value);
    Element names;
    if (node.tag == "ColumnRef" && find(node.body, "fields", names)) {
      std::size_t place = 0;
      each(names, [&](Element name) { found |= place++ == 0 && string_of(name) == qualifier; });
      return found && length(names) > 1;
    }
    fields(node.body,
           [&](std::uint64_t, Element inner) { found = found || mentions(inner, qualifier, depth + 1); });
  }
  return found;
}

/// RETURNING old.a, new.a, unless a table is called so.
void note_returning(const Context& context, Object body, Element clause) {
  Object returning;
  Element part;
  if (!get(clause, returning)) {
    return;
  }
  const TreeNode node = node_of(clause);
  if (!node.tag.empty() && node.tag.front() == 'R') {
    returning = node.body;
  }
  Element target;
  RelationName table;
  if (find(body, "relation", target)) {
    table = relation_of(context, target);
  }
  const auto is_other = [&](std::string_view name) { return table.name != name && !(table.alias == name); };
  const bool named = find(returning, "options", part) && length(part) > 0;
  const bool both = find(returning, "exprs", part) && ((is_other("old") && mentions(part, "old")) ||
                                                       (is_other("new") && mentions(part, "new")));
  if (named || both) {
    context.note(18, "RETURNING of old and new values", -1);
  }
}

}  // namespace

void note_new_node(const Context& context, const TreeNode& node) {
  Element found;
  switch (node.key) {
    case key("JsonFuncExpr"):
      context.note(17, json_function(node.body), location_of(node.body));
      break;
    case key("JsonTable"):
      context.note(17, "JSON_TABLE", location_of(node.body));
      break;
    case key("JsonScalarExpr"):
    case key("JsonSerializeExpr"):
      context.note(17, "JSON_SCALAR or JSON_SERIALIZE", location_of(node.body));
      break;
    case key("JsonIsPredicate"):
      context.note(16, "IS JSON", location_of(node.body));
      break;
    case key("JsonObjectConstructor"):
    case key("JsonArrayConstructor"):
    case key("JsonArrayQueryConstructor"):
    case key("JsonObjectAgg"):
    case key("JsonArrayAgg"):
      context.note(16, "JSON_OBJECT or JSON_ARRAY as of the SQL standard", location_of(node.body));
      break;
    case key("RangeSubselect"):
      if (!find(node.body, "alias", found)) {
        context.note(16, "a sub-query in FROM without a name", -1);
      }
      break;
    case key("CommonTableExpr"):
      if (find(node.body, "search_clause", found) || find(node.body, "cycle_clause", found)) {
        context.note(14, "SEARCH or CYCLE of a recursive query", location_of(node.body));
      }
      break;
    case key("A_Indirection"):
      if (has_key_subscript(node.body)) {
        context.note(14, "a subscript that is a key", -1);
      }
      break;
    default:
      break;
  }
}

void note_new_clauses(const Context& context, Object body) {
  for (const parser::Field& field : body) {
    switch (field.key) {
      case key("limitOption"):
        if (text(field.value) == "LIMIT_OPTION_WITH_TIES") {
          context.note(13, "FETCH FIRST … WITH TIES", -1);
        }
        break;
      case key("groupDistinct"):
        if (flag(field.value)) {
          context.note(14, "GROUP BY DISTINCT", -1);
        }
        break;
      case key("returningClause"):
        note_returning(context, body, field.value);
        break;
      default:
        break;
    }
  }
}

void note_new_in_merge(const Context& context, Object body) {
  Element found;
  if (find(body, "returningClause", found) || find(body, "returningList", found)) {
    context.note(17, "RETURNING of MERGE", -1);
  }
  if (!find(body, "mergeWhenClauses", found)) {
    return;
  }
  each(found, [&](Element clause) {
    Element match;
    if (find(node_of(clause).body, "matchKind", match) && text(match) == "MERGE_WHEN_NOT_MATCHED_BY_SOURCE") {
      context.note(17, "NOT MATCHED BY SOURCE", -1);
    }
  });
}

}  // namespace migralint::sql::lower
