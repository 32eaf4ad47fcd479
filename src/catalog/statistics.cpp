// Extended statistics, which belong to a table and have a name of their own.
#include <algorithm>

#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

/// The table that has it; none when it is not in the history.
RelationId table_with(const Catalog& catalog, const sql::Name& name) {
  RelationId found = no_relation;
  catalog.for_each([&](const Relation& table) {
    const bool has = std::ranges::any_of(
        table.statistics, [&](const Statistics& own) { return is_same_object(own.name, name); });
    if (has) {
      found = table.id;
    }
  });
  return found;
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateStatistics& create) {
  for (const auto& name : create.relations) {
    const RelationId id = refer(applier, name);
    if (id == no_relation || create.statistics.empty()) {
      continue;
    }
    sql::Name place = create.statistics;
    if (place.schema.empty()) {
      place.schema = applier.catalog.creation_schema();
    }
    if (table_with(applier.catalog, place) == no_relation) {
      applier.edit(id).statistics.push_back({std::move(place), applier.origin()});
    }
  }
}

void drop_statistics(Applier& applier, const sql::Name& name) {
  const RelationId id = table_with(applier.catalog, name);
  if (id != no_relation) {
    applier.edit(id).statistics.remove_if(
        [&](const Statistics& own) { return is_same_object(own.name, name); });
  }
}

void move_statistics(Applier& applier, const sql::Name& name, const std::string& schema,
                     const std::string& new_name) {
  const RelationId id = table_with(applier.catalog, name);
  if (id == no_relation) {
    return;
  }
  for (auto& own : applier.edit(id).statistics.edit()) {
    if (is_same_object(own.name, name)) {
      own.name.schema = schema.empty() ? own.name.schema : schema;
      own.name.name = new_name.empty() ? own.name.name : new_name;
    }
  }
}

}  // namespace migralint::catalog
