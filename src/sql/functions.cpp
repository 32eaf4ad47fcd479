#include <algorithm>
#include <initializer_list>

#include "script/lexer.hpp"
#include "sql/lower_internal.hpp"
#include "sql/output_values.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

Volatility volatility_of(std::string_view name) {
  if (name == "immutable") {
    return Volatility::immutable;
  }
  if (name == "stable") {
    return Volatility::stable;
  }
  return name == "volatile" ? Volatility::volatile_ : Volatility::unknown;
}

void parameters(const Context& context, Element list, CreateFunction& function) {
  each(list, [&](Element node) {
    TypeName type;
    ExprPtr preset;
    bool input = true;
    fields(node_of(node).body, [&](std::uint64_t field, Element value) {
      if (field == key("argType")) {
        type = type_of(context, value);
      }
      if (field == key("defexpr")) {
        preset = shared_expression(context, value);
      }
      if (field == key("mode")) {
        input = text(value) != "FUNC_PARAM_OUT" && text(value) != "FUNC_PARAM_TABLE";
        if (function.procedure && text(value) == "FUNC_PARAM_OUT") {
          context.note(14, "an OUT argument of a procedure", -1);
        }
      }
    });
    if (input) {
      function.arguments.push_back(std::move(type));
      if (preset) {
        function.defaults.push_back(std::move(preset));
      }
    }
  });
}

void function_option(const Context& context, const Option& option, CreateFunction& function) {
  switch (key(option.name)) {
    case key("language"):
      function.language = lower_case(option_text(option));
      break;
    case key("volatility"):
      function.volatility = volatility_of(option_text(option));
      break;
    case key("strict"):
      function.strict = option_is_true(option);
      break;
    case key("security"):
      function.security_definer = option_is_true(option);
      break;
    case key("set"): {
      const SetVariable setting = set_variable(node_of(option.value).body);
      function.has_settings = true;
      const bool sets =
          setting.kind == SetVariable::Kind::set || setting.kind == SetVariable::Kind::set_current;
      function.sets_search_path |= sets && setting.name == "search_path";
      break;
    }
    case key("as"): {
      const std::vector<std::string> parts = strings_of(option.value);
      if (parts.size() == 1) {  // two are an object file and a symbol
        function.body = parts[0];
        function.body_span = string_span(context, context.local(option.location));
      }
      break;
    }
    default:
      break;
  }
}

void alter_setting(const Option& option, AlterFunction& function) {
  const SetVariable setting = set_variable(node_of(option.value).body);
  const bool sets = setting.kind == SetVariable::Kind::set || setting.kind == SetVariable::Kind::set_current;
  if (setting.name == "search_path" || setting.kind == SetVariable::Kind::reset_all) {
    function.sets_search_path = sets;
  }
}

bool has_word(std::string_view body, std::initializer_list<std::string_view> words) {
  script::Lexer lexer(body, {0, static_cast<std::uint32_t>(body.size())});
  for (auto token = lexer.next(); token.kind != script::TokenKind::end; token = lexer.next()) {
    const auto is_token = [&](std::string_view word) {
      return std::ranges::equal(token.span.of(body), word, {},
                                [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    };
    if (token.kind == script::TokenKind::word && std::ranges::any_of(words, is_token)) {
      return true;
    }
  }
  return false;
}

// By its words: a body is not replayed when the function is called.
bool has_schema_change(std::string_view body) {
  return has_word(body, {"alter", "create", "drop", "execute"});
}

/// Whether the body may read or write a table, or call what does.
bool has_query(std::string_view body) {
  return has_schema_change(body) ||
         has_word(body, {"select", "insert", "update", "delete", "merge", "truncate", "copy", "perform",
                         "call", "with", "table", "values", "lock", "open", "nextval", "refresh"});
}

}  // namespace

/// The statement of a body that has only one; nothing else can be put in the place of a call.
std::optional<TreeNode> only_statement(Element body) {
  TreeNode node = node_of(body);
  Element items;
  while (node.tag == "List" && find(node.body, "items", items)) {
    Array list;
    if (!get(items, list) || list.size() != 1) {
      return std::nullopt;
    }
    node = node_of(*list.begin());
  }
  return node;
}

/// BEGIN ATOMIC … END, or RETURN: the parser has read the body.
void atomic_body(const Context& context, Element body, CreateFunction& function) {
  function.has_atomic_body = true;
  QueryParts parts = query_parts(context, body, Collect::everything);
  const auto only = only_statement(body);
  if (only && (only->tag == "SelectStmt" || only->tag == "ReturnStmt")) {
    Statement statement;
    Select& select = statement.node.emplace<Select>();
    select.relations = parts.relations;
    select.functions = std::move(parts.functions);
    select.inserts = std::move(parts.inserts);
    select.updates = std::move(parts.updates);
    select.deletes = std::move(parts.deletes);
    Element returned;
    if (only->tag == "SelectStmt") {
      select.value = only_value(context, only->body);
    } else if (find(only->body, "returnval", returned)) {
      select.value = scalar_value(context, returned);
    }
    function.body_statement = std::make_shared<const Statement>(std::move(statement));
  }
  function.body_relations = std::move(parts.relations);
}

void create_function(const Context& context, Object body, Statement& statement) {
  CreateFunction& function = statement.node.emplace<CreateFunction>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("is_procedure"):
        function.procedure = flag(value);
        break;
      case key("replace"):
        function.or_replace = flag(value);
        break;
      case key("funcname"):
        function.function = name_of(value);
        break;
      case key("parameters"):
        parameters(context, value, function);
        break;
      case key("returnType"):
        function.returns = type_of(context, value);
        break;
      case key("options"):
        each(value, [&](Element node) { function_option(context, option_of(node), function); });
        break;
      case key("sql_body"):
        atomic_body(context, value, function);
        break;
      default:
        break;
    }
  });
  // Nobody calls a trigger's function by itself.
  const bool trigger = function.returns && function.returns->name.ends_with("trigger");
  function.changes_schema = !trigger && has_schema_change(function.body);
  function.runs_queries = function.language != "plpgsql" || has_query(function.body);
  if (function.procedure) {
    statement.tag = "CREATE PROCEDURE";
  }
}

