#include "sql/lower_internal.hpp"
#include "sql/places.hpp"

namespace migralint::sql::lower {
namespace {

using What = DatabaseStatement::What;

DatabaseStatement& database(Object body, What what, Statement& statement) {
  DatabaseStatement& result = statement.node.emplace<DatabaseStatement>();
  result.what = what;
  Element name;
  if (find(body, "dbname", name)) {
    result.name = text(name);
  }
  return result;
}

template <class Publication>
void published(const Context& context, Element list, Publication& publication) {
  each(list, [&](Element node) {
    std::string schema;
    bool is_schema = false;
    fields(node_of(node).body, [&](std::uint64_t field, Element value) {
      switch (field) {
        case key("pubobjtype"):
          is_schema = text(value) != "PUBLICATIONOBJ_TABLE";
          if (text(value) == "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA") {
            schema = "current_schema";
          }
          break;
        case key("name"):
          schema = text(value);
          break;
        case key("pubtable"):
          fields(value, [&](std::uint64_t inner, Element relation) {
            if (inner == key("relation")) {
              publication.tables.push_back(relation_of(context, relation));
            }
            publication.narrows_tables |= inner == key("whereClause") || inner == key("columns");
          });
          break;
        default:
          break;
      }
    });
    if (is_schema) {
      publication.schemas.push_back(std::move(schema));
    }
  });
}

AlterPublication::What publication_action(std::string_view action) {
  if (action == "AP_DropObjects") {
    return AlterPublication::What::drop;
  }
  return action == "AP_SetObjects" ? AlterPublication::What::set : AlterPublication::What::add;
}

}  // namespace

void create_database(const Context&, Object body, Statement& statement) {
  database(body, What::create, statement);
}

void drop_database(const Context&, Object body, Statement& statement) {
  DatabaseStatement& drop = database(body, What::drop, statement);
  Element found;
  drop.if_exists = find(body, "missing_ok", found) && flag(found);
  drop.force = find(body, "options", found);  // FORCE is the only one
}

void alter_database(const Context&, Object body, Statement& statement) {
  DatabaseStatement& result = database(body, What::alter, statement);
  Element options;
  if (!find(body, "options", options)) {
    return;
  }
  each(options, [&](Element node) {
    if (option_of(node).name == "tablespace") {
      result.what = What::set_tablespace;
    }
  });
}

void alter_database_set(const Context&, Object body, Statement& statement) {
  DatabaseStatement& result = database(body, What::alter_set, statement);
  Element set;
  if (find(body, "setstmt", set)) {
    set_for(set, result.setting, result.value);
  }
}

void create_tablespace(const Context&, Object body, Statement& statement) {
  Element name;
  statement.node =
      TablespaceStatement{true, find(body, "tablespacename", name) ? string(name) : std::string()};
}

void drop_tablespace(const Context&, Object body, Statement& statement) {
  Element name;
  statement.node =
      TablespaceStatement{false, find(body, "tablespacename", name) ? string(name) : std::string()};
}

void alter_system(const Context&, Object body, Statement& statement) {
  AlterSystem& alter = statement.node.emplace<AlterSystem>();
  Element set;
  std::optional<std::string> value;
  if (find(body, "setstmt", set)) {
    set_for(set, alter.setting, value);
  }
}

void create_publication(const Context& context, Object body, Statement& statement) {
  CreatePublication& publication = statement.node.emplace<CreatePublication>();
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("pubname"):
        publication.name = text(value);
        break;
      case key("pubobjects"):
        published(context, value, publication);
        break;
      case key("for_all_tables"):
        publication.all_tables = flag(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "publish") {
            const std::string list = option_text(option);
            publication.publishes_changes =
                list.find("update") != std::string::npos || list.find("delete") != std::string::npos;
          }
        });
        break;
      default:
        break;
    }
  });
}

void alter_publication(const Context& context, Object body, Statement& statement) {
  AlterPublication& publication = statement.node.emplace<AlterPublication>();
  bool has_objects = false;
  AlterPublication::What what = AlterPublication::What::add;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("pubname"):
        publication.name = text(value);
        break;
      case key("pubobjects"):
        has_objects = true;
        published(context, value, publication);
        break;
      case key("for_all_tables"):
        publication.all_tables = flag(value);
        break;
      case key("action"):
        what = publication_action(text(value));
        break;
      default:
        break;
    }
  });
  // Without objects the tree's action is only its first value: the statement sets options.
  publication.what = has_objects || publication.all_tables ? what : AlterPublication::What::options;
}

void create_subscription(const Context&, Object body, Statement& statement) {
  CreateSubscription& subscription = statement.node.emplace<CreateSubscription>();
  std::optional<bool> creates_slot;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("subname"):
        subscription.name = text(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "create_slot") {
            creates_slot = option_is_true(option);
          }
          if (option.name == "connect") {
            subscription.connects = option_is_true(option);
          }
        });
        break;
      default:
        break;
    }
  });
  subscription.creates_slot = creates_slot.value_or(subscription.connects);  // connect = false turns it off
}

void alter_subscription(const Context&, Object body, Statement& statement) {
  AlterSubscription& subscription = statement.node.emplace<AlterSubscription>();
  std::optional<bool> refresh;
  fields(body, [&](std::uint64_t field, Element value) {
    switch (field) {
      case key("kind"): {
        constexpr std::string_view prefix = "ALTER_SUBSCRIPTION_";
        const std::string_view kind = text(value);
        subscription.what = lower_case(kind.starts_with(prefix) ? kind.substr(prefix.size()) : kind);
        break;
      }
      case key("subname"):
        subscription.name = text(value);
        break;
      case key("options"):
        each(value, [&](Element node) {
          const Option option = option_of(node);
          if (option.name == "refresh") {
            refresh = option_is_true(option);
          }
        });
        break;
      default:
        break;
    }
  });
  const bool by_default = subscription.what.find("publication") != std::string::npos;
  subscription.refreshes = subscription.what == "refresh" || (by_default && refresh.value_or(true));
}

void drop_subscription(const Context&, Object body, Statement& statement) {
  DropSubscription& subscription = statement.node.emplace<DropSubscription>();
  fields(body, [&](std::uint64_t field, Element value) {
    if (field == key("subname")) {
      subscription.name = text(value);
    }
    if (field == key("missing_ok")) {
      subscription.if_exists = flag(value);
    }
  });
}

}  // namespace migralint::sql::lower
