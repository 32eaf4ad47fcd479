#include <algorithm>
#include <optional>
#include <utility>

#include "script/scan.hpp"
#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

using Kind = Constraint::Kind;

/// What a node is: a constraint, or a word that changes the one before it.
struct NodeKind {
  std::optional<Kind> kind;
  void (*modify)(Constraint&) = nullptr;
};

NodeKind node_kind(std::string_view contype) {
  switch (key(contype)) {
    case key("CONSTR_NULL"):
      return {Kind::null};
    case key("CONSTR_NOTNULL"):
      return {Kind::not_null};
    case key("CONSTR_DEFAULT"):
      return {Kind::default_value};
    case key("CONSTR_IDENTITY"):
      return {Kind::identity};
    case key("CONSTR_GENERATED"):
      return {Kind::generated};
    case key("CONSTR_CHECK"):
      return {Kind::check};
    case key("CONSTR_PRIMARY"):
      return {Kind::primary_key};
    case key("CONSTR_UNIQUE"):
      return {Kind::unique};
    case key("CONSTR_EXCLUSION"):
      return {Kind::exclusion};
    case key("CONSTR_FOREIGN"):
      return {Kind::foreign_key};
    case key("CONSTR_ATTR_DEFERRABLE"):
      return {{}, [](Constraint& c) { c.deferrable = true; }};
    case key("CONSTR_ATTR_NOT_DEFERRABLE"):
      return {{}, [](Constraint& c) { c.deferrable = false; }};
    case key("CONSTR_ATTR_DEFERRED"):
      return {{}, [](Constraint& c) { c.deferrable = c.initially_deferred = true; }};
    case key("CONSTR_ATTR_IMMEDIATE"):
      return {{}, [](Constraint& c) { c.initially_deferred = false; }};
    case key("CONSTR_ATTR_ENFORCED"):
      return {{}, [](Constraint& c) { c.enforced = true; }};
    case key("CONSTR_ATTR_NOT_ENFORCED"):
      return {{}, [](Constraint& c) {
                c.enforced = false;
                c.not_valid = true;  // as the grammar does for a table constraint
              }};
    default:
      return {};
  }
}

NodeKind kind_of(Object body) {
  Element contype;
  return find(body, "contype", contype) ? node_kind(text(contype)) : NodeKind();
}

/// EXCLUDE's list: pairs of an index element and its operator.
void exclusions(const Context& context, Element list, Constraint& constraint) {
  std::uint16_t place = 0;
  each(list, [&](Element pair) {
    Element items;
    Array parts;
    if (!find(node_of(pair).body, "items", items) || !get(items, parts) || parts.size() == 0) {
      return;
    }
    const Object element = node_of(*parts.begin()).body;
    fields(element, [&](std::uint64_t field, Element value) {
      const auto add_column = [&](std::string name) {
        Element opclass;
        constraint.columns.push_back(std::move(name));
        constraint.opclasses.push_back(find(element, "opclass", opclass) ? name_of(opclass).name
                                                                         : std::string());
      };
      if (field == key("name")) {
        add_column(std::string(text(value)));
      }
      if (field == key("expr")) {
        ExprPtr expr = shared_expression(context, value);
        if (std::string column = column_of_key(*expr); !column.empty()) {
          add_column(std::move(column));
        } else {
          constraint.key_expressions.push_back(std::move(expr));
          constraint.expression_places.push_back(place);
        }
      }
    });
    ++place;
  });
}

void foreign_key_field(const Context& context, std::uint64_t field, Element value, Constraint& constraint) {
  switch (field) {
    case key("pktable"):
      constraint.referenced = relation_of(context, value);
      break;
    case key("fk_attrs"):
      constraint.columns = strings_of(value);
      break;
    case key("pk_attrs"):
      constraint.referenced_columns = strings_of(value);
      break;
    case key("fk_matchtype"):
      constraint.match = letter(value);
      break;
    case key("fk_upd_action"):
      constraint.on_update = letter(value);
      break;
    case key("fk_del_action"):
      constraint.on_delete = letter(value);
      break;
    case key("fk_del_set_cols"):
      constraint.set_columns = strings_of(value);
      break;
    default:
      break;
  }
}

