#include <algorithm>
#include <array>

#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {

std::string_view string_of(Element node) {
  const TreeNode inner = node_of(node);
  Element value;
  if (inner.tag != "String" || !find(inner.body, "sval", value)) {
    return {};
  }
  return text(value);
}

std::vector<std::string> strings_of(Element list) {
  std::vector<std::string> strings;
  if (list.is_object()) {
    const TreeNode node = node_of(list);
    Element items;
    if (node.tag == "List" && find(node.body, "items", items)) {
      return strings_of(items);
    }
    return strings;
  }
  strings.reserve(length(list));
  each(list, [&](Element item) { strings.emplace_back(string_of(item)); });
  return strings;
}

Name name_of_strings(const std::vector<std::string>& parts) {
  Name name;
  if (!parts.empty()) {
    name.name = parts.back();
  }
  if (parts.size() > 1) {
    name.schema = parts[parts.size() - 2];
  }
  return name;
}

Name name_of(Element list) { return name_of_strings(strings_of(list)); }

namespace {

template <class Body>
Name with_arguments(Body body, Arguments* arguments) {
  Name name;
  std::vector<TypeName> types;
  bool written = true;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("objname")) {
      name = name_of(value);
    }
    if (field == key("args_unspecified")) {
      written = !flag(value);
    }
    if (field == key("objargs") && arguments != nullptr) {
      const Context nowhere;
      each(value, [&](Element type) { types.push_back(type_of(nowhere, node_of(type).body)); });
    }
  });
  if (arguments != nullptr && written) {
    *arguments = std::move(types);
  }
  return name;
}

}  // namespace

Name function_of(Element body, Arguments* arguments) { return with_arguments(body, arguments); }

Name named_object(Element node, Arguments* arguments) {
  const TreeNode inner = node_of(node);
  Name name;
  switch (inner.key) {
    case key("String"):
      name.name = string_of(node);
      return name;
    case key("List"):
      return name_of(node);
    case key("TypeName"): {
      Element names;
      return find(inner.body, "names", names) ? name_of(names) : name;
    }
    case key("ObjectWithArgs"):
      return with_arguments(inner.body, arguments);
    default:
      return name;
  }
}

RelationName relation_of(const Context& context, Object body) {
  RelationName relation;
  relation.only = true;
  int parts = 1;
  std::int64_t location = 0;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("catalogname"):
        ++parts;
        break;
      case key("schemaname"):
        relation.schema = text(value);
        ++parts;
        break;
      case key("relname"):
        relation.name = text(value);
        break;
      case key("inh"):
        relation.only = !flag(value);
        break;
      case key("relpersistence"):
        relation.temporary = text(value) == "t";
        relation.unlogged = text(value) == "u";
        break;
      case key("alias"):
        fields(value, [&](std::uint64_t inner, Element name) {
          if (inner == key("aliasname")) {
            relation.alias = text(name);
          }
        });
        break;
      case key("location"):
        location = context.local(integer(value));
        break;
      default:
        break;
    }
  });
  relation.span = name_span(context, location, parts);
  return relation;
}

RelationName relation_of(const Context& context, Element body) {
  Object object;
  return get(body, object) ? relation_of(context, object) : RelationName();
}

bool relation_of_node(const Context& context, Element node, RelationName& relation) {
  const TreeNode inner = node_of(node);
  if (inner.tag != "RangeVar") {
    return false;
  }
  relation = relation_of(context, inner.body);
  return true;
}

std::vector<RelationName> relations_of(const Context& context, Element list) {
  std::vector<RelationName> relations;
  relations.reserve(length(list));
  each(list, [&](Element node) {
    RelationName relation;
    if (relation_of_node(context, node, relation)) {
      relations.push_back(std::move(relation));
    }
  });
  return relations;
}

