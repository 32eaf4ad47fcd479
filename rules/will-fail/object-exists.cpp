#include <algorithm>

#include <fmt/format.h>

#include "catalog/signatures.hpp"
#include "lint/rule.hpp"
#include "rules/support/additions.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/unseen.hpp"
#include "sql/object_kinds.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

// Only what runs for certain can be said to fail: not what is guarded, or under a condition, or caught.
bool may_be_skipped(const Context& context, std::string_view condition) {
  const auto* block = context.embedded();
  return block != nullptr && (block->conditional || guards::guarded_by_block(context, {condition}));
}
bool may_be_skipped(const Context& context, ObjectKind kind) {
  return may_be_skipped(context, guards::there_already(kind));
}

// Where an unqualified new object goes is only known while search_path is.
bool place_is_known(const sql::Name& name, const Context& context) {
  const auto* path = context.session().setting("search_path");
  return !name.schema.empty() || path == nullptr || path->known;
}

void say(std::string_view what, const sql::Name& name, const catalog::Origin& origin, Span place,
         Span sub_command, const Context& context, Report& report) {
  if (unseen::hides(context, origin)) {
    return;
  }
  auto& finding = report(place, sub_command,
                         fmt::format("{} {} fails: it exists already, since {}", what, sql::quoted(name),
                                     context.place(origin)));
  finding.label = "already exists";
  if (auto made = context.related(origin, "made here")) {
    finding.related.push_back(std::move(*made));
  }
  unseen::weaken(finding, context, origin);
}

const catalog::Relation* present(const sql::Name& name, const Context& context) {
  const auto* relation = context.catalog().find(context.catalog().qualify(name));
  return relation != nullptr && !relation->assumed && relation->origin.known() ? relation : nullptr;
}

void check_relation(std::string_view what, const sql::RelationName& name, const Context& context,
                    Report& report) {
  if (may_be_skipped(context, ObjectKind::table) || !place_is_known(name, context)) {
    return;
  }
  sql::Name place = name;
  if (name.schema.empty()) {
    place.schema = name.temporary ? "pg_temp" : context.catalog().creation_schema();
  }
  const auto* relation = present(place, context);
  if (relation != nullptr) {
    say(what, name, relation->origin, name.span.empty() ? context.statement().range : name.span,
        context.statement().range, context, report);
  }
}

void check_table(const sql::CreateTable& create, const Context& context, Report& report) {
  if (!create.if_not_exists) {
    check_relation("CREATE TABLE", create.table, context, report);
  }
}

void check_table_as(const sql::CreateTableAs& create, const Context& context, Report& report) {
  if (!create.if_not_exists) {
    check_relation(create.materialized_view ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE", create.table,
                   context, report);
  }
}

void check_view(const sql::CreateView& create, const Context& context, Report& report) {
  if (!create.or_replace) {
    check_relation("CREATE VIEW", create.view, context, report);
  }
}

void check_sequence(const sql::CreateSequence& create, const Context& context, Report& report) {
  if (!create.if_not_exists) {
    check_relation("CREATE SEQUENCE", create.sequence, context, report);
  }
}

void check_index(const sql::CreateIndex& create, const Context& context, Report& report) {
  if (create.if_not_exists || create.name.empty() || may_be_skipped(context, ObjectKind::index)) {
    return;
  }
  // An index is made where its table is.
  const auto* table = context.catalog().find(create.table);
  const auto* index = table != nullptr ? context.catalog().find(table->schema, create.name) : nullptr;
  if (index != nullptr && !index->assumed && index->origin.known()) {
    say("CREATE INDEX", {{}, create.name, {}}, index->origin, create.keywords, context.statement().range,
        context, report);
  }
}

struct KnownType {
  sql::Name name;
  catalog::Origin origin;
};

std::optional<KnownType> known_type(const sql::Name& name, const Context& context) {
  const sql::Name place{
      name.schema.empty() ? context.catalog().creation_schema() : name.schema, name.name, {}};
  if (const auto* type = context.catalog().find_enum(place); type != nullptr && type->complete) {
    return KnownType{type->name, type->origin};
  }
  if (const auto* domain = context.catalog().find_domain(place); domain != nullptr && !domain->assumed) {
    return KnownType{domain->name, domain->origin};
  }
  if (const auto* relation = present(place, context); relation != nullptr && !relation->is_index()) {
    return KnownType{relation->qualified(), relation->origin};
  }
  return std::nullopt;
}

