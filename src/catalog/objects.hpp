// What the catalog holds: one struct for each kind of thing in a database, each with the statement that made
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/rare.hpp"
#include "base/span.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

/// The statement that made or changed a thing. `transaction` numbers the transactions of the whole replay.
struct Origin {
  static constexpr std::uint32_t no_file = 0xffffffff;
  std::uint32_t file = no_file;  ///< index into the replay's files
  std::uint32_t statement = 0;   ///< 0-based, in its file
  std::uint32_t transaction = 0;
  Span span;  ///< the statement, or the sub-command or column in it

  [[nodiscard]] bool known() const { return file != no_file; }
  friend bool operator==(const Origin&, const Origin&) = default;
};

using RelationId = std::uint32_t;
inline constexpr RelationId no_relation = 0xffffffff;

enum class RelationKind : std::uint8_t {
  table,
  partitioned_table,
  index,
  partitioned_index,
  sequence,
  view,
  materialized_view,
  foreign_table,
  composite_type
};
enum class Persistence : std::uint8_t { permanent, unlogged, temporary };

/// An UPDATE, or the like, that assigns a column.
struct Filling {
  Origin by;
  sql::ExprPtr value;  ///< what it assigns, where that is one expression; null otherwise
};

struct Column {
  std::string name;
  sql::TypeName type;  ///< empty name: not in the history
  RareText collation;
  bool not_null = false;       ///< pg_attribute.attnotnull, also by a primary key or identity
  bool not_null_valid = true;  ///< false: a NOT NULL constraint that is NOT VALID (18)
  bool identity = false;
  bool serial = false;
  bool generated_stored = false;
  bool generated_virtual = false;
  bool assumed = false;           ///< known by a reference to it only: type, NULLs and default are not known
  bool local = true;              ///< false: a child has it from its parent only (pg_attribute.attislocal)
  bool certainly_created = true;  ///< false: ADD COLUMN IF NOT EXISTS may have found it there
  bool filled_at_creation =
      false;  ///< every row had a value from the start: default, identity, generated, or made with its table
  sql::ExprPtr default_expr;
  sql::ExprPtr generated_expr;
  Origin origin;
  Box<Filling> filled;
};

struct Constraint {
  sql::Constraint::Kind kind = sql::Constraint::Kind::check;
  std::string name;
  std::vector<std::string> columns;
  bool validated = true;
  bool enforced = true;
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  char on_update = 'a';
  char on_delete = 'a';
  char match = 's';
  sql::ExprPtr expr;                    ///< check
  RelationId referenced = no_relation;  ///< foreign key; no_relation when the target is not in the history
  Rare<sql::Name> referenced_name;      ///< as written
  std::vector<std::string> referenced_columns;  ///< resolved to the primary key's when not written and known
  RelationId index = no_relation;               ///< primary key, unique, exclusion
  Origin origin;
  Box<Origin> validated_by;  ///< a later VALIDATE CONSTRAINT
};

struct Index {
  RelationId table = no_relation;
  std::vector<sql::IndexKey> keys;
  std::vector<std::string> including;
  sql::ExprPtr predicate;
  std::string method = "btree";
  bool unique = false;
  bool nulls_not_distinct = false;
  bool valid = true;          ///< false: ON ONLY a partitioned table, until all partitions have theirs
  bool concurrently = false;  ///< built with CONCURRENTLY
  bool only = false;          ///< made ON ONLY a partitioned table: partitions have theirs by ATTACH only
  std::string constraint;     ///< the constraint that owns it, on `table`
  RelationId parent = no_relation;  ///< the partitioned index it is attached to
};

struct Trigger {
  std::string name;
  sql::Name function;
  std::vector<std::string> update_columns;
  sql::RowEvents events;
  bool instead = false;
  bool constraint = false;
  bool deferrable = false;
  bool row = false;
  bool enabled = true;  ///< fires unless session_replication_role says otherwise
  Origin origin;
  sql::ExprPtr when;
};
struct Policy {
  std::string name;
  sql::ExprPtr using_expr;
  sql::ExprPtr check_expr;
  Origin origin;
};
struct Rule {
  std::string name;
  sql::RowEvents events;
  std::vector<RelationId> changed;  ///< relations that its actions write
  std::vector<RelationId> read;
  Origin origin;
};
/// CREATE STATISTICS.
struct Statistics {
  sql::Name name;
  Origin origin;  ///< unknown when it may have gone with a column
};

