#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {

void create_enum(const Context&, Object body, Statement& statement) {
  CreateEnum& type = statement.node.emplace<CreateEnum>();
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("typeName")) {
      type.type = name_of(value);
    }
    if (field == key("vals")) {
      type.values = strings_of(value);
    }
  });
}

void alter_enum(const Context&, Object body, Statement& statement) {
  AlterEnum& type = statement.node.emplace<AlterEnum>();
  bool after = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("typeName"):
        type.type = name_of(value);
        break;
      case key("oldVal"):
        type.old_value = text(value);
        break;
      case key("newVal"):
        type.new_value = text(value);
        break;
      case key("newValNeighbor"):
        type.neighbour = text(value);
        break;
      case key("newValIsAfter"):
        after = flag(value);
        break;
      case key("skipIfNewValExists"):
        type.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
  type.before = !type.neighbour.empty() && !after;
}

void create_composite_type(const Context& context, Object body, Statement& statement) {
  CreateType& type = statement.node.emplace<CreateType>();
  RelationName name;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("typevar")) {
      name = relation_of(context, value);
    }
    if (field != key("coldeflist")) {
      return;
    }
    const std::vector<Span> places = list_items(context, name.span);
    each(value, [&](Element node) {
      const std::size_t index = type.attributes.size();
      const Span whole = index < places.size() ? places[index] : Span();
      read_column(context, node_of(node).body, whole, type.attributes.emplace_back());
    });
  });
  type.type = name;
}

void create_range_type(const Context&, Object body, Statement& statement) {
  CreateType& type = statement.node.emplace<CreateType>();
  type.range = true;
  Element names;
  if (find(body, "typeName", names)) {
    type.type = name_of(names);
  }
}

namespace {

/// FUNCTION = name, or PROCEDURE = name as it was called before 11.
Name function_of_operator(Element definition) {
  Name function;
  each(definition, [&](Element node) {
    const Option option = option_of(node);
    if (option.name == "function" || option.name == "procedure") {
      function = named_object(option.value, nullptr);
    }
  });
  return function;
}

}  // namespace

void define(const Context&, Object body, Statement& statement) {
  std::string_view kind;
  Name name;
  bool shell = true;
  Element definition;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("kind")) {
      kind = text(value);
    }
    if (field == key("defnames")) {
      name = name_of(value);
    }
    if (field == key("definition")) {
      shell = false;
      definition = value;
    }
  });
  switch (key(kind)) {
    case key("OBJECT_TYPE"): {
      CreateType& type = statement.node.emplace<CreateType>();
      type.type = std::move(name);
      type.shell = shell;
      statement.tag = "CREATE TYPE";
      return;
    }
    case key("OBJECT_AGGREGATE"):
      statement.tag = "CREATE AGGREGATE";
      break;
    case key("OBJECT_OPERATOR"):
      statement.tag = "CREATE OPERATOR";
      statement.node = CreateOperator{std::move(name), function_of_operator(definition)};
      return;
    case key("OBJECT_COLLATION"):
      statement.tag = "CREATE COLLATION";
      break;
    case key("OBJECT_TSPARSER"):
      statement.tag = "CREATE TEXT SEARCH PARSER";
      break;
    case key("OBJECT_TSDICTIONARY"):
      statement.tag = "CREATE TEXT SEARCH DICTIONARY";
      break;
    case key("OBJECT_TSTEMPLATE"):
      statement.tag = "CREATE TEXT SEARCH TEMPLATE";
      break;
    case key("OBJECT_TSCONFIGURATION"):
      statement.tag = "CREATE TEXT SEARCH CONFIGURATION";
      break;
    case key("OBJECT_ACCESS_METHOD"):
      statement.tag = "CREATE ACCESS METHOD";
      break;
    default:
      statement.tag = "CREATE";
      break;
  }
  statement.node = Other{std::string(statement.tag)};
}

void create_cast(const Context& context, Object body, Statement& statement) {
  CreateCast& cast = statement.node.emplace<CreateCast>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("sourcetype"):
        cast.source = type_of(context, value);
        break;
      case key("targettype"):
        cast.target = type_of(context, value);
        break;
      case key("func"): {
        Object function;
        Element name;
        if (get(value, function) && find(function, "objname", name)) {
          cast.function = name_of(name);
        }
        break;
      }
      default:
        break;
    }
  });
}

void create_domain(const Context& context, Object body, Statement& statement) {
  CreateDomain& domain = statement.node.emplace<CreateDomain>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("domainname"):
        domain.domain = name_of(value);
        break;
      case key("typeName"):
        domain.type = type_of(context, value);
        break;
      case key("constraints"):
        domain.constraints = column_constraints(context, value, {}, whole_statement(context));
        break;
      default:
        break;
    }
  });
}

void alter_domain(const Context& context, Object body, Statement& statement) {
  using What = AlterDomain::What;
  AlterDomain& alter = statement.node.emplace<AlterDomain>();
  char subtype = '\0';
  bool has_definition = false;
  Element definition;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("subtype"):
        subtype = letter(value);
        break;
      case key("typeName"):
        alter.domain = name_of(value);
        break;
      case key("name"):
        alter.name = text(value);
        break;
      case key("def"):
        definition = value;
        has_definition = true;
        break;
      case key("behavior"):
        alter.cascade = text(value) == "DROP_CASCADE";
        break;
      case key("missing_ok"):
        alter.if_exists = flag(value);
        break;
      default:
        break;
    }
  });
  // Letters of AlterDomainStmt, src/include/nodes/parsenodes.h
  switch (subtype) {
    case 'T':
      alter.what = has_definition ? What::set_default : What::drop_default;
      if (has_definition) {
        Constraint& given = alter.constraint.emplace();
        given.kind = Constraint::Kind::default_value;
        given.expr = shared_expression(context, definition);
      }
      break;
    case 'N':
      alter.what = What::drop_not_null;
      break;
    case 'O':
      alter.what = What::set_not_null;
      break;
    case 'C':
      alter.what = What::add_constraint;
      if (has_definition) {
        alter.constraint = table_constraint(context, node_of(definition).body, whole_statement(context));
        alter.name = alter.constraint->name;
      }
      break;
    case 'X':
      alter.what = What::drop_constraint;
      break;
    default:
      alter.what = What::validate_constraint;
      break;
  }
}

}  // namespace migralint::sql::lower