void check_type(std::string_view what, const sql::Name& name, const Context& context, Report& report) {
  if (may_be_skipped(context, ObjectKind::type) || !place_is_known(name, context)) {
    return;
  }
  if (const auto type = known_type(name, context); type && type->origin.known()) {
    say(what, name, type->origin, context.statement().range, context.statement().range, context, report);
  }
}

void check_enum(const sql::CreateEnum& create, const Context& context, Report& report) {
  check_type("CREATE TYPE", create.type, context, report);
}

void check_composite(const sql::CreateType& create, const Context& context, Report& report) {
  if (!create.shell && !create.attributes.empty()) {
    check_type("CREATE TYPE", create.type, context, report);
  }
}

void check_domain(const sql::CreateDomain& create, const Context& context, Report& report) {
  check_type("CREATE DOMAIN", create.domain, context, report);
}

void check_schema(const sql::CreateSchema& create, const Context& context, Report& report) {
  const auto* schema = context.catalog().find_schema(create.name);
  if (!create.if_not_exists && schema != nullptr && schema->origin.known() &&
      !may_be_skipped(context, ObjectKind::schema)) {
    say("CREATE SCHEMA", {{}, create.name, {}}, schema->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_extension(const sql::CreateExtension& create, const Context& context, Report& report) {
  const auto* extension = context.catalog().find_extension(create.name);
  if (!create.if_not_exists && extension != nullptr && extension->origin.known() &&
      !may_be_skipped(context, ObjectKind::extension)) {
    say("CREATE EXTENSION", {{}, create.name, {}}, extension->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_value(const sql::AlterEnum& alter, const Context& context, Report& report) {
  const auto* type = context.catalog().find_enum(alter.type);
  if (type == nullptr || alter.if_not_exists || may_be_skipped(context, ObjectKind::enum_type)) {
    return;
  }
  for (const auto& value : type->values) {
    if (value.label == alter.new_value && value.origin.known()) {
      say(alter.old_value.empty() ? "ADD VALUE" : "RENAME VALUE to", {{}, value.label, {}}, value.origin,
          context.statement().range, context.statement().range, context, report);
    }
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (table == nullptr || !table->is_table()) {
    return;
  }
  for (const auto& clash : additions::clashes(alter, *table, context.catalog())) {
    if (may_be_skipped(context, clash.condition)) {
      continue;
    }
    if (clash.origin.known()) {
      say(clash.what, {{}, clash.name, {}}, clash.origin, clash.place, clash.sub_command, context, report);
    } else {
      auto& finding = report(
          clash.place, clash.sub_command,
          fmt::format("{} {} fails: the same statement adds it before", clash.what, sql::quoted(clash.name)));
      finding.label = "already exists";
    }
  }
}

void check_trigger(const sql::CreateTrigger& create, const Context& context, Report& report) {
  const auto* table = context.catalog().find(create.table);
  const auto* trigger = table != nullptr ? table->trigger(create.name) : nullptr;
  if (!create.or_replace && trigger != nullptr && trigger->origin.known() &&
      !may_be_skipped(context, ObjectKind::trigger)) {
    say("CREATE TRIGGER", {{}, create.name, {}}, trigger->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_policy(const sql::CreatePolicy& create, const Context& context, Report& report) {
  const auto* table = context.catalog().find(create.table);
  if (table == nullptr || may_be_skipped(context, ObjectKind::policy)) {
    return;
  }
  for (const auto& policy : table->policies) {
    if (policy.name == create.name && policy.origin.known()) {
      say("CREATE POLICY", {{}, create.name, {}}, policy.origin, context.statement().range,
          context.statement().range, context, report);
    }
  }
}

void check_rule(const sql::CreateRule& create, const Context& context, Report& report) {
  const auto* table = context.catalog().find(create.relation);
  if (create.or_replace || table == nullptr || may_be_skipped(context, ObjectKind::rule)) {
    return;
  }
  for (const auto& rule : table->rules) {
    if (rule.name == create.name && rule.origin.known()) {
      say("CREATE RULE", {{}, create.name, {}}, rule.origin, context.statement().range,
          context.statement().range, context, report);
    }
  }
}

void check_statistics(const sql::CreateStatistics& create, const Context& context, Report& report) {
  if (create.if_not_exists || create.statistics.empty() || may_be_skipped(context, ObjectKind::statistics) ||
      !place_is_known(create.statistics, context)) {
    return;
  }
  const std::string schema =
      create.statistics.schema.empty() ? context.catalog().creation_schema() : create.statistics.schema;
  context.catalog().for_each([&](const catalog::Relation& table) {
    for (const auto& known : table.statistics) {
      if (known.name.name == create.statistics.name && known.name.schema == schema && known.origin.known()) {
        say("CREATE STATISTICS", create.statistics, known.origin, context.statement().range,
            context.statement().range, context, report);
      }
    }
  });
}

void check_publication(const sql::CreatePublication& create, const Context& context, Report& report) {
  const auto* publication = context.catalog().find_publication(create.name);
  if (publication != nullptr && publication->origin.known() &&
      !may_be_skipped(context, ObjectKind::publication)) {
    say("CREATE PUBLICATION", {{}, create.name, {}}, publication->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_function(const sql::CreateFunction& create, const Context& context, Report& report) {
  if (create.or_replace || may_be_skipped(context, ObjectKind::function) ||
      !place_is_known(create.function, context)) {
    return;
  }
  sql::Name place = create.function;
  if (place.schema.empty()) {
    place.schema = context.catalog().creation_schema();
  }
  const auto* overloads = context.catalog().find_functions(place);
  for (std::size_t i = 0; overloads != nullptr && i < overloads->size(); ++i) {
    const auto& known = (*overloads)[i];
    if (known.origin.known() &&
        catalog::same_arguments(context.catalog(), known.arguments, create.arguments)) {
      return say(create.procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION", create.function, known.origin,
                 context.statement().range, context.statement().range, context, report);
    }
  }
}

// What has the new name already; nothing where it is free.
std::optional<catalog::Origin> taken(const sql::Rename& rename, const Context& context) {
  const auto* relation = rename.relation.empty() ? nullptr : context.catalog().find(rename.relation);
  if (rename.kind == ObjectKind::schema) {
    const auto* schema = context.catalog().find_schema(rename.new_name);
    return schema != nullptr ? std::optional(schema->origin) : std::nullopt;
  }
  if (relation == nullptr || relation->assumed) {
    return std::nullopt;
  }
  if (rename.kind == ObjectKind::column) {
    const auto* column = relation->column(rename.new_name);
    return column != nullptr && !column->assumed ? std::optional(column->origin) : std::nullopt;
  }
  if (rename.kind == ObjectKind::constraint) {
    const auto* constraint = relation->constraint(rename.new_name);
    return constraint != nullptr ? std::optional(constraint->origin) : std::nullopt;
  }
  if (rename.kind == ObjectKind::trigger) {
    const auto* trigger = relation->trigger(rename.new_name);
    return trigger != nullptr ? std::optional(trigger->origin) : std::nullopt;
  }
  const auto* other =
      sql::is_relation(rename.kind) ? present({relation->schema, rename.new_name, {}}, context) : nullptr;
  return other != nullptr ? std::optional(other->origin) : std::nullopt;
}

std::optional<catalog::Origin> taken_type(const sql::Rename& rename, const Context& context) {
  const auto type = known_type(rename.object, context);
  const auto other =
      type ? known_type({type->name.schema, rename.new_name, {}}, context) : std::optional<KnownType>();
  return other ? std::optional(other->origin) : std::nullopt;
}

void check_rename(const sql::Rename& rename, const Context& context, Report& report) {
  const bool is_type = rename.kind == ObjectKind::type || rename.kind == ObjectKind::enum_type ||
                       rename.kind == ObjectKind::domain || rename.kind == ObjectKind::composite_type;
  if (may_be_skipped(context, rename.kind)) {
    return;
  }
  const auto origin = is_type ? taken_type(rename, context) : taken(rename, context);
  if (origin && origin->known()) {
    say("RENAME to", {{}, rename.new_name, {}}, *origin, context.statement().range, context.statement().range,
        context, report);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_object_exists) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "Makes something that the history has made already, or gives it a name that is taken",
    .hooks = {on<check_table>, on<check_table_as>, on<check_view>, on<check_sequence>, on<check_index>,
              on<check_enum>, on<check_composite>, on<check_domain>, on<check_schema>, on<check_extension>,
              on<check_value>, on<check_alter, sql::AddColumn, sql::AddConstraint>, on<check_trigger>,
              on<check_policy>, on<check_rule>, on<check_statistics>, on<check_publication>,
              on<check_function>, on<check_rename>},
};
