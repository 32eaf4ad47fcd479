#include <algorithm>
#include <array>

#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

using Setting = TableSetting::Kind;

struct SettingRow {
  std::string_view subtype;
  Setting kind;
};
constexpr auto settings = std::to_array<SettingRow>({
    {"AT_AddOf", Setting::of_type},
    {"AT_AlterColumnGenericOptions", Setting::column_foreign_options},
    {"AT_ChangeOwner", Setting::owner},
    {"AT_ClusterOn", Setting::cluster_on},
    {"AT_DisableRowSecurity", Setting::disable_row_security},
    {"AT_DisableRule", Setting::disable_rule},
    {"AT_DisableTrig", Setting::disable_trigger},
    {"AT_DisableTrigAll", Setting::disable_trigger_all},
    {"AT_DisableTrigUser", Setting::disable_trigger_user},
    {"AT_DropCluster", Setting::set_without_cluster},
    {"AT_DropOf", Setting::not_of},
    {"AT_DropOids", Setting::set_without_oids},
    {"AT_EnableAlwaysRule", Setting::enable_always_rule},
    {"AT_EnableAlwaysTrig", Setting::enable_always_trigger},
    {"AT_EnableReplicaRule", Setting::enable_replica_rule},
    {"AT_EnableReplicaTrig", Setting::enable_replica_trigger},
    {"AT_EnableRowSecurity", Setting::enable_row_security},
    {"AT_EnableRule", Setting::enable_rule},
    {"AT_EnableTrig", Setting::enable_trigger},
    {"AT_EnableTrigAll", Setting::enable_trigger_all},
    {"AT_EnableTrigUser", Setting::enable_trigger_user},
    {"AT_ForceRowSecurity", Setting::force_row_security},
    {"AT_GenericOptions", Setting::foreign_options},
    {"AT_NoForceRowSecurity", Setting::no_force_row_security},
    {"AT_ReplaceRelOptions", Setting::set_options},
    {"AT_ResetOptions", Setting::column_reset_options},
    {"AT_ResetRelOptions", Setting::reset_options},
    {"AT_SetAccessMethod", Setting::access_method},
    {"AT_SetCompression", Setting::column_compression},
    {"AT_SetLogged", Setting::logged},
    {"AT_SetOptions", Setting::column_options},
    {"AT_SetRelOptions", Setting::set_options},
    {"AT_SetStatistics", Setting::column_statistics},
    {"AT_SetStorage", Setting::column_storage},
    {"AT_SetTableSpace", Setting::tablespace},
    {"AT_SetUnLogged", Setting::unlogged},
});
static_assert(std::ranges::is_sorted(settings, {}, &SettingRow::subtype));

/// The fields of an AlterTableCmd.
struct Command {
  std::string_view subtype;
  std::string_view name;
  bool has_definition = false;
  Element definition;
  bool has_owner = false;
  Element owner;
  bool cascade = false;
  bool missing_ok = false;
};

Command command_of(Object body) {
  Command command;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("subtype"):
        command.subtype = text(value);
        break;
      case key("name"):
        command.name = text(value);
        break;
      case key("def"):
        command.definition = value;
        command.has_definition = true;
        break;
      case key("newowner"):
        command.owner = value;
        command.has_owner = true;
        break;
      case key("behavior"):
        command.cascade = text(value) == "DROP_CASCADE";
        break;
      case key("missing_ok"):
        command.missing_ok = flag(value);
        break;
      default:
        break;
    }
  });
  return command;
}

Object definition_body(const Command& command) {
  return command.has_definition ? node_of(command.definition).body : Object();
}

void option_names(Element list, std::vector<std::string>& names) {
  Element items;
  if (!find(node_of(list).body, "items", items)) {
    return;
  }
  each(items, [&](Element node) {
    const Option option = option_of(node);
    std::string name = option.name_space.empty() ? std::string() : std::string(option.name_space) + '.';
    names.push_back(name + lower_case(option.name));
  });
}

