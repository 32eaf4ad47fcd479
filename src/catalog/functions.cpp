// Functions, triggers, policies and rules.
#include "catalog/applier.hpp"
#include "catalog/signatures.hpp"

namespace migralint::catalog {
namespace {

sql::Name function_place(const Applier& applier, const sql::Name& name) {
  return {name.schema.empty() ? applier.catalog.creation_schema() : name.schema, name.name, name.span};
}

Function function_of(Applier& applier, const sql::CreateFunction& create, const sql::Name& place) {
  Function function;
  function.name = place;
  function.arguments = create.arguments;
  function.defaults = create.defaults;
  function.returns = create.returns.value_or(sql::TypeName{});
  function.volatility = create.volatility;
  function.strict = create.strict;
  function.security_definer = create.security_definer;
  function.procedure = create.procedure;
  function.set_returning = create.returns && create.returns->set_of;
  function.has_settings = create.has_settings;
  function.sets_search_path = create.sets_search_path;
  function.is_trigger =
      create.returns && (create.returns->name == "trigger" || create.returns->name == "event_trigger");
  function.language = create.language;
  function.changes_schema = create.changes_schema;
  function.runs_queries = create.runs_queries;
  if (create.language == "sql" || create.language.empty()) {
    function.body = create.body;
    function.body_statement = create.body_statement;
  }
  function.has_atomic_body = create.has_atomic_body;
  for (const auto& name : create.body_relations) {
    const RelationId id = refer(applier, name);
    if (id != no_relation) {
      function.reads.push_back(id);
    }
  }
  function.origin = applier.origin();
  return function;
}

/// A table's trigger, policy or rule: replaces one of the same name.
template <class Item>
void put_named(Few<Item>& few, Item item) {
  auto& items = few.edit();
  const auto found = std::ranges::find(items, item.name, &Item::name);
  if (found != items.end()) {
    *found = std::move(item);
  } else {
    items.push_back(std::move(item));
  }
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateFunction& create) {
  const sql::Name place = function_place(applier, create.function);
  Function function = function_of(applier, create, place);
  std::vector<Function> overloads;
  if (const auto* known = applier.catalog.find_functions(place)) {
    overloads = *known;
  }
  const auto same = std::ranges::find_if(overloads, [&](const Function& other) {
    return same_arguments(applier.catalog, other.arguments, function.arguments);
  });
  if (same == overloads.end()) {
    overloads.push_back(std::move(function));
  } else {
    *same = std::move(function);
  }
  applier.catalog.put(&Catalog::functions_, place, std::move(overloads));
}

void call(Applier& applier, const sql::Name& name) {
  const auto* functions = applier.catalog.find_functions(name);
  if (functions != nullptr && std::ranges::any_of(*functions, &Function::changes_schema)) {
    applier.unknown();
  }
}

void apply_to(Applier& applier, const sql::Call& statement) { call(applier, statement.procedure); }

void apply_to(Applier& applier, const sql::AlterFunction& alter) {
  // An unknown one may be an extension's, which no history shows.
  const auto* known = applier.catalog.find_functions(alter.function);
  if (known == nullptr) {
    return;
  }
  auto overloads = *known;
  const MeantFunction meant =
      meant_function(applier.catalog, overloads, sql::ObjectKind::routine, alter.arguments);
  for (std::size_t i = 0; i < overloads.size(); ++i) {
    const bool is_meant = meant.overload ? *meant.overload == i : !meant.certain;
    if (!is_meant) {
      continue;
    }
    Function& function = overloads[i];
    function.volatility = alter.volatility.value_or(function.volatility);
    function.security_definer = alter.security_definer.value_or(function.security_definer);
    function.sets_search_path = alter.sets_search_path.value_or(function.sets_search_path);
  }
  const sql::Name place = overloads.front().name;
  applier.catalog.put(&Catalog::functions_, place, std::move(overloads));
}

void apply_to(Applier& applier, const sql::CreateTrigger& create) {
  const RelationId table = refer(applier, create.table);
  if (create.constraint && !create.referenced.empty()) {
    refer(applier, create.referenced);
  }
  if (table == no_relation) {
    return;
  }
  const Trigger trigger{.name = create.name,
                        .function = create.function,
                        .update_columns = create.update_columns,
                        .events = create.events,
                        .instead = create.instead,
                        .constraint = create.constraint,
                        .deferrable = create.deferrable,
                        .row = create.row,
                        .origin = applier.origin(),
                        .when = create.when};
  // Row triggers of a partitioned table are cloned to its partitions; inheritance children have their own.
  std::vector<RelationId> tables{table};
  for (std::size_t i = 0; i < tables.size() && create.row; ++i) {
    const auto& partitions = applier.get(tables[i])->partitions;
    tables.insert(tables.end(), partitions.begin(), partitions.end());
  }
  for (const RelationId id : tables) {
    put_named(applier.edit(id).triggers, trigger);
    applier.catalog.note_function_use(create.function.name, id);
  }
}

void apply_to(Applier& applier, const sql::CreatePolicy& create) {
  const RelationId table = refer(applier, create.table);
  if (table == no_relation) {
    return;
  }
  put_named(applier.edit(table).policies,
            Policy{create.name, create.using_expr, create.check_expr, applier.origin()});
}

void apply_to(Applier& applier, const sql::AlterPolicy& alter) {
  const RelationId table = refer(applier, alter.table);
  if (table == no_relation) {
    return;
  }
  auto& policies = applier.edit(table).policies.edit();
  const auto found = std::ranges::find(policies, alter.name, &Policy::name);
  if (found == policies.end()) {
    return applier.unknown_in(applier.get(table)->schema);
  }
  if (alter.using_expr) {
    found->using_expr = alter.using_expr;
  }
  if (alter.check_expr) {
    found->check_expr = alter.check_expr;
  }
}

void apply_to(Applier& applier, const sql::CreateRule& create) {
  const RelationId table = refer(applier, create.relation);
  if (table == no_relation) {
    return;
  }
  const auto known = [&](const std::vector<sql::RelationName>& names) {
    std::vector<RelationId> ids;
    for (const auto& name : names) {
      if (const Relation* relation = applier.catalog.find(name)) {
        ids.push_back(relation->id);
      }
    }
    return ids;
  };
  put_named(applier.edit(table).rules,
            Rule{create.name, create.events, known(create.changed), known(create.read), applier.origin()});
}

}  // namespace migralint::catalog
