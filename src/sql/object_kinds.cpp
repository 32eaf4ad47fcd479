#include "sql/object_kinds.hpp"

#include <array>

#include "base/name_table.hpp"
#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {
namespace {

struct KindRow {
  std::string_view object_type;
  ObjectKind kind;
  std::string_view alter;
  std::string_view drop;
};

// The command tags are those of AlterObjectTypeCommandTag() and CreateCommandTag(),
// src/backend/tcop/utility.c.
constexpr auto kinds = std::to_array<KindRow>({
    {"OBJECT_ACCESS_METHOD", ObjectKind::access_method, "ALTER ACCESS METHOD", "DROP ACCESS METHOD"},
    {"OBJECT_AGGREGATE", ObjectKind::aggregate, "ALTER AGGREGATE", "DROP AGGREGATE"},
    {"OBJECT_ATTRIBUTE", ObjectKind::attribute, "ALTER TYPE", ""},
    {"OBJECT_CAST", ObjectKind::cast, "ALTER CAST", "DROP CAST"},
    {"OBJECT_COLLATION", ObjectKind::collation, "ALTER COLLATION", "DROP COLLATION"},
    {"OBJECT_COLUMN", ObjectKind::column, "ALTER TABLE", ""},
    {"OBJECT_CONVERSION", ObjectKind::other, "ALTER CONVERSION", "DROP CONVERSION"},
    {"OBJECT_DATABASE", ObjectKind::database, "ALTER DATABASE", "DROP DATABASE"},
    {"OBJECT_DOMAIN", ObjectKind::domain, "ALTER DOMAIN", "DROP DOMAIN"},
    {"OBJECT_DOMCONSTRAINT", ObjectKind::domain_constraint, "ALTER DOMAIN", ""},
    {"OBJECT_EVENT_TRIGGER", ObjectKind::event_trigger, "ALTER EVENT TRIGGER", "DROP EVENT TRIGGER"},
    {"OBJECT_EXTENSION", ObjectKind::extension, "ALTER EXTENSION", "DROP EXTENSION"},
    {"OBJECT_FDW", ObjectKind::foreign_data_wrapper, "ALTER FOREIGN DATA WRAPPER",
     "DROP FOREIGN DATA WRAPPER"},
    {"OBJECT_FOREIGN_SERVER", ObjectKind::server, "ALTER SERVER", "DROP SERVER"},
    {"OBJECT_FOREIGN_TABLE", ObjectKind::foreign_table, "ALTER FOREIGN TABLE", "DROP FOREIGN TABLE"},
    {"OBJECT_FUNCTION", ObjectKind::function, "ALTER FUNCTION", "DROP FUNCTION"},
    {"OBJECT_INDEX", ObjectKind::index, "ALTER INDEX", "DROP INDEX"},
    {"OBJECT_LANGUAGE", ObjectKind::language, "ALTER LANGUAGE", "DROP LANGUAGE"},
    {"OBJECT_LARGEOBJECT", ObjectKind::other, "ALTER LARGE OBJECT", ""},
    {"OBJECT_MATVIEW", ObjectKind::materialized_view, "ALTER MATERIALIZED VIEW", "DROP MATERIALIZED VIEW"},
    {"OBJECT_OPCLASS", ObjectKind::other, "ALTER OPERATOR CLASS", "DROP OPERATOR CLASS"},
    {"OBJECT_OPERATOR", ObjectKind::operator_, "ALTER OPERATOR", "DROP OPERATOR"},
    {"OBJECT_OPFAMILY", ObjectKind::other, "ALTER OPERATOR FAMILY", "DROP OPERATOR FAMILY"},
    {"OBJECT_PARAMETER_ACL", ObjectKind::other, "", ""},
    {"OBJECT_POLICY", ObjectKind::policy, "ALTER POLICY", "DROP POLICY"},
    {"OBJECT_PROCEDURE", ObjectKind::procedure, "ALTER PROCEDURE", "DROP PROCEDURE"},
    {"OBJECT_PUBLICATION", ObjectKind::publication, "ALTER PUBLICATION", "DROP PUBLICATION"},
    {"OBJECT_ROLE", ObjectKind::role, "ALTER ROLE", "DROP ROLE"},
    {"OBJECT_ROUTINE", ObjectKind::routine, "ALTER ROUTINE", "DROP ROUTINE"},
    {"OBJECT_RULE", ObjectKind::rule, "ALTER RULE", "DROP RULE"},
    {"OBJECT_SCHEMA", ObjectKind::schema, "ALTER SCHEMA", "DROP SCHEMA"},
    {"OBJECT_SEQUENCE", ObjectKind::sequence, "ALTER SEQUENCE", "DROP SEQUENCE"},
    {"OBJECT_STATISTIC_EXT", ObjectKind::statistics, "ALTER STATISTICS", "DROP STATISTICS"},
    {"OBJECT_SUBSCRIPTION", ObjectKind::subscription, "ALTER SUBSCRIPTION", "DROP SUBSCRIPTION"},
    {"OBJECT_TABCONSTRAINT", ObjectKind::constraint, "ALTER TABLE", ""},
    {"OBJECT_TABLE", ObjectKind::table, "ALTER TABLE", "DROP TABLE"},
    {"OBJECT_TABLESPACE", ObjectKind::tablespace, "ALTER TABLESPACE", "DROP TABLESPACE"},
    {"OBJECT_TRANSFORM", ObjectKind::other, "ALTER TRANSFORM", "DROP TRANSFORM"},
    {"OBJECT_TRIGGER", ObjectKind::trigger, "ALTER TRIGGER", "DROP TRIGGER"},
    {"OBJECT_TSCONFIGURATION", ObjectKind::other, "ALTER TEXT SEARCH CONFIGURATION",
     "DROP TEXT SEARCH CONFIGURATION"},
    {"OBJECT_TSDICTIONARY", ObjectKind::other, "ALTER TEXT SEARCH DICTIONARY", "DROP TEXT SEARCH DICTIONARY"},
    {"OBJECT_TSPARSER", ObjectKind::other, "ALTER TEXT SEARCH PARSER", "DROP TEXT SEARCH PARSER"},
    {"OBJECT_TSTEMPLATE", ObjectKind::other, "ALTER TEXT SEARCH TEMPLATE", "DROP TEXT SEARCH TEMPLATE"},
    {"OBJECT_TYPE", ObjectKind::type, "ALTER TYPE", "DROP TYPE"},
    {"OBJECT_USER_MAPPING", ObjectKind::user_mapping, "ALTER USER MAPPING", "DROP USER MAPPING"},
    {"OBJECT_VIEW", ObjectKind::view, "ALTER VIEW", "DROP VIEW"},
});
constexpr auto object_type_of = [](std::size_t place) { return kinds[place].object_type; };
constexpr NameTable<kinds.size()> kind_table(object_type_of);

const KindRow* row_of(std::string_view object_type) {
  const std::size_t place = kind_table.find(object_type, object_type_of);
  return place != kind_table.missing ? &kinds[place] : nullptr;
}

}  // namespace

ObjectKind object_kind(std::string_view object_type) {
  const KindRow* row = row_of(object_type);
  return row != nullptr ? row->kind : ObjectKind::other;
}
std::string_view alter_tag(std::string_view object_type) {
  const KindRow* row = row_of(object_type);
  return row != nullptr ? row->alter : "ALTER";
}
std::string_view drop_tag(std::string_view object_type) {
  const KindRow* row = row_of(object_type);
  return row != nullptr ? row->drop : "DROP";
}

}  // namespace migralint::sql::lower

namespace migralint::sql {

bool is_relation(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
    case ObjectKind::partitioned_table:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
      return true;
    default:
      return false;
  }
}

}  // namespace migralint::sql
