#include "sql/output_values.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace migralint::sql::lower {
namespace {

constexpr int deepest_join = 100;

bool renames_columns(Element alias) {
  bool has = false;
  fields(alias, [&](std::uint64_t field, Element) { has = has || field == key("colnames"); });
  return has;
}

/// The tables in the FROM of one SELECT.
class FromTables {
 public:
  FromTables(const Context& context, Object select, CreateTableAs& result)
      : context_(context), result_(result) {
    result_.from_shows_all = true;
    Element found;
    if (find(select, "withClause", found)) {
      fields(found, [&](std::uint64_t field, Element value) {
        if (field == key("ctes")) {
          each(value, [&](Element cte) { add_with_query(node_of(cte).body); });
        }
      });
    }
    if (find(select, "fromClause", found)) {
      each(found, [&](Element item) { add(item, 0); });
    }
  }

 private:
  void add_with_query(Object body) {
    Element name;
    if (find(body, "ctename", name)) {
      with_queries_.emplace_back(text(name));
    }
  }

  void add(Element item, int depth) {
    const TreeNode node = node_of(item);
    Element side;
    if (node.tag == "JoinExpr" && depth < deepest_join && !find(node.body, "alias", side)) {
      for (const std::string_view name : {"larg", "rarg"}) {
        if (find(node.body, name, side)) {
          add(side, depth + 1);
        }
      }
      return;
    }
    if (node.tag != "RangeVar") {
      result_.from_shows_all = false;
      return;
    }
    RelationName table = relation_of(context_, node.body);
    const bool of_with = table.schema.empty() && std::find(with_queries_.begin(), with_queries_.end(),
                                                           table.name) != with_queries_.end();
    // Other names for its columns: orders AS o (a, b).
    const bool renamed = find(node.body, "alias", side) && renames_columns(side);
    if (of_with || renamed) {
      result_.from_shows_all = false;
      return;
    }
    result_.from.push_back(std::move(table));
  }

  const Context& context_;
  CreateTableAs& result_;
  std::vector<std::string> with_queries_;
};

/// The name that columns of the only table in FROM may be qualified by; empty when there is more.
std::string only_table(const Context& context, Object query) {
  Element found;
  if (find(query, "larg", found) || find(query, "withClause", found) || !find(query, "fromClause", found) ||
      length(found) != 1) {
    return {};
  }
  std::string name;
  each(found, [&](Element item) {
    const TreeNode node = node_of(item);
    Element alias;
    if (node.tag != "RangeVar" || (find(node.body, "alias", alias) && renames_columns(alias))) {
      return;
    }
    const RelationName table = relation_of(context, node.body);
    name = table.alias.empty() ? table.name : table.alias.str();
  });
  return name;
}

/// False where a sub-query brings other tables.
bool add_columns(const Expr& expr, std::string_view table, std::vector<std::string>& names) {
  bool only = true;
  expr.walk([&](const Expr& node) {
    only = only && node.kind != Expr::Kind::sub_select;
    const bool of_table = node.schema.empty() || node.schema == table;
    if (node.kind == Expr::Kind::column && of_table && node.name != "*" && node.name != table) {
      names.push_back(node.name);
    }
  });
  return only;
}

bool says_its_type(std::string_view tag) {
  return tag == "ColumnRef" || tag == "TypeCast" || tag == "A_Const";
}

}  // namespace

void add_values(const Context& context, Object query, CreateTableAs& result) {
  Element targets;
  Element first;
  if (find(query, "larg", first) || !find(query, "targetList", targets)) {
    return;
  }
  bool star = false;
  each(targets, [&](Element target) {
    const TreeNode node = node_of(target);
    Element value;
    const bool has_value = find(node.body, "val", value);
    Expr& made = result.values.emplace_back();
    if (has_value && says_its_type(node_of(value).tag)) {
      made = expression(context, value);
    }
    star = star || (made.kind == Expr::Kind::column && made.name == "*");
  });
  // Which column a value is for is not known behind a star.
  if (star) {
    result.values.clear();
    return;
  }
  FromTables(context, query, result);
}

