#include "rules/support/dependants.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/guards.hpp"

namespace migralint::dependants {

namespace {

using catalog::Relation;
using catalog::RelationKind;
using List = std::vector<Dependant>;

bool has(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string shown(const Relation& relation) {
  return relation.schema == "public" ? sql::quoted(relation.name) : sql::quoted(relation.qualified());
}

void add_view(const Relation& view, List& list) {
  const bool materialized = view.kind == RelationKind::materialized_view;
  const std::string name = shown(view);
  const bool known = std::any_of(list.begin(), list.end(),
                                 [&](const Dependant& other) { return other.relation == view.id; });
  if (!known) {
    list.push_back({fmt::format("{}view {}", materialized ? "materialized " : "", name),
                    fmt::format("DROP {}VIEW IF EXISTS {};\n", materialized ? "MATERIALIZED " : "", name),
                    view.id, view.origin});
  }
}

// Views read views: those at the end have to go first.
void add_views(const Relation& read, const lint::Context& context, List& list) {
  const std::size_t first = list.size();
  for (const auto* view : context.catalog().readers(read.id)) {
    add_view(*view, list);
  }
  for (std::size_t i = first; i < list.size(); ++i) {
    for (const auto* view : context.catalog().readers(list[i].relation)) {
      add_view(*view, list);
    }
  }
}

void add_foreign_key(const Relation& table, const catalog::Constraint& key, List& list) {
  list.push_back(
      {fmt::format("foreign key {}.{}", shown(table), sql::quoted(key.name)),
       fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", shown(table), sql::quoted(key.name)),
       table.id, key.origin});
}

void add_column(const Relation& table, const catalog::Column& column, List& list) {
  list.push_back(
      {fmt::format("column {}.{} with its values", shown(table), sql::quoted(column.name)),
       fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};\n", shown(table), sql::quoted(column.name)),
       table.id, column.origin});
}

bool takes_from(const catalog::Column& column, const Relation& sequence) {
  return column.default_expr && column.default_expr->any([&](const sql::Expr& node) {
    return node.kind == sql::Expr::Kind::string &&
           (node.name == sequence.name || node.name == sequence.schema + "." + sequence.name);
  });
}

void add_defaults(const Relation& sequence, const lint::Context& context, List& list) {
  for (const auto id : sequence.default_of) {
    const auto* table = context.catalog().get(id);
    for (std::size_t i = 0; table != nullptr && i < table->columns.size(); ++i) {
      const auto& column = table->columns[i];
      if (takes_from(column, sequence)) {
        list.push_back({fmt::format("the default of {}.{}", shown(*table), sql::quoted(column.name)),
                        fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT;\n", shown(*table),
                                    sql::quoted(column.name)),
                        table->id, column.origin});
      }
    }
  }
}

List of_relation(const Relation& relation, const lint::Context& context) {
  List list;
  add_views(relation, context, list);
  for (const auto& [table, key] : context.catalog().referencing(relation.id)) {
    if (table->id != relation.id && table->partition_of == catalog::no_relation) {
      add_foreign_key(*table, *key, list);
    }
  }
  for (const auto id : relation.inherited_by) {
    if (const auto* child = context.catalog().get(id)) {
      list.push_back({fmt::format("table {} with its rows", shown(*child)),
                      fmt::format("DROP TABLE IF EXISTS {};\n", shown(*child)), child->id, child->origin});
    }
  }
  if (relation.kind == RelationKind::sequence) {
    add_defaults(relation, context, list);
  }
  return list;
}

List of_type(const sql::Name& name, const lint::Context& context) {
  List list;
  const auto* users = context.catalog().possible_type_users(name.name);
  if (users == nullptr) {
    return list;
  }
  for (const auto id : *users) {
    const auto* table = context.catalog().get(id);
    const bool seen =
        std::any_of(list.begin(), list.end(), [&](const Dependant& other) { return other.relation == id; });
    if (table == nullptr || seen) {
      continue;
    }
    for (const auto& column : table->columns) {
      const auto& type = column.type;
      if (type.name == name.name &&
          (type.schema.empty() || name.schema.empty() || type.schema == name.schema)) {
        add_column(*table, column, list);
      }
    }
  }
  return list;
}

List of_function(const sql::Name& name, const lint::Context& context) {
  List list;
  const auto* users = context.catalog().possible_function_users(name.name);
  if (users == nullptr) {
    return list;
  }
  for (const auto id : *users) {
    const auto* table = context.catalog().get(id);
    if (table == nullptr || table->partition_of != catalog::no_relation) {
      continue;
    }
    for (const auto& trigger : table->triggers) {
      const bool same = trigger.function.name == name.name &&
                        std::none_of(list.begin(), list.end(), [&](const Dependant& other) {
                          return other.relation == id && other.origin == trigger.origin;
                        });
      if (same) {
        list.push_back(
            {fmt::format("trigger {} on {}", sql::quoted(trigger.name), shown(*table)),
             fmt::format("DROP TRIGGER IF EXISTS {} ON {};\n", sql::quoted(trigger.name), shown(*table)), id,
             trigger.origin});
      }
    }
  }
  return list;
}

// Whatever else the server has to lock away: indexes and defaults that call the function, and the like.
void add_locked(const sql::Drop& drop, const lint::Context& context, List& list) {
  for (const auto& lock : context.effects().strongest_locks()) {
    const auto* relation = context.catalog().get(lock.id);
    const bool known = relation == nullptr || !relation->is_table() ||
                       std::any_of(list.begin(), list.end(),
                                   [&](const Dependant& other) { return other.relation == lock.id; });
    if (!known && (drop.kind == sql::ObjectKind::function || drop.kind == sql::ObjectKind::type ||
                   drop.kind == sql::ObjectKind::domain)) {
      list.push_back({fmt::format("what uses it on {}", shown(*relation)), {}, lock.id, relation->origin});
    }
  }
}

}  // namespace

