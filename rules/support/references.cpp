#include "rules/support/references.hpp"

#include <algorithm>

#include "rules/support/references_collector.hpp"
#include "sql/object_kinds.hpp"

namespace migralint::references {

std::string_view word_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::index:
      return "index";
    case ObjectKind::sequence:
      return "sequence";
    case ObjectKind::view:
      return "view";
    case ObjectKind::materialized_view:
      return "materialized view";
    case ObjectKind::foreign_table:
      return "foreign table";
    case ObjectKind::composite_type:
    case ObjectKind::type:
    case ObjectKind::enum_type:
      return "type";
    case ObjectKind::domain:
      return "domain";
    case ObjectKind::procedure:
      return "procedure";
    case ObjectKind::function:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
      return "function";
    default:
      return "table";
  }
}

namespace {

bool is_type(ObjectKind kind) {
  return kind == ObjectKind::type || kind == ObjectKind::enum_type || kind == ObjectKind::composite_type ||
         kind == ObjectKind::domain;
}

bool is_function(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure || kind == ObjectKind::routine;
}

/// One function a statement.
class Statements : public Collector {
 public:
  using Collector::Collector;

  void run(const sql::Statement& statement) {
    std::visit(
        [&](const auto& node) {
          if constexpr (requires { collect(node); }) {
            collect(node);
          }
        },
        statement.node);
  }

