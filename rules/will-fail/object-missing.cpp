#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "rules/support/extensions.hpp"
#include "rules/support/functions.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/references.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Gone;
using references::Reference;
using Kind = Reference::Kind;

// Only what runs for certain can be said to fail: not what is guarded, or under a condition.
bool may_be_skipped(const Context& context) {
  return context.embedded() != nullptr &&
         (context.embedded()->conditional || guards::guarded_by_block(context, {}));
}

// A handler of the block takes it.
bool is_caught(Kind kind, const Context& context) {
  switch (kind) {
    case Kind::relation:
      return guards::guarded_by_block(context,
                                      {"undefined_table", "undefined_object", "invalid_schema_name"});
    case Kind::column:
      return guards::guarded_by_block(context, {"undefined_column"});
    case Kind::function:
      return guards::guarded_by_block(context, {"undefined_function", "invalid_schema_name"});
    case Kind::schema:
      return guards::guarded_by_block(context, {"invalid_schema_name"});
    case Kind::value:
      return guards::guarded_by_block(context, {"invalid_parameter_value", "invalid_text_representation"});
    default:
      return guards::guarded_by_block(context, {"undefined_object", "invalid_schema_name"});
  }
}

bool search_path_is_known(const Context& context) {
  const auto* path = context.session().setting("search_path");
  return path == nullptr || path->known;
}

bool is_system(std::string_view schema, std::string_view name) {
  if (schema.empty()) {
    return name.starts_with("pg_");
  }
  return schema == "information_schema" || schema.starts_with("pg_");
}
bool is_system(const sql::Name& name) { return is_system(name.schema, name.name); }

