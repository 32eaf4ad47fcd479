#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "rules/support/dependants_list.hpp"
#include "rules/support/guards.hpp"

namespace migralint::dependants {

namespace {

using catalog::Relation;
using catalog::RelationKind;

bool has(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool is_earlier(const catalog::Origin& a, const catalog::Origin& b) {
  return std::tie(a.file, a.statement) < std::tie(b.file, b.statement);
}

// A star stands for the columns that there were when the view was made; of which table, only a query of one
// table shows.
bool reads_by_star(const Relation& view, const catalog::Column& column) {
  const std::vector<catalog::RelationId>& read = view.reads;
  return view.star_of_sources && read.size() == 1 && column.origin.known() && view.origin.known() &&
         is_earlier(column.origin, view.origin);
}

// A name in the query belongs to this table when no other table of the query has such a column.
bool reads_by_name(const Relation& view, const Relation& table, std::string_view column,
                   const lint::Context& context) {
  const std::vector<std::string>& names = view.reads_columns;
  if (std::find(names.begin(), names.end(), column) == names.end()) {
    return false;
  }
  const std::vector<catalog::RelationId>& read = view.reads;
  return std::all_of(read.begin(), read.end(), [&](catalog::RelationId id) {
    const auto* other = context.catalog().get(id);
    return id == table.id ||
           (other != nullptr && other->columns_complete && other->column(column) == nullptr);
  });
}

// The query of a materialized view is known by its columns only: one of that name, when there is no other
// table that it could be of.
bool copies(const Relation& view, const Relation& table, std::string_view column) {
  const std::vector<catalog::RelationId>& read = view.reads;
  return view.kind == catalog::RelationKind::materialized_view && read.size() == 1 &&
         read.front() == table.id && view.column(column) != nullptr;
}

void add_views(const Relation& read, const lint::Context& context, List& list) {
  const std::size_t first = list.size();
  for (const auto* view : context.catalog().readers(read.id)) {
    add_view(*view, list);
  }
  add_readers(first, context, list);
}

void add_foreign_key(const Relation& table, const catalog::Constraint& key, List& list) {
  list.push_back(
      {fmt::format("foreign key {}.{}", shown(table), sql::quoted(key.name)),
       fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", shown(table), sql::quoted(key.name)),
       table.id, key.origin, key.name});
}

void add_policies_and_triggers(const Relation& table, std::string_view column, List& list) {
  for (const auto& policy : table.policies) {
    if (mentions(policy.using_expr, table, column) || mentions(policy.check_expr, table, column)) {
      add_policy(table, policy, list);
    }
  }
  for (const auto& trigger : table.triggers) {
    if (fires_on(trigger, column)) {
      list.push_back(
          {fmt::format("trigger {} on {}", sql::quoted(trigger.name), shown(table)),
           fmt::format("DROP TRIGGER IF EXISTS {} ON {};\n", sql::quoted(trigger.name), shown(table)),
           table.id, trigger.origin, trigger.name});
    }
  }
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
        add_default(*table, column, true, list);
      }
    }
  }
}

