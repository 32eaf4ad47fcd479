#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "catalog/system_relations.hpp"
#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view temporary_schema = "pg_temp";

std::string argument_list(const std::vector<sql::TypeName>& arguments) {
  std::string list;
  for (const auto& argument : arguments) {
    list += (list.empty() ? "" : ", ") + sql::to_string(argument);
  }
  return list;
}

// At the end of the file: a later ALTER or CREATE OR REPLACE may have put it right.
bool still_open(Finding& finding, const catalog::Catalog& catalog) {
  const auto* overloads = catalog.find_functions(finding.about);
  return overloads != nullptr &&
         std::any_of(overloads->begin(), overloads->end(), [](const catalog::Function& function) {
           return function.security_definer && !function.sets_search_path;
         });
}

// The names in a body that PostgreSQL reads at creation are bound then; C code does not look names up.
bool names_are_bound(bool atomic_body, std::string_view language) {
  return atomic_body || language == "c" || language == "internal";
}

/// Its own schema, what was looked in when it was made, and the temporary schema last.
std::vector<std::string> safe_path(const sql::Name& function, const Context& context) {
  const auto& catalog = context.catalog();
  std::vector<std::string> schemas{function.schema.empty() ? catalog.creation_schema() : function.schema};
  schemas.insert(schemas.end(), catalog.search_path().begin(), catalog.search_path().end());
  std::vector<std::string> path;
  for (const auto& schema : schemas) {
    const bool is_usual = schema == temporary_schema || schema == catalog::system_schema;
    if (!is_usual && std::find(path.begin(), path.end(), schema) == path.end()) {
      path.push_back(schema);
    }
  }
  path.emplace_back(temporary_schema);
  return path;
}

std::string as_sql(const std::vector<std::string>& path) {
  std::string list;
  for (const auto& schema : path) {
    list += (list.empty() ? "" : ", ") + sql::quoted(schema);
  }
  return list;
}

/// Looks names up in a path that a function would have.
class Lookup {
 public:
  Lookup(const std::vector<std::string>& path, const Context& context) : path_(path), context_(context) {}

  /// The name means the same relation as now, and one that the history has made.
  [[nodiscard]] bool keeps(const sql::RelationName& name) const {
    const auto* now = context_.catalog().find(name);
    if (!name.schema.empty() || (now != nullptr && now->schema == catalog::system_schema)) {
      return true;
    }
    if (now == nullptr || now->assumed) {
      return false;
    }
    const auto first = std::find_if(path_.begin(), path_.end(), [&](const std::string& schema) {
      return context_.catalog().find({schema, name.name, {}}) != nullptr;
    });
    return first != path_.end() && *first == now->schema;
  }
  [[nodiscard]] bool keeps(const sql::Name& function) const {
    if (!function.schema.empty()) {
      return true;
    }
    const auto* now = context_.catalog().find_functions(function);
    if (now == nullptr || now->empty()) {
      return effects::is_in_pg_catalog(function.name, context_.pg_version());
    }
    const auto first = std::find_if(path_.begin(), path_.end(), [&](const std::string& schema) {
      return context_.catalog().find_functions({schema, function.name, {}}) != nullptr;
    });
    return first != path_.end() && *first == now->front().name.schema;
  }

 private:
  const std::vector<std::string>& path_;
  const Context& context_;
};

/// The body is one query whose names all mean the same in that path: a server that reads them when the
/// function is made finds them. What stands in PL/pgSQL is not looked into.
bool finds_all(const std::string& body, const sql::Statement* statement, const std::vector<std::string>& path,
               const Context& context) {
  const auto* select = statement != nullptr ? statement->as<sql::Select>() : nullptr;
  const Span whole{0, static_cast<std::uint32_t>(body.size())};
  const auto parts = script::split_top_level(body, whole, ';');
  const auto is_text = [](Span part) { return !part.empty(); };
  if (select == nullptr || std::count_if(parts.begin(), parts.end(), is_text) != 1 ||
      !select->inserts.empty() || !select->updates.empty() || !select->deletes.empty()) {
    return false;
  }
  const Lookup lookup(path, context);
  return std::all_of(select->relations.begin(), select->relations.end(),
                     [&](const sql::RelationName& name) { return lookup.keeps(name); }) &&
         std::all_of(select->functions.begin(), select->functions.end(),
                     [&](const sql::Name& name) { return lookup.keeps(name); });
}

Finding& report_function(const sql::Name& function, std::string_view kind,
                         const std::vector<sql::TypeName>* arguments, const Context& context,
                         Report& report) {
  const std::string shown = sql::quoted(function);
  auto& finding = report(
      function.span.empty() ? context.statement().range : function.span, context.statement().range,
      fmt::format(
          "{} runs with its owner's rights but with its caller's search_path: who can create objects can "
          "put their own in its way",
          shown));
  finding.label = "SECURITY DEFINER without SET search_path";
  finding.about = function;
  finding.holds_after_file = still_open;
  const std::string target =
      arguments != nullptr ? fmt::format("{}({})", shown, argument_list(*arguments)) : shown;
  finding.fix = Fix{
      Fix::Class::plan,
      "safe form: fix the path, the temporary schema last",
      fmt::format("ALTER {} {} SET search_path = {};\n", kind, target, as_sql(safe_path(function, context))),
      {}};
  return finding;
}

// Behind the words that make it necessary.
void set_in_place(Finding& finding, const std::vector<std::string>& path, const Context& context) {
  const auto words = script::find_words(context.text(), context.statement().range, {"security", "definer"});
  if (words && context.embedded() == nullptr) {
    finding.fix =
        edits::mechanical("safe form: fix the path, the temporary schema last",
                          {edits::insert(words->end, fmt::format(" SET search_path = {}", as_sql(path)))});
  }
}

void check_create(const sql::CreateFunction& create, const Context& context, Report& report) {
  if (!create.security_definer || create.sets_search_path ||
      names_are_bound(create.has_atomic_body, create.language)) {
    return;
  }
  auto& finding = report_function(create.function, create.procedure ? "PROCEDURE" : "FUNCTION",
                                  &create.arguments, context, report);
  const auto path = safe_path(create.function, context);
  if (create.language == "sql" && finds_all(create.body, create.body_statement.get(), path, context)) {
    set_in_place(finding, path, context);
  }
}

void check_alter(const sql::AlterFunction& alter, const Context& context, Report& report) {
  const bool resets = alter.sets_search_path.has_value() && !*alter.sets_search_path;
  const bool becomes_definer = alter.security_definer.value_or(false);
  if ((!becomes_definer && !resets) || alter.sets_search_path.value_or(false)) {
    return;
  }
  const auto* overloads = context.catalog().find_functions(alter.function);
  if (overloads == nullptr || overloads->empty()) {
    return;
  }
  const auto& function = overloads->front();
  const bool definer = becomes_definer || function.security_definer;
  const bool has_path = function.sets_search_path && !resets;
  if (overloads->size() > 1 || !definer || has_path ||
      names_are_bound(function.has_atomic_body, function.language)) {
    return;
  }
  auto& finding = report_function(alter.function, function.procedure ? "PROCEDURE" : "FUNCTION",
                                  &function.arguments, context, report);
  const auto path = safe_path(function.name, context);
  if (becomes_definer && !resets && function.language == "sql" &&
      finds_all(function.body, function.body_statement.get(), path, context)) {
    set_in_place(finding, path, context);
  }
}

}  // namespace

MIGRALINT_RULE(security_definer_search_path) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A SECURITY DEFINER function without SET search_path",
    .hooks = {on<check_create>, on<check_alter>},
    .undone_by_rollback = true,
};
