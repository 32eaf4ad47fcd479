// CREATE TABLE and ALTER TABLE.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/expr.hpp"
#include "sql/name.hpp"

namespace migralint::sql {

/// A column or table constraint, with DEFAULT, IDENTITY and GENERATED, which PostgreSQL's grammar treats
/// alike.
struct Constraint {
  enum class Kind : std::uint8_t {
    not_null,
    null,
    default_value,
    check,
    primary_key,
    unique,
    exclusion,
    foreign_key,
    identity,
    generated
  };
  Kind kind = Kind::check;
  bool not_valid = false;
  bool enforced = true;  ///< NOT ENFORCED: 18
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool nulls_not_distinct = false;
  bool without_overlaps = false;
  Few<std::string> set_columns;    ///< foreign key: ON DELETE SET NULL (columns), 15
  bool generated_always = false;   ///< identity: ALWAYS (else BY DEFAULT)
  bool generated_virtual = false;  ///< generated: VIRTUAL (else STORED)
  char match = 's';                ///< foreign key: s(imple), f(ull), p(artial)
  char on_update = 'a';            ///< a no action, r restrict, c cascade, n set null, d set default
  char on_delete = 'a';
  std::string name;  ///< empty: PostgreSQL chooses
  std::vector<std::string>
      columns;                 ///< keys / referencing columns; a column constraint names its own column here
  Few<std::string> including;  ///< INCLUDE
  Few<ExprPtr> key_expressions;          ///< exclusion: expression keys
  Few<std::uint16_t> expression_places;  ///< parallel: which of all the keys each is
  Few<std::string> opclasses;            ///< exclusion: parallel to columns; empty: the default one
  RareText using_index;                  ///< UNIQUE / PRIMARY KEY USING INDEX
  RareText access_method;                ///< exclusion
  RareText tablespace;
  Rare<RelationName> referenced;
  std::vector<std::string> referenced_columns;  ///< empty: the primary key
  ExprPtr expr;                                 ///< check, default, generated; exclusion: predicate
  Span span;
};

struct ColumnDefinition {
  std::string name;
  TypeName type;
  RareText collation;
  RareText compression;
  RareText storage;
  std::vector<Constraint> constraints;
  Span span;  ///< from the name to the end of the last constraint

