#include <algorithm>

#include "sql/changes.hpp"
#include "sql/lower_internal.hpp"
#include "sql/object_kinds.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

/// Kinds whose name is written as `<own name> ON <relation>` and stands in the tree behind the relation's.
bool belongs_to_relation(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::rule || kind == ObjectKind::policy ||
         kind == ObjectKind::column || kind == ObjectKind::constraint;
}

RelationName relation_from(Name name) {
  RelationName relation;
  static_cast<Name&>(relation) = std::move(name);
  return relation;
}

/// What ALTER, COMMENT and the like name: a relation in `relation`, anything else in `object`.
struct Target {
  RelationName relation;
  Name object;
  std::string sub_name;
};

Target target_of(Element node, ObjectKind kind) {
  Target target;
  if (belongs_to_relation(kind)) {
    std::vector<std::string> parts = strings_of(node);
    if (!parts.empty()) {
      target.sub_name = std::move(parts.back());
      parts.pop_back();
    }
    target.relation = relation_from(name_of_strings(parts));
  } else if (kind == ObjectKind::domain_constraint) {
    Element items;
    if (!find(node_of(node).body, "items", items)) {
      return target;
    }
    each(items, [&](Element item) {
      if (node_of(item).tag == "TypeName") {
        target.object = named_object(item, nullptr);
      }
      if (node_of(item).tag == "String") {
        target.sub_name = string_of(item);
      }
    });
  } else if (is_relation(kind)) {
    target.relation = relation_from(named_object(node, nullptr));
  } else {
    target.object = named_object(node, nullptr);
  }
  return target;
}

/// DROP CAST (a AS b), DROP TRANSFORM FOR a LANGUAGE b: types instead of a name.
void types_in(Element node, Arguments& arguments) {
  auto& types = arguments.emplace();
  Element items;
  if (node_of(node).tag != "List" || !find(node_of(node).body, "items", items)) {
    return;
  }
  const Context nowhere;
  each(items, [&](Element item) {
    if (node_of(item).tag == "TypeName") {
      types.push_back(type_of(nowhere, node_of(item).body));
    }
  });
}

void dropped_object(Element node, std::string_view drop_tag, Drop& drop) {
  Arguments& arguments = drop.arguments.emplace_back();
  if (belongs_to_relation(drop.kind)) {
    Target target = target_of(node, drop.kind);
    drop.objects.push_back(std::move(target.relation));
    drop.sub_names.push_back(std::move(target.sub_name));
    return;
  }
  if (drop.kind == ObjectKind::cast) {
    types_in(node, arguments);
    drop.objects.emplace_back();
  } else if (drop_tag.ends_with("CLASS") || drop_tag.ends_with("FAMILY")) {
    std::vector<std::string> parts = strings_of(node);
    if (!parts.empty()) {
      parts.erase(parts.begin());
    }  // the access method
    drop.objects.push_back(name_of_strings(parts));
  } else {
    drop.objects.push_back(named_object(node, &arguments));
  }
}

bool has_arguments(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure || kind == ObjectKind::routine ||
         kind == ObjectKind::aggregate || kind == ObjectKind::operator_ || kind == ObjectKind::cast;
}

}  // namespace

void drop(const Context& context, Object body, Statement& statement) {
  Drop& drop = statement.node.emplace<Drop>();
  Element type;
  if (find(body, "removeType", type)) {
    drop.kind = object_kind(text(type));
    statement.tag = drop_tag(text(type));
  }
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("objects"):
        each(value, [&](Element node) { dropped_object(node, statement.tag, drop); });
        break;
      case key("behavior"):
        drop.cascade = text(value) == "DROP_CASCADE";
        break;
      case key("missing_ok"):
        drop.if_exists = flag(value);
        break;
      case key("concurrent"):
        drop.concurrently = flag(value);
        break;
      default:
        break;
    }
  });
  if (!has_arguments(drop.kind)) {
    drop.arguments.clear();
  }
  place_dropped(context, drop);
}

