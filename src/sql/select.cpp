#include "sql/changes.hpp"
#include "sql/output_values.hpp"

namespace migralint::sql::lower {
namespace {

/// The names of a query's output columns, as far as they can be read off it (FigureColname() in the server).
struct OutputColumns {
  std::vector<std::string> names;
  bool known = true;
};

std::string output_name(Element value, int depth);

std::string name_of_field(Object body, std::string_view field, int depth) {
  Element found;
  return depth < 32 && find(body, field, found) ? output_name(found, depth + 1) : std::string();
}

std::string sub_query_name(Object body, int depth) {
  Element found;
  const std::string_view kind = find(body, "subLinkType", found) ? text(found) : std::string_view();
  if (kind == "EXISTS_SUBLINK") {
    return "exists";
  }
  if (kind == "ARRAY_SUBLINK") {
    return "array";
  }
  if (kind != "EXPR_SUBLINK" || !find(body, "subselect", found)) {
    return {};
  }
  Array targets;
  Element target;
  if (!find(node_of(found).body, "targetList", target) || !get(target, targets)) {
    return {};
  }
  for (const Element first : targets) {
    const TreeNode node = node_of(first);
    return find(node.body, "name", found) ? string(found) : name_of_field(node.body, "val", depth);
  }
  return {};
}

std::string output_name(Element value, int depth) {
  const TreeNode node = node_of(value);
  Element found;
  switch (node.key) {
    case key("ColumnRef"):
      return find(node.body, "fields", found) ? name_of(found).name : std::string();
    case key("FuncCall"):
      return find(node.body, "funcname", found) ? name_of(found).name : std::string();
    case key("SubLink"):
      return sub_query_name(node.body, depth);
    case key("CollateClause"):
      return name_of_field(node.body, "arg", depth);
    case key("A_ArrayExpr"):
      return "array";
    case key("RowExpr"):
      return "row";
    case key("GroupingFunc"):
      return "grouping";
    case key("CoalesceExpr"):
    case key("MinMaxExpr"):
    case key("SQLValueFunction"): {
      const Expr expr = expression(Context(), value);
      return expr.name.empty() ? "coalesce" : expr.name;
    }
    case key("A_Expr"):
      return find(node.body, "kind", found) && text(found) == "AEXPR_NULLIF" ? "nullif" : "";
    case key("CaseExpr"): {
      const std::string name = name_of_field(node.body, "defresult", depth);
      return name.empty() ? "case" : name;
    }
    case key("A_Indirection"): {
      const std::string name = find(node.body, "indirection", found) ? name_of(found).name : std::string();
      return name.empty() ? name_of_field(node.body, "arg", depth) : name;
    }
    case key("TypeCast"): {
      const std::string name = name_of_field(node.body, "arg", depth);
      return name.empty() && find(node.body, "typeName", found) ? type_of(Context(), found).name : name;
    }
    default:
      return {};
  }
}

bool is_star(Element value) {
  const TreeNode node = node_of(value);
  Element names;
  bool star = false;
  if (node.tag == "ColumnRef" && find(node.body, "fields", names)) {
    each(names, [&](Element field) { star |= node_of(field).tag == "A_Star"; });
  }
  return star;
}

void target_columns(Element list, OutputColumns& output) {
  each(list, [&](Element target) {
    const TreeNode node = node_of(target);
    Element found;
    if (find(node.body, "name", found)) {
      output.names.emplace_back(text(found));
      return;
    }
    if (!find(node.body, "val", found)) {
      return;
    }
    if (is_star(found)) {
      output.known = false;
      return;
    }
    std::string name = output_name(found, 0);
    output.names.push_back(name.empty() ? "?column?" : std::move(name));
  });
}

OutputColumns output_of_body(Object body, int depth) {
  OutputColumns output;
  Element found;
  if (depth < 100 && find(body, "larg", found)) {  // a set operation's names are its first query's
    Object first;
    if (get(found, first)) {
      return output_of_body(first, depth + 1);
    }
  }
  if (find(body, "targetList", found)) {
    target_columns(found, output);
  } else if (find(body, "valuesLists", found)) {
    Array rows;
    Element items;
    if (get(found, rows) && rows.size() > 0 && find(node_of(*rows.begin()).body, "items", items)) {
      for (std::size_t i = 1; i <= length(items); ++i) {
        output.names.push_back("column" + std::to_string(i));
      }
    }
  } else {
    output.known = false;
  }
  return output;
}

/// `written` are the names in parentheses after the relation's own, which come first.
OutputColumns output_columns(Object query, std::vector<std::string> written) {
  OutputColumns output = output_of_body(query, 0);
  if (!output.known && !written.empty()) {
    output.names.clear();
  }  // which of them a name covers is not known
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (i < output.names.size()) {
      output.names[i] = std::move(written[i]);
    } else {
      output.names.push_back(std::move(written[i]));
    }
  }
  return output;
}

void into(const Context& context, Element clause, CreateTableAs& result, std::vector<std::string>& written) {
  fields(clause, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("rel"):
        result.table = relation_of(context, value);
        break;
      case key("colNames"):
        written = strings_of(value);
        break;
      case key("onCommit"):
        result.on_commit_drop = text(value) == "ONCOMMIT_DROP";
        break;
      case key("tableSpaceName"):
        result.tablespace = text(value);
        break;
      case key("skipData"):
        result.with_data = !flag(value);
        break;
      default:
        break;
    }
  });
}

void name_columns(const Context& context, Object query, std::vector<std::string> written,
                  CreateTableAs& result) {
  OutputColumns output = output_columns(query, std::move(written));
  result.columns = std::move(output.names);
  result.columns_known = output.known;
  add_values(context, query, result);
}

