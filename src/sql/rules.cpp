#include <algorithm>
#include <array>

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {
namespace {

// Every statement node of PostgreSQL 18's grammar. The tags are those of CreateCommandTag(),
// src/backend/tcop/utility.c; where they depend on the statement, the lowering sets them.
constexpr auto rules = std::to_array<StatementRule>({
    {"AlterCollationStmt", "ALTER COLLATION", nullptr},
    {"AlterDatabaseRefreshCollStmt", "ALTER DATABASE", alter_database},
    {"AlterDatabaseSetStmt", "ALTER DATABASE", alter_database_set},
    {"AlterDatabaseStmt", "ALTER DATABASE", alter_database},
    {"AlterDefaultPrivilegesStmt", "ALTER DEFAULT PRIVILEGES", alter_default_privileges},
    {"AlterDomainStmt", "ALTER DOMAIN", alter_domain},
    {"AlterEnumStmt", "ALTER TYPE", alter_enum},
    {"AlterEventTrigStmt", "ALTER EVENT TRIGGER", nullptr},
    {"AlterExtensionContentsStmt", "ALTER EXTENSION", alter_extension},
    {"AlterExtensionStmt", "ALTER EXTENSION", alter_extension},
    {"AlterFdwStmt", "ALTER FOREIGN DATA WRAPPER", nullptr},
    {"AlterForeignServerStmt", "ALTER SERVER", nullptr},
    {"AlterFunctionStmt", "ALTER FUNCTION", alter_function},
    {"AlterObjectDependsStmt", "ALTER", object_depends},
    {"AlterObjectSchemaStmt", "ALTER", set_schema},
    {"AlterOpFamilyStmt", "ALTER OPERATOR FAMILY", nullptr},
    {"AlterOperatorStmt", "ALTER OPERATOR", nullptr},
    {"AlterOwnerStmt", "ALTER", set_owner},
    {"AlterPolicyStmt", "ALTER POLICY", alter_policy},
    {"AlterPublicationStmt", "ALTER PUBLICATION", alter_publication},
    {"AlterRoleSetStmt", "ALTER ROLE", alter_role_set},
    {"AlterRoleStmt", "ALTER ROLE", alter_role},
    {"AlterSeqStmt", "ALTER SEQUENCE", alter_sequence},
    {"AlterStatsStmt", "ALTER STATISTICS", alter_statistics},
    {"AlterSubscriptionStmt", "ALTER SUBSCRIPTION", alter_subscription},
    {"AlterSystemStmt", "ALTER SYSTEM", alter_system},
    {"AlterTSConfigurationStmt", "ALTER TEXT SEARCH CONFIGURATION", nullptr},
    {"AlterTSDictionaryStmt", "ALTER TEXT SEARCH DICTIONARY", nullptr},
    {"AlterTableMoveAllStmt", "ALTER TABLE", move_all},
    {"AlterTableSpaceOptionsStmt", "ALTER TABLESPACE", nullptr},
    {"AlterTableStmt", "ALTER TABLE", alter_table},
    {"AlterTypeStmt", "ALTER TYPE", nullptr},
    {"AlterUserMappingStmt", "ALTER USER MAPPING", nullptr},
    {"CallStmt", "CALL", call},
    {"CheckPointStmt", "CHECKPOINT", nullptr},
    {"ClosePortalStmt", "CLOSE CURSOR", close_portal},
    {"ClusterStmt", "CLUSTER", cluster},
    {"CommentStmt", "COMMENT", comment},
    {"CompositeTypeStmt", "CREATE TYPE", create_composite_type},
    {"ConstraintsSetStmt", "SET CONSTRAINTS", set_constraints},
    {"CopyStmt", "COPY", copy},
    {"CreateAmStmt", "CREATE ACCESS METHOD", nullptr},
    {"CreateCastStmt", "CREATE CAST", create_cast},
    {"CreateConversionStmt", "CREATE CONVERSION", nullptr},
    {"CreateDomainStmt", "CREATE DOMAIN", create_domain},
    {"CreateEnumStmt", "CREATE TYPE", create_enum},
    {"CreateEventTrigStmt", "CREATE EVENT TRIGGER", nullptr},
    {"CreateExtensionStmt", "CREATE EXTENSION", create_extension},
    {"CreateFdwStmt", "CREATE FOREIGN DATA WRAPPER", nullptr},
    {"CreateForeignServerStmt", "CREATE SERVER", nullptr},
    {"CreateForeignTableStmt", "CREATE FOREIGN TABLE", create_foreign_table},
    {"CreateFunctionStmt", "CREATE FUNCTION", create_function},
    {"CreateOpClassStmt", "CREATE OPERATOR CLASS", nullptr},
    {"CreateOpFamilyStmt", "CREATE OPERATOR FAMILY", nullptr},
    {"CreatePLangStmt", "CREATE LANGUAGE", nullptr},
    {"CreatePolicyStmt", "CREATE POLICY", create_policy},
    {"CreatePublicationStmt", "CREATE PUBLICATION", create_publication},
    {"CreateRangeStmt", "CREATE TYPE", create_range_type},
    {"CreateRoleStmt", "CREATE ROLE", create_role},
    {"CreateSchemaStmt", "CREATE SCHEMA", create_schema},
    {"CreateSeqStmt", "CREATE SEQUENCE", create_sequence},
    {"CreateStatsStmt", "CREATE STATISTICS", create_statistics},
    {"CreateStmt", "CREATE TABLE", create_table},
    {"CreateSubscriptionStmt", "CREATE SUBSCRIPTION", create_subscription},
    {"CreateTableAsStmt", "CREATE TABLE AS", create_table_as},
    {"CreateTableSpaceStmt", "CREATE TABLESPACE", create_tablespace},
    {"CreateTransformStmt", "CREATE TRANSFORM", nullptr},
    {"CreateTrigStmt", "CREATE TRIGGER", create_trigger},
    {"CreateUserMappingStmt", "CREATE USER MAPPING", nullptr},
    {"CreatedbStmt", "CREATE DATABASE", create_database},
    {"DeallocateStmt", "DEALLOCATE", deallocate},
    {"DeclareCursorStmt", "DECLARE CURSOR", nullptr},
    {"DefineStmt", "CREATE", define},
    {"DeleteStmt", "DELETE", delete_},
    {"DiscardStmt", "DISCARD ALL", discard},
    {"DoStmt", "DO", do_block},
    {"DropOwnedStmt", "DROP OWNED", drop_owned},
    {"DropRoleStmt", "DROP ROLE", drop_role},
    {"DropStmt", "DROP", drop},
    {"DropSubscriptionStmt", "DROP SUBSCRIPTION", drop_subscription},
    {"DropTableSpaceStmt", "DROP TABLESPACE", drop_tablespace},
    {"DropUserMappingStmt", "DROP USER MAPPING", nullptr},
    {"DropdbStmt", "DROP DATABASE", drop_database},
    {"ExecuteStmt", "EXECUTE", nullptr},
    {"ExplainStmt", "EXPLAIN", nullptr},
    {"FetchStmt", "FETCH", fetch},
    {"GrantRoleStmt", "GRANT ROLE", grant_role},
    {"GrantStmt", "GRANT", grant},
    {"ImportForeignSchemaStmt", "IMPORT FOREIGN SCHEMA", nullptr},
    {"IndexStmt", "CREATE INDEX", create_index},
    {"InsertStmt", "INSERT", insert},
    {"ListenStmt", "LISTEN", nullptr},
    {"LoadStmt", "LOAD", nullptr},
    {"LockStmt", "LOCK TABLE", lock_table},
    {"MergeStmt", "MERGE", merge},
    {"NotifyStmt", "NOTIFY", nullptr},
    {"PrepareStmt", "PREPARE", prepare},
    {"ReassignOwnedStmt", "REASSIGN OWNED", reassign_owned},
    {"RefreshMatViewStmt", "REFRESH MATERIALIZED VIEW", refresh_materialized_view},
    {"ReindexStmt", "REINDEX", reindex},
    {"RenameStmt", "ALTER", rename},
    {"RuleStmt", "CREATE RULE", create_rule},
    {"SecLabelStmt", "SECURITY LABEL", comment},
    {"SelectStmt", "SELECT", select},
    {"TransactionStmt", "BEGIN", transaction},
    {"TruncateStmt", "TRUNCATE TABLE", truncate},
    {"UnlistenStmt", "UNLISTEN", nullptr},
    {"UpdateStmt", "UPDATE", update},
    {"VacuumStmt", "VACUUM", vacuum},
    {"VariableSetStmt", "SET", variable_set},
    {"VariableShowStmt", "SHOW", nullptr},
    {"ViewStmt", "CREATE VIEW", create_view},
});
static_assert(std::ranges::is_sorted(rules, {}, &StatementRule::node));

struct KeyedRule {
  std::uint64_t key;
  const StatementRule* rule;
};
constexpr auto by_key = [] {
  std::array<KeyedRule, rules.size()> keyed{};
  std::ranges::transform(rules, keyed.begin(), [](const StatementRule& rule) {
    return KeyedRule{key(rule.node), &rule};
  });
  std::ranges::sort(keyed, {}, &KeyedRule::key);
  return keyed;
}();
static_assert(std::ranges::adjacent_find(by_key, {}, &KeyedRule::key) == by_key.end());

}  // namespace

const StatementRule* statement_rule(std::uint64_t node_key) {
  const auto* found = std::ranges::lower_bound(by_key, node_key, {}, &KeyedRule::key);
  return found != by_key.end() && found->key == node_key ? found->rule : nullptr;
}

void Context::note(int version, std::string_view what, std::int64_t location) const {
  if (new_syntax == nullptr) {
    return;
  }
  const auto& known = new_syntax->get();
  if (std::ranges::find(known, what, &NewSyntax::what) == known.end()) {
    new_syntax->push_back({version, what, location > 0 ? at(location) : Span()});
  }
}

void statement(const Context& context, const TreeNode& node, Statement& result) {
  const StatementRule* rule = statement_rule(node.key);
  result.tag = rule != nullptr ? rule->tag : std::string_view("UNKNOWN");
  if (rule != nullptr && rule->lower != nullptr) {
    rule->lower(context, node.body, result);
  } else {
    result.node = Other{std::string(rule != nullptr ? rule->tag : node.tag)};
  }
}

}  // namespace migralint::sql::lower
