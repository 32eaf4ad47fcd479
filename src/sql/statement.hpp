// Every statement that a migration can hold, as plain data. What is not modelled is kept as its tag, never
// dropped.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sql/expr.hpp"
#include "sql/name.hpp"
#include "sql/table.hpp"

namespace migralint::sql {

struct IndexKey {
  std::string column;  ///< empty for an expression
  ExprPtr expr;
  RareText collation;
  RareText opclass;
  bool descending = false;
  bool nulls_first = false;  ///< as written or by default of the direction
  Span span;
};

struct CreateIndex {
  std::string name;  ///< empty: PostgreSQL chooses
  RelationName table;
  std::string method = "btree";
  std::vector<IndexKey> keys;
  std::vector<std::string> including;
  ExprPtr predicate;
  std::string tablespace;
  bool unique = false;
  bool nulls_not_distinct = false;
  bool concurrently = false;
  bool if_not_exists = false;
  Span keywords;  ///< `CREATE [UNIQUE] INDEX [CONCURRENTLY]`
};

struct Reindex {
  enum class Target : std::uint8_t { index, table, schema, system, database };
  Target target = Target::index;
  RelationName relation;  ///< index, table
  std::string name;       ///< schema, database
  std::string tablespace;
  bool concurrently = false;
  bool verbose = false;
};

/// The argument types behind a function's name; nothing when no list is written, which `()` is.
using Arguments = std::optional<std::vector<TypeName>>;

/// DROP of anything but databases, roles, owned objects and subscriptions.
struct Drop {
  ObjectKind kind = ObjectKind::table;
  std::vector<Name> objects;           ///< for triggers, rules and policies: the table's name
  std::vector<std::string> sub_names;  ///< triggers, rules, policies: its own name, parallel to objects
  std::vector<Arguments> arguments;    ///< functions, operators, casts: parallel to objects
  bool if_exists = false;
  bool cascade = false;
  bool concurrently = false;
};

struct Rename {
  ObjectKind kind = ObjectKind::table;           ///< what is renamed (column, constraint, table, type, …)
  ObjectKind relation_kind = ObjectKind::table;  ///< as written: ALTER TABLE, ALTER VIEW, …
  RelationName relation;  ///< the relation, or that of the column, constraint, trigger, rule, policy
  Name object;            ///< types, functions, schemas, domains: its old name
  Arguments arguments;    ///< functions
  std::string old_name;   ///< column, constraint, trigger, rule, policy, attribute, role, database
  std::string new_name;
  bool if_exists = false;
  bool cascade = false;
};

struct SetSchema {
  ObjectKind kind = ObjectKind::table;
  RelationName relation;
  Name object;
  Arguments arguments;  ///< functions
  std::string new_schema;
  bool if_exists = false;
};

struct SetOwner {
  ObjectKind kind = ObjectKind::table;
  RelationName relation;
  Name object;
  std::string owner;
};

/// CREATE TABLE AS, CREATE MATERIALIZED VIEW, SELECT INTO.
struct CreateTableAs {
  RelationName table;
  bool materialized_view = false;
  bool if_not_exists = false;
  bool with_data = true;
  bool select_into = false;
  bool on_commit_drop = false;
  std::string tablespace;
  std::vector<std::string> columns;  ///< names as far as the query shows them
  bool columns_known = false;        ///< false: a star or an unnamed expression hides some
  /// What the first columns are made from, where that is a column, a cast or a constant; Kind::other for the
  /// rest.
  std::vector<Expr> values;
  std::vector<RelationName> from;  ///< the tables that columns in `values` may belong to
  bool from_shows_all = false;     ///< false: a sub-query, a function or the like in FROM has columns, too
  std::vector<RelationName> sources;
  std::vector<std::string> source_columns;  ///< of a materialized view, as in CreateView
  std::vector<Name> source_functions;       ///< called anywhere in the query
  Few<Name> source_types;                   ///< of a materialized view, as in CreateView
  std::vector<RelationName> also_changed;   ///< by data-changing CTEs in the query
  std::vector<RelationName> locked;         ///< FOR UPDATE and the like, at any level
  bool uses_star = false;
  bool star_of_sources = false;    ///< as in CreateView
  bool grouped = false;            ///< as in CreateView
  bool executes_prepared = false;  ///< AS EXECUTE
  Few<std::string> only_columns;   ///< as in CreateView
  Few<Expr> expressions;           ///< as in CreateView
};

struct CreateView {
  RelationName view;
  bool or_replace = false;
  bool recursive = false;
  std::vector<std::string> columns;
  bool columns_known = false;
  std::vector<RelationName> sources;
  std::vector<std::string> source_columns;  ///< column names mentioned anywhere in the query
  std::vector<Name> source_functions;       ///< functions called anywhere in the query
  Few<Name> source_types;                   ///< types that it casts to
  bool uses_star = false;
  bool star_of_sources = false;   ///< the star stands in the only SELECT: it means columns of the sources
  bool grouped = false;           ///< GROUP BY stands anywhere in the query
  bool security_invoker = false;  ///< WITH (security_invoker = …): 15
  RelationName base;  ///< what is written through the view: the only relation in FROM; empty: nothing is
  /// What a SELECT from one table and nothing else names in its list and its WHERE: columns of that table.
  Few<std::string> only_columns;
  /// What its SELECT has in its list, but for plain columns, and its WHERE. Nothing of a set operation, or
  /// where FROM has more than tables, so that a name may be no column of these.
  Few<Expr> expressions;
};

struct RefreshMaterializedView {
  RelationName view;
  bool concurrently = false;
  bool with_data = true;
};

struct SequenceOptions {
  std::string type;  ///< AS type, empty when not written
  std::optional<Name> owned_by_table;
  std::string owned_by_column;
  bool owned_by_none = false;
  bool restart = false;
};
struct CreateSequence {
  RelationName sequence;
  SequenceOptions options;
  bool if_not_exists = false;
};
struct AlterSequence {
  RelationName sequence;
  SequenceOptions options;
  bool if_exists = false;
};

struct CreateSchema {
  std::string name;
  bool if_not_exists = false;
  std::string owner;
  /// The statements inside it, as written; one for all of them where they cannot be told apart.
  std::vector<Span> elements;
};
struct CreateExtension {
  std::string name;
  std::string schema;
  std::string version;
  bool if_not_exists = false;
  bool cascade = false;
};
struct AlterExtension {
  std::string name;
  bool update = false;
  /// ADD or DROP of a table, index, sequence or view; empty for other members.
  RelationName member;
  ObjectKind member_kind = ObjectKind::table;
};

struct CreateEnum {
  Name type;
  std::vector<std::string> values;
};
struct AlterEnum {
  Name type;
  std::string old_value;  ///< RENAME VALUE
  std::string new_value;
  std::string neighbour;
  bool before = false;  ///< with neighbour: BEFORE, else AFTER
  bool if_not_exists = false;
};
/// CREATE TYPE … AS (…), AS RANGE, base and shell types.
struct CreateType {
  Name type;
  std::vector<ColumnDefinition> attributes;
  bool range = false;
  bool shell = false;
};
struct CreateDomain {
  Name domain;
  TypeName type;
  std::vector<Constraint> constraints;
};
struct AlterDomain {
  enum class What : std::uint8_t {
    set_default,
    drop_default,
    set_not_null,
    drop_not_null,
    add_constraint,
    drop_constraint,
    validate_constraint
  };
  What what = What::set_default;
  Name domain;
  std::string name;  ///< constraint
  std::optional<Constraint> constraint;
  bool if_exists = false;
  bool cascade = false;
};

enum class Volatility : std::uint8_t { immutable, stable, volatile_, unknown };

struct Statement;

struct CreateFunction {
  Name function;
  bool procedure = false;
  bool or_replace = false;
  bool security_definer = false;
  bool has_settings = false;  ///< any SET clause
  bool sets_search_path = false;
  bool has_atomic_body = false;  ///< BEGIN ATOMIC or RETURN: the body is SQL that the parser has read
  bool strict = false;
  Volatility volatility = Volatility::volatile_;
  std::string language;         ///< lower case; empty: sql with an atomic body
  std::string body;             ///< the text of AS '…', unquoted
  bool changes_schema = false;  ///< words of DDL or dynamic SQL in the body of a function that can be called
  bool runs_queries = true;     ///< false: no word in the body is one that reads or writes a table
  Span body_span;  ///< of the text between the quotes, as in the file (a dollar-quoted body is exact)
  std::vector<TypeName> arguments;  ///< input arguments
  std::vector<ExprPtr> defaults;    ///< of the last input arguments, the ones that a call may leave out
  std::optional<TypeName> returns;
  std::vector<RelationName> body_relations;  ///< atomic bodies: the tables read
  /// The first statement of an SQL-language body that is a text; null when there is none, or it does not
  /// parse.
  std::shared_ptr<const Statement> body_statement;
  bool has_more_statements = false;  ///< the body goes on after `body_statement`
};
struct AlterFunction {
  Name function;
  Arguments arguments;
  std::optional<Volatility> volatility;
  std::optional<bool> security_definer;
  std::optional<bool> sets_search_path;  ///< false: RESET search_path, RESET ALL
};

/// What a trigger or a rule is for.
struct RowEvents {
  bool insert = false;
  bool update = false;
  bool erase = false;
  bool truncate = false;
};

struct CreateTrigger {
  std::string name;
  RelationName table;
  Name function;
  std::vector<std::string> update_columns;  ///< UPDATE OF
  ExprPtr when;
  RowEvents events;
  bool or_replace = false;
  bool constraint = false;
  bool row = false;
  bool before = false;
  bool instead = false;
  bool deferrable = false;
  RelationName referenced;  ///< constraint triggers: FROM
};
struct CreatePolicy {
  std::string name;
  RelationName table;
  ExprPtr using_expr;
  ExprPtr check_expr;
};
struct AlterPolicy {
  std::string name;
  RelationName table;
  ExprPtr using_expr;
  ExprPtr check_expr;
};
struct CreateRule {
  std::string name;
  RelationName relation;
  bool or_replace = false;
  bool select = false;
  RowEvents events;
  std::vector<RelationName> changed;  ///< by its actions
  std::vector<RelationName> read;     ///< by its actions
  ExprPtr condition;                  ///< WHERE
};
struct CreateStatistics {
  Name statistics;
  std::vector<RelationName> relations;
  std::vector<std::string> columns;  ///< that are written as such
  bool if_not_exists = false;
};
struct AlterStatistics {
  Name statistics;
};
struct CreatePublication {
  std::string name;
  std::vector<RelationName> tables;
  std::vector<std::string> schemas;
  bool all_tables = false;
  bool narrows_tables = false;    ///< some table has a column list or a WHERE: 15
  bool publishes_changes = true;  ///< false: WITH (publish = …) names neither update nor delete
};
struct AlterPublication {
  enum class What : std::uint8_t { add, drop, set, options };
  std::string name;
  What what = What::options;
  std::vector<RelationName> tables;
  std::vector<std::string> schemas;
  bool all_tables = false;
  bool narrows_tables = false;  ///< as in CreatePublication
};
struct CreateSubscription {
  std::string name;
  bool creates_slot = true;
  bool connects = true;
};
struct AlterSubscription {
  std::string name;
  std::string what;
  bool refreshes = false;
};
struct DropSubscription {
  std::string name;
  bool if_exists = false;
};

struct Comment {
  ObjectKind kind = ObjectKind::table;
  RelationName relation;
  Name object;
  std::string sub_name;
};
struct Grant {
  bool grant = true;  ///< false: REVOKE
  ObjectKind kind = ObjectKind::table;
  std::vector<RelationName> relations;  ///< tables and sequences
  std::vector<Name> objects;
  std::vector<std::string> privileges;  ///< empty: ALL
  std::vector<std::string> columns;     ///< of column privileges
  std::vector<std::string> grantees;    ///< "public" for PUBLIC
  bool all_in_schema = false;
  std::vector<std::string> schemas;
};
struct GrantRole {
  bool grant = true;
  std::vector<std::string> roles;
  std::vector<std::string> grantees;
};
struct AlterDefaultPrivileges {
  bool grant = true;
  std::vector<std::string> privileges;  ///< empty: ALL
  std::vector<std::string> grantees;
};
struct RoleStatement {
  enum class What : std::uint8_t { create, alter, alter_set, drop };
  What what = What::create;
  std::vector<std::string> roles;
  bool if_exists = false;
  bool has_password = false;
  bool superuser = false;
  bool bypass_rls = false;
  std::string setting;               ///< alter_set: the parameter
  std::optional<std::string> value;  ///< alter_set: its value; nothing for RESET
  std::string database;              ///< alter_set: IN DATABASE
  Span password_span;
};
struct DropOwned {
  std::vector<std::string> roles;
  bool cascade = false;
};
struct ReassignOwned {
  std::vector<std::string> roles;
  std::string new_role;
};

struct Transaction {
  enum class Kind : std::uint8_t {
    begin,
    commit,
    rollback,
    savepoint,
    release,
    rollback_to,
    prepare,
    commit_prepared,
    rollback_prepared
  };
  Kind kind = Kind::begin;
  bool chain = false;
  std::string name;  ///< savepoint or prepared transaction
};
/// SET, SET LOCAL, RESET, and set_config() in a SELECT.
struct SetVariable {
  enum class Kind : std::uint8_t { set, set_default, set_current, reset, reset_all, set_transaction };
  Kind kind = Kind::set;
  std::string name;                 ///< lower case
  std::vector<std::string> values;  ///< as text, unquoted
  bool local = false;
  bool value_known = true;  ///< false: set_config() of an expression
};

/// What a WHERE says about how much of the table is touched.
struct Where {
  ExprPtr expr;  ///< null: no WHERE
  Span span;
};
struct Insert;
struct Update;
struct Delete;
/// What the queries in a statement do besides reading tables.
struct Besides {
  std::vector<RelationName> locked;  ///< FOR UPDATE and the like, at any level
  std::vector<Name> functions;       ///< called anywhere in it
  std::vector<Name> sequences;       ///< in nextval('…') and setval('…')
  std::vector<Insert> inserts;       ///< data-changing CTEs
  std::vector<Update> updates;
  std::vector<Delete> deletes;
};

struct Insert {
  RelationName table;
  std::vector<std::string> columns;
  std::size_t rows = 0;       ///< VALUES rows; 0 when the source is a query
  bool from_query = false;    ///< INSERT … SELECT (a query that reads at least one table)
  bool filtered = false;      ///< the query has a WHERE or a LIMIT
  bool literal_rows = false;  ///< VALUES of constants and DEFAULT only
  bool on_conflict = false;
  bool default_values = false;
  std::vector<RelationName> sources;
  std::vector<Expr> constants;  ///< string constants in the first rows (at most 64), for enum values
  std::vector<std::uint16_t> constant_places;  ///< parallel to constants: where each stands in its row
  Few<std::string> only_columns;               ///< of its query, as in CreateView
  std::vector<RelationName> also_changed;      ///< by data-changing CTEs in its WITH
  Few<std::string> conflict_columns;           ///< assigned by ON CONFLICT DO UPDATE
  Few<std::string> conflict_keys;              ///< columns of ON CONFLICT (…)
  RareText conflict_constraint;                ///< of ON CONFLICT ON CONSTRAINT
  Few<std::uint16_t> default_places;           ///< where DEFAULT stands in some VALUES row
  std::uint16_t width = 0;                     ///< values in the first VALUES row; 0 for any other source
  std::shared_ptr<const Besides> besides;      ///< null: nothing
};
struct Update {
  RelationName table;
  std::vector<std::string> columns;  ///< assigned
  std::vector<Expr> values;          ///< parallel to columns where the tree allows
  Where where;
  std::vector<RelationName> sources;
  bool current_of = false;
  bool joined = false;                     ///< has FROM
  std::vector<RelationName> also_changed;  ///< by data-changing CTEs in its WITH
  std::shared_ptr<const Besides> besides;  ///< null: nothing
};
struct Delete {
  RelationName table;
  Where where;
  std::vector<RelationName> sources;
  bool current_of = false;
  bool joined = false;  ///< has USING
  std::vector<RelationName> also_changed;
  std::shared_ptr<const Besides> besides;  ///< null: nothing
};
struct Merge {
  RelationName table;
  std::vector<RelationName> sources;
  bool inserts = false;
  bool updates = false;
  bool deletes = false;
  std::vector<std::string> updated_columns;  ///< by WHEN MATCHED THEN UPDATE SET
  /// By WHEN NOT MATCHED THEN INSERT; empty: all columns, or there is no INSERT.
  std::vector<std::string> inserted_columns;
  std::vector<RelationName> also_changed;
  std::shared_ptr<const Besides> besides;  ///< null: nothing
};
struct Select {
  std::vector<RelationName> relations;  ///< read anywhere in it
  std::vector<RelationName> locked;     ///< FOR UPDATE and the like
  std::vector<SetVariable> set_config;  ///< set_config() calls
  std::vector<Name> functions;          ///< called anywhere in it
  std::vector<Insert> inserts;          ///< data-changing CTEs
  std::vector<Update> updates;
  std::vector<Delete> deletes;
  std::vector<Expr> constants;  ///< casts of string constants and bare string constants (at most 64)
  /// Of `SELECT value` that stands alone and has no other clause, sub-query, aggregate or window; else null.
  ExprPtr value;
  Few<Expr> expressions;  ///< as in CreateView
};
struct Copy {
  std::optional<RelationName> table;  ///< none: COPY (query)
  std::vector<std::string> columns;
  std::vector<RelationName> sources;
  bool from = false;
  bool program = false;
  bool server_file = false;  ///< a file name, neither STDIN/STDOUT nor a program
};
struct Truncate {
  std::vector<RelationName> tables;
  bool cascade = false;
  bool restart_identity = false;
};
struct LockTable {
  std::vector<RelationName> tables;
  std::string mode;
  bool nowait = false;
};  ///< mode: "ACCESS EXCLUSIVE"
struct Vacuum {
  std::vector<RelationName> tables;
  bool full = false;
  bool analyze = false;
  bool vacuum = true;
  bool truncate = true;
  bool only_database_stats = false;  ///< ONLY_DATABASE_STATS (16): no table is visited
};
struct Cluster {
  std::optional<RelationName> table;
  std::string index;
};
struct Do {
  std::string language = "plpgsql";
  std::string body;
  Span body_span;
};
struct Call {
  Name procedure;
};
struct DatabaseStatement {
  enum class What : std::uint8_t { create, drop, alter, alter_set, set_tablespace };
  What what = What::create;
  std::string name;
  std::string setting;
  std::optional<std::string> value;  ///< nothing for RESET
  bool if_exists = false;
  bool force = false;  ///< drop: WITH (FORCE), 13
};
struct TablespaceStatement {
  bool create = true;
  std::string name;
};
struct AlterSystem {
  std::string setting;
};
struct Discard {
  std::string what;
};
struct SetConstraints {
  bool deferred = false;
  bool all = false;
  std::vector<Name> constraints;
};
/// ALTER TABLE/INDEX/MATERIALIZED VIEW ALL IN TABLESPACE … SET TABLESPACE.
struct MoveAll {
  ObjectKind kind = ObjectKind::table;
  std::string from;
  std::string to;
};
struct Prepare {
  std::string name;
};
struct CreateOperator {
  Name name;
  Name function;
};
struct CreateCast {
  TypeName source;
  TypeName target;
  Name function;  ///< empty: WITHOUT FUNCTION, WITH INOUT
};
/// ALTER … [NO] DEPENDS ON EXTENSION.
struct DependsOnExtension {
  ObjectKind kind = ObjectKind::index;
  RelationName relation;  ///< the index or materialized view, or the trigger's table
};

/// A statement that is only a tag here ("EXPLAIN", "CHECKPOINT", "CREATE AGGREGATE", …).
struct Other {
  std::string tag;
};

using Node =
    std::variant<Other, DependsOnExtension, CreateTable, CreateTableAs, AlterTable, CreateIndex, Reindex,
                 Drop, Rename, SetSchema, SetOwner, CreateView, RefreshMaterializedView, CreateSequence,
                 AlterSequence, CreateSchema, CreateExtension, AlterExtension, CreateEnum, AlterEnum,
                 CreateType, CreateDomain, AlterDomain, CreateFunction, AlterFunction, CreateTrigger,
                 CreatePolicy, AlterPolicy, CreateRule, CreateStatistics, AlterStatistics, CreatePublication,
                 AlterPublication, CreateSubscription, AlterSubscription, DropSubscription, Comment, Grant,
                 GrantRole, AlterDefaultPrivileges, RoleStatement, DropOwned, ReassignOwned, Transaction,
                 SetVariable, Insert, Update, Delete, Merge, Select, Copy, Truncate, LockTable, Vacuum,
                 Cluster, Do, Call, DatabaseStatement, TablespaceStatement, AlterSystem, Discard,
                 SetConstraints, MoveAll, Prepare, CreateOperator, CreateCast>;

/// Syntax in a statement that not every version from 12 on has.
struct NewSyntax {
  int version = 0;        ///< the first that has it
  std::string_view what;  ///< for people; static storage
  Span span;              ///< begins there; empty: not known
};

/// One statement. All spans in it are byte offsets into the file.
struct Statement {
  Node node;
  Span range;
  /// What was met where the lowering looks: each once, at its first place.
  Few<NewSyntax> new_syntax;
  std::string_view tag = "";  ///< PostgreSQL's command tag, "ALTER TABLE"; static storage

  // In statement.cpp: each is code for every kind of statement, in each file that uses it.
  Statement();
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&node);
  }
};

}  // namespace migralint::sql