void table_setting(const Command& command, Setting kind, Action& action) {
  TableSetting setting{kind, std::string(command.name), {}, {}};
  if (command.has_owner) {
    setting.name = role_of(command.owner);
  }
  if (command.has_definition) {
    const TreeNode node = node_of(command.definition);
    if (node.tag == "List") {
      option_names(command.definition, setting.options);
    } else if (node.tag == "TypeName") {
      setting.name = quoted(named_object(command.definition, nullptr));
    } else {
      setting.value = constant_text(command.definition);
    }
  }
  action.what = std::move(setting);
}

AlterColumnType alter_column_type(const Context& context, const Command& command, Action& action) {
  AlterColumnType result;
  result.column = command.name;
  if (!command.has_definition) {
    return result;
  }
  fields(definition_body(command), [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("typeName"):
        result.type = type_of(context, value);
        break;
      case key("raw_default"):
        result.using_expr = shared_expression(context, value);
        break;
      case key("collClause"):
        fields(value, [&](std::uint64_t inner, Element part) {
          if (inner == key("collname")) {
            result.collation = name_of(part).name;
          }
        });
        break;
      default:
        break;
    }
  });
  action.keywords = type_keywords(context, action.span, result.type.span);
  return result;
}

AlterConstraint alter_constraint(const Context& context, const Command& command) {
  AlterConstraint result;
  result.enforced = !context.tree_has_enforced;
  // Before 18 the definition is a Constraint, and deferrability all that can change.
  result.changes_deferrability = node_of(command.definition).tag == "Constraint";
  fields(definition_body(command), [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("conname"):
        result.name = text(value);
        break;
      case key("alterDeferrability"):
        result.changes_deferrability = flag(value);
        break;
      case key("deferrable"):
        result.deferrable = flag(value);
        break;
      case key("initdeferred"):
        result.initially_deferred = flag(value);
        break;
      case key("alterEnforceability"):
        result.changes_enforceability = flag(value);
        break;
      case key("is_enforced"):
        result.enforced = flag(value);
        break;
      case key("alterInheritability"):
        result.changes_inherit = flag(value);
        break;
      case key("noinherit"):
        result.no_inherit = flag(value);
        break;
      default:
        break;
    }
  });
  return result;
}

void partition_command(const Context& context, const Command& command, Action& action) {
  RelationName partition;
  PartitionBound bound;
  bool concurrently = false;
  fields(definition_body(command), [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("name"):
        partition = relation_of(context, value);
        break;
      case key("bound"):
        bound = partition_bound(context, value);
        break;
      case key("concurrent"):
        concurrently = flag(value);
        break;
      default:
        break;
    }
  });
  if (command.subtype == "AT_AttachPartition") {
    action.what = AttachPartition{std::move(partition), std::move(bound)};
  } else {
    action.what =
        DetachPartition{std::move(partition), concurrently, command.subtype != "AT_DetachPartition"};
  }
}

ReplicaIdentity replica_identity(const Command& command) {
  ReplicaIdentity identity;
  fields(definition_body(command), [&](std::uint64_t field, Element value) {
    if (field == key("identity_type")) {
      identity.kind = letter(value);
    }
    if (field == key("name")) {
      identity.index = text(value);
    }
  });
  return identity;
}

void add_identity(const Command& command, Action& action) {
  AddIdentity identity{std::string(command.name)};
  fields(definition_body(command), [&](std::uint64_t field, Element value) {
    if (field == key("generated_when")) {
      identity.always = letter(value) == 'a';
    }
  });
  action.what = std::move(identity);
}

void column_default(const Context& context, const Command& command, Action& action) {
  if (command.has_definition) {
    action.what = SetDefault{std::string(command.name), shared_expression(context, command.definition)};
  } else {
    action.what = DropDefault{std::string(command.name)};
  }
}

void other_command(const Command& command, Action& action) {
  const auto* row = std::ranges::lower_bound(settings, command.subtype, {}, &SettingRow::subtype);
  if (row != settings.end() && row->subtype == command.subtype) {
    table_setting(command, row->kind, action);
  } else {
    action.what = OtherAction{std::string(command.subtype)};
  }
}