void rename(const Context& context, Object body, Statement& statement) {
  Rename& rename = statement.node.emplace<Rename>();
  std::string_view type;
  std::string_view relation_type;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("renameType"):
        type = text(value);
        break;
      case key("relationType"):
        relation_type = text(value);
        break;
      case key("relation"):
        rename.relation = relation_of(context, value);
        break;
      case key("object"):
        rename.object = named_object(value, &rename.arguments);
        break;
      case key("subname"):
        rename.old_name = text(value);
        break;
      case key("newname"):
        rename.new_name = text(value);
        break;
      case key("missing_ok"):
        rename.if_exists = flag(value);
        break;
      case key("behavior"):
        rename.cascade = text(value) == "DROP_CASCADE";
        break;
      default:
        break;
    }
  });
  rename.kind = object_kind(type);
  // The tree's relationType means something for columns and attributes only.
  const bool inside = rename.kind == ObjectKind::column || rename.kind == ObjectKind::attribute;
  rename.relation_kind = inside                     ? object_kind(relation_type)
                         : is_relation(rename.kind) ? rename.kind
                                                    : ObjectKind::table;
  if (rename.kind == ObjectKind::attribute) {
    rename.relation_kind = ObjectKind::composite_type;
    rename.relation.only = false;
  }
  statement.tag = alter_tag(rename.kind == ObjectKind::column ? relation_type : type);
  // Schemas, roles and the like have their old name beside the relation's; the model keeps schemas with the
  // objects.
  if (rename.kind == ObjectKind::schema && rename.object.empty()) {
    rename.object.name = rename.old_name;
  }
}

void set_schema(const Context& context, Object body, Statement& statement) {
  SetSchema& set = statement.node.emplace<SetSchema>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("objectType"):
        set.kind = object_kind(text(value));
        statement.tag = alter_tag(text(value));
        break;
      case key("relation"):
        set.relation = relation_of(context, value);
        break;
      case key("object"):
        set.object = named_object(value, &set.arguments);
        break;
      case key("newschema"):
        set.new_schema = text(value);
        break;
      case key("missing_ok"):
        set.if_exists = flag(value);
        break;
      default:
        break;
    }
  });
}

void set_owner(const Context& context, Object body, Statement& statement) {
  SetOwner& set = statement.node.emplace<SetOwner>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("objectType"):
        set.kind = object_kind(text(value));
        statement.tag = alter_tag(text(value));
        break;
      case key("relation"):
        set.relation = relation_of(context, value);
        break;
      case key("object"):
        set.object = named_object(value, nullptr);
        break;
      case key("newowner"):
        set.owner = role_of(value);
        break;
      default:
        break;
    }
  });
}

void object_depends(const Context& context, Object body, Statement& statement) {
  DependsOnExtension& depends = statement.node.emplace<DependsOnExtension>();
  Element found;
  if (find(body, "objectType", found)) {
    statement.tag = alter_tag(text(found));
    depends.kind = object_kind(text(found));
  }
  if (find(body, "relation", found)) {
    depends.relation = relation_of(context, found);
  }
}

void comment(const Context&, Object body, Statement& statement) {
  Comment& comment = statement.node.emplace<Comment>();
  Element found;
  if (find(body, "objtype", found)) {
    comment.kind = object_kind(text(found));
  }
  if (!find(body, "object", found)) {
    return;
  }
  Target target = target_of(found, comment.kind);
  comment.relation = std::move(target.relation);
  comment.object = std::move(target.object);
  comment.sub_name = std::move(target.sub_name);
}

void create_schema(const Context& context, Object body, Statement& statement) {
  CreateSchema& schema = statement.node.emplace<CreateSchema>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("schemaname"):
        schema.name = text(value);
        break;
      case key("authrole"):
        schema.owner = role_of(value);
        break;
      case key("schemaElts"):
        schema.elements = schema_elements(context, length(value));
        break;
      case key("if_not_exists"):
        schema.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
  if (schema.name.empty()) {
    schema.name = schema.owner;
  }  // CREATE SCHEMA AUTHORIZATION joe
}

void create_extension(const Context&, Object body, Statement& statement) {
  CreateExtension& extension = statement.node.emplace<CreateExtension>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("extname"):
        extension.name = text(value);
        break;
      case key("if_not_exists"):
        extension.if_not_exists = flag(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "schema") {
            extension.schema = option_text(option);
          }
          if (option.name == "new_version") {
            extension.version = option_text(option);
          }
          if (option.name == "cascade") {
            extension.cascade = option_is_true(option);
          }
        });
        break;
      default:
        break;
    }
  });
}

