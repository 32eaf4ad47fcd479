#include "sql/output_values.hpp"

#include <algorithm>

namespace migralint::sql::lower {
namespace {

constexpr int deepest_join = 100;

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
    const bool renamed = find(node.body, "alias", side) && has_column_names(side);
    if (of_with || renamed) {
      result_.from_shows_all = false;
      return;
    }
    result_.from.push_back(std::move(table));
  }

  static bool has_column_names(Element alias) {
    bool has = false;
    fields(alias, [&](std::uint64_t field, Element) { has = has || field == key("colnames"); });
    return has;
  }

  const Context& context_;
  CreateTableAs& result_;
  std::vector<std::string> with_queries_;
};

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

}  // namespace migralint::sql::lower
