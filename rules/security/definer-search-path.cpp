#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

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

std::string safe_path(const sql::Name& function, const Context& context) {
  return sql::quoted(function.schema.empty() ? context.catalog().creation_schema() : function.schema) +
         ", pg_temp";
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
  finding.fix =
      Fix{Fix::Class::plan,
          "safe form: fix the path, the temporary schema last",
          fmt::format("ALTER {} {} SET search_path = {};\n", kind, target, safe_path(function, context)),
          {}};
  return finding;
}

// Behind the words that make it necessary.
void set_in_place(Finding& finding, const sql::Name& function, const Context& context) {
  const auto words = script::find_words(context.text(), context.statement().range, {"security", "definer"});
  if (words && context.embedded() == nullptr) {
    finding.fix = edits::mechanical(
        "safe form: fix the path, the temporary schema last",
        {edits::insert(words->end, fmt::format(" SET search_path = {}", safe_path(function, context)))});
  }
}

void check_create(const sql::CreateFunction& create, const Context& context, Report& report) {
  if (!create.security_definer || create.sets_search_path ||
      names_are_bound(create.has_atomic_body, create.language)) {
    return;
  }
  set_in_place(report_function(create.function, create.procedure ? "PROCEDURE" : "FUNCTION",
                               &create.arguments, context, report),
               create.function, context);
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
  if (becomes_definer && !resets) {
    set_in_place(finding, alter.function, context);
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
