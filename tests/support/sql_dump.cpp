#include "support/sql_dump.hpp"

#include <type_traits>
#include <variant>

namespace migralint::test {
namespace {

using namespace sql;

/// Collects `word`, `key=value` and lists, separated by blanks.
class Line {
 public:
  Line& word(std::string_view text) {
    if (text.empty()) {
      return *this;
    }
    if (!text_.empty()) {
      text_ += ' ';
    }
    text_ += text;
    return *this;
  }
  Line& flag(bool set, std::string_view name) { return set ? word(name) : *this; }
  Line& value(std::string_view name, std::string_view text) {
    return text.empty() ? *this : word(std::string(name) + '=' + std::string(text));
  }
  Line& number(std::string_view name, std::size_t value) { return this->value(name, std::to_string(value)); }
  template <class List>
  Line& list(std::string_view name, const List& items) {
    if (items.empty()) {
      return *this;
    }
    std::string text(name);
    text += name.empty() ? "(" : "=(";
    bool first = true;
    for (const auto& item : items) {
      if (!first) {
        text += ", ";
      }
      first = false;
      text += of(item);
    }
    return word(text + ')');
  }
  Line& expr(std::string_view name, const ExprPtr& expr) {
    return expr == nullptr ? *this : word(std::string(name) + '[' + dump(*expr) + ']');
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

  static std::string of(const std::string& text) { return text; }
  static std::string of(const Name& name) { return quoted(name); }
  static std::string of(const TypeName& type) { return to_string(type); }
  static std::string of(const Expr& expr) { return dump(expr); }
  static std::string of(const ExprPtr& expr) { return expr == nullptr ? "-" : dump(*expr); }
  static std::string of(const Constraint& constraint) { return dump(constraint); }
  static std::string of(const RelationName& relation) {
    Line line;
    line.flag(relation.only, "only").flag(relation.temporary, "temp").flag(relation.unlogged, "unlogged");
    line.word(quoted(static_cast<const Name&>(relation)));
    if (!relation.alias.empty()) {
      line.word("as " + relation.alias.str());
    }
    return line.take();
  }
  static std::string of(const ColumnDefinition& column) {
    Line line;
    line.word(quoted(column.name)).word(column.type.empty() ? "" : to_string(column.type));
    line.value("collate", column.collation).value("storage", column.storage);
    line.value("compression", column.compression);
    for (const Constraint& constraint : column.constraints) {
      line.word('{' + dump(constraint) + '}');
    }
    return line.take();
  }
  static std::string of(const LikeClause& like) {
    Line line;
    line.word(of(like.source)).number("before", like.before_column);
    line.flag(like.including_constraints, "constraints").flag(like.including_defaults, "defaults");
    line.flag(like.including_generated, "generated").flag(like.including_identity, "identity");
    line.flag(like.including_indexes, "indexes").flag(like.including_storage, "storage");
    line.flag(like.including_comments, "comments").flag(like.including_statistics, "statistics");
    return line.take();
  }
  static std::string of(const IndexKey& key) {
    Line line;
    line.word(quoted_or_empty(key.column)).expr("", key.expr);
    line.value("collate", key.collation).value("opclass", key.opclass);
    line.flag(key.descending, "desc").flag(key.nulls_first, "nulls first");
    return line.take();
  }
  static std::string of(const SetVariable& set) {
    static constexpr std::string_view kinds[] = {"set",   "default",   "current",
                                                 "reset", "reset all", "transaction"};
    Line line;
    line.word(kinds[static_cast<std::size_t>(set.kind)]).flag(set.local, "local").word(set.name);
    line.list("", set.values).flag(!set.value_known, "unknown");
    return line.take();
  }
  static std::string of(const Insert& insert) {
    Line line;
    line.word(of(insert.table)).list("", insert.columns);
    if (insert.rows > 0) {
      line.number("rows", insert.rows);
    }
    line.flag(insert.literal_rows, "literal").flag(insert.from_query, "from_query");
    line.flag(insert.on_conflict, "on_conflict").flag(insert.default_values, "default_values");
    line.list("conflict", insert.conflict_columns.get());
    line.list("sources", insert.sources).list("constants", insert.constants);
    return line.list("also_changes", insert.also_changed).besides(insert.besides.get()).take();
  }
  static std::string of(const Update& update) {
    Line line;
    line.word(of(update.table)).list("", update.columns).list("values", update.values);
    line.flag(update.current_of, "current_of").expr("where", update.where.expr);
    line.list("sources", update.sources).list("also_changes", update.also_changed);
    return line.besides(update.besides.get()).take();
  }
  static std::string of(const Delete& erase) {
    Line line;
    line.word(of(erase.table)).flag(erase.current_of, "current_of").expr("where", erase.where.expr);
    line.list("sources", erase.sources).list("also_changes", erase.also_changed);
    return line.besides(erase.besides.get()).take();
  }
  Line& besides(const Besides* besides) {
    return besides != nullptr ? list("locked", besides->locked).list("advances", besides->sequences) : *this;
  }

 private:
  static std::string quoted_or_empty(const std::string& name) { return name.empty() ? name : quoted(name); }
  std::string text_;
};

std::string_view name_of(ObjectKind kind) {
  static constexpr std::string_view names[] = {"table",
                                               "partitioned_table",
                                               "index",
                                               "sequence",
                                               "view",
                                               "materialized_view",
                                               "foreign_table",
                                               "composite_type",
                                               "type",
                                               "enum_type",
                                               "domain",
                                               "column",
                                               "constraint",
                                               "domain_constraint",
                                               "trigger",
                                               "rule",
                                               "policy",
                                               "function",
                                               "procedure",
                                               "routine",
                                               "aggregate",
                                               "operator",
                                               "schema",
                                               "extension",
                                               "database",
                                               "role",
                                               "tablespace",
                                               "publication",
                                               "subscription",
                                               "statistics",
                                               "collation",
                                               "cast",
                                               "language",
                                               "server",
                                               "foreign_data_wrapper",
                                               "event_trigger",
                                               "access_method",
                                               "attribute",
                                               "user_mapping",
                                               "other"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(TableSetting::Kind kind) {
  static constexpr std::string_view names[] = {"column_statistics",
                                               "column_options",
                                               "column_reset_options",
                                               "column_storage",
                                               "column_compression",
                                               "set_options",
                                               "reset_options",
                                               "logged",
                                               "unlogged",
                                               "tablespace",
                                               "access_method",
                                               "cluster_on",
                                               "set_without_cluster",
                                               "enable_trigger",
                                               "enable_always_trigger",
                                               "enable_replica_trigger",
                                               "disable_trigger",
                                               "enable_trigger_all",
                                               "disable_trigger_all",
                                               "enable_trigger_user",
                                               "disable_trigger_user",
                                               "enable_rule",
                                               "enable_always_rule",
                                               "enable_replica_rule",
                                               "disable_rule",
                                               "enable_row_security",
                                               "disable_row_security",
                                               "force_row_security",
                                               "no_force_row_security",
                                               "owner",
                                               "of_type",
                                               "not_of",
                                               "foreign_options",
                                               "column_foreign_options",
                                               "set_without_oids"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Constraint::Kind kind) {
  static constexpr std::string_view names[] = {"not null",    "null",     "default",   "check",
                                               "primary key", "unique",   "exclusion", "foreign key",
                                               "identity",    "generated"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(PartitionStrategy strategy) {
  static constexpr std::string_view names[] = {"none", "list", "range", "hash"};
  return names[static_cast<std::size_t>(strategy)];
}

std::string_view name_of(Volatility volatility) {
  static constexpr std::string_view names[] = {"immutable", "stable", "volatile", "unknown"};
  return names[static_cast<std::size_t>(volatility)];
}

std::string bound(const PartitionBound& bound) {
  Line line;
  line.flag(bound.is_default, "default").word(bound.is_default ? "" : name_of(bound.strategy));
  line.list("", bound.values).list("from", bound.lower).list("to", bound.upper);
  if (bound.modulus > 0) {
    line.number("modulus", static_cast<std::size_t>(bound.modulus));
  }
  if (bound.remainder > 0) {
    line.number("remainder", static_cast<std::size_t>(bound.remainder));
  }
  return line.take();
}

std::string options(const SequenceOptions& options) {
  Line line;
  line.value("as", options.type)
      .flag(options.owned_by_none, "owned_by_none")
      .flag(options.restart, "restart");
  if (options.owned_by_table) {
    line.value("owned_by", quoted(*options.owned_by_table) + '.' + options.owned_by_column);
  }
  return line.take();
}

struct ActionDump {
  Line& line;

  void operator()(const AddColumn& a) const {
    line.word("add column " + Line::of(a.column)).flag(a.if_not_exists, "if_not_exists");
  }
  void operator()(const DropColumn& a) const {
    line.word("drop column").word(a.column).flag(a.if_exists, "if_exists").flag(a.cascade, "cascade");
  }
  void operator()(const AlterColumnType& a) const {
    line.word("type")
        .word(a.column)
        .word(to_string(a.type))
        .value("collate", a.collation)
        .expr("using", a.using_expr);
  }
  void operator()(const SetDefault& a) const { line.word("set default").word(a.column).expr("", a.expr); }
  void operator()(const DropDefault& a) const { line.word("drop default").word(a.column); }
  void operator()(const SetNotNull& a) const { line.word("set not null").word(a.column); }
  void operator()(const DropNotNull& a) const { line.word("drop not null").word(a.column); }
  void operator()(const SetExpression& a) const {
    line.word("set expression").word(a.column).expr("", a.expr);
  }
  void operator()(const DropExpression& a) const {
    line.word("drop expression").word(a.column).flag(a.if_exists, "if_exists");
  }
  void operator()(const AddIdentity& a) const {
    line.word("add identity").word(a.column).flag(a.always, "always");
  }
  void operator()(const SetIdentity& a) const { line.word("set identity").word(a.column); }
  void operator()(const DropIdentity& a) const {
    line.word("drop identity").word(a.column).flag(a.if_exists, "if_exists");
  }
  void operator()(const AddConstraint& a) const { line.word("add " + dump(a.constraint)); }
  void operator()(const AlterConstraint& a) const {
    line.word("alter constraint").word(a.name).flag(a.changes_deferrability, "deferrability:");
    line.flag(a.deferrable, "deferrable").flag(a.initially_deferred, "deferred");
    line.flag(a.changes_enforceability,
              a.enforced ? "enforceability: enforced" : "enforceability: not enforced");
    line.flag(a.changes_inherit, a.no_inherit ? "inherit: no" : "inherit: yes");
  }
  void operator()(const ValidateConstraint& a) const { line.word("validate").word(a.name); }
  void operator()(const DropConstraint& a) const {
    line.word("drop constraint").word(a.name).flag(a.if_exists, "if_exists").flag(a.cascade, "cascade");
  }
  void operator()(const AttachPartition& a) const {
    line.word("attach").word(Line::of(a.partition)).word(bound(a.bound));
  }
  void operator()(const DetachPartition& a) const {
    line.word("detach")
        .word(Line::of(a.partition))
        .flag(a.concurrently, "concurrently")
        .flag(a.finalize, "finalize");
  }
  void operator()(const AddInherit& a) const { line.word("inherit").word(Line::of(a.parent)); }
  void operator()(const DropInherit& a) const { line.word("no inherit").word(Line::of(a.parent)); }
  void operator()(const ReplicaIdentity& a) const {
    line.word("replica identity").word(std::string(1, a.kind)).word(a.index);
  }
  void operator()(const TableSetting& a) const {
    line.word(name_of(a.kind)).word(a.name).list("", a.options);
    line.value("value", a.value);
  }
  void operator()(const OtherAction& a) const { line.word("other").word(a.tag); }
};

struct NodeDump {
  Line& line;

  void target(ObjectKind kind, const RelationName& relation, const Name& object) const {
    line.word(name_of(kind)).word(relation.empty() ? "" : Line::of(relation));
    line.word(object.empty() ? "" : quoted(object));
  }

  void operator()(const Other&) const {}
  void operator()(const CreateTable& s) const {
    line.word(Line::of(s.table)).flag(s.if_not_exists, "if_not_exists").flag(s.foreign, "foreign");
    if (s.of_type) {
      line.value("of", to_string(*s.of_type));
    }
    if (s.partition_of) {
      line.value("partition_of", Line::of(*s.partition_of));
    }
    if (s.bound) {
      line.value("bound", bound(*s.bound));
    }
    line.list("columns", s.columns).list("constraints", s.constraints).list("like", s.likes);
    line.list("inherits", s.inherits);
    if (s.partition_by.strategy != PartitionStrategy::none) {
      line.value("partition_by", name_of(s.partition_by.strategy)).list("", s.partition_by.columns);
      line.list("expressions", s.partition_by.expressions);
    }
    line.value("using", s.access_method)
        .value("tablespace", s.tablespace)
        .flag(s.on_commit_drop, "on_commit_drop");
  }
  void operator()(const CreateTableAs& s) const {
    line.word(Line::of(s.table))
        .flag(s.if_not_exists, "if_not_exists")
        .flag(s.materialized_view, "materialized_view");
    line.flag(s.select_into, "select_into").list("", s.columns).flag(!s.columns_known, "columns?");
    line.list("values", s.values).list("from", s.from).flag(s.from_shows_all, "from!");
    line.flag(!s.with_data, "no_data")
        .flag(s.on_commit_drop, "on_commit_drop")
        .value("tablespace", s.tablespace);
    line.list("sources", s.sources).flag(s.executes_prepared, "execute");
  }
  void operator()(const AlterTable& s) const {
    line.word(s.kind == ObjectKind::table ? "" : name_of(s.kind)).word(Line::of(s.table));
    line.flag(s.if_exists, "if_exists");
    bool first = true;
    for (const Action& action : s.actions) {
      line.word(first ? ":" : ";");
      first = false;
      std::visit(ActionDump{line}, action.what);
    }
  }
  void operator()(const CreateIndex& s) const {
    line.word(s.name)
        .word("on " + Line::of(s.table))
        .word(s.method == "btree" ? "" : s.method)
        .list("", s.keys);
    line.list("including", s.including).flag(s.unique, "unique").flag(s.concurrently, "concurrently");
    line.flag(s.if_not_exists, "if_not_exists").flag(s.nulls_not_distinct, "nulls_not_distinct");
    line.value("tablespace", s.tablespace).expr("where", s.predicate);
  }
  void operator()(const Reindex& s) const {
    static constexpr std::string_view targets[] = {"index", "table", "schema", "system", "database"};
    line.word(targets[static_cast<std::size_t>(s.target)])
        .word(s.relation.empty() ? "" : Line::of(s.relation));
    line.word(s.name)
        .flag(s.concurrently, "concurrently")
        .flag(s.verbose, "verbose")
        .value("tablespace", s.tablespace);
  }
  void operator()(const Drop& s) const {
    line.word(name_of(s.kind)).list("", s.objects).list("sub", s.sub_names);
    for (const auto& types : s.arguments) {
      line.list("args", types.value_or(std::vector<TypeName>()));
    }
    line.flag(s.if_exists, "if_exists").flag(s.cascade, "cascade").flag(s.concurrently, "concurrently");
  }
  void operator()(const Rename& s) const {
    target(s.kind, s.relation, s.object);
    line.flag(s.relation_kind != ObjectKind::table && s.relation_kind != s.kind, name_of(s.relation_kind));
    line.word(s.old_name).word("-> " + s.new_name).flag(s.if_exists, "if_exists").flag(s.cascade, "cascade");
  }
  void operator()(const SetSchema& s) const {
    target(s.kind, s.relation, s.object);
    line.word("-> " + s.new_schema).flag(s.if_exists, "if_exists");
  }
  void operator()(const SetOwner& s) const {
    target(s.kind, s.relation, s.object);
    line.word("-> " + s.owner);
  }
  void operator()(const DependsOnExtension& s) const { target(s.kind, s.relation, {}); }
  void operator()(const CreateView& s) const {
    line.word(Line::of(s.view))
        .flag(s.or_replace, "or_replace")
        .flag(s.recursive, "recursive")
        .list("", s.columns);
    line.flag(!s.columns_known, "columns?").list("sources", s.sources).list("mentions", s.source_columns);
    line.flag(s.uses_star, "star");
  }
  void operator()(const RefreshMaterializedView& s) const {
    line.word(Line::of(s.view)).flag(s.concurrently, "concurrently").flag(!s.with_data, "no_data");
  }
  void operator()(const CreateSequence& s) const {
    line.word(Line::of(s.sequence)).flag(s.if_not_exists, "if_not_exists").word(options(s.options));
  }
  void operator()(const AlterSequence& s) const {
    line.word(Line::of(s.sequence)).flag(s.if_exists, "if_exists").word(options(s.options));
  }
  void operator()(const CreateSchema& s) const {
    line.word(s.name).flag(s.if_not_exists, "if_not_exists").value("owner", s.owner);
    if (!s.elements.empty()) {
      line.number("elements", s.elements.size());
    }
  }
  void operator()(const CreateExtension& s) const {
    line.word(s.name)
        .flag(s.if_not_exists, "if_not_exists")
        .value("schema", s.schema)
        .value("version", s.version);
    line.flag(s.cascade, "cascade");
  }
  void operator()(const AlterExtension& s) const {
    line.word(s.name).flag(s.update, "update");
    if (!s.member.empty()) {
      line.value("member", std::string(name_of(s.member_kind)) + ' ' + quoted(s.member));
    }
  }
  void operator()(const CreateOperator& s) const {
    line.word(quoted(s.name)).value("calls", quoted(s.function));
  }
  void operator()(const CreateCast& s) const {
    line.word(to_string(s.source)).word("-> " + to_string(s.target));
    line.value("calls", s.function.empty() ? "" : quoted(s.function));
  }
  void operator()(const CreateEnum& s) const { line.word(quoted(s.type)).list("", s.values); }
  void operator()(const AlterEnum& s) const {
    line.word(quoted(s.type)).value("old", s.old_value).value("new", s.new_value);
    line.value(s.before ? "before" : "after", s.neighbour).flag(s.if_not_exists, "if_not_exists");
  }
  void operator()(const CreateType& s) const {
    line.word(quoted(s.type)).list("", s.attributes).flag(s.range, "range").flag(s.shell, "shell");
  }
  void operator()(const CreateDomain& s) const {
    line.word(quoted(s.domain)).word(to_string(s.type)).list("", s.constraints);
  }
  void operator()(const AlterDomain& s) const {
    static constexpr std::string_view whats[] = {"set default",        "drop default",   "set not null",
                                                 "drop not null",      "add constraint", "drop constraint",
                                                 "validate constraint"};
    line.word(quoted(s.domain)).word(whats[static_cast<std::size_t>(s.what)]).word(s.name);
    if (s.constraint) {
      line.word('{' + dump(*s.constraint) + '}');
    }
    line.flag(s.if_exists, "if_exists").flag(s.cascade, "cascade");
  }
  void operator()(const CreateFunction& s) const {
    line.word(quoted(s.function)).flag(s.or_replace, "or_replace").list("", s.arguments);
    if (s.returns) {
      line.value("returns", to_string(*s.returns));
    }
    line.value("language", s.language).word(name_of(s.volatility)).flag(s.strict, "strict");
    line.flag(s.security_definer, "security_definer").flag(s.sets_search_path, "sets_search_path");
    line.flag(s.has_atomic_body, "atomic").list("reads", s.body_relations).value("body", s.body);
  }
  void operator()(const AlterFunction& s) const {
    line.word(quoted(s.function)).word(s.volatility ? name_of(*s.volatility) : "");
    line.flag(s.security_definer.value_or(false), "security_definer");
    line.flag(s.security_definer.has_value() && !*s.security_definer, "security_invoker");
    line.flag(s.sets_search_path.value_or(false), "sets_search_path");
    line.flag(s.sets_search_path.has_value() && !*s.sets_search_path, "resets_search_path");
  }
  void operator()(const CreateTrigger& s) const {
    line.word(s.name).word("on " + Line::of(s.table)).word("execute " + quoted(s.function));
    line.list("update_of", s.update_columns)
        .flag(s.or_replace, "or_replace")
        .flag(s.constraint, "constraint");
    line.flag(s.row, "row").flag(s.before, "before").flag(s.deferrable, "deferrable");
    line.value("from", s.referenced.empty() ? "" : Line::of(s.referenced));
  }
  void operator()(const CreatePolicy& s) const {
    line.word(s.name).word("on " + Line::of(s.table)).expr("using", s.using_expr).expr("check", s.check_expr);
  }
  void operator()(const AlterPolicy& s) const {
    line.word(s.name).word("on " + Line::of(s.table)).expr("using", s.using_expr).expr("check", s.check_expr);
  }
  void operator()(const CreateRule& s) const {
    line.word(s.name)
        .word("on " + Line::of(s.relation))
        .flag(s.or_replace, "or_replace")
        .flag(s.select, "select");
  }
  void operator()(const CreateStatistics& s) const {
    line.word(s.statistics.empty() ? "" : quoted(s.statistics))
        .list("", s.relations)
        .flag(s.if_not_exists, "if_not_exists");
  }
  void operator()(const AlterStatistics& s) const { line.word(quoted(s.statistics)); }
  void operator()(const CreatePublication& s) const {
    line.word(s.name).list("tables", s.tables).list("schemas", s.schemas).flag(s.all_tables, "all_tables");
    line.flag(!s.publishes_changes, "no_changes");
  }
  void operator()(const AlterPublication& s) const {
    static constexpr std::string_view whats[] = {"add", "drop", "set", "options"};
    line.word(s.name)
        .word(whats[static_cast<std::size_t>(s.what)])
        .list("tables", s.tables)
        .list("schemas", s.schemas);
    line.flag(s.all_tables, "all_tables");
  }
  void operator()(const CreateSubscription& s) const {
    line.word(s.name).flag(!s.creates_slot, "no_slot").flag(!s.connects, "no_connect");
  }
  void operator()(const AlterSubscription& s) const {
    line.word(s.name).word(s.what).flag(s.refreshes, "refreshes");
  }
  void operator()(const DropSubscription& s) const { line.word(s.name).flag(s.if_exists, "if_exists"); }
  void operator()(const Comment& s) const {
    target(s.kind, s.relation, s.object);
    line.value("sub", s.sub_name);
  }
  void operator()(const Grant& s) const {
    line.word(name_of(s.kind))
        .list("", s.relations)
        .list("objects", s.objects)
        .list("privileges", s.privileges);
    line.list("to", s.grantees).flag(s.all_in_schema, "all_in_schema").list("schemas", s.schemas);
  }
  void operator()(const GrantRole& s) const { line.list("", s.roles).list("to", s.grantees); }
  void operator()(const AlterDefaultPrivileges& s) const {
    line.word(s.grant ? "grant" : "revoke").list("to", s.grantees);
  }
  void operator()(const RoleStatement& s) const {
    line.list("", s.roles).flag(s.if_exists, "if_exists").flag(s.has_password, "password");
    line.flag(s.superuser, "superuser").flag(s.bypass_rls, "bypassrls").value("database", s.database);
    line.word(s.setting).value("value", s.value.value_or(""));
    line.flag(s.what == RoleStatement::What::alter_set && !s.value, "reset");
  }
  void operator()(const DropOwned& s) const { line.list("", s.roles).flag(s.cascade, "cascade"); }
  void operator()(const ReassignOwned& s) const { line.list("", s.roles).word("-> " + s.new_role); }
  void operator()(const Transaction& s) const {
    static constexpr std::string_view kinds[] = {"begin",     "commit",          "rollback",
                                                 "savepoint", "release",         "rollback to",
                                                 "prepare",   "commit prepared", "rollback prepared"};
    line.word(kinds[static_cast<std::size_t>(s.kind)]).word(s.name).flag(s.chain, "chain");
  }
  void operator()(const SetVariable& s) const { line.word(Line::of(s)); }
  void operator()(const Insert& s) const { line.word(Line::of(s)); }
  void operator()(const Update& s) const { line.word(Line::of(s)); }
  void operator()(const Delete& s) const { line.word(Line::of(s)); }
  void operator()(const Merge& s) const {
    line.word(Line::of(s.table)).list("sources", s.sources);
    line.flag(s.inserts, "inserts").flag(s.updates, "updates").flag(s.deletes, "deletes");
    line.list("inserts", s.inserted_columns).list("also_changes", s.also_changed);
    line.besides(s.besides.get());
  }
  void operator()(const Select& s) const {
    line.list("from", s.relations).list("locked", s.locked).list("set_config", s.set_config);
    line.list("functions", s.functions)
        .list("inserts", s.inserts)
        .list("updates", s.updates)
        .list("deletes", s.deletes);
    line.list("constants", s.constants);
  }
  void operator()(const Copy& s) const {
    line.word(s.table ? Line::of(*s.table) : "query").list("", s.columns).word(s.from ? "from" : "to");
    line.flag(s.program, "program").flag(s.server_file, "file").list("sources", s.sources);
  }
  void operator()(const Truncate& s) const {
    line.list("", s.tables).flag(s.cascade, "cascade").flag(s.restart_identity, "restart_identity");
  }
  void operator()(const LockTable& s) const { line.list("", s.tables).word(s.mode).flag(s.nowait, "nowait"); }
  void operator()(const Vacuum& s) const {
    line.list("", s.tables).flag(s.full, "full").flag(s.analyze, "analyze").flag(!s.vacuum, "no_vacuum");
    line.flag(!s.truncate, "no_truncate").flag(s.only_database_stats, "only_database_stats");
  }
  void operator()(const Cluster& s) const {
    line.word(s.table ? Line::of(*s.table) : "").value("using", s.index);
  }
  void operator()(const Do& s) const { line.word(s.language).value("body", s.body); }
  void operator()(const Call& s) const { line.word(quoted(s.procedure)); }
  void operator()(const DatabaseStatement& s) const {
    static constexpr std::string_view whats[] = {"create", "drop", "alter", "set", "set tablespace"};
    line.word(whats[static_cast<std::size_t>(s.what)])
        .word(s.name)
        .word(s.setting)
        .value("value", s.value.value_or(""));
    line.flag(s.if_exists, "if_exists");
  }
  void operator()(const TablespaceStatement& s) const {
    line.word(s.create ? "create" : "drop").word(s.name);
  }
  void operator()(const AlterSystem& s) const { line.word(s.setting); }
  void operator()(const Discard& s) const { line.word(s.what); }
  void operator()(const SetConstraints& s) const {
    line.flag(s.all, "all").list("", s.constraints).word(s.deferred ? "deferred" : "immediate");
  }
  void operator()(const MoveAll& s) const { line.word(name_of(s.kind)).word(s.from).word("-> " + s.to); }
  void operator()(const Prepare& s) const { line.word(s.name); }
};

std::string_view name_of(Expr::Kind kind) {
  static constexpr std::string_view names[] = {"column",      "integer",    "number",      "string",
                                               "boolean",     "bit_string", "null",        "function",
                                               "cast",        "op",         "is_distinct", "is_not_distinct",
                                               "and",         "or",         "not",         "is_null",
                                               "is_not_null", "bool_test",  "coalesce",    "greatest_least",
                                               "case",        "array",      "row",         "collate",
                                               "subscript",   "sql_value",  "sub_select",  "parameter",
                                               "default",     "other"};
  return names[static_cast<std::size_t>(kind)];
}

bool is_leaf_with_text(Expr::Kind kind) {
  return kind == Expr::Kind::integer || kind == Expr::Kind::number || kind == Expr::Kind::boolean;
}

}  // namespace

std::string dump(const Expr& expr) {
  const std::string qualifier = expr.schema.empty() ? "" : quoted(expr.schema) + '.';
  if (is_leaf_with_text(expr.kind)) {
    return expr.name;
  }
  if (expr.kind == Expr::Kind::string) {
    return '\'' + expr.name + '\'';
  }
  if (expr.kind == Expr::Kind::column) {
    return qualifier + (expr.name == "*" ? "*" : quoted(expr.name));
  }
  std::string text;
  if (expr.kind == Expr::Kind::function) {
    text = qualifier + quoted(expr.name);
  } else {
    text = name_of(expr.kind);
    if (!expr.name.empty()) {
      text += ' ' + expr.name;
    }
  }
  if (!expr.type->empty()) {
    text += ' ' + to_string(expr.type);
  }
  if (expr.has_limit) {
    text += " limit";
  }
  Line line;
  line.list("", expr.relations);
  text += line.take();
  if (expr.args.empty()) {
    return expr.kind == Expr::Kind::function ? text + "()" : text;
  }
  text += '(';
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    text += (i == 0 ? "" : ", ") + dump(expr.args[i]);
  }
  return text + ')';
}

std::string dump(const Constraint& c) {
  Line line;
  line.word(name_of(c.kind)).word(c.name).list("", c.columns).list("", c.key_expressions);
  line.list("including", c.including).expr("", c.expr);
  if (!c.referenced->empty()) {
    line.word("references " + Line::of(c.referenced)).list("", c.referenced_columns);
    line.value("match", c.match == 's' ? "" : std::string(1, c.match));
    line.value("on_update", c.on_update == 'a' ? "" : std::string(1, c.on_update));
    line.value("on_delete", c.on_delete == 'a' ? "" : std::string(1, c.on_delete));
  }
  line.flag(c.not_valid, "not_valid").flag(!c.enforced, "not_enforced").flag(c.no_inherit, "no_inherit");
  line.flag(c.deferrable, "deferrable").flag(c.initially_deferred, "deferred");
  line.flag(c.nulls_not_distinct, "nulls_not_distinct").flag(c.without_overlaps, "without_overlaps");
  line.flag(c.kind == Constraint::Kind::identity, c.generated_always ? "always" : "by_default");
  line.flag(c.generated_virtual, "virtual")
      .value("using_index", c.using_index)
      .value("method", c.access_method);
  return line.value("tablespace", c.tablespace).take();
}

std::string dump(const Statement& statement) {
  Line line;
  std::visit(NodeDump{line}, statement.node);
  const std::string rest = line.take();
  return std::string(statement.tag) + (rest.empty() ? "" : ": " + rest);
}

std::string lowered(std::string_view text) {
  Reader reader;
  const auto statement = reader.read(text, 0);
  return statement ? dump(*statement) : "error " + statement.error().message;
}

}  // namespace migralint::test