List of_object(const sql::Drop& drop, std::size_t i, const lint::Context& context) {
  using Kind = sql::ObjectKind;
  const auto& name = drop.objects[i];
  List list;
  switch (drop.kind) {
    case Kind::type:
    case Kind::domain:
      list = of_type(name, context);
      add_locked(drop, context, list);
      break;
    case Kind::function:
    case Kind::procedure:
    case Kind::routine:
      list = of_function(name, context);
      add_locked(drop, context, list);
      break;
    default:
      if (const auto* relation = context.catalog().find(name)) {
        list = of_relation(*relation, context);
      }
      break;
  }
  std::erase_if(list, [&](const Dependant& dependant) {
    return std::any_of(drop.objects.begin(), drop.objects.end(), [&](const sql::Name& other) {
      const auto* relation = context.catalog().find(other);
      return relation != nullptr && relation->id == dependant.relation;
    });
  });
  return list;
}

List of_column(const Relation& table, std::string_view column, const lint::Context& context) {
  List list;
  for (const auto* view : context.catalog().readers(table.id)) {
    if (view->reads_star || has(view->reads_columns, column)) {
      add_view(*view, list);
    }
  }
  for (const auto& [other, key] : context.catalog().referencing(table.id)) {
    if (has(key->referenced_columns, column) && other->partition_of == catalog::no_relation) {
      add_foreign_key(*other, *key, list);
    }
  }
  for (const auto& generated : table.columns) {
    if (generated.generated_expr && has(sql::columns_of(*generated.generated_expr), column)) {
      add_column(table, generated, list);
    }
  }
  return list;
}

List of_constraint(const Relation& table, std::string_view constraint, const lint::Context& context) {
  List list;
  const auto* key = table.constraint(constraint);
  if (key == nullptr) {
    return list;
  }
  for (const auto& [other, reference] : context.catalog().referencing(table.id)) {
    auto wanted = reference->referenced_columns;
    auto columns = key->columns;
    std::sort(wanted.begin(), wanted.end());
    std::sort(columns.begin(), columns.end());
    if (wanted == columns && other->partition_of == catalog::no_relation) {
      add_foreign_key(*other, *reference, list);
    }
  }
  return list;
}

namespace {

// Nothing can depend on these, or another rule speaks of them.
bool not_meant(sql::ObjectKind kind) {
  using Kind = sql::ObjectKind;
  return kind == Kind::schema || kind == Kind::trigger || kind == Kind::policy || kind == Kind::rule ||
         kind == Kind::index || kind == Kind::statistics;
}

// The catalog holds all kinds of things that can depend on these.
bool is_followed(sql::ObjectKind kind) {
  using Kind = sql::ObjectKind;
  return kind == Kind::table || kind == Kind::view || kind == Kind::materialized_view ||
         kind == Kind::foreign_table || kind == Kind::sequence;
}

bool known_absent(const sql::Drop& drop, const sql::Name& name, const lint::Context& context) {
  return drop.if_exists && all_are_known(drop, context) && context.catalog().find(name) == nullptr;
}

}  // namespace

bool all_are_known(const sql::Drop& drop, const lint::Context& context) {
  return context.catalog().complete() && is_followed(drop.kind);
}

bool cascade_takes_more(const sql::Drop& drop, std::size_t i, const std::vector<Dependant>& found,
                        const lint::Context& context) {
  if (!drop.cascade || not_meant(drop.kind) || known_absent(drop, drop.objects[i], context)) {
    return false;
  }
  return !found.empty() ||
         (!all_are_known(drop, context) && !guards::made_in_file(context, drop.kind, drop.objects[i], {}));
}

}  // namespace migralint::dependants