namespace {

// The bits of an interval's fields (src/include/utils/datetime.h) as the grammar combines them.
struct IntervalFields {
  std::int64_t mask;
  std::string_view text;
};
constexpr std::int64_t month = 1 << 1, year = 1 << 2, day = 1 << 3, hour = 1 << 10, minute = 1 << 11,
                       second = 1 << 12;
constexpr auto interval_fields = std::to_array<IntervalFields>({
    {year, "year"},
    {month, "month"},
    {day, "day"},
    {hour, "hour"},
    {minute, "minute"},
    {second, "second"},
    {year | month, "year to month"},
    {day | hour, "day to hour"},
    {day | hour | minute, "day to minute"},
    {day | hour | minute | second, "day to second"},
    {hour | minute, "hour to minute"},
    {hour | minute | second, "hour to second"},
    {minute | second, "minute to second"},
});

/// The tree holds an interval's fields as a number in front of its precision; here they are words, or left
/// out for "all fields".
void name_interval_fields(std::vector<std::string>& modifiers) {
  const auto* found = std::ranges::find_if(interval_fields, [&](const IntervalFields& entry) {
    return std::to_string(entry.mask) == modifiers[0];
  });
  if (found != interval_fields.end()) {
    modifiers[0] = found->text;
  } else {
    modifiers.erase(modifiers.begin());
  }
}

std::string modifier_text(Element node) {
  const TreeNode inner = node_of(node);
  Element names;
  if (inner.tag == "ColumnRef" && find(inner.body, "fields", names)) {
    return name_of(names).name;
  }
  return constant_text(node);
}

void name_type(TypeName& type, Element names, bool& is_interval) {
  std::array<std::string_view, 2> last;
  each(names, [&](Element node) {
    last[0] = last[1];
    last[1] = string_of(node);
  });
  type.name = last[1];
  is_interval = last[0] == "pg_catalog" && last[1] == "interval";
  if (last[0] != "pg_catalog") {
    type.schema = last[0];
  }
}

}  // namespace

TypeName type_of(const Context& context, Element body) {
  Object object;
  return get(body, object) ? type_of(context, object) : TypeName();
}

TypeName type_of(const Context& context, Object body) {
  TypeName type;
  const std::int64_t location = read_type(context, body, type);
  if (location >= 0) {
    type.span = type_span(context, location);
  }
  return type;
}

std::int64_t read_type(const Context& context, Object body, TypeName& type) {
  bool is_interval = false;
  std::int64_t location = -1;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("names"):
        name_type(type, value, is_interval);
        break;
      case key("setof"):
        type.set_of = flag(value);
        break;
      case key("pct_type"):
        type.of_column = flag(value);
        break;
      case key("typmods"):
        each(value, [&](Element modifier) { type.modifiers.push_back(modifier_text(modifier)); });
        break;
      case key("arrayBounds"):
        type.array_dimensions = static_cast<int>(length(value));
        break;
      case key("location"):
        location = context.local(integer(value));
        break;
      default:
        break;
    }
  });
  if (is_interval && !type.modifiers.empty()) {
    name_interval_fields(type.modifiers.edit());
  }
  // numeric(p) is numeric(p,0): numerictypmodin in src/backend/utils/adt/numeric.c.
  if (type.name == "numeric" && type.schema.empty() && type.modifiers.size() == 1) {
    type.modifiers.push_back("0");
  }
  return location;
}

std::string role_of(Element body) {
  Object object;
  return get(body, object) ? role_of(object) : std::string();
}

std::string role_of(Object body) {
  std::string role;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("rolename")) {
      role = text(value);
    }
    if (field != key("roletype")) {
      return;
    }
    switch (key(text(value))) {
      case key("ROLESPEC_CURRENT_ROLE"):
        role = "current_role";
        break;
      case key("ROLESPEC_CURRENT_USER"):
        role = "current_user";
        break;
      case key("ROLESPEC_SESSION_USER"):
        role = "session_user";
        break;
      case key("ROLESPEC_PUBLIC"):
        role = "public";
        break;
      default:
        break;
    }
  });
  return role;
}

std::vector<std::string> roles_of(Element list) {
  std::vector<std::string> roles;
  each(list, [&](Element node) {
    const TreeNode inner = node_of(node);
    if (inner.tag == "RoleSpec") {
      roles.push_back(role_of(inner.body));
    }
  });
  return roles;
}

Option option_of(Element node) {
  Option option;
  const TreeNode inner = node_of(node);
  if (inner.tag != "DefElem") {
    return option;
  }
  fields(inner.body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("defname"):
        option.name = text(value);
        break;
      case key("defnamespace"):
        option.name_space = text(value);
        break;
      case key("arg"):
        option.has_value = true;
        option.value = value;
        break;
      case key("location"):
        option.location = integer(value);
        break;
      default:
        break;
    }
  });
  return option;
}

std::string option_text(const Option& option) {
  if (!option.has_value) {
    return {};
  }
  const TreeNode inner = node_of(option.value);
  if (inner.tag == "TypeName" || inner.tag == "List") {
    return named_object(option.value, nullptr).name;
  }
  return constant_text(option.value);
}

bool option_is_true(const Option& option) {
  if (!option.has_value) {
    return true;
  }
  const std::string value = lower_case(option_text(option));
  return value == "true" || value == "on" || value == "1";
}

}  // namespace migralint::sql::lower
