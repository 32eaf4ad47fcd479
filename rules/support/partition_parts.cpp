#include "rules/support/partition_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace migralint::partitions {

namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;

class Builder {
 public:
  Builder(const Relation& table, const lint::Context& context)
      : table_(table), context_(context), shown_(shown(table)) {}

  /// False: it cannot be made.
  bool add_index(const Relation& wanted, const Relation& parent) {
    const auto& index = *wanted.index;
    const auto* owner = index.constraint.empty() ? nullptr : parent.constraint(index.constraint);
    if (owner != nullptr && owner->kind != Kind::primary_key && owner->kind != Kind::unique) {
      return false;
    }
    const bool primary = owner != nullptr && owner->kind == Kind::primary_key;
    std::vector<std::string> named;
    if (!primary) {
      named.push_back(catalog::index_name_columns(index.keys, index.including));
    }
    const std::string name = recipes::free_index_name(table_.qualified(), named,
                                                      primary            ? "pkey"
                                                      : owner != nullptr ? "key"
                                                                         : "idx",
                                                      context_);
    const auto built = owner != nullptr
                           ? std::optional(unique_index(index, owner->columns, name))
                           : definitions::create_index_like(wanted, name, table_.qualified(), context_);
    if (!built) {
      return false;
    }
    parts_.build += fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n{}",
                                sql::shown(sql::Name{table_.schema, name, {}}), *built);
    if (owner != nullptr) {
      takes_.push_back({name, *owner});
    }
    if (primary) {
      add_not_null(owner->columns);
    }
    return true;
  }

  void add_key(const catalog::Constraint& key, const Relation& referenced) {
    sql::Constraint written;
    written.kind = Kind::foreign_key;
    written.columns = key.columns;
    written.referenced_columns = key.referenced_columns;
    written.match = key.match;
    written.on_update = key.on_update;
    written.on_delete = key.on_delete;
    written.deferrable = key.deferrable;
    written.initially_deferred = key.initially_deferred;
    sql::RelationName target;
    target.schema = referenced.schema == "public" ? "" : referenced.schema;
    target.name = referenced.name;
    written.referenced = std::move(target);
    const std::string name =
        sql::quoted(recipes::free_constraint_name(table_.qualified(), key.columns, "fkey", context_));
    parts_.keys.push_back(
        recipes::add_constraint(shown_, name, definitions::foreign_key(written) + " NOT VALID"));
    validate(name);
  }

  void validate(const std::string& name) {
    parts_.validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown_, name);
  }

  Parts result() {
    for (const auto& [plain, owner] : takes_) {
      sql::Constraint timing;
      timing.deferrable = owner.deferrable;
      timing.initially_deferred = owner.initially_deferred;
      const std::string name = sql::quoted(plain);
      const std::string add =
          fmt::format("ALTER TABLE {0} ADD CONSTRAINT {1} {2} USING INDEX {1}{3}", shown_, name,
                      owner.kind == Kind::primary_key ? "PRIMARY KEY" : "UNIQUE", steps::deferral(timing));
      parts_.take += takes_.size() == 1 ? add + ";\n" : steps::unless_there(shown_, plain, add);
    }
    return std::move(parts_);
  }

 private:
  std::string unique_index(const catalog::Index& index, const std::vector<std::string>& columns,
                           const std::string& name) const {
    const std::string included =
        index.including.empty() ? "" : fmt::format(" INCLUDE ({})", recipes::column_list(index.including));
    return fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({}){}{};\n", sql::quoted(name), shown_,
                       recipes::column_list(columns), included,
                       index.nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
  }

  void add_not_null(std::vector<std::string> columns) {
    std::erase_if(columns, [&](const std::string& column) {
      return effects::prove_not_null(table_, column, context_.pg_version()).kind !=
             effects::NotNullProof::Kind::none;
    });
    sql::AlterTable alter;
    alter.table.schema = table_.schema == "public" ? "" : table_.schema;
    alter.table.name = table_.name;
    const auto steps = steps::not_null(alter, columns, context_);
    parts_.not_null += steps.add;
    parts_.validate += steps.validate;
    parts_.set_not_null += steps.set;
  }

  struct Take {
    std::string name;
    const catalog::Constraint& owner;
  };

  const Relation& table_;
  const lint::Context& context_;
  std::string shown_;
  Parts parts_;
  std::vector<Take> takes_;
};

bool has_index_like(const Relation& table, const Relation& wanted, const catalog::Catalog& catalog) {
  return std::ranges::any_of(table.indexes, [&](catalog::RelationId id) {
    const auto* index = catalog.get(id);
    return index != nullptr && index->index &&
           (wanted.index->constraint.empty() || !index->index->constraint.empty()) &&
           catalog::interchangeable(*index->index, *wanted.index);
  });
}

const catalog::Constraint* key_like(const Relation& table, const catalog::Constraint& wanted) {
  const auto found = std::ranges::find_if(table.constraints, [&](const catalog::Constraint& own) {
    return catalog::acts_alike(own, wanted) && own.referenced_columns == wanted.referenced_columns;
  });
  return found == table.constraints.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Parts> missing_parts(const Relation& parent, const Relation& table,
                                   const lint::Context& context) {
  if (table.kind != catalog::RelationKind::table) {
    return std::nullopt;
  }
  Builder builder(table, context);
  for (const auto id : parent.indexes) {
    const auto* index = context.catalog().get(id);
    const bool lacks = index != nullptr && index->index && !has_index_like(table, *index, context.catalog());
    if (lacks && !builder.add_index(*index, parent)) {
      return std::nullopt;
    }
  }
  for (const auto& key : parent.constraints) {
    const auto* own = key.kind == Kind::foreign_key ? key_like(table, key) : nullptr;
    const auto* referenced = context.catalog().get(key.referenced);
    if (key.kind != Kind::foreign_key || (own != nullptr && own->validated)) {
      continue;
    }
    if (own != nullptr) {
      builder.validate(sql::quoted(own->name));
    } else if (referenced != nullptr) {
      builder.add_key(key, *referenced);
    } else {
      return std::nullopt;
    }
  }
  return builder.result();
}

}  // namespace migralint::partitions
