// What the lowering's own files share.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/tree.hpp"
#include "sql/statement.hpp"

namespace migralint::sql {

class Tokens;

namespace lower {

// Reading the tree (parser/tree.hpp): object fields are told apart by `switch (field)` over `key("name")`.
using parser::Array;
using parser::each;
using parser::fields;
using parser::flag;
using parser::get;
using parser::integer;
using parser::length;
using parser::letter;
using parser::node_of;
using parser::Object;
using parser::string;
using parser::text;
using parser::TreeNode;
using Element = parser::Value;

[[gnu::always_inline]] constexpr std::uint64_t key(std::string_view name) { return name_key(name); }

/// The value of the one field wanted from `object`; false if there is none.
[[gnu::always_inline]] inline bool find(Object object, std::string_view name, Element& value) {
  return object.find(key(name), value);
}

/// What is known while one statement is lowered.
struct Context {
  std::string_view source;          ///< the statement's text
  std::uint32_t offset = 0;         ///< of its first byte in the file
  std::uint32_t parsed_before = 0;  ///< bytes that stand before it in the text that the parser got
  bool tree_has_enforced = true;    ///< 18 writes is_enforced; before, every constraint is enforced
  Tokens* tokens = nullptr;
  Few<NewSyntax>* new_syntax = nullptr;  ///< null: nobody asks

