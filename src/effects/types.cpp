// Domains, sequences, functions, schemas, extensions. Facts: con.domain_*, obj.* of the measured forms.
#include <algorithm>

#include "catalog/apply.hpp"
#include "effects/builder.hpp"
#include "effects/dml_rows.hpp"
#include "sql/object_kinds.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

/// Columns of the domain, also through domains over it.
bool has_domain(const Builder& builder, const sql::TypeName& type, const catalog::Domain& domain) {
  const sql::TypeName* current = &type;
  for (int depth = 0; depth < 64; ++depth) {
    const auto name = catalog::stored_type(builder.catalog(), *current);
    const auto* found = name ? builder.catalog().find_domain(*name) : nullptr;
    if (found == nullptr || found == &domain) {
      return found != nullptr;
    }
    current = &found->base;
  }
  return false;
}

/// validateDomainConstraint: SHARE on every table with a column of the domain, and a full scan of it.
void scan_domain_users(Builder& builder, const sql::Name& domain, LockMode mode) {
  bool untyped = false;
  const auto* known = builder.catalog().find_domain(domain);
  builder.catalog().for_each([&](const Relation& table) {
    const bool stores = table.kind == RelationKind::table || table.kind == RelationKind::materialized_view;
    const auto any_column = [&](const auto& predicate) {
      return stores && std::any_of(table.columns.begin(), table.columns.end(), predicate);
    };
    // Columns of CREATE TABLE AS.
    untyped = untyped || (table.kind == RelationKind::table &&
                          any_column([](const catalog::Column& column) { return column.type.empty(); }));
    const bool uses = known != nullptr && any_column([&](const catalog::Column& column) {
                        return has_domain(builder, column.type, *known);
                      });
    if (!uses) {
      return;
    }
    builder.lock(table, mode);
    builder.work(WorkKind::scan, Reason::domain_constraint, table);
  });
  if (!builder.catalog().complete() || untyped) {
    builder.unknown("the history does not show all tables that use the domain");
  }
}

/// A statement that is analysed and not run: its target as if it ran, and what it reads.
void lock_body(Builder& builder, const sql::Statement& body) {
  if (const auto* select = body.as<sql::Select>()) {
    lock_sources(builder, select->relations, true);
    lock_locked(builder, select->locked);
    return;
  }
  const auto changes = [&](const auto* change) {
    if (change == nullptr) {
      return;
    }
    builder.lock(builder.target(change->table, RelationKind::table), LockMode::row_exclusive);
    for (const auto& table : change->also_changed) {
      builder.lock(builder.target(table, RelationKind::table), LockMode::row_exclusive);
    }
    lock_sources(builder, change->sources, true);
    if (change->besides != nullptr) {
      lock_locked(builder, change->besides->locked);
    }
  };
  changes(body.as<sql::Insert>());
  changes(body.as<sql::Update>());
  changes(body.as<sql::Delete>());
}

void lock_owner_table(Builder& builder, const sql::SequenceOptions& options) {
  if (options.owned_by_table) {
    builder.lock(builder.target(*options.owned_by_table, RelationKind::table), LockMode::access_share);
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::AlterDomain& statement) {
  using What = sql::AlterDomain::What;
  switch (statement.what) {
    case What::add_constraint:
      if (statement.constraint && !statement.constraint->not_valid) {
        scan_domain_users(builder, statement.domain, LockMode::share);
      }
      return;
    case What::set_not_null: {
      const auto* domain = builder.catalog().find_domain(statement.domain);
      if (domain == nullptr || !domain->not_null) {  // else the server has nothing to do
        scan_domain_users(builder, statement.domain, LockMode::share);
      }
      return;
    }
    case What::validate_constraint:
      scan_domain_users(builder, statement.domain,
                        builder.version() >= 19 ? LockMode::share_update_exclusive : LockMode::share);
      return;
    default:
      return;
  }
}

void add_effects(Builder& builder, const sql::CreateSequence& statement) {
  const auto& catalog = builder.catalog();
  if (statement.if_not_exists && catalog.find(catalog.qualify(statement.sequence)) != nullptr) {
    return;
  }
  sql::Name name = statement.sequence;
  if (name.schema.empty()) {
    name.schema = catalog.creation_schema();
  }
  builder.lock_new(name, RelationKind::sequence);
  lock_owner_table(builder, statement.options);
}

void add_effects(Builder& builder, const sql::AlterSequence& statement) {
  if (statement.if_exists && builder.certainly_absent(statement.sequence)) {
    return;
  }
  builder.lock(builder.target(statement.sequence, RelationKind::sequence), LockMode::share_row_exclusive);
  lock_owner_table(builder, statement.options);
}

void add_effects(Builder& builder, const sql::AlterExtension& statement) {
  if (statement.update) {
    builder.unknown("the extension's update script is not judged");
  }
  if (!statement.member.empty() && sql::is_relation(statement.member_kind)) {
    builder.lock(builder.target(statement.member, relation_kind(statement.member_kind)),
                 LockMode::share_update_exclusive);
  }
}

void add_effects(Builder& builder, const sql::CreateFunction& statement) {
  lock_sources(builder, statement.body_relations, false);
  // The body of an SQL-language function is analysed when it is made (check_function_bodies).
  const auto* setting = builder.environment().session.setting("check_function_bodies");
  const bool unchecked = setting != nullptr && (setting->value == "off" || setting->value == "false");
  if (statement.body_statement != nullptr && !statement.has_atomic_body && !unchecked) {
    lock_body(builder, *statement.body_statement);
    if (statement.has_more_statements) {
      builder.unknown("only the first statement of the function's body is judged");
    }
  }
}

}  // namespace migralint::effects