 private:
  void collect(const sql::CreateTable& create) {
    if (create.if_not_exists && catalog().find(catalog().qualify(create.table)) != nullptr) {
      return;
    }
    itself = &create.table;
    made_in(create.table);
    relations(create.inherits);
    if (create.partition_of) {
      relation(*create.partition_of);
    }
    for (const auto& like : create.likes) {
      relation(like.source);
    }
    if (create.of_type) {
      type(*create.of_type);
    }
    const bool has_others = !create.inherits.empty() || create.partition_of || !create.likes.empty() ||
                            create.of_type.has_value();
    for (const auto& column : create.columns) {
      type(column.type);
      for (const auto& own : column.constraints) {
        created(own);
        if (own.kind == sql::Constraint::Kind::default_value) {
          default_value(column.type, own.expr);
          sequences(own.expr);
        }
      }
    }
    for (const auto& own : create.constraints) {
      created(own);
      if (!has_others) {
        check_own_columns(create, own.columns, own.span);
        check_own_columns(create, own.set_columns, own.span);
      }
    }
    if (!has_others) {
      check_own_columns(create, create.partition_by.columns, create.partition_by.span);
    }
  }
  void created(const sql::Constraint& own) {
    if (own.kind == sql::Constraint::Kind::foreign_key && !is_itself(own.referenced)) {
      relation(own.referenced);
      columns(own.referenced, own.referenced_columns, own.span);
    }
  }
  /// Keys of a new table name its own columns.
  void check_own_columns(const sql::CreateTable& create, const std::vector<std::string>& names, Span span) {
    for (const auto& name : names) {
      const bool known =
          std::any_of(create.columns.begin(), create.columns.end(),
                      [&](const sql::ColumnDefinition& column) { return column.name == name; });
      if (!known) {
        part(Kind::column, "column", {}, name, span);
      }
    }
  }
  void collect(const sql::CreateTableAs& create) {
    made_in(create.table);
    types(create.source_types);
    relations(create.sources);
    only_columns(create.sources, create.only_columns);
    relations(create.also_changed);
  }
  void collect(const sql::CreateView& create) {
    made_in(create.view);
    types(create.source_types);
    for (const auto& source : create.sources) {
      if (!create.recursive || source.name != create.view.name) {
        relation(source);
      }
    }
    only_columns(create.sources, create.only_columns);
  }
  void collect(const sql::RefreshMaterializedView& refresh) { relation(refresh.view, "materialized view"); }
  void collect(const sql::CreateIndex& create) {
    relation(create.table);
    const auto* table = catalog().find(create.table);
    if (table != nullptr && create.if_not_exists && catalog().find(table->schema, create.name) != nullptr) {
      return;
    }
    for (const auto& key : create.keys) {
      column(create.table, key.column, key.span);
      expression(create.table, key.expr, key.span);
    }
    columns(create.table, create.including);
    expression(create.table, create.predicate);
    labels(create.table, create.predicate);
  }
  void collect(const sql::Reindex& reindex) {
    using Target = sql::Reindex::Target;
    if (reindex.target == Target::index || reindex.target == Target::table) {
      relation(reindex.relation, reindex.target == Target::index ? "index" : "table");
    } else if (reindex.target == Target::schema) {
      named(Kind::schema, "schema", {{}, reindex.name, {}});
    }
  }
  void collect(const sql::Drop& drop) {
    if (drop.if_exists) {
      return;
    }
    for (std::size_t i = 0; i < drop.objects.size(); ++i) {
      const sql::Name& name = drop.objects[i];
      const std::string part_name = i < drop.sub_names.size() ? drop.sub_names[i] : std::string();
      if (sql::is_relation(drop.kind)) {
        named(Kind::relation, word_of(drop.kind), name);
      } else if (is_type(drop.kind)) {
        named(Kind::type, word_of(drop.kind), name);
      } else if (is_function(drop.kind)) {
        named(Kind::function, word_of(drop.kind), name);
      } else if (drop.kind == ObjectKind::schema) {
        named(Kind::schema, "schema", {{}, name.name, name.span});
      } else if (drop.kind == ObjectKind::extension) {
        named(Kind::extension, "extension", {{}, name.name, name.span});
      } else if (drop.kind == ObjectKind::publication) {
        named(Kind::publication, "publication", {{}, name.name, name.span});
      } else {
        table_part(drop.kind, name, part_name);
      }
    }
  }
  void table_part(ObjectKind kind, const sql::Name& table, const std::string& name) {
    if (kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule) {
      named(Kind::relation, "table", table);
    }
    if (kind == ObjectKind::trigger) {
      part(Kind::trigger, "trigger", table, name);
    } else if (kind == ObjectKind::policy) {
      part(Kind::policy, "policy", table, name);
    } else if (kind == ObjectKind::rule) {
      part(Kind::rule, "rule", table, name);
    }
  }
  void collect(const sql::Rename& rename) {
    const sql::Name& object = rename.object.empty() ? rename.relation : rename.object;
    if (is_type(rename.kind)) {
      return named(Kind::type, word_of(rename.kind), object);
    }
    if (is_function(rename.kind)) {
      return named(Kind::function, word_of(rename.kind), object);
    }
    if (rename.kind == ObjectKind::schema) {
      return named(Kind::schema, "schema",
                   {{}, rename.object.empty() ? rename.old_name : rename.object.name, {}});
    }
    if (rename.kind == ObjectKind::domain_constraint) {
      return part(Kind::domain_constraint, "constraint", rename.object, rename.old_name);
    }
    if (rename.relation.empty() || (rename.if_exists && catalog().find(rename.relation) == nullptr)) {
      return;
    }
    relation(rename.relation, word_of(sql::is_relation(rename.kind) ? rename.kind : rename.relation_kind));
    if (rename.kind == ObjectKind::column) {
      column(rename.relation, rename.old_name);
    } else if (rename.kind == ObjectKind::constraint) {
      part(Kind::constraint, "constraint", rename.relation, rename.old_name);
    } else {
      table_part(rename.kind, rename.relation, rename.old_name);
    }
  }
  void collect(const sql::SetSchema& set) {
    named(Kind::schema, "schema", {{}, set.new_schema, {}});
    if (set.if_exists) {
      return;
    }
    object(set.kind, set.relation, set.object);
  }
  void collect(const sql::SetOwner& set) { object(set.kind, set.relation, set.object); }
  void object(ObjectKind kind, const sql::RelationName& name, const sql::Name& other) {
    const sql::Name& meant = other.empty() ? name : other;
    if (sql::is_relation(kind)) {
      relation(name, word_of(kind));
    } else if (is_type(kind)) {
      named(Kind::type, word_of(kind), meant);
    } else if (is_function(kind)) {
      named(Kind::function, word_of(kind), meant);
    } else if (kind == ObjectKind::schema) {
      named(Kind::schema, "schema", {{}, meant.name, {}});
    }
  }
  void collect(const sql::Comment& comment) {
    if (comment.kind == ObjectKind::column || comment.kind == ObjectKind::constraint) {
      relation(comment.relation);
      const bool is_column = comment.kind == ObjectKind::column;
      return part(is_column ? Kind::column : Kind::constraint, is_column ? "column" : "constraint",
                  comment.relation, comment.sub_name);
    }
    if (!comment.relation.empty() && !comment.sub_name.empty()) {
      return table_part(comment.kind, comment.relation, comment.sub_name);
    }
    object(comment.kind, comment.relation, comment.object);
  }
  void collect(const sql::Grant& grant) {
    for (const auto& name : grant.relations) {
      relation(name, word_of(grant.kind));
      columns(name, grant.columns);
    }
    for (const auto& name : grant.objects) {
      object(grant.kind, {}, name);
    }
    for (const auto& schema : grant.schemas) {
      named(Kind::schema, "schema", {{}, schema, {}});
    }
  }
  void collect(const sql::CreateTrigger& create) {
    relation(create.table);
    relation(create.referenced);
    columns(create.table, create.update_columns);
    row_columns(create.table, create.when);
    named(Kind::function, "function", create.function);
  }
  template <class Policy>
  void conditions(const Policy& policy) {
    for (const auto* condition : {&policy.using_expr, &policy.check_expr}) {
      query_columns(policy.table, *condition, true);
      labels(policy.table, *condition);
    }
  }
  void collect(const sql::CreatePolicy& create) {
    relation(create.table);
    conditions(create);
  }
  void collect(const sql::AlterPolicy& alter) {
    relation(alter.table);
    part(Kind::policy, "policy", alter.table, alter.name);
    conditions(alter);
  }
  void collect(const sql::CreateRule& create) { relation(create.relation); }
  void collect(const sql::CreateStatistics& create) {
    relations(create.relations);
    if (create.relations.size() == 1) {
      columns(create.relations.front(), create.columns);
    }
  }
  void collect(const sql::CreatePublication& create) { relations(create.tables); }
  void collect(const sql::AlterPublication& alter) {
    named(Kind::publication, "publication", {{}, alter.name, {}});
    relations(alter.tables);
  }
  void collect(const sql::CreateSequence& create) {
    made_in(create.sequence);
    owner(create.options);
  }
  void collect(const sql::CreateEnum& create) { made_in(create.type); }
  void collect(const sql::AlterSequence& alter) {
    if (alter.if_exists && catalog().find(alter.sequence) == nullptr) {
      return;
    }
    relation(alter.sequence, "sequence");
    owner(alter.options);
  }
  void owner(const sql::SequenceOptions& options) {
    if (options.owned_by_table) {
      named(Kind::relation, "table", *options.owned_by_table);
      column(*options.owned_by_table, options.owned_by_column);
    }
  }
  void collect(const sql::AlterEnum& alter) {
    named(Kind::type, "type", alter.type);
    part(Kind::value, "value", alter.type, alter.old_value);
    part(Kind::value, "value", alter.type, alter.neighbour);
  }
  void collect(const sql::CreateType& create) {
    made_in(create.type);
    for (const auto& attribute : create.attributes) {
      type(attribute.type);
    }
  }
  void collect(const sql::CreateDomain& create) {
    made_in(create.domain);
    type(create.type);
  }
  void collect(const sql::AlterDomain& alter) {
    using What = sql::AlterDomain::What;
    named(Kind::type, "domain", alter.domain);
    if (alter.what == What::validate_constraint ||
        (alter.what == What::drop_constraint && !alter.if_exists)) {
      part(Kind::domain_constraint, "constraint", alter.domain, alter.name);
    }
  }
  void collect(const sql::CreateFunction& create) {
    made_in(create.function);
    for (const auto& argument : create.arguments) {
      type(argument);
    }
    if (create.returns) {
      type(*create.returns);
    }
    relations(create.body_relations);
  }
  void collect(const sql::AlterFunction& alter) { named(Kind::function, "function", alter.function); }
  void collect(const sql::Call& call) { named(Kind::function, "procedure", call.procedure); }

