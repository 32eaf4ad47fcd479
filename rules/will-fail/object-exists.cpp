#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/guards.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// Only what runs for certain can be said to fail: not what is guarded, or under a condition, or caught.
bool may_be_skipped(const Context& context) {
  const auto* block = context.embedded();
  return block != nullptr &&
         (block->conditional ||
          guards::guarded_by_block(context, {"duplicate_object", "duplicate_table", "duplicate_column",
                                             "duplicate_schema", "duplicate_function"}));
}

// Where an unqualified new object goes is only known while search_path is.
bool place_is_known(const sql::Name& name, const Context& context) {
  const auto* path = context.session().setting("search_path");
  return !name.schema.empty() || path == nullptr || path->known;
}

void say(std::string_view what, const sql::Name& name, const catalog::Origin& origin, Span place,
         Span sub_command, const Context& context, Report& report) {
  auto& finding = report(place, sub_command,
                         fmt::format("{} {} fails: it exists already, since {}", what, sql::quoted(name),
                                     context.place(origin)));
  finding.label = "already exists";
  if (auto made = context.related(origin, "made here")) {
    finding.related.push_back(std::move(*made));
  }
}

const catalog::Relation* present(const sql::Name& name, const Context& context) {
  const auto* relation = context.catalog().find(context.catalog().qualify(name));
  return relation != nullptr && !relation->assumed && relation->origin.known() ? relation : nullptr;
}

void check_relation(std::string_view what, const sql::RelationName& name, const Context& context,
                    Report& report) {
  if (may_be_skipped(context) || !place_is_known(name, context)) {
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
  if (create.if_not_exists || create.name.empty() || may_be_skipped(context)) {
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
  if (may_be_skipped(context) || !place_is_known(name, context)) {
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
  if (!create.if_not_exists && schema != nullptr && schema->origin.known() && !may_be_skipped(context)) {
    say("CREATE SCHEMA", {{}, create.name, {}}, schema->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_extension(const sql::CreateExtension& create, const Context& context, Report& report) {
  const auto* extension = context.catalog().find_extension(create.name);
  if (!create.if_not_exists && extension != nullptr && extension->origin.known() &&
      !may_be_skipped(context)) {
    say("CREATE EXTENSION", {{}, create.name, {}}, extension->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

void check_value(const sql::AlterEnum& alter, const Context& context, Report& report) {
  const auto* type = context.catalog().find_enum(alter.type);
  if (type == nullptr || alter.if_not_exists || may_be_skipped(context)) {
    return;
  }
  for (const auto& value : type->values) {
    if (value.label == alter.new_value && value.origin.known()) {
      say(alter.old_value.empty() ? "ADD VALUE" : "RENAME VALUE to", {{}, value.label, {}}, value.origin,
          context.statement().range, context.statement().range, context, report);
    }
  }
}

bool drops_column(const sql::AlterTable& alter, const std::string& column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    return drop != nullptr && drop->column == column;
  });
}

bool drops_constraint(const sql::AlterTable& alter, const std::string& name) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
    return drop != nullptr && drop->name == name;
  });
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  if (table == nullptr || !table->is_table() || may_be_skipped(context)) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddColumn>(&action.what); add != nullptr && !add->if_not_exists) {
      const auto* column = table->column(add->column.name);
      const bool is_there = column != nullptr && !column->assumed && column->local &&
                            column->origin.known() && !drops_column(alter, column->name);
      if (is_there) {
        say("ADD COLUMN", {{}, column->name, {}}, column->origin, add->column.span, action.span, context,
            report);
      }
    } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
      const std::string& name = constraint->constraint.name;
      const auto* known = name.empty() ? nullptr : table->constraint(name);
      if (known != nullptr && known->origin.known() && !drops_constraint(alter, name)) {
        say("ADD CONSTRAINT", {{}, name, {}}, known->origin, constraint->constraint.span, action.span,
            context, report);
      }
    }
  }
}

void check_trigger(const sql::CreateTrigger& create, const Context& context, Report& report) {
  const auto* table = context.catalog().find(create.table);
  const auto* trigger = table != nullptr ? table->trigger(create.name) : nullptr;
  if (!create.or_replace && trigger != nullptr && trigger->origin.known() && !may_be_skipped(context)) {
    say("CREATE TRIGGER", {{}, create.name, {}}, trigger->origin, context.statement().range,
        context.statement().range, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_object_exists) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "Makes something that the history has made already, without IF NOT EXISTS",
    .hooks = {on<check_table>, on<check_table_as>, on<check_view>, on<check_sequence>, on<check_index>,
              on<check_enum>, on<check_composite>, on<check_domain>, on<check_schema>, on<check_extension>,
              on<check_value>, on<check_alter>, on<check_trigger>},
};