  [[nodiscard]] const Constraint* find(Constraint::Kind kind) const {
    for (const auto& constraint : constraints) {
      if (constraint.kind == kind) {
        return &constraint;
      }
    }
    return nullptr;
  }
};

struct LikeClause {
  RelationName source;
  bool including_constraints = false;
  bool including_defaults = false;
  bool including_generated = false;
  bool including_identity = false;
  bool including_indexes = false;
  bool including_storage = false;
  bool including_comments = false;
  bool including_statistics = false;
  std::size_t before_column = 0;  ///< index into `columns` before which the copied columns stand
  Span span;
};

enum class PartitionStrategy : std::uint8_t { none, list, range, hash };

struct PartitionKey {
  PartitionStrategy strategy = PartitionStrategy::none;
  std::vector<std::string> columns;     ///< "" for an expression
  std::vector<ExprPtr> expressions;     ///< parallel to columns; null for a plain column
  std::vector<std::string> collations;  ///< parallel to columns; "" where none is written
  bool has_opclass = false;             ///< an operator class is written
  Span span;
};

/// FOR VALUES … of a partition.
struct PartitionBound {
  bool is_default = false;
  PartitionStrategy strategy = PartitionStrategy::none;
  std::vector<Expr> values;  ///< list
  std::vector<Expr> lower;   ///< range; MINVALUE/MAXVALUE are columns of that name
  std::vector<Expr> upper;
  int modulus = 0;
  int remainder = 0;
  Span span;
};

struct CreateTable {
  RelationName table;
  bool if_not_exists = false;
  bool foreign = false;
  std::vector<ColumnDefinition> columns;
  std::vector<Constraint> constraints;
  std::vector<LikeClause> likes;
  std::vector<RelationName> inherits;
  Box<RelationName> partition_of;
  Box<PartitionBound> bound;
  PartitionKey partition_by;
  Box<TypeName> of_type;
  RareText access_method;
  RareText tablespace;
  bool on_commit_drop = false;
};

// ALTER TABLE sub-commands (PostgreSQL manual, ALTER TABLE). Each is a small struct; Action gives its byte
// range.
struct AddColumn {
  ColumnDefinition column;
  bool if_not_exists = false;
};
struct DropColumn {
  std::string column;
  bool if_exists = false;
  bool cascade = false;
};
struct AlterColumnType {
  std::string column;
  TypeName type;
  std::string collation;
  ExprPtr using_expr;
};
struct SetDefault {
  std::string column;
  ExprPtr expr;
};
struct DropDefault {
  std::string column;
};
struct SetNotNull {
  std::string column;
};
struct DropNotNull {
  std::string column;
};
struct SetExpression {
  std::string column;
  ExprPtr expr;
};
struct DropExpression {
  std::string column;
  bool if_exists = false;
};
struct AddIdentity {
  std::string column;
  bool always = false;
};
struct SetIdentity {
  std::string column;
};
struct DropIdentity {
  std::string column;
  bool if_exists = false;
};
struct AddConstraint {
  Constraint constraint;
};
struct AlterConstraint {
  std::string name;
  bool changes_deferrability = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool changes_enforceability = false;
  bool enforced = true;
  bool changes_inherit = false;
  bool no_inherit = false;
};
struct ValidateConstraint {
  std::string name;
};
struct DropConstraint {
  std::string name;
  bool if_exists = false;
  bool cascade = false;
};
struct AttachPartition {
  RelationName partition;
  PartitionBound bound;
};  ///< also ALTER INDEX … ATTACH PARTITION
struct DetachPartition {
  RelationName partition;
  bool concurrently = false;
  bool finalize = false;
};
struct AddInherit {
  RelationName parent;
};
struct DropInherit {
  RelationName parent;
};
struct ReplicaIdentity {
  char kind = 'd';
  std::string index;
};  ///< d default, n nothing, f full, i index
/// Everything that has a kind, perhaps a column or object name, and a value.
struct TableSetting {
  enum class Kind : std::uint8_t {
    column_statistics,
    column_options,
    column_reset_options,
    column_storage,
    column_compression,
    set_options,
    reset_options,
    logged,
    unlogged,
    tablespace,
    access_method,
    cluster_on,
    set_without_cluster,
    enable_trigger,
    enable_always_trigger,
    enable_replica_trigger,
    disable_trigger,
    enable_trigger_all,
    disable_trigger_all,
    enable_trigger_user,
    disable_trigger_user,
    enable_rule,
    enable_always_rule,
    enable_replica_rule,
    disable_rule,
    enable_row_security,
    disable_row_security,
    force_row_security,
    no_force_row_security,
    owner,
    of_type,
    not_of,
    foreign_options,
    column_foreign_options,
    set_without_oids,
  };
  Kind kind;
  std::string name;  ///< column, trigger, rule, index, tablespace, access method, role or type
  std::vector<std::string> options;  ///< storage parameter names, lower case
  std::string value;                 ///< storage mode, compression method, statistics target
};
/// ALTER TYPE … ADD/DROP/ALTER ATTRIBUTE reaches AlterTable with object kind composite_type.
struct OtherAction {
  std::string tag;
};

struct Action {
  using What =
      std::variant<AddColumn, DropColumn, AlterColumnType, SetDefault, DropDefault, SetNotNull, DropNotNull,
                   SetExpression, DropExpression, AddIdentity, SetIdentity, DropIdentity, AddConstraint,
                   AlterConstraint, ValidateConstraint, DropConstraint, AttachPartition, DetachPartition,
                   AddInherit, DropInherit, ReplicaIdentity, TableSetting, OtherAction>;
  What what;
  Span span;      ///< the whole sub-command, `ALTER COLUMN a SET NOT NULL`
  Span keywords;  ///< the part that does the harm, `SET NOT NULL`; equals span when there is no better one
};

enum class ObjectKind : std::uint8_t {
  table,
  partitioned_table,
  index,
  sequence,
  view,
  materialized_view,
  foreign_table,
  composite_type,
  type,
  enum_type,
  domain,
  column,
  constraint,
  domain_constraint,
  trigger,
  rule,
  policy,
  function,
  procedure,
  routine,
  aggregate,
  operator_,
  schema,
  extension,
  database,
  role,
  tablespace,
  publication,
  subscription,
  statistics,
  collation,
  cast,
  language,
  server,
  foreign_data_wrapper,
  event_trigger,
  access_method,
  attribute,
  user_mapping,
  other,
};

struct AlterTable {
  RelationName table;
  ObjectKind kind = ObjectKind::table;  ///< what the statement says: ALTER TABLE, ALTER INDEX, ALTER VIEW, …
  bool if_exists = false;
  std::vector<Action> actions;

  /// Whether it drops a constraint of that name. DROP runs first, wherever it is written (ATPrepCmd,
  /// AT_PASS_DROP in src/backend/commands/tablecmds.c): nothing else of the statement meets the constraint.
  [[nodiscard]] bool drops_constraint(std::string_view constraint) const {
    for (const Action& action : actions) {
      const auto* drop = std::get_if<DropConstraint>(&action.what);
      if (drop != nullptr && drop->name == constraint) {
        return true;
      }
    }
    return false;
  }
};

}  // namespace migralint::sql
