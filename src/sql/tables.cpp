#include <algorithm>

#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

void like_clause(const Context& context, Object body, Span whole, CreateTable& table) {
  // TableLikeOption, src/include/nodes/parsenodes.h
  enum Option : std::int64_t {
    comments = 1 << 0,
    constraints = 1 << 2,
    defaults = 1 << 3,
    generated = 1 << 4,
    identity = 1 << 5,
    indexes = 1 << 6,
    statistics = 1 << 7,
    storage = 1 << 8,
  };
  LikeClause& like = table.likes.emplace_back();
  like.before_column = table.columns.size();
  like.span = whole;
  std::int64_t options = 0;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("relation")) {
      like.source = relation_of(context, value);
    }
    if (field == key("options")) {
      options = integer(value);
    }
  });
  like.including_comments = (options & comments) != 0;
  like.including_constraints = (options & constraints) != 0;
  like.including_defaults = (options & defaults) != 0;
  like.including_generated = (options & generated) != 0;
  like.including_identity = (options & identity) != 0;
  like.including_indexes = (options & indexes) != 0;
  like.including_statistics = (options & statistics) != 0;
  like.including_storage = (options & storage) != 0;
}

/// Where the elements begin, in the statement's text; empty if the tree does not tell of each.
std::vector<std::uint32_t> beginnings(const Context& context, Element list) {
  std::vector<std::uint32_t> begins;
  begins.reserve(length(list));
  each(list, [&](Element element) {
    Element location;
    if (find(node_of(element).body, "location", location)) {
      begins.push_back(static_cast<std::uint32_t>(context.local(integer(location))));
    }
  });
  return begins.size() == length(list) ? begins : std::vector<std::uint32_t>();
}

void elements(const Context& context, Element list, CreateTable& table) {
  const std::vector<Span> places = list_items(context, table.table.span, beginnings(context, list));
  std::size_t index = 0;
  table.columns.reserve(length(list));
  each(list, [&](Element element) {
    const TreeNode node = node_of(element);
    const Span whole = index < places.size() ? places[index] : Span();
    ++index;
    switch (node.key) {
      case key("ColumnDef"):
        read_column(context, node.body, whole, table.columns.emplace_back());
        break;
      case key("Constraint"):
        table.constraints.push_back(table_constraint(context, node.body, whole));
        break;
      case key("TableLikeClause"):
        like_clause(context, node.body, whole, table);
        break;
      default:
        break;
    }
  });
}

PartitionStrategy strategy_of(std::string_view name) {
  if (name.ends_with("LIST") || name == "list") {
    return PartitionStrategy::list;
  }
  if (name.ends_with("RANGE") || name == "range") {
    return PartitionStrategy::range;
  }
  return PartitionStrategy::hash;
}

PartitionKey partition_key(const Context& context, Element body) {
  PartitionKey result;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("strategy"):
        result.strategy = strategy_of(text(value));
        break;
      case key("partParams"):
        each(value, [&](Element element) {
          std::string& name = result.columns.emplace_back();
          ExprPtr& expr = result.expressions.emplace_back();
          std::string& collation = result.collations.emplace_back();
          fields(node_of(element).body, [&](std::uint64_t inner, Element part) {
            if (inner == key("name")) {
              name = text(part);
            }
            if (inner == key("expr")) {
              expr = shared_expression(context, part);
            }
            if (inner == key("collation")) {
              collation = name_of(part).name;
            }
            if (inner == key("opclass")) {
              result.has_opclass = true;
            }
          });
          if (expr != nullptr) {
            name = column_of_key(*expr);
            expr = name.empty() ? expr : nullptr;
          }
        });
        break;
      case key("location"): {
        const auto begin = context.at(integer(value)).begin;
        result.span = through_parentheses(context, begin, context.local(integer(value)), 1);
        break;
      }
      default:
        break;
    }
  });
  return result;
}

CreateTable table_of(const Context& context, Object body) {
  CreateTable table;
  std::vector<RelationName> parents;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        table.table = relation_of(context, value);
        break;
      case key("tableElts"):
        elements(context, value, table);
        break;
      case key("inhRelations"):
        parents = relations_of(context, value);
        break;
      case key("partbound"):
        table.bound = partition_bound(context, value);
        break;
      case key("partspec"):
        table.partition_by = partition_key(context, value);
        break;
      case key("ofTypename"): {
        // A plain name: what follows in parentheses are the columns, not modifiers.
        TypeName& type = table.of_type.emplace(type_of(context, value));
        const auto location = static_cast<std::int64_t>(type.span.begin) - context.offset;
        type.span = name_span(context, location, type.schema.empty() ? 1 : 2);
        break;
      }
      case key("oncommit"):
        table.on_commit_drop = text(value) == "ONCOMMIT_DROP";
        break;
      case key("tablespacename"):
        table.tablespace = text(value);
        break;
      case key("accessMethod"):
        table.access_method = text(value);
        break;
      case key("if_not_exists"):
        table.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
  if (table.bound && !parents.empty()) {
    table.partition_of = std::move(parents.front());
  } else {
    table.inherits = std::move(parents);
  }
  return table;
}

}  // namespace

void create_table(const Context& context, Object body, Statement& statement) {
  statement.node = table_of(context, body);
}

void create_foreign_table(const Context& context, Object body, Statement& statement) {
  Element base;
  Object table;
  if (!find(body, "base", base) || !get(base, table)) {
    return;
  }
  CreateTable result = table_of(context, table);
  result.foreign = true;
  statement.node = std::move(result);
}

}  // namespace migralint::sql::lower