void select_into(const Context& context, Object body, Element clause, Statement& statement) {
  CreateTableAs result;
  result.select_into = true;
  std::vector<std::string> written;
  into(context, clause, result, written);
  name_columns(context, body, std::move(written), result);
  QueryParts parts = statement_parts(context, body, Collect::relations);
  result.sources = std::move(parts.relations);
  result.source_functions = std::move(parts.functions);
  result.locked = std::move(parts.locked);
  statement.node = std::move(result);
  statement.tag = "SELECT INTO";
}

}  // namespace

void select(const Context& context, Object body, Statement& statement) {
  Element clause;
  Object leftmost = body;
  for (int depth = 0; depth < 100; ++depth) {  // INTO stands in the first query of a set operation
    if (find(leftmost, "intoClause", clause)) {
      return select_into(context, body, clause, statement);
    }
    Element first;
    if (!find(leftmost, "larg", first) || !get(first, leftmost)) {
      break;
    }
  }
  QueryParts parts = statement_parts(context, body, Collect::everything);
  Select& select = statement.node.emplace<Select>();
  select.relations = std::move(parts.relations);
  select.locked = std::move(parts.locked);
  select.set_config = std::move(parts.set_config);
  select.functions = std::move(parts.functions);
  select.inserts = std::move(parts.inserts);
  select.updates = std::move(parts.updates);
  select.deletes = std::move(parts.deletes);
  select.constants = std::move(parts.constants);
  select.value = only_value(context, body);
  select.expressions = expressions_of(context, body);
}

void create_table_as(const Context& context, Object body, Statement& statement) {
  CreateTableAs result;
  std::vector<std::string> written;
  Element query;
  bool has_query = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("query"):
        query = value;
        has_query = true;
        break;
      case key("into"):
        into(context, value, result, written);
        break;
      case key("objtype"):
        result.materialized_view = text(value) == "OBJECT_MATVIEW";
        break;
      case key("is_select_into"):
        result.select_into = flag(value);
        break;
      case key("if_not_exists"):
        result.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
  if (has_query) {
    const TreeNode node = node_of(query);
    result.executes_prepared = node.tag == "ExecuteStmt";
    QueryParts parts =
        query_parts(context, query, result.materialized_view ? Collect::everything : Collect::relations);
    result.sources = std::move(parts.relations);
    result.source_columns = std::move(parts.columns);
    result.source_functions = std::move(parts.functions);
    result.source_types = std::move(parts.types);
    result.grouped = parts.grouped;
    result.also_changed = std::move(parts.changed);
    result.locked = std::move(parts.locked);
    result.uses_star = parts.star;
    result.star_of_sources = parts.star && parts.queries == 1;
    result.only_columns = columns_of_only_table(context, node.body);
    result.expressions = expressions_of(context, node.body);
    name_columns(context, node.body, std::move(written), result);
  }
  statement.tag = result.materialized_view ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
  statement.node = std::move(result);
}

namespace {

/// The relation that a view's rows are those of (view_query_is_auto_updatable in
/// src/backend/rewrite/rewriteHandler.c).
RelationName updatable_base(const Context& context, Object query) {
  constexpr std::string_view other_rows[] = {"distinctClause", "groupClause", "havingClause", "limitCount",
                                             "limitOffset",    "withClause",  "larg",         "valuesLists"};
  Element found;
  for (const auto clause : other_rows) {
    if (find(query, clause, found)) {
      return {};
    }
  }
  Array from;
  if (!find(query, "fromClause", found) || !get(found, from) || from.size() != 1) {
    return {};
  }
  const TreeNode only = node_of(*from.begin());
  return only.tag == "RangeVar" ? relation_of(context, only.body) : RelationName();
}

}  // namespace

void create_view(const Context& context, Object body, Statement& statement) {
  CreateView view;
  std::vector<std::string> written;
  Object query;
  bool has_query = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("view"):
        view.view = relation_of(context, value);
        break;
      case key("aliases"):
        written = strings_of(value);
        break;
      case key("replace"):
        view.or_replace = flag(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          view.security_invoker = view.security_invoker || option_of(node).name == "security_invoker";
        });
        break;
      case key("query"): {
        QueryParts parts = query_parts(context, value, Collect::everything);
        view.sources = std::move(parts.relations);
        view.source_columns = std::move(parts.columns);
        view.source_functions = std::move(parts.functions);
        view.source_types = std::move(parts.types);
        view.grouped = parts.grouped;
        view.base = updatable_base(context, node_of(value).body);
        view.uses_star = parts.star;
        view.star_of_sources = parts.star && parts.queries == 1;
        query = node_of(value).body;
        view.only_columns = columns_of_only_table(context, query);
        view.expressions = expressions_of(context, query);
        has_query = true;
        OutputColumns output = output_columns(query, std::move(written));
        view.columns = std::move(output.names);
        view.columns_known = output.known;
        break;
      }
      default:
        break;
    }
  });
  Element with;
  // The WITH clause of CREATE RECURSIVE VIEW is the grammar's own and stands at no place.
  if (has_query && find(query, "withClause", with)) {
    fields(with, [&](std::uint64_t field, Element value) {
      if (field == key("location")) {
        view.recursive = integer(value) < 0;
      }
    });
  }
  statement.node = std::move(view);
}

void refresh_materialized_view(const Context& context, Object body, Statement& statement) {
  RefreshMaterializedView refresh;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        refresh.view = relation_of(context, value);
        break;
      case key("concurrent"):
        refresh.concurrently = flag(value);
        break;
      case key("skipData"):
        refresh.with_data = !flag(value);
        break;
      default:
        break;
    }
  });
  statement.node = std::move(refresh);
}

}  // namespace migralint::sql::lower