bool is_system_column(std::string_view name) {
  constexpr std::array<std::string_view, 7> names{"cmax", "cmin", "ctid", "oid", "tableoid", "xmax", "xmin"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What an extension or a migration tool makes for itself.
bool comes_by_itself(const sql::Name& name) {
  constexpr std::array<std::string_view, 16> names{"__diesel_schema_migrations",
                                                   "__drizzle_migrations",
                                                   "_prisma_migrations",
                                                   "_sqlx_migrations",
                                                   "databasechangelog",
                                                   "databasechangeloglock",
                                                   "flyway_schema_history",
                                                   "geography_columns",
                                                   "geometry_columns",
                                                   "goose_db_version",
                                                   "gorp_migrations",
                                                   "pgmigrations",
                                                   "raster_columns",
                                                   "refinery_schema_history",
                                                   "schema_migrations",
                                                   "spatial_ref_sys"};
  return std::find(names.begin(), names.end(), name.name) != names.end();
}

/// Why something is not there: what took it away, or nothing that made it.
struct Reason {
  const Gone* gone = nullptr;       ///< null: no migration has made it
  std::optional<std::string> near;  ///< what was meant, perhaps
};

/// One letter too many, too few, another one, or two swapped, in names long enough for that to mean
/// something. Names that differ in a digit or an ending are often two things.
bool is_misspelt(std::string_view a, std::string_view b) {
  constexpr std::size_t shortest = 5;
  if (a.size() < b.size()) {
    std::swap(a, b);
  }
  if (b.size() < shortest || a.size() > b.size() + 1) {
    return false;
  }
  const auto first = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto at = static_cast<std::size_t>(first.first - a.begin());
  if (at + 1 >= a.size()) {
    return false;
  }
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (a.size() > b.size()) {
    return !is_digit(a[at]) && a.substr(at + 1) == b.substr(at);
  }
  const bool replaced = a.substr(at + 1) == b.substr(at + 1) && !is_digit(a[at]) && !is_digit(b[at]);
  const bool swapped = a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
  return replaced || swapped;
}

/// A later file makes it: then the order of the files is in doubt, or the statement's.
bool is_not_made_later(Finding& finding, const catalog::Catalog& catalog) {
  const auto* relation = catalog.find(finding.about);
  return relation == nullptr || relation->assumed;
}

class Judge {
 public:
  Judge(const Context& context, Report& report) : context_(context), report_(report) {}

  void see(const Reference& reference) {
    // In a block it may be a variable.
    if (reference.in_query && reference.kind == Kind::column && context_.embedded() != nullptr) {
      return;
    }
    if (is_own_part(reference) && is_system_column(reference.part)) {
      return;  // it is there, and no key may have it
    }
    if (reference.same_statement == Reference::SameStatement::drops_before || is_own_part(reference)) {
      return say(reference, {});
    }
    const auto reason = reference.part.empty() ? whole(reference) : part(reference);
    if (reason && !is_caught(reference.kind, context_)) {
      say(reference, *reason);
    }
  }

  /// A function that an expression calls: it may be PostgreSQL's own or an extension's as well.
  void see_call(const sql::Name& name, Span span) {
    const bool comes_otherwise = effects::builtin_volatility(name.name, context_.pg_version()).has_value() ||
                                 !extensions::of_function(name.name, context_.pg_version()).empty();
    if (!comes_otherwise && place_is_known(name)) {
      see({Kind::function, "function", name, {}, span, {}});
    }
  }

  /// What the text of an SQL function needs when the server reads it. Its columns may be arguments.
  void see_in_body(const Reference& reference) {
    const bool is_whole =
        reference.kind == Kind::relation || reference.kind == Kind::type || reference.kind == Kind::function;
    if (is_whole && reference.part.empty()) {
      see({reference.kind, reference.word, reference.name, {}, {}, {}});
    }
  }

 private:
  [[nodiscard]] const catalog::Catalog& catalog() const { return context_.catalog(); }

  /// Of the table that the statement makes, and not among those that it defines.
  static bool is_own_part(const Reference& reference) {
    return !reference.part.empty() && reference.name.empty();
  }

  std::optional<Reason> whole(const Reference& reference) const {
    switch (reference.kind) {
      case Kind::relation:
        return relation(reference.name);
      case Kind::type:
        return type(reference.name);
      case Kind::function:
        return catalog().find_functions(reference.name) != nullptr
                   ? std::nullopt
                   : if_gone_for_good(catalog().gone(Gone::What::function, reference.name));
      case Kind::schema:
        return catalog().find_schema(reference.name.name) != nullptr
                   ? std::nullopt
                   : if_gone_for_good(catalog().gone(Gone::What::schema, reference.name));
      case Kind::extension:
        return catalog().find_extension(reference.name.name) != nullptr
                   ? std::nullopt
                   : if_gone(catalog().gone(Gone::What::extension, reference.name));
      case Kind::publication:
        return catalog().find_publication(reference.name.name) != nullptr
                   ? std::nullopt
                   : if_gone(catalog().gone(Gone::What::publication, reference.name));
      default:
        return std::nullopt;
    }
  }

  static std::optional<Reason> if_gone(const Gone* gone) {
    return gone != nullptr ? std::optional(Reason{gone, std::nullopt}) : std::nullopt;
  }

  /// Not if an extension was made since, which may have brought it.
  [[nodiscard]] std::optional<Reason> if_gone_for_good(const Gone* gone) const {
    const auto& made = catalog().extensions_;
    const bool may_be_back =
        gone != nullptr && std::any_of(made.begin(), made.end(), [&](const auto& entry) {
          const auto& origin = entry.second.origin;
          return origin.known() && std::pair(origin.file, origin.statement) >
                                       std::pair(gone->origin.file, gone->origin.statement);
        });
    return may_be_back ? std::nullopt : if_gone(gone);
  }

  [[nodiscard]] bool place_is_known(const sql::Name& name) const {
    if (!name.schema.empty()) {
      return true;
    }
    // In a schema of which little is known there may be one more.
    return search_path_is_known(context_) && (catalog().complete() || catalog().search_path().size() == 1);
  }

  std::optional<Reason> relation(const sql::Name& name) const {
    if (is_system(name) || !place_is_known(name) || catalog().find(name) != nullptr) {
      return std::nullopt;
    }
    if (const Gone* gone = catalog().gone(Gone::What::relation, name)) {
      return Reason{gone, std::nullopt};
    }
    const bool said =
        context_.settings().said_complete && !catalog().unseen_changes() && !comes_by_itself(name);
    if ((!shows_all() && !said) || catalog().in_doubt(Gone::What::relation, name)) {
      return std::nullopt;
    }
    const auto qualified = catalog().qualify(name);
    if (catalog().find_schema(qualified.schema) == nullptr) {
      return std::nullopt;
    }
    // A folder of migrations may go on from a database that was there before, so a name that nothing has made
    // proves little by itself, unless the configuration says that there was none.
    auto near = near_relation(qualified);
    return near || said ? std::optional(Reason{nullptr, std::move(near)}) : std::nullopt;
  }

  std::optional<Reason> type(const sql::Name& name) const {
    // Most types are PostgreSQL's own, so what is asked first is what seldom holds.
    const auto& known = catalog();
    const Gone* gone = known.gone(Gone::What::type, name);
    if (gone == nullptr) {
      gone = known.gone(Gone::What::relation, name);
    }
    if (gone == nullptr || is_system(name) || !place_is_known(name)) {
      return std::nullopt;
    }
    const bool is_there = known.find_enum(name) != nullptr || known.find_domain(name) != nullptr ||
                          known.find_other_type(name) != nullptr || known.find(name) != nullptr;
    return is_there ? std::nullopt : if_gone(gone);
  }

  std::optional<Reason> part(const Reference& reference) const {
    if (reference.kind == Kind::value || reference.kind == Kind::domain_constraint) {
      return part_of_type(reference);
    }
    const auto* table = catalog().find(reference.name);
    if (table == nullptr || table->assumed || is_system(table->schema, table->name)) {
      return table != nullptr ? if_gone_part(reference, *table) : std::nullopt;
    }
    if (is_there(reference, *table)) {
      return std::nullopt;
    }
    if (auto gone = if_gone_part(reference, *table)) {
      return gone;
    }
    if (reference.in_query || !shows_all() || !table->certainly_created ||
        catalog().in_doubt(what(reference.kind), table->id, reference.part)) {
      return std::nullopt;
    }
    if (reference.kind == Kind::column) {
      if (!table->columns_complete || !table->is_table() || is_system_column(reference.part)) {
        return std::nullopt;
      }
      std::vector<std::string> names;
      for (const auto& column : table->columns) {
        names.push_back(column.name);
      }
      return Reason{nullptr, did_you_mean(reference.part, std::span<const std::string>(names))};
    }
    if (reference.kind == Kind::constraint) {
      std::vector<std::string> names;
      for (const auto& constraint : table->constraints) {
        names.push_back(constraint.name);
      }
      return Reason{nullptr, did_you_mean(reference.part, std::span<const std::string>(names))};
    }
    return std::nullopt;
  }

  static Gone::What what(Kind kind) {
    switch (kind) {
      case Kind::column:
        return Gone::What::column;
      case Kind::constraint:
        return Gone::What::constraint;
      case Kind::trigger:
        return Gone::What::trigger;
      case Kind::policy:
        return Gone::What::policy;
      default:
        return Gone::What::rule;
    }
  }

  static bool is_there(const Reference& reference, const catalog::Relation& table) {
    const auto named = [&](const auto& items) {
      return std::any_of(items.begin(), items.end(),
                         [&](const auto& item) { return item.name == reference.part; });
    };
    switch (reference.kind) {
      case Kind::column:
        return table.column(reference.part) != nullptr;
      case Kind::constraint:
        return table.constraint(reference.part) != nullptr;
      case Kind::trigger:
        return named(table.triggers);
      case Kind::policy:
        return named(table.policies);
      default:
        return named(table.rules);
    }
  }

  std::optional<Reason> if_gone_part(const Reference& reference, const catalog::Relation& table) const {
    return is_there(reference, table)
               ? std::nullopt
               : if_gone(catalog().gone_part(what(reference.kind), table.id, reference.part));
  }

  std::optional<Reason> part_of_type(const Reference& reference) const {
    if (reference.kind == Kind::domain_constraint) {
      const auto* domain = catalog().find_domain(reference.name);
      const bool known =
          domain == nullptr || std::any_of(domain->checks.begin(), domain->checks.end(),
                                           [&](const auto& check) { return check.name == reference.part; });
      return known ? std::nullopt
                   : if_gone(
                         catalog().gone_of_type(Gone::What::domain_constraint, domain->name, reference.part));
    }
    const auto* type = catalog().find_enum(reference.name);
    if (type == nullptr) {
      return std::nullopt;
    }
    std::vector<std::string> labels;
    for (const auto& value : type->values) {
      if (value.label == reference.part) {
        return std::nullopt;
      }
      labels.push_back(value.label);
    }
    if (const Gone* gone = catalog().gone_of_type(Gone::What::value, type->name, reference.part)) {
      return Reason{gone, std::nullopt};
    }
    if (!type->complete || catalog().unseen_changes() || (reference.in_query && !catalog().complete())) {
      return std::nullopt;
    }
    return Reason{nullptr, did_you_mean(reference.part, std::span<const std::string>(labels))};
  }

  /// Nothing can be there that the history does not show.
  [[nodiscard]] bool shows_all() const { return catalog().complete() && !catalog().unseen_changes(); }

  /// The relation whose name is a typing error away.
  [[nodiscard]] std::optional<std::string> near_relation(const sql::Name& name) const {
    std::optional<std::string> near;
    catalog().for_each([&](const catalog::Relation& relation) {
      if (relation.schema == name.schema && !relation.is_index() && !relation.assumed &&
          is_misspelt(name.name, relation.name)) {
        near = relation.name;
      }
    });
    return near;
  }

  void say(const Reference& reference, const Reason& reason) {
    const Span range = context_.statement().range;
    const Span place = reference.span.empty() ? range : reference.span;
    const std::string owner = reference.part.empty() || is_own_part(reference)
                                  ? std::string()
                                  : " of " + sql::quoted(reference.name);
    const std::string name = reference.part.empty()          ? sql::quoted(reference.name)
                             : reference.kind == Kind::value ? fmt::format("'{}'", reference.part)
                                                             : sql::quoted(reference.part);
    auto& finding = report_(place, reference.sub_command.empty() ? range : reference.sub_command,
                            fmt::format("{} fails: {} {}{} does not exist, {}", context_.statement().tag,
                                        reference.word, name, owner, because(reference, reason)));
    finding.label = "does not exist";
    if (reason.gone == nullptr && reference.part.empty()) {
      finding.about = catalog().qualify(reference.name);
      finding.holds_in_history = is_not_made_later;
    }
    if (reason.gone == nullptr) {
      return;
    }
    if (auto related = context_.related(reason.gone->origin,
                                        reason.gone->new_name.empty() ? "dropped here" : "renamed here")) {
      finding.related.push_back(std::move(*related));
    }
  }

  [[nodiscard]] std::string because(const Reference& reference, const Reason& reason) const {
    using enum Reference::SameStatement;
    if (reference.same_statement == drops_before) {
      return "this statement drops it first, wherever that is written";
    }
    if (reference.same_statement == adds_later) {
      return "this statement adds it only later, wherever that is written";
    }
    if (is_own_part(reference)) {
      return "the statement does not define it";
    }
    if (reason.gone == nullptr) {
      return "no migration makes it" +
             (reason.near ? fmt::format(" (did you mean {}?)", sql::quoted(*reason.near)) : std::string());
    }
    const std::string place = context_.place(reason.gone->origin);
    return reason.gone->new_name.empty()
               ? fmt::format("it was dropped at {}", place)
               : fmt::format("it was renamed to {} at {}", reason.gone->new_name, place);
  }

  const Context& context_;
  Report& report_;
};

/// What is read of a function's text when it is made: other statements only when it is called.
bool is_query(const sql::Statement* statement) {
  return statement != nullptr &&
         (statement->as<sql::Select>() != nullptr || statement->as<sql::Insert>() != nullptr ||
          statement->as<sql::Update>() != nullptr || statement->as<sql::Delete>() != nullptr ||
          statement->as<sql::Merge>() != nullptr);
}

void check(const Context& context, Report& report) {
  if (may_be_skipped(context)) {
    return;
  }
  Judge judge(context, report);
  references::each_reference(context.statement(), context.catalog(),
                             [&](const Reference& reference) { judge.see(reference); });
  // Those of a SELECT are among what it needs.
  if (context.statement().as<sql::Select>() == nullptr &&
      context.catalog().anything_gone(Gone::What::function)) {
    for (const auto& call : context.uses().calls) {
      judge.see_call(call.name, call.span);
    }
  }
  const auto* function = context.statement().as<sql::CreateFunction>();
  if (function != nullptr && is_query(function->body_statement.get()) &&
      functions::bodies_are_checked(context.session())) {
    references::each_reference(*function->body_statement, context.catalog(),
                               [&](const Reference& reference) { judge.see_in_body(reference); });
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_object_missing) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "Uses a table, column, constraint, type or the like that the history has dropped or never made",
    .hooks = {on<check>},
};