void index_field(const Context& context, std::uint64_t field, Element value, Constraint& constraint) {
  switch (field) {
    case key("keys"):
      constraint.columns = strings_of(value);
      break;
    case key("including"):
      constraint.including = strings_of(value);
      break;
    case key("nulls_not_distinct"):
      constraint.nulls_not_distinct = flag(value);
      break;
    case key("without_overlaps"):
      constraint.without_overlaps = flag(value);
      break;
    case key("indexname"):
      constraint.using_index = text(value);
      break;
    case key("indexspace"):
      constraint.tablespace = text(value);
      break;
    case key("access_method"):
      constraint.access_method = text(value);
      break;
    case key("exclusions"):
      exclusions(context, value, constraint);
      break;
    default:
      foreign_key_field(context, field, value, constraint);
      break;
  }
}

/// Filled where it stands: there are many, and each is large.
void read_constraint(const Context& context, Object body, Kind kind, Constraint& constraint) {
  constraint.kind = kind;
  const bool may_be_unenforced = kind == Kind::check || kind == Kind::foreign_key;
  constraint.enforced = !(may_be_unenforced && context.tree_has_enforced);
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("conname"):
        constraint.name = text(value);
        break;
      case key("deferrable"):
        constraint.deferrable = flag(value);
        break;
      case key("initdeferred"):
        constraint.initially_deferred = flag(value);
        break;
      case key("is_enforced"):
        constraint.enforced = constraint.enforced || flag(value);
        break;
      case key("skip_validation"):
        constraint.not_valid = flag(value);
        break;
      case key("is_no_inherit"):
        constraint.no_inherit = flag(value);
        break;
      case key("raw_expr"):
      case key("where_clause"):
        constraint.expr = shared_expression(context, value);
        break;
      case key("generated_when"):
        constraint.generated_always = letter(value) == 'a';
        break;
      case key("generated_kind"):
        constraint.generated_virtual = letter(value) == 'v';
        break;
      case key("location"):
        constraint.span = context.at(integer(value));
        break;
      default:
        index_field(context, field, value, constraint);
        break;
    }
  });
}

}  // namespace

Constraint table_constraint(const Context& context, Object body, Span whole) {
  Constraint constraint;
  read_constraint(context, body, kind_of(body).kind.value_or(Kind::check), constraint);
  const Span begin = constraint.span;
  constraint.span =
      begin.begin > whole.begin && begin.begin < whole.end ? Span{begin.begin, whole.end} : whole;
  return constraint;
}

std::vector<Constraint> column_constraints(const Context& context, Element list, std::string_view column,
                                           Span whole, std::uint32_t collation_begin) {
  std::vector<Constraint> constraints;
  constraints.reserve(length(list));
  each(list, [&](Element node) {
    const Object body = node_of(node).body;
    const NodeKind what = kind_of(body);
    if (what.modify != nullptr && !constraints.empty()) {
      what.modify(constraints.back());
    }
    if (!what.kind) {
      return;
    }
    Constraint& constraint = constraints.emplace_back();
    read_constraint(context, body, *what.kind, constraint);
    if (constraint.columns.empty() && !column.empty()) {
      constraint.columns.emplace_back(column);
    }
  });
  // Each ends where the next one, or the column's collation, begins. There are few of them.
  for (Constraint& constraint : constraints) {
    const std::uint32_t begin = constraint.span.begin;
    std::uint32_t end = collation_begin > begin ? std::min(whole.end, collation_begin) : whole.end;
    for (const Constraint& other : constraints) {
      end = other.span.begin > begin ? std::min(end, other.span.begin) : end;
    }
    constraint.span = up_to(context, begin, end);
  }
  return constraints;
}