void alter_function(const Context&, Object body, Statement& statement) {
  AlterFunction& function = statement.node.emplace<AlterFunction>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("objtype"):
        statement.tag = alter_tag(text(value));
        break;
      case key("func"):
        function.function = function_of(value, &function.arguments);
        break;
      case key("actions"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "volatility") {
            function.volatility = volatility_of(option_text(option));
          }
          if (option.name == "security") {
            function.security_definer = option_is_true(option);
          }
          if (option.name == "set") {
            alter_setting(option, function);
          }
        });
        break;
      default:
        break;
    }
  });
}

namespace {

RowEvents trigger_events(std::int64_t bits) {
  return {(bits & 1 << 2) != 0, (bits & 1 << 4) != 0, (bits & 1 << 3) != 0, (bits & 1 << 5) != 0};
}

}  // namespace

void create_trigger(const Context& context, Object body, Statement& statement) {
  // TRIGGER_TYPE_…, src/include/catalog/pg_trigger.h
  constexpr std::int64_t timing_before = 1 << 1;
  constexpr std::int64_t timing_instead = 1 << 6;
  CreateTrigger& trigger = statement.node.emplace<CreateTrigger>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("trigname"):
        trigger.name = text(value);
        break;
      case key("relation"):
        trigger.table = relation_of(context, value);
        break;
      case key("funcname"):
        trigger.function = name_of(value);
        break;
      case key("columns"):
        trigger.update_columns = strings_of(value);
        break;
      case key("whenClause"):
        trigger.when = shared_expression(context, value);
        break;
      case key("replace"):
        trigger.or_replace = flag(value);
        break;
      case key("isconstraint"):
        trigger.constraint = flag(value);
        break;
      case key("row"):
        trigger.row = flag(value);
        break;
      case key("timing"):
        trigger.before = (integer(value) & timing_before) != 0;
        trigger.instead = (integer(value) & timing_instead) != 0;
        break;
      case key("events"):
        trigger.events = trigger_events(integer(value));
        break;
      case key("deferrable"):
        trigger.deferrable = flag(value);
        break;
      case key("constrrel"):
        trigger.referenced = relation_of(context, value);
        break;
      default:
        break;
    }
  });
}

void do_block(const Context& context, Object body, Statement& statement) {
  Do& block = statement.node.emplace<Do>();
  Element args;
  if (!find(body, "args", args)) {
    return;
  }
  each(args, [&](Element node) {
    const Option option = option_of(node);
    if (option.name == "language") {
      block.language = lower_case(option_text(option));
    }
    if (option.name == "as") {
      block.body = option_text(option);
      block.body_span = string_span(context, context.local(option.location));
    }
  });
}

void call(const Context&, Object body, Statement& statement) {
  Call& call = statement.node.emplace<Call>();
  Element function;
  if (!find(body, "funccall", function)) {
    return;
  }
  fields(function, [&](std::uint64_t field, Element value) {
    if (field == key("funcname")) {
      call.procedure = name_of(value);
    }
  });
}

}  // namespace migralint::sql::lower