List of_relation(const Relation& relation, const lint::Context& context) {
  List list;
  add_views(relation, context, list);
  // A key to what it is a partition of is one to it as well.
  for (const auto* whole = &relation; whole != nullptr; whole = context.catalog().get(whole->partition_of)) {
    for (const auto& [table, key] : context.catalog().referencing(whole->id)) {
      // 12 does not look at one of the whole to itself.
      const bool counts = table->id != whole->id || (whole != &relation && context.pg_version() >= 13);
      if (counts && table->id != relation.id && table->partition_of == catalog::no_relation) {
        add_foreign_key(*table, *key, list);
      }
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

// Both names mean one type that the history has made.
bool same_type(const sql::Name& a, const sql::Name& b, const catalog::Catalog& catalog) {
  const auto* values = catalog.find_enum(a);
  const auto* domain = catalog.find_domain(a);
  const auto* other = catalog.find_other_type(a);
  const auto* relation = catalog.find(a);
  return (values != nullptr && values == catalog.find_enum(b)) ||
         (domain != nullptr && !domain->assumed && domain == catalog.find_domain(b)) ||
         (other != nullptr && other == catalog.find_other_type(b)) ||
         (relation != nullptr && !relation->assumed && relation == catalog.find(b));
}

// What goes with the columns in the list, behind them: it has to go first.
void add_users_of_columns(const lint::Context& context, List& list) {
  const List columns = list;
  for (const auto& column : columns) {
    const auto* table = context.catalog().get(column.relation);
    for (auto& user : table != nullptr ? of_column(*table, column.part, context) : List()) {
      const bool known = std::any_of(list.begin(), list.end(),
                                     [&](const Dependant& other) { return other.what == user.what; });
      if (!known) {
        user.certain = user.certain && column.certain;
        list.push_back(std::move(user));
      }
    }
  }
  add_readers(columns.size(), context, list);
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
      if (catalog::is_same_object(type.schema, type.name, name)) {
        add_column(*table, column, list);
        list.back().certain = same_type({type.schema, type.name, {}}, name, context.catalog());
      }
    }
  }
  add_users_of_columns(context, list);
  return list;
}

// Whatever else the server has to lock away: indexes and defaults that call the function, and the like.
void add_locked(const sql::Drop& drop, const sql::Name& name, const lint::Context& context, List& list) {
  for (const auto& lock : context.effects().strongest_locks()) {
    const auto* relation = context.catalog().get(lock.id);
    const bool known = relation == nullptr || !relation->is_table() ||
                       std::any_of(list.begin(), list.end(),
                                   [&](const Dependant& other) { return other.relation == lock.id; });
    if (!known && (drop.kind == sql::ObjectKind::function || drop.kind == sql::ObjectKind::type ||
                   drop.kind == sql::ObjectKind::domain)) {
      const auto before = list.size();
      for (const auto& column : relation->columns) {
        if (calls(column.default_expr, name)) {
          add_default(*relation, column, false, list);
        }
      }
      if (list.size() > before) {
        continue;
      }
      list.push_back(
          {fmt::format("what uses it on {}", shown(*relation)), {}, lock.id, relation->origin, {}, false});
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
      add_locked(drop, name, context, list);
      break;
    case Kind::function:
    case Kind::procedure:
    case Kind::routine:
      list = of_function(drop, i, context);
      add_locked(drop, name, context, list);
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

bool reads_column(const Relation& view, const Relation& table, const catalog::Column& column,
                  const lint::Context& context) {
  return reads_by_star(view, column) || reads_by_name(view, table, column.name, context) ||
         copies(view, table, column.name);
}

bool mentions(const sql::ExprPtr& expr, const Relation& table, std::string_view column) {
  if (expr == nullptr) {
    return false;
  }
  // A sub-query has columns of other tables, which may have the same name.
  const bool sub_query =
      expr->any([](const sql::Expr& node) { return node.kind == sql::Expr::Kind::sub_select; });
  return !sub_query && expr->any([&](const sql::Expr& node) {
    return node.kind == sql::Expr::Kind::column && node.name == column &&
           (node.schema.empty() || node.schema == table.name);
  });
}

bool fires_on(const catalog::Trigger& trigger, std::string_view column) {
  return has(trigger.update_columns, column) ||
         (trigger.when && trigger.when->any([&](const sql::Expr& node) {
           return node.kind == sql::Expr::Kind::column && node.name == column &&
                  (node.schema == "new" || node.schema == "old");
         }));
}

List of_column(const Relation& table, std::string_view column, const lint::Context& context) {
  List list;
  const auto* known = table.column(column);
  for (const auto* view : context.catalog().readers(table.id)) {
    const bool certain = known != nullptr && reads_column(*view, table, *known, context);
    if (certain || view->reads_star || has(view->reads_columns, column)) {
      add_view(*view, list, certain);
    }
  }
  add_readers(0, context, list);
  for (const auto& [other, key] : context.catalog().referencing(table.id)) {
    if (has(key->referenced_columns, column) && other->partition_of == catalog::no_relation) {
      add_foreign_key(*other, *key, list);
    }
  }
  for (const auto& generated : table.columns) {
    if (mentions(generated.generated_expr, table, column)) {
      add_column(table, generated, list);
    }
  }
  add_policies_and_triggers(table, column, list);
  return list;
}

namespace {

// A foreign key depends on one of the unique indexes of its columns; which, the server chose.
bool only_key(const Relation& table, const catalog::Constraint& key, const catalog::Catalog& catalog) {
  auto wanted = key.columns;
  std::sort(wanted.begin(), wanted.end());
  return std::none_of(table.indexes.begin(), table.indexes.end(), [&](catalog::RelationId id) {
    const auto* index = id == key.index ? nullptr : catalog.get(id);
    if (index == nullptr || !index->index->unique) {
      return false;
    }
    std::vector<std::string> columns;
    for (const auto& part : index->index->keys) {
      columns.push_back(part.column);
    }
    std::sort(columns.begin(), columns.end());
    return columns == wanted;
  });
}

}  // namespace

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
      list.back().certain = only_key(table, *key, context.catalog());
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