  /// Where a node's location is in `source`. Nodes without one have -1 or nothing (0).
  [[nodiscard]] std::int64_t local(std::int64_t location) const {
    return location > 0 ? location - parsed_before : location;
  }
  /// Where it is in the file.
  [[nodiscard]] Span at(std::int64_t location) const {
    if (location < 0) {
      return {};
    }
    const auto begin = offset + static_cast<std::uint32_t>(local(location));
    return {begin, begin};
  }
  /// Notes syntax that the versions before `version` do not have.
  void note(int version, std::string_view what, std::int64_t location) const;
};

// names.cpp
std::string_view string_of(Element node);           ///< of a String node
std::vector<std::string> strings_of(Element list);  ///< of an array of String nodes, or of a List node
Name name_of(Element list);                         ///< of an array of String nodes: [schema,] name
Name name_of_strings(const std::vector<std::string>& parts);
Name named_object(Element node, Arguments* arguments);           ///< String, List, TypeName, ObjectWithArgs
Name function_of(Element body, Arguments* arguments);            ///< of an ObjectWithArgs's body
RelationName relation_of(const Context& context, Object body);   ///< of a RangeVar's body
RelationName relation_of(const Context& context, Element body);  ///< the same
bool relation_of_node(const Context& context, Element node, RelationName& relation);
std::vector<RelationName> relations_of(const Context& context, Element list);
TypeName type_of(const Context& context, Object body);  ///< of a TypeName's body
TypeName type_of(const Context& context, Element body);
/// The same without its place, of which it gives the beginning (in the statement's text; -1: not known).
std::int64_t read_type(const Context& context, Object body, TypeName& type);
std::string role_of(Object body);  ///< of a RoleSpec's body
std::string role_of(Element body);
std::vector<std::string> roles_of(Element list);
ObjectKind object_kind(std::string_view object_type);  ///< of OBJECT_TABLE and so on

/// A DefElem: `name [=] value`.
struct Option {
  std::string_view name;
  std::string_view name_space;
  bool has_value = false;
  Element value;
  std::int64_t location = 0;  ///< as in the tree
};
Option option_of(Element node);
/// As defGetBoolean() reads it: no value is true.
bool option_is_true(const Option& option);
std::string option_text(const Option& option);

// expressions.cpp
/// Deeper trees than this become Expr::Kind::other without a name: recursion over an Expr is always safe.
inline constexpr int max_expression_depth = 500;
Expr expression(const Context& context, Element node, int depth = 0);
ExprPtr shared_expression(const Context& context, Element node);
std::string constant_text(Element node);  ///< of A_Const, String, Integer, …; "" for anything else
bool is_constant(Element node);           ///< a constant, a cast of one, or DEFAULT
bool is_string_constant(Element node);    ///< a string constant, or a cast of one

/// The column of an index or partition key that is written as an expression: parentheses around a column,
/// with or without COLLATE, mean the column itself (ComputeIndexAttrs, ComputePartitionAttrs). Empty: it is
/// none.
std::string column_of_key(const Expr& expr, RareText* collation = nullptr);

// queries.cpp
/// What is read, called and mentioned anywhere in a query.
struct QueryParts {
  std::vector<RelationName> relations;
  std::vector<RelationName> locked;
  std::vector<Name> functions;
  std::vector<Name> sequences;  ///< in nextval('…') and setval('…')
  std::vector<Name> types;      ///< cast to
  std::vector<std::string> columns;
  std::vector<SetVariable> set_config;
  std::vector<Insert> inserts;
  std::vector<Update> updates;
  std::vector<Delete> deletes;
  std::vector<Expr> constants;
  std::vector<RelationName> changed;  ///< by data-changing CTEs
  bool star = false;
  bool grouped = false;
  std::size_t queries = 0;  ///< SELECTs in it, itself included
};
enum class Collect : std::uint8_t { relations, everything };
QueryParts query_parts(const Context& context, Element query, Collect what);
SetVariable set_variable(Object body);
/// The parameter and its new value (none: reset) of `SET …` in ALTER ROLE, ALTER DATABASE, ALTER SYSTEM.
void set_for(Element body, std::string& setting, std::optional<std::string>& value);
std::string lower_case(std::string_view text);  ///< ASCII only, as the server compares setting names

// constraints.cpp. `whole` is the element that it is the tree of, from its first to its last token.
void read_column(const Context& context, Object body, Span whole, ColumnDefinition& column);
Constraint table_constraint(const Context& context, Object body, Span whole);
/// Column constraints, with the nodes that only modify the one before them folded into it. `whole` holds them
/// all, and the column's COLLATE, if it has one, which may stand among them.
std::vector<Constraint> column_constraints(const Context& context, Element list, std::string_view column,
                                           Span whole, std::uint32_t collation_begin = 0);
PartitionBound partition_bound(const Context& context, Element body);

using Lowering = void(const Context& context, Object body, Statement& statement);
struct StatementRule;
/// Fills the node and the tag.
void statement(const Context& context, const TreeNode& node, Statement& result);
/// The rule of a statement node, by TreeNode::key; or null.
const StatementRule* statement_rule(std::uint64_t node_key);
struct StatementRule {
  std::string_view node;
  std::string_view tag;  ///< PostgreSQL's command tag; a lowering may set a better one
  Lowering* lower;       ///< null: the tag is all
};

/// PostgreSQL's tag for ALTER or DROP of a kind of object, from the tree's name of the kind.
std::string_view alter_tag(std::string_view object_type);
std::string_view drop_tag(std::string_view object_type);

// One function a statement node; the file that holds it is named after the group.
// tables.cpp
Lowering create_table;
Lowering create_foreign_table;
// alter_table.cpp
Lowering alter_table;
Lowering move_all;
// queries.cpp, changes.cpp
Lowering select;
Lowering insert;
Lowering update;
Lowering delete_;
Lowering merge;
Lowering copy;
Lowering create_table_as;
Lowering create_view;
Lowering refresh_materialized_view;
// indexes.cpp
Lowering create_index;
Lowering reindex;
Lowering create_statistics;
Lowering alter_statistics;
Lowering cluster;
Lowering vacuum;
// objects.cpp
Lowering drop;
Lowering rename;
Lowering set_schema;
Lowering set_owner;
Lowering object_depends;
Lowering comment;
Lowering create_schema;
Lowering create_extension;
Lowering alter_extension;
Lowering create_sequence;
Lowering alter_sequence;
Lowering create_policy;
Lowering alter_policy;
Lowering create_rule;
// types.cpp
Lowering create_enum;
Lowering alter_enum;
Lowering create_composite_type;
Lowering create_range_type;
Lowering define;
Lowering create_cast;
Lowering create_domain;
Lowering alter_domain;
// functions.cpp
Lowering create_function;
Lowering alter_function;
Lowering create_trigger;
Lowering do_block;
Lowering call;
// roles.cpp
Lowering grant;
Lowering grant_role;
Lowering alter_default_privileges;
Lowering create_role;
Lowering alter_role;
Lowering alter_role_set;
Lowering drop_role;
Lowering drop_owned;
Lowering reassign_owned;
// session.cpp
Lowering transaction;
Lowering variable_set;
Lowering lock_table;
Lowering truncate;
Lowering discard;
Lowering set_constraints;
Lowering prepare;
Lowering fetch;
Lowering close_portal;
Lowering deallocate;
// databases.cpp: databases, tablespaces, replication
Lowering create_database;
Lowering drop_database;
Lowering alter_database;
Lowering alter_database_set;
Lowering create_tablespace;
Lowering drop_tablespace;
Lowering alter_system;
Lowering create_publication;
Lowering alter_publication;
Lowering create_subscription;
Lowering alter_subscription;
Lowering drop_subscription;

}  // namespace lower
}  // namespace migralint::sql