namespace {

/// What makes one row of many, or many of one: PostgreSQL's own. One that a migration makes is not told from
/// a function.
constexpr auto set_functions = std::to_array<std::string_view>({"any_value",
                                                                "array_agg",
                                                                "avg",
                                                                "bit_and",
                                                                "bit_or",
                                                                "bit_xor",
                                                                "bool_and",
                                                                "bool_or",
                                                                "corr",
                                                                "count",
                                                                "covar_pop",
                                                                "covar_samp",
                                                                "every",
                                                                "json_agg",
                                                                "json_agg_strict",
                                                                "json_object_agg",
                                                                "jsonb_agg",
                                                                "jsonb_agg_strict",
                                                                "jsonb_object_agg",
                                                                "max",
                                                                "min",
                                                                "mode",
                                                                "percentile_cont",
                                                                "percentile_disc",
                                                                "range_agg",
                                                                "range_intersect_agg",
                                                                "regr_avgx",
                                                                "regr_avgy",
                                                                "regr_count",
                                                                "regr_intercept",
                                                                "regr_r2",
                                                                "regr_slope",
                                                                "regr_sxx",
                                                                "regr_sxy",
                                                                "regr_syy",
                                                                "stddev",
                                                                "stddev_pop",
                                                                "stddev_samp",
                                                                "string_agg",
                                                                "sum",
                                                                "unnest",
                                                                "generate_series",
                                                                "var_pop",
                                                                "var_samp",
                                                                "variance",
                                                                "xmlagg",
                                                                "json_arrayagg"});

bool is_scalar(Element value, int depth);

/// A field of a FuncCall that makes it the call of an aggregate or window function, or a sub-query in it.
bool is_scalar_field(std::uint64_t field, Element value, int depth) {
  switch (field) {
    case key("over"):
    case key("agg_star"):
    case key("agg_order"):
    case key("agg_filter"):
    case key("agg_distinct"):
    case key("agg_within_group"):
      return false;
    case key("funcname"):
      return std::ranges::find(set_functions, name_of(value).name) == set_functions.end();
    default:
      return is_scalar(value, depth);
  }
}

bool is_scalar(Element value, int depth) {
  if (depth > max_expression_depth) {
    return false;
  }
  bool scalar = true;
  if (value.is_array()) {
    each(value, [&](Element item) { scalar = scalar && is_scalar(item, depth + 1); });
  } else if (value.is_object()) {
    const TreeNode node = node_of(value);
    scalar = node.tag != "SubLink";
    fields(node.body, [&](std::uint64_t field, Element below) {
      scalar = scalar && is_scalar_field(field, below, depth + 1);
    });
  }
  return scalar;
}

}  // namespace

ExprPtr scalar_value(const Context& context, Element value) {
  return is_scalar(value, 0) ? shared_expression(context, value) : nullptr;
}

ExprPtr only_value(const Context& context, Object select) {
  bool alone = true;
  std::size_t targets = 0;
  Element value;
  fields(select, [&](std::uint64_t field, Element part) {
    switch (field) {
      case key("targetList"):
        each(part, [&](Element target) {
          ++targets;
          alone = alone && find(node_of(target).body, "val", value);
        });
        break;
      case key("op"):
        alone = alone && text(part) == "SETOP_NONE";
        break;
      case key("limitOption"):  // always there
        break;
      default:
        alone = false;
        break;
    }
  });
  return alone && targets == 1 ? scalar_value(context, value) : nullptr;
}

Few<std::string> columns_of_only_table(const Context& context, Object query) {
  const std::string table = only_table(context, query);
  std::vector<std::string> names;
  bool only = !table.empty();
  Element found;
  if (only && find(query, "targetList", found)) {
    each(found, [&](Element target) {
      Element value;
      if (find(node_of(target).body, "val", value)) {
        only = add_columns(expression(context, value), table, names) && only;
      }
    });
  }
  if (only && find(query, "whereClause", found)) {
    only = add_columns(expression(context, found), table, names);
  }
  if (!only) {
    names.clear();
  }
  return names;
}

Few<Expr> expressions_of(const Context& context, Object query) {
  CreateTableAs tables;
  [[maybe_unused]] const FromTables reader(context, query, tables);
  Element found;
  if (!tables.from_shows_all || find(query, "larg", found)) {
    return {};
  }
  std::vector<Expr> expressions;
  if (find(query, "targetList", found)) {
    each(found, [&](Element target) {
      Element value;
      if (find(node_of(target).body, "val", value) && node_of(value).tag != "ColumnRef") {
        expressions.push_back(expression(context, value));
      }
    });
  }
  if (find(query, "whereClause", found)) {
    expressions.push_back(expression(context, found));
  }
  return expressions;
}

}  // namespace migralint::sql::lower