namespace {

/// ALTER TYPE … ADD ATTRIBUTE a text CASCADE
bool ends_with_behavior(const Context& context, const ColumnDefinition& column) {
  const std::string_view text = context.source.substr(0, column.span.end - context.offset);
  const auto ends_with = [text](std::string_view word) {
    return text.size() > word.size() &&
           script::scan::equals_ignoring_case(text.substr(text.size() - word.size()), word);
  };
  return column.constraints.empty() && (ends_with("cascade") || ends_with("restrict"));
}

/// Where the first of the constraints begins that are behind `begin`, or the column's end.
std::uint32_t end_of_type(const ColumnDefinition& column, std::uint32_t begin,
                          std::uint32_t collation_begin) {
  std::uint32_t end = collation_begin > begin ? std::min(column.span.end, collation_begin) : column.span.end;
  for (const Constraint& constraint : column.constraints) {
    end = std::min(end, constraint.span.begin);
  }
  return end;
}

}  // namespace

void read_column(const Context& context, Object body, Span whole, ColumnDefinition& column) {
  std::optional<Element> constraints;
  std::uint32_t collation_begin = 0;
  std::int64_t type_location = -1;
  bool has_options = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("colname"):
        column.name = text(value);
        break;
      case key("typeName"):
        if (Object type; get(value, type)) {
          type_location = read_type(context, type, column.type);
        }
        break;
      case key("compression"):
        column.compression = text(value);
        has_options = true;
        break;
      case key("storage_name"):
        column.storage = text(value);
        has_options = true;
        break;
      case key("fdwoptions"):
        has_options = true;
        break;
      case key("collClause"):
        fields(value, [&](std::uint64_t inner, Element part) {
          if (inner == key("collname")) {
            column.collation = name_of(part).name;
          }
          if (inner == key("location")) {
            collation_begin = context.at(integer(part)).begin;
          }
        });
        break;
      case key("constraints"):
        constraints = value;
        break;
      case key("location"):
        column.span = context.at(integer(value));
        break;
      default:
        break;
    }
  });
  column.span.end = std::max(whole.end, column.span.begin);
  if (constraints) {
    column.constraints = column_constraints(context, *constraints, column.name, column.span, collation_begin);
  }
  if (type_location >= 0) {
    // What else stands behind the type has no place in the tree.
    const bool has_more = has_options || ends_with_behavior(context, column);
    const std::uint32_t begin = context.offset + static_cast<std::uint32_t>(type_location);
    const std::uint32_t end = has_more ? 0 : end_of_type(column, begin, collation_begin);
    column.type.span = end > begin ? up_to(context, begin, end) : type_span(context, type_location);
  }
}

PartitionBound partition_bound(const Context& context, Element body) {
  PartitionBound bound;
  const auto values = [&](Element list, std::vector<Expr>& target) {
    target.reserve(length(list));
    each(list, [&](Element value) { target.push_back(expression(context, value)); });
  };
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("strategy"): {
        const char strategy = letter(value);
        bound.strategy = strategy == 'l'   ? PartitionStrategy::list
                         : strategy == 'r' ? PartitionStrategy::range
                                           : PartitionStrategy::hash;
        break;
      }
      case key("is_default"):
        bound.is_default = flag(value);
        break;
      case key("modulus"):
        bound.modulus = static_cast<int>(integer(value));
        break;
      case key("remainder"):
        bound.remainder = static_cast<int>(integer(value));
        break;
      case key("listdatums"):
        values(value, bound.values);
        break;
      case key("lowerdatums"):
        values(value, bound.lower);
        break;
      case key("upperdatums"):
        values(value, bound.upper);
        break;
      case key("location"):
        bound.span = bound_span(context, context.local(integer(value)));
        break;
      default:
        break;
    }
  });
  return bound;
}

}  // namespace migralint::sql::lower