void column_command(const Context& context, const Command& command, Action& action) {
  const std::string column(command.name);
  switch (key(command.subtype)) {
    case key("AT_AddColumn"): {
      AddColumn& add = action.what.emplace<AddColumn>();
      add.if_not_exists = command.missing_ok;
      read_column(context, definition_body(command), action.span, add.column);
      break;
    }
    case key("AT_DropColumn"):
      action.what = DropColumn{column, command.missing_ok, command.cascade};
      break;
    case key("AT_AlterColumnType"):
      action.what = alter_column_type(context, command, action);
      break;
    case key("AT_ColumnDefault"):
      column_default(context, command, action);
      break;
    case key("AT_SetNotNull"):
      action.what = SetNotNull{column};
      action.keywords = last_tokens(context, action.span, 3);
      break;
    case key("AT_DropNotNull"):
      action.what = DropNotNull{column};
      break;
    case key("AT_SetExpression"):
      action.what = SetExpression{column, shared_expression(context, command.definition)};
      break;
    case key("AT_DropExpression"):
      action.what = DropExpression{column, command.missing_ok};
      break;
    case key("AT_AddIdentity"):
      add_identity(command, action);
      break;
    case key("AT_SetIdentity"):
      action.what = SetIdentity{column};
      break;
    case key("AT_DropIdentity"):
      action.what = DropIdentity{column, command.missing_ok};
      break;
    default:
      other_command(command, action);
      break;
  }
}

void lower_command(const Context& context, const Command& command, Action& action) {
  const std::string name(command.name);
  switch (key(command.subtype)) {
    case key("AT_AddConstraint"):
      action.what = AddConstraint{table_constraint(context, definition_body(command), action.span)};
      break;
    case key("AT_AlterConstraint"):
      action.what = alter_constraint(context, command);
      break;
    case key("AT_ValidateConstraint"):
      action.what = ValidateConstraint{name};
      break;
    case key("AT_DropConstraint"):
      action.what = DropConstraint{name, command.missing_ok, command.cascade};
      break;
    case key("AT_AttachPartition"):
    case key("AT_DetachPartition"):
    case key("AT_DetachPartitionFinalize"):
      partition_command(context, command, action);
      break;
    case key("AT_AddInherit"):
      action.what = AddInherit{relation_of(context, definition_body(command))};
      break;
    case key("AT_DropInherit"):
      action.what = DropInherit{relation_of(context, definition_body(command))};
      break;
    case key("AT_ReplicaIdentity"):
      action.what = replica_identity(command);
      break;
    default:
      column_command(context, command, action);
      break;
  }
}

void actions(const Context& context, Element commands, AlterTable& alter) {
  const std::vector<Span> places = sub_commands(context, alter.table.span);
  std::size_t index = 0;
  alter.actions.reserve(length(commands));
  each(commands, [&](Element node) {
    Action& action = alter.actions.emplace_back();
    action.span = index < places.size() ? places[index] : Span();
    action.keywords = action.span;
    ++index;
    lower_command(context, command_of(node_of(node).body), action);
  });
}

}  // namespace

void alter_table(const Context& context, Object body, Statement& statement) {
  AlterTable& alter = statement.node.emplace<AlterTable>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        alter.table = relation_of(context, value);
        break;
      case key("cmds"):
        actions(context, value, alter);
        break;
      case key("objtype"):
        alter.kind = object_kind(text(value));
        statement.tag = alter_tag(text(value));
        break;
      case key("missing_ok"):
        alter.if_exists = flag(value);
        break;
      default:
        break;
    }
  });
  if (alter.kind == ObjectKind::type) {
    alter.kind = ObjectKind::composite_type;
    alter.table.only = false;
  }
}

void move_all(const Context& context, Object body, Statement& statement) {
  (void)context;
  MoveAll& move = statement.node.emplace<MoveAll>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("orig_tablespacename"):
        move.from = text(value);
        break;
      case key("new_tablespacename"):
        move.to = text(value);
        break;
      case key("objtype"):
        move.kind = object_kind(text(value));
        statement.tag = alter_tag(text(value));
        break;
      default:
        break;
    }
  });
}

}  // namespace migralint::sql::lower
