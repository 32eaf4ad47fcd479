#include "rules/support/new_enum_values.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

namespace migralint::new_enum_values {

using Kind = sql::Expr::Kind;

constexpr int first_with_new_type = 17;  // values of a type that the same transaction has made

const catalog::EnumType* enum_of(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_enum({type.schema, type.name, {}}) : nullptr;
}

namespace {

bool is_uncommitted(const catalog::Origin& origin, const Context& context) {
  return origin.known() && origin.file == context.step().file.id &&
         origin.transaction == context.session().transaction_id();
}

}  // namespace

std::optional<Use> use_of(const catalog::EnumType* type, const sql::Expr& text, const Context& context) {
  if (type == nullptr || text.kind != Kind::string) {
    return std::nullopt;
  }
  const bool new_type = is_uncommitted(type->origin, context) && type->complete;
  for (const auto& value : type->values) {
    // Those that CREATE TYPE lists are usable at once; from 17 on so are all of a new type.
    const bool listed = type->complete && value.origin == type->origin;
    const bool added = !listed && is_uncommitted(value.origin, context);
    if (value.label == text.name && added && !(new_type && context.pg_version() >= first_with_new_type)) {
      return Use{type, &value, text.span};
    }
  }
  return std::nullopt;
}

namespace {

// The labels in the text of an array: '{a,"b c"}'.
std::vector<std::string> labels_in(std::string_view text) {
  std::vector<std::string> labels;
  std::string label;
  for (const char c : text.substr(std::min<std::size_t>(1, text.size()))) {
    if (c == ',' || c == '}') {
      labels.push_back(std::move(label));
      label.clear();
    } else if (c != '"') {
      label += c;
    }
  }
  return labels;
}

// Of a CASE without a value behind it, of COALESCE and the like: what it can be. Nothing where one of them
// does not say the type.
std::vector<const sql::Expr*> results_of(const sql::Expr& expr) {
  std::vector<const sql::Expr*> results;
  const auto& args = expr.args;
  if (expr.kind == Kind::coalesce || expr.kind == Kind::greatest_least) {
    for (const auto& arg : args) {
      results.push_back(&arg);
    }
  } else if (expr.kind == Kind::case_when && !args.empty() &&
             (args.front().kind == Kind::op || args.front().kind == Kind::is_null ||
              args.front().kind == Kind::is_not_null || args.front().kind == Kind::logical_and ||
              args.front().kind == Kind::logical_or || args.front().kind == Kind::logical_not)) {
    for (std::size_t i = 1; i < args.size(); i += 2) {
      results.push_back(&args[i]);
    }
    if (args.size() % 2 == 1) {
      results.push_back(&args.back());
    }
  }
  const bool typed = std::any_of(results.begin(), results.end(), [](const sql::Expr* result) {
    return result->kind == Kind::column || result->kind == Kind::cast;
  });
  return typed ? results : std::vector<const sql::Expr*>();
}

// One of the labels in the text of an array.
std::optional<Use> use_of_array(const catalog::EnumType* type, const sql::Expr& text,
                                const Context& context) {
  std::optional<Use> use;
  if (type != nullptr && text.kind == Kind::string && text.name.starts_with('{')) {
    for (auto& label : labels_in(text.name)) {
      sql::Expr element = text;
      element.name = std::move(label);
      use = use ? use : use_of(type, element, context);
    }
  }
  return use;
}

}  // namespace

std::optional<Use> use_of_stored(const sql::TypeName& type, const sql::Expr& value, const Context& context) {
  if (type.array_dimensions == 0) {
    const auto* values = enum_of(type, context);
    auto use = use_of(values, value, context);
    for (const auto* result : values != nullptr ? results_of(value) : std::vector<const sql::Expr*>()) {
      use = use ? use : use_of(values, *result, context);
    }
    return use;
  }
  sql::TypeName element = type;
  element.array_dimensions = 0;
  return use_of_array(enum_of(element, context), value, context);
}

namespace {

// '…'::type, '{…}'::type[] and ARRAY['…']::type[].
std::optional<Use> use_of_cast(const sql::Expr& cast, const Context& context) {
  const auto& value = cast.args.front();
  if (value.kind != Kind::array || cast.type->array_dimensions == 0) {
    return use_of_stored(cast.type, value, context);
  }
  sql::TypeName element = cast.type;
  element.array_dimensions = 0;
  std::optional<Use> use;
  for (const auto& member : value.args) {
    use = use ? use : use_of(enum_of(element, context), member, context);
  }
  return use;
}

}  // namespace

const sql::Expr& inner(const sql::Expr& expr) {
  return expr.kind == Kind::cast && !expr.args.empty() && expr.args.front().kind == Kind::string
             ? expr.args.front()
             : expr;
}

std::optional<Use> use_in(const sql::ExprPtr& expr, const TypeOfColumn& type_of, const Context& context) {
  std::optional<Use> found;
  if (expr == nullptr) {
    return found;
  }
  expr->walk([&](const sql::Expr& node) {
    if (found) {
      return;
    }
    if (node.kind == Kind::cast && !node.args.empty()) {
      found = use_of_cast(node, context);
      return;
    }
    const bool compares =
        node.kind == Kind::op || node.kind == Kind::is_distinct || node.kind == Kind::is_not_distinct;
    if (!compares) {
      return;
    }
    const catalog::EnumType* type = nullptr;
    for (const auto& arg : node.args) {
      type = arg.kind == Kind::column ? type_of(arg) : type;
    }
    const bool with_array = node.name.ends_with(" ANY") || node.name.ends_with(" ALL");
    for (const auto& arg : node.args) {
      found = found ? found : with_array ? use_of_array(type, arg, context) : use_of(type, arg, context);
      if (arg.kind == Kind::array || arg.kind == Kind::row) {
        for (const auto& member : arg.args) {
          found = found ? found : use_of(type, member, context);
        }
      }
    }
  });
  return found;
}

TypeOfColumn columns_of(const catalog::Relation* table, const Context& context) {
  return [table, &context](const sql::Expr& column) -> const catalog::EnumType* {
    const auto* known = table != nullptr ? table->column(column.name) : nullptr;
    return known != nullptr ? enum_of(known->type, context) : nullptr;
  };
}

namespace {

// Of any of these tables: a name that several have, or one may have that is not known, says no type.
TypeOfColumn columns_of(const std::vector<sql::RelationName>& tables, const Context& context) {
  return [&tables, &context](const sql::Expr& column) -> const catalog::EnumType* {
    const catalog::EnumType* type = nullptr;
    std::size_t found = 0;
    for (const auto& name : tables) {
      const std::string& called = name.alias.empty() ? name.name : name.alias.str();
      if (!column.schema.empty() && !(column.schema == called)) {
        continue;
      }
      const auto* table = context.catalog().find(name);
      const auto* known = table != nullptr ? table->column(column.name) : nullptr;
      if (known != nullptr) {
        type = enum_of(known->type, context);
      }
      const bool may_have = known != nullptr || table == nullptr || !table->columns_complete;
      found += may_have ? 1 : 0;
    }
    return found == 1 ? type : nullptr;
  };
}

}  // namespace

std::optional<Use> use_in_query(const Few<sql::Expr>& expressions,
                                const std::vector<sql::RelationName>& tables, const Context& context) {
  const auto type_of = columns_of(tables, context);
  std::optional<Use> use;
  for (const auto& expr : expressions) {
    use = use ? use : use_in(std::make_shared<const sql::Expr>(expr), type_of, context);
  }
  return use;
}

std::optional<Use> use_in_bound(const sql::PartitionBound& bound, const sql::Name& parent,
                                const Context& context) {
  const auto* table = context.catalog().find(parent);
  const auto type_of_key = [&](std::size_t place) -> const catalog::EnumType* {
    const auto* column = table != nullptr && place < table->partition_key->columns.size()
                             ? table->column(table->partition_key->columns[place])
                             : nullptr;
    return column != nullptr ? enum_of(column->type, context) : nullptr;
  };
  std::optional<Use> use;
  for (const auto& value : bound.values) {
    use = use ? use : use_of(type_of_key(0), inner(value), context);
  }
  for (const auto* values : {&bound.lower, &bound.upper}) {
    for (std::size_t i = 0; i < values->size(); ++i) {
      use = use ? use : use_of(type_of_key(i), inner((*values)[i]), context);
    }
  }
  return use;
}

}  // namespace migralint::new_enum_values
