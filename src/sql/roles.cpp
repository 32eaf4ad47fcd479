#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

void granted_objects(const Context& context, Element list, Grant& grant) {
  each(list, [&](Element node) {
    RelationName relation;
    if (relation_of_node(context, node, relation)) {
      grant.relations.push_back(std::move(relation));
    } else if (grant.all_in_schema) {
      grant.schemas.emplace_back(string_of(node));
    } else {
      grant.objects.push_back(named_object(node, nullptr));
    }
  });
}

void role_option(const Context& context, const Option& option, RoleStatement& role) {
  switch (key(option.name)) {
    case key("password"):
      // PASSWORD NULL has none, and PASSWORD '' takes it away.
      role.has_password = option.has_value && !option_text(option).empty();
      if (role.has_password) {
        role.password_span = string_span(context, context.local(option.location));
      }
      break;
    case key("superuser"):
      role.superuser = option_is_true(option);
      break;
    case key("bypassrls"):
      role.bypass_rls = option_is_true(option);
      break;
    default:
      break;
  }
}

void role_options(const Context& context, Element list, RoleStatement& role) {
  each(list, [&](Element node) { role_option(context, option_of(node), role); });
}

}  // namespace

void grant(const Context& context, Object body, Statement& statement) {
  Grant& grant = statement.node.emplace<Grant>();
  grant.grant = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("is_grant"):
        grant.grant = flag(value);
        break;
      case key("targtype"):
        grant.all_in_schema = text(value) == "ACL_TARGET_ALL_IN_SCHEMA";
        break;
      case key("objtype"):
        grant.kind = object_kind(text(value));
        break;
      case key("objects"):
        granted_objects(context, value, grant);
        break;
      case key("privileges"):
        each(value, [&](Element node) {
          Element name;
          if (find(node_of(node).body, "priv_name", name)) {
            grant.privileges.emplace_back(text(name));
          }
          if (find(node_of(node).body, "cols", name)) {
            const auto columns = strings_of(name);
            grant.columns.insert(grant.columns.end(), columns.begin(), columns.end());
          }
        });
        break;
      case key("grantees"):
        grant.grantees = roles_of(value);
        break;
      default:
        break;
    }
  });
  statement.tag = grant.grant ? "GRANT" : "REVOKE";
}

void grant_role(const Context&, Object body, Statement& statement) {
  GrantRole& grant = statement.node.emplace<GrantRole>();
  grant.grant = false;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("is_grant"):
        grant.grant = flag(value);
        break;
      case key("granted_roles"):
        each(value, [&](Element node) {
          Element name;
          if (find(node_of(node).body, "priv_name", name)) {
            grant.roles.emplace_back(text(name));
          }
        });
        break;
      case key("grantee_roles"):
        grant.grantees = roles_of(value);
        break;
      default:
        break;
    }
  });
  statement.tag = grant.grant ? "GRANT ROLE" : "REVOKE ROLE";
}

void alter_default_privileges(const Context&, Object body, Statement& statement) {
  AlterDefaultPrivileges& result = statement.node.emplace<AlterDefaultPrivileges>();
  result.grant = false;
  Element action;
  if (!find(body, "action", action)) {
    return;
  }
  fields(action, [&](std::uint64_t field, Element value) {
    if (field == key("is_grant")) {
      result.grant = flag(value);
    }
    if (field == key("grantees")) {
      result.grantees = roles_of(value);
    }
    if (field == key("privileges")) {
      each(value, [&](Element privilege) {
        Element name;
        if (find(node_of(privilege).body, "priv_name", name)) {
          result.privileges.emplace_back(text(name));
        }
      });
    }
  });
}

void create_role(const Context& context, Object body, Statement& statement) {
  RoleStatement& role = statement.node.emplace<RoleStatement>();
  role.what = RoleStatement::What::create;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("role")) {
      role.roles.emplace_back(text(value));
    }
    if (field == key("options")) {
      role_options(context, value, role);
    }
  });
}

void alter_role(const Context& context, Object body, Statement& statement) {
  RoleStatement& role = statement.node.emplace<RoleStatement>();
  role.what = RoleStatement::What::alter;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("role")) {
      role.roles.push_back(role_of(value));
    }
    if (field == key("options")) {
      role_options(context, value, role);
    }
  });
}

void alter_role_set(const Context&, Object body, Statement& statement) {
  RoleStatement& role = statement.node.emplace<RoleStatement>();
  role.what = RoleStatement::What::alter_set;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("role"):
        role.roles.push_back(role_of(value));
        break;
      case key("database"):
        role.database = text(value);
        break;
      case key("setstmt"):
        set_for(value, role.setting, role.value);
        break;
      default:
        break;
    }
  });
}

void drop_role(const Context&, Object body, Statement& statement) {
  RoleStatement& role = statement.node.emplace<RoleStatement>();
  role.what = RoleStatement::What::drop;
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("roles")) {
      role.roles = roles_of(value);
    }
    if (field == key("missing_ok")) {
      role.if_exists = flag(value);
    }
  });
}

void drop_owned(const Context&, Object body, Statement& statement) {
  DropOwned& drop = statement.node.emplace<DropOwned>();
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("roles")) {
      drop.roles = roles_of(value);
    }
    if (field == key("behavior")) {
      drop.cascade = text(value) == "DROP_CASCADE";
    }
  });
}

void reassign_owned(const Context&, Object body, Statement& statement) {
  ReassignOwned& reassign = statement.node.emplace<ReassignOwned>();
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("roles")) {
      reassign.roles = roles_of(value);
    }
    if (field == key("newrole")) {
      reassign.new_role = role_of(value);
    }
  });
}

}  // namespace migralint::sql::lower