struct Relation {
  RelationId id = no_relation;
  RelationKind kind = RelationKind::table;
  Persistence persistence = Persistence::permanent;
  std::string schema;
  std::string name;
  bool assumed = false;  ///< known by a reference to it only; its definition is not in the history
  bool certainly_created =
      true;  ///< false: CREATE … IF NOT EXISTS in an incomplete history may have found it there
  bool columns_complete =
      true;  ///< false: more columns may exist (assumed, a star, LIKE or INHERITS of an unknown)
  Origin origin;
  Box<Origin> renamed;  ///< what gave it the name that it has, if that is not the one it was made with
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<RelationId> indexes;  ///< of a table or materialized view
  Few<Trigger> triggers;
  Few<Policy> policies;
  Few<Rule> rules;
  Box<Index> index;                       ///< indexes
  Rare<sql::PartitionKey> partition_key;  ///< partitioned tables
  Box<sql::PartitionBound> bound;         ///< partitions
  RelationId partition_of = no_relation;
  Few<RelationId> partitions;  ///< of a table; of a partitioned index: the attached indexes
  RelationId default_partition = no_relation;
  Few<RelationId> inherits;
  Few<RelationId> inherited_by;
  Few<RelationId> reads;              ///< views: relations in the query (known ones)
  Few<std::string> reads_columns;     ///< views: column names mentioned anywhere in the query
  bool reads_star = false;            ///< a star stands anywhere in the query
  bool star_of_sources = false;       ///< it stands for columns of what the view reads, not of a sub-query
  Few<sql::Name> calls;               ///< views: functions called in the query
  Few<sql::Name> casts;               ///< views: types that the query casts to
  RelationId base = no_relation;      ///< views: what is written through it (automatically updatable views)
  bool grouped = false;               ///< views: GROUP BY stands anywhere in the query
  Few<RelationId> read_by;            ///< views that read this one, each once
  Few<RelationId> referenced_by;      ///< tables with a foreign key to this one, each once
  Few<Statistics> statistics;         ///< extended statistics of a table
  Few<RelationId> owned_sequences;    ///< sequences OWNED BY a column of this table
  Few<RelationId> default_of;         ///< sequences: tables with a default that calls nextval() of it; a hint
  RelationId owned_by = no_relation;  ///< sequences: the table of OWNED BY
  RareText owned_by_column;
  std::string_view sequence_type;  ///< "integer", "bigint", …
  RareText tablespace;
  RareText access_method;
  Rare<sql::Name> of_type;
  bool row_security = false;
  bool force_row_security = false;
  bool key_triggers = true;  ///< false: DISABLE TRIGGER ALL, which are also those that check foreign keys
  char replica_identity = 'd';
  RareText replica_identity_index;
  bool on_commit_drop = false;  ///< temporary tables that live for one transaction
  bool populated = true;        ///< materialized views
  Box<Origin> filled;           ///< rows were put in after it was made
  Box<Origin> emptied;          ///< TRUNCATE or a DELETE of all rows, and no rows were put in since
  bool few_rows = false;        ///< all of them by INSERT … VALUES

  [[nodiscard]] const Column* column(std::string_view column_name) const;
  [[nodiscard]] Column* column(std::string_view column_name);
  [[nodiscard]] const Constraint* constraint(std::string_view constraint_name) const;
  [[nodiscard]] Constraint* constraint(std::string_view constraint_name);
  [[nodiscard]] const Trigger* trigger(std::string_view trigger_name) const;
  [[nodiscard]] const Constraint* primary_key() const;
  [[nodiscard]] bool is_table() const {
    return kind == RelationKind::table || kind == RelationKind::partitioned_table ||
           kind == RelationKind::foreign_table;
  }
  [[nodiscard]] bool is_index() const {
    return kind == RelationKind::index || kind == RelationKind::partitioned_index;
  }
  [[nodiscard]] sql::Name qualified() const { return {schema, name, {}}; }
};
inline std::string shown(const Relation& relation) { return sql::shown(relation.qualified()); }

struct EnumValue {
  std::string label;
  Origin origin;
};
struct EnumType {
  sql::Name name;
  std::vector<EnumValue> values;
  bool complete = true;  ///< false: its definition is not in the history, more values exist
  Origin origin;
  Box<Origin> renamed = {};  ///< as in Relation
};
struct DomainConstraint {
  std::string name;
  sql::ExprPtr expr;
  bool validated = true;
  Origin origin;
};
struct Domain {
  sql::Name name;
  sql::TypeName base;
  std::vector<DomainConstraint> checks;
  bool not_null = false;
  sql::ExprPtr default_expr;
  bool assumed = false;  ///< known by a reference to it only; base is not known
  Origin origin;
  Box<Origin> renamed = {};  ///< as in Relation
};
struct OtherType {
  sql::Name name;
  bool range = false;
  Origin origin;
  Box<Origin> renamed = {};  ///< as in Relation
};                           ///< range, base and shell types
struct Function {
  sql::Name name;
  std::vector<sql::TypeName> arguments;
  std::vector<sql::ExprPtr> defaults;  ///< as in sql::CreateFunction
  sql::TypeName returns;               ///< empty: nothing
  sql::Volatility volatility = sql::Volatility::volatile_;
  bool strict = false;
  bool security_definer = false;
  bool procedure = false;
  bool set_returning = false;
  bool has_settings = false;  ///< SET clauses keep it from being inlined
  bool sets_search_path = false;
  bool is_trigger = false;      ///< RETURNS trigger: no query calls it
  bool changes_schema = false;  ///< its body has DDL or dynamic SQL: what a call leaves behind is not known
  bool runs_queries = true;     ///< false: no word in its body is one that reads or writes a table
  std::string language;
  std::string body;  ///< SQL-language functions only (they may be inlined)
  std::shared_ptr<const sql::Statement> body_statement;  ///< of `body`, as in sql::CreateFunction
  bool has_atomic_body = false;
  std::vector<RelationId> reads;  ///< atomic bodies
  Origin origin;
  Box<Origin> renamed;  ///< as in Relation
};
struct Extension {
  std::string name;
  std::string schema;
  Origin origin;
};
struct Schema {
  std::string name;
  Origin origin;
  bool certainly_created = false;  ///< nothing was in it before the history began
};
struct Publication {
  std::string name;
  std::vector<RelationId> tables;
  std::vector<std::string> schemas;
  bool all_tables = false;
  bool publishes_changes = true;  ///< UPDATE or DELETE
  Origin origin;
};

}  // namespace migralint::catalog
