#include <algorithm>

#include "sql/new_syntax.hpp"

namespace migralint::sql::lower {
namespace {

using Kind = Expr::Kind;

/// The one value of `{"sval": {"sval": "x"}}`'s inner object; nothing for `{}`, which stands for zero or
/// empty.
bool only_value(Element object, Element& value) {
  bool found = false;
  fields(object, [&](std::uint64_t, Element inner) {
    value = inner;
    found = true;
  });
  return found;
}

void constant(Object body, Expr& expr) {
  fields(body, [&](std::uint64_t field, Element holder) {
    Element value;
    switch (field) {
      case key("ival"):
        expr.kind = Kind::integer;
        expr.name = only_value(holder, value) ? std::to_string(integer(value)) : "0";
        break;
      case key("fval"):
        expr.kind = Kind::number;
        if (only_value(holder, value)) {
          expr.name = text(value);
        }
        break;
      case key("boolval"):
        expr.kind = Kind::boolean;
        expr.name = only_value(holder, value) && flag(value) ? "true" : "false";
        break;
      case key("sval"):
        expr.kind = Kind::string;
        if (only_value(holder, value)) {
          expr.name = text(value);
        }
        break;
      case key("bsval"):
        expr.kind = Kind::bit_string;
        if (only_value(holder, value)) {
          expr.name = text(value);
        }
        break;
      case key("isnull"):
        expr.kind = Kind::null;
        break;
      default:
        break;
    }
  });
}

void column(Object body, Expr& expr) {
  expr.kind = Kind::column;
  Element names;
  if (!find(body, "fields", names)) {
    return;
  }
  each(names, [&](Element field) {
    expr.schema = expr.name;
    expr.name = node_of(field).tag == "A_Star" ? std::string_view("*") : string_of(field);
  });
}

std::string sql_value_name(std::string_view op) {
  constexpr std::string_view prefix = "SVFOP_";
  if (op.substr(0, prefix.size()) == prefix) {
    op.remove_prefix(prefix.size());
  }
  if (op.size() > 2 && op.substr(op.size() - 2) == "_N") {
    op.remove_suffix(2);
  }
  std::string name(op);
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

/// What the tests of BooleanTest are called.
std::string test_name(std::string_view kind) {
  std::string name(kind);
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// Lowers the children of one node; each child goes through expression(), which counts the depth.
class Lowerer {
 public:
  Lowerer(const Context& context, int depth) : context_(context), depth_(depth) {}

  Expr lower(const TreeNode& node) const {
    Expr expr;
    switch (node.key) {
      case key("A_Const"):
        constant(node.body, expr);
        break;
      case key("ColumnRef"):
        column(node.body, expr);
        break;
      case key("FuncCall"):
        function(node.body, expr);
        break;
      case key("TypeCast"):
        cast(node.body, expr);
        break;
      case key("A_Expr"):
        operation(node.body, expr);
        break;
      case key("BoolExpr"):
        logical(node.body, expr);
        break;
      case key("NullTest"):
      case key("BooleanTest"):
        test(node.body, expr);
        break;
      case key("SubLink"):
        expr = sub_link(node.body);
        break;
      case key("NamedArgExpr"):
        return argument(node.body);
      default:
        by_tag(node, expr);
        break;
    }
    place(node.body, expr);
    return expr;
  }

 private:
  Expr below(Element node) const { return expression(context_, node, depth_ + 1); }

  /// Adds the expressions that `value` (a node, an array, an object of nodes) holds.
  void append(Element value, Expr& expr, int levels = 0) const {
    if (levels > 16) {
      return;
    }  // no node of the grammar holds its children that far down
    if (value.is_array()) {
      each(value, [&](Element item) { append(item, expr, levels + 1); });
      return;
    }
    if (!value.is_object()) {
      return;
    }
    const TreeNode node = node_of(value);
    const bool is_node = !node.tag.empty() && node.tag.front() >= 'A' && node.tag.front() <= 'Z';
    if (!is_node || node.tag == "List" || node.tag == "CaseWhen" || node.tag == "A_Indices") {
      Object object;
      if (is_node || get(value, object)) {
        append_fields(is_node ? node.body : object, expr, levels);
      }
    } else if (node.tag != "String" && node.tag != "TypeName") {
      expr.args.push_back(below(value));
    }
  }

  void append_fields(Object body, Expr& expr, int levels = 0) const {
    for (const parser::Field& field : body) {
      append(field.value, expr, levels + 1);
    }
  }

  /// An operator's location is that of its sign; the expression begins where its leftmost operand does.
  void place(Object body, Expr& expr) const {
    Element location;
    if (find(body, "location", location) && integer(location) >= 0) {
      expr.span = context_.at(integer(location));
    }
    for (const Expr& arg : expr.args) {
      if (arg.span.begin != 0 && (arg.span.begin < expr.span.begin || expr.span.begin == 0)) {
        expr.span = {arg.span.begin, arg.span.begin};
      }
    }
  }

  Expr argument(Object body) const {
    Element arg;
    return find(body, "arg", arg) ? below(arg) : Expr();
  }

  void function(Object body, Expr& expr) const {
    expr.kind = Kind::function;
    fields(body, [&](std::uint64_t field, Element value) {
      switch (field) {
        case key("funcname"): {
          Name name = name_of(value);
          expr.schema = name.schema;
          expr.name = std::move(name.name);
          break;
        }
        case key("args"):
        case key("agg_order"):
        case key("agg_filter"):
        case key("over"):
          append(value, expr);
          break;
        default:
          break;
      }
    });
  }

  void cast(Object body, Expr& expr) const {
    expr.kind = Kind::cast;
    fields(body, [&](std::uint64_t field, Element value) {
      if (field == key("arg")) {
        expr.args.push_back(below(value));
      }
      if (field == key("typeName")) {
        expr.type = type_of(context_, value);
      }
    });
  }

  void operation(Object body, Expr& expr) const {
    expr.kind = Kind::op;
    std::string_view kind;
    fields(body, [&](std::uint64_t field, Element value) {
      switch (field) {
        case key("kind"):
          kind = text(value);
          break;
        case key("name"):
          expr.name = name_of(value).name;
          break;
        case key("lexpr"):
        case key("rexpr"):
          append(value, expr);
          break;
        default:
          break;
      }
    });
    name_operation(kind, expr);
  }

  static void name_operation(std::string_view kind, Expr& expr) {
    const bool negated = expr.name == "<>" || expr.name.starts_with('!');
    switch (key(kind)) {
      case key("AEXPR_OP_ANY"):
        expr.name += " ANY";
        break;
      case key("AEXPR_OP_ALL"):
        expr.name += " ALL";
        break;
      case key("AEXPR_DISTINCT"):
        expr.kind = Kind::is_distinct;
        break;
      case key("AEXPR_NOT_DISTINCT"):
        expr.kind = Kind::is_not_distinct;
        break;
      case key("AEXPR_NULLIF"):
        expr.kind = Kind::function;
        expr.name = "nullif";
        break;
      case key("AEXPR_IN"):
        expr.name = negated ? "NOT IN" : "IN";
        break;
      case key("AEXPR_LIKE"):
        expr.name = negated ? "NOT LIKE" : "LIKE";
        break;
      case key("AEXPR_ILIKE"):
        expr.name = negated ? "NOT ILIKE" : "ILIKE";
        break;
      case key("AEXPR_SIMILAR"):
        expr.name = negated ? "NOT SIMILAR TO" : "SIMILAR TO";
        break;
      default:
        break;  // the BETWEEN kinds carry their name
    }
    if (expr.kind == Kind::is_distinct || expr.kind == Kind::is_not_distinct) {
      expr.name.clear();
    }
  }

  void logical(Object body, Expr& expr) const {
    fields(body, [&](std::uint64_t field, Element value) {
      if (field == key("args")) {
        append(value, expr);
      }
      if (field != key("boolop")) {
        return;
      }
      const std::string_view op = text(value);
      expr.kind = op == "AND_EXPR"  ? Kind::logical_and
                  : op == "OR_EXPR" ? Kind::logical_or
                                    : Kind::logical_not;
    });
  }

  void test(Object body, Expr& expr) const {
    fields(body, [&](std::uint64_t field, Element value) {
      switch (field) {
        case key("arg"):
          expr.args.push_back(below(value));
          break;
        case key("nulltesttype"):
          expr.kind = text(value) == "IS_NULL" ? Kind::is_null : Kind::is_not_null;
          break;
        case key("booltesttype"):
          expr.kind = Kind::bool_test;
          expr.name = test_name(text(value));
          break;
        default:
          break;
      }
    });
  }

  /// `x IN (SELECT …)` and `x = ANY (SELECT …)` become an operator over x and the sub-query.
  Expr sub_link(Object body) const {
    Expr query;
    query.kind = Kind::sub_select;
    Expr test;
    test.kind = Kind::op;
    std::string_view kind;
    fields(body, [&](std::uint64_t field, Element value) {
      switch (field) {
        case key("subLinkType"):
          kind = text(value);
          break;
        case key("testexpr"):
          test.args.push_back(below(value));
          break;
        case key("operName"):
          test.name = name_of(value).name;
          break;
        case key("subselect"):
          sub_query(value, query);
          break;
        default:
          break;
      }
    });
    if (kind == "EXISTS_SUBLINK") {
      query.name = "EXISTS";
    }
    if (kind == "ARRAY_SUBLINK") {
      query.name = "ARRAY";
    }
    if (test.args.empty()) {
      return query;
    }
    if (kind == "ANY_SUBLINK") {
      test.name = test.name.empty() ? "IN" : test.name + " ANY";
    }
    if (kind == "ALL_SUBLINK") {
      test.name += " ALL";
    }
    test.args.push_back(std::move(query));
    return test;
  }

  void sub_query(Element query, Expr& expr) const {
    expr.relations = query_parts(context_, query, Collect::relations).relations;
    const TreeNode node = node_of(query);
    if (node.tag != "SelectStmt") {
      return;
    }
    fields(node.body, [&](std::uint64_t field, Element value) {
      if (field == key("limitCount")) {
        expr.has_limit = true;
      }
      if (field == key("whereClause")) {
        expr.args.push_back(below(value));
      }
    });
  }

  void by_tag(const TreeNode& node, Expr& expr) const {
    append_fields(node.body, expr);
    note_new_node(context_, node);
    Element found;
    switch (node.key) {
      case key("CoalesceExpr"):
        expr.kind = Kind::coalesce;
        break;
      case key("MinMaxExpr"):
        expr.kind = Kind::greatest_least;
        expr.name = find(node.body, "op", found) && text(found) == "IS_LEAST" ? "least" : "greatest";
        break;
      case key("CaseExpr"):
        expr.kind = Kind::case_when;
        break;
      case key("A_ArrayExpr"):
        expr.kind = Kind::array;
        break;
      case key("RowExpr"):
        expr.kind = Kind::row;
        break;
      case key("CollateClause"):
        expr.kind = Kind::collate;
        if (find(node.body, "collname", found)) {
          expr.name = name_of(found).name;
        }
        break;
      case key("A_Indirection"):
        expr.kind = Kind::subscript;
        if (find(node.body, "indirection", found)) {
          expr.name = name_of(found).name;
        }
        break;
      case key("SQLValueFunction"):
        expr.kind = Kind::sql_value;
        if (find(node.body, "op", found)) {
          expr.name = sql_value_name(text(found));
        }
        break;
      case key("ParamRef"):
        expr.kind = Kind::parameter;
        break;
      case key("SetToDefault"):
        expr.kind = Kind::default_;
        break;
      default:
        expr.name = node.tag;
        break;
    }
  }

  const Context& context_;
  int depth_;
};

}  // namespace

Expr expression(const Context& context, Element node, int depth) {
  if (depth > max_expression_depth) {
    return {};
  }
  return Lowerer(context, depth).lower(node_of(node));
}

ExprPtr shared_expression(const Context& context, Element node) {
  return std::make_shared<const Expr>(expression(context, node));
}

std::string constant_text(Element node) {
  const TreeNode inner = node_of(node);
  Expr expr;
  switch (inner.key) {
    case key("A_Const"):
      constant(inner.body, expr);
      return expr.name;
    case key("String"):
      return std::string(string_of(node));
    case key("Integer"): {
      Element value;
      return find(inner.body, "ival", value) ? std::to_string(integer(value)) : "0";
    }
    case key("Float"): {
      Element value;
      return find(inner.body, "fval", value) ? string(value) : "0";
    }
    case key("Boolean"): {
      Element value;
      return find(inner.body, "boolval", value) && flag(value) ? "true" : "false";
    }
    case key("TypeCast"): {
      Element arg;
      return find(inner.body, "arg", arg) ? constant_text(arg) : std::string();
    }
    default:
      return {};
  }
}

bool is_constant(Element node) {
  const TreeNode inner = node_of(node);
  if (inner.tag == "A_Const" || inner.tag == "SetToDefault") {
    return true;
  }
  Element arg;
  return inner.tag == "TypeCast" && find(inner.body, "arg", arg) && node_of(arg).tag == "A_Const";
}

bool is_string_constant(Element node) {
  const TreeNode inner = node_of(node);
  Element found;
  if (inner.tag == "A_Const") {
    return find(inner.body, "sval", found);
  }
  if (inner.tag != "TypeCast" || !find(inner.body, "arg", found)) {
    return false;
  }
  const TreeNode arg = node_of(found);
  return arg.tag == "A_Const" && find(arg.body, "sval", found);
}

std::string column_of_key(const Expr& expr, RareText* collation) {
  if (expr.kind == Kind::collate && !expr.args.empty()) {
    std::string column = column_of_key(expr.args[0]);
    if (!column.empty() && collation != nullptr && collation->empty()) {
      *collation = expr.name;
    }
    return column;
  }
  return expr.kind == Kind::column && expr.name != "*" ? expr.name : std::string();
}

}  // namespace migralint::sql::lower