void alter_extension(const Context&, Object body, Statement& statement) {
  AlterExtension& extension = statement.node.emplace<AlterExtension>();
  extension.update = true;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("extname")) {
      extension.name = text(value);
    }
    if (field == key("objtype")) {  // ADD or DROP of a member
      extension.update = false;
      extension.member_kind = object_kind(text(value));
    }
    if (field == key("object")) {
      static_cast<Name&>(extension.member) = named_object(value, nullptr);
    }
  });
}

namespace {

void sequence_options(Element list, SequenceOptions& options) {
  each(list, [&](Element node) {
    const Option option = option_of(node);
    if (option.name == "restart") {
      options.restart = true;
    }
    if (option.name == "as" && option.has_value) {
      options.type = named_object(option.value, nullptr).name;
    }
    if (option.name != "owned_by" || !option.has_value) {
      return;
    }
    std::vector<std::string> parts = strings_of(option.value);
    if (parts.size() == 1 && parts[0] == "none") {
      options.owned_by_none = true;
    }
    if (parts.size() < 2) {
      return;
    }
    options.owned_by_column = std::move(parts.back());
    parts.pop_back();
    options.owned_by_table = name_of_strings(parts);
  });
}

}  // namespace

void create_sequence(const Context& context, Object body, Statement& statement) {
  CreateSequence& sequence = statement.node.emplace<CreateSequence>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("sequence"):
        sequence.sequence = relation_of(context, value);
        break;
      case key("options"):
        sequence_options(value, sequence.options);
        break;
      case key("if_not_exists"):
        sequence.if_not_exists = flag(value);
        break;
      default:
        break;
    }
  });
}

void alter_sequence(const Context& context, Object body, Statement& statement) {
  AlterSequence& sequence = statement.node.emplace<AlterSequence>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("sequence"):
        sequence.sequence = relation_of(context, value);
        break;
      case key("options"):
        sequence_options(value, sequence.options);
        break;
      case key("missing_ok"):
        sequence.if_exists = flag(value);
        break;
      default:
        break;
    }
  });
}

namespace {

template <class Policy>
void policy(const Context& context, Object body, Statement& statement) {
  Policy& policy = statement.node.emplace<Policy>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("policy_name"):
        policy.name = text(value);
        break;
      case key("table"):
        policy.table = relation_of(context, value);
        break;
      case key("qual"):
        policy.using_expr = shared_expression(context, value);
        break;
      case key("with_check"):
        policy.check_expr = shared_expression(context, value);
        break;
      default:
        break;
    }
  });
}

}  // namespace

void create_policy(const Context& context, Object body, Statement& statement) {
  policy<CreatePolicy>(context, body, statement);
}
void alter_policy(const Context& context, Object body, Statement& statement) {
  policy<AlterPolicy>(context, body, statement);
}

namespace {

void rule_action(const Context& context, Element action, CreateRule& rule) {
  const TreeNode node = node_of(action);
  const auto changes = [&](const RelationName& target) {
    // NEW and OLD are the rule's own.
    if (!target.empty()) {
      rule.changed.push_back(target);
    }
  };
  if (node.tag == "InsertStmt") {
    changes(insert_of(context, node.body).table);
  } else if (node.tag == "UpdateStmt") {
    changes(update_of(context, node.body).table);
  } else if (node.tag == "DeleteStmt") {
    changes(delete_of(context, node.body).table);
  }
  for (RelationName& source : statement_parts(context, node.body, Collect::relations).relations) {
    const bool own = source.schema.empty() && (source.name == "new" || source.name == "old");
    if (!own) {
      rule.read.push_back(std::move(source));
    }
  }
}

}  // namespace

void create_rule(const Context& context, Object body, Statement& statement) {
  CreateRule& rule = statement.node.emplace<CreateRule>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("relation"):
        rule.relation = relation_of(context, value);
        break;
      case key("rulename"):
        rule.name = text(value);
        break;
      case key("event"):
        rule.select = text(value) == "CMD_SELECT";
        rule.events = {text(value) == "CMD_INSERT", text(value) == "CMD_UPDATE", text(value) == "CMD_DELETE",
                       false};
        break;
      case key("replace"):
        rule.or_replace = flag(value);
        break;
      case key("actions"):
        each(value, [&](Element action) { rule_action(context, action, rule); });
        break;
      case key("whereClause"):
        rule.condition = shared_expression(context, value);
        break;
      default:
        break;
    }
  });
}

}  // namespace migralint::sql::lower