  void collect(const sql::Insert& insert) {
    relation(insert.table);
    columns(insert.table, insert.columns);
    relations(insert.sources);
    relations(insert.also_changed);
    expressions(insert);
  }
  void collect(const sql::Update& update) {
    relation(update.table);
    columns(update.table, update.columns);
    relations(update.sources);
    relations(update.also_changed);
    expressions(update);
  }
  void collect(const sql::Delete& statement) {
    relation(statement.table);
    relations(statement.sources);
    relations(statement.also_changed);
    query_columns(statement.table, statement.where.expr, !statement.joined);
    labels(statement.table, statement.where.expr);
  }
  void collect(const sql::Merge& merge) {
    relation(merge.table);
    columns(merge.table, merge.updated_columns);
    relations(merge.sources);
    relations(merge.also_changed);
  }
  void collect(const sql::Select& select) {
    relations(select.relations);
    for (const auto& insert : select.inserts) {
      collect(insert);
    }
    for (const auto& update : select.updates) {
      collect(update);
    }
    for (const auto& statement : select.deletes) {
      collect(statement);
    }
    for (const auto& function : select.functions) {
      named(Kind::function, "function", function);
    }
    sequences(select.value);
  }
  void collect(const sql::Copy& copy) {
    relations(copy.sources);
    if (copy.table) {
      relation(*copy.table);
      columns(*copy.table, copy.columns);
    }
  }
  void collect(const sql::Truncate& truncate) { relations(truncate.tables); }
  void collect(const sql::LockTable& lock) { relations(lock.tables); }
  void collect(const sql::Vacuum& vacuum) { relations(vacuum.tables); }
  void collect(const sql::Cluster& cluster) {
    if (cluster.table) {
      relation(*cluster.table);
      index_of(*cluster.table, cluster.index, {});
    }
  }
  void collect(const sql::AlterTable& alter) { alter_table(alter); }
};

}  // namespace

void each_reference(const sql::Statement& statement, const catalog::Catalog& catalog,
                    FunctionRef<void(const Reference&)> visit) {
  Statements(catalog, visit).run(statement);
}

}  // namespace migralint::references
