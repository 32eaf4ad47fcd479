#include <algorithm>

#include <fmt/format.h>

#include "catalog/signatures.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/made_again.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

bool is_view(ObjectKind kind) { return kind == ObjectKind::view || kind == ObjectKind::materialized_view; }

bool is_function(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure || kind == ObjectKind::routine ||
         kind == ObjectKind::aggregate;
}

std::string_view word(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::view:
      return "view";
    case ObjectKind::materialized_view:
      return "materialized view";
    case ObjectKind::procedure:
      return "procedure";
    case ObjectKind::aggregate:
      return "aggregate";
    default:
      return "function";
  }
}

// Only triggers call it, and PostgreSQL does not let it go while there is one.
bool only_triggers_call_it(const Context& context, const sql::Name& name) {
  const auto* overloads = context.catalog().find_functions(name);
  return overloads != nullptr &&
         std::all_of(overloads->begin(), overloads->end(),
                     [](const catalog::Function& function) { return function.is_trigger; });
}

std::string origin_text(const Context& context, ObjectKind kind, const sql::Name& name) {
  if (is_view(kind)) {
    const auto* view = context.catalog().find(name);
    if (view != nullptr && !view->assumed) {
      return fmt::format("{} exists since {}", sql::quoted(name), context.place(view->origin));
    }
  } else if (const auto* overloads = context.catalog().find_functions(name);
             overloads != nullptr && !overloads->empty()) {
    return fmt::format("{} exists since {}", sql::quoted(name), context.place(overloads->front().origin));
  }
  return fmt::format("{} is not in the history that was read: taken as existing", sql::quoted(name));
}

bool is_absent(const sql::Drop& drop, std::size_t i, const Context& context) {
  const auto& catalog = context.catalog();
  const sql::Name& name = drop.objects[i];
  if (!drop.if_exists || !catalog.complete()) {
    return false;
  }
  if (is_view(drop.kind)) {
    return catalog.find(name) == nullptr;
  }
  return catalog.find_functions(name) == nullptr || catalog::names_other_function(catalog, drop, i);
}

bool got_name_in_file(ObjectKind kind, const sql::Name& name, const Context& context) {
  const auto in_file = [&](const auto& object) {
    return made_again::is_named_by(context.step().file.id, object);
  };
  if (is_view(kind)) {
    const auto* view = context.catalog().find(name);
    return view != nullptr && in_file(*view);
  }
  const auto* overloads = context.catalog().find_functions(name);
  return overloads != nullptr && !overloads->empty() &&
         std::all_of(overloads->begin(), overloads->end(), in_file);
}

bool hidden(ObjectKind kind, const sql::Name& name, const Context& context) {
  return guards::made_in_file(context, kind, name, {}) || got_name_in_file(kind, name, context) ||
         (is_view(kind) && context.newness(name).kind != Newness::Kind::existing) ||
         (is_function(kind) && only_triggers_call_it(context, name));
}

Finding& finish(Finding& finding, ObjectKind kind, const sql::Name& name, const Context& context) {
  finding.evidence.push_back(origin_text(context, kind, name));
  finding.about = is_view(kind) ? context.catalog().qualify(name) : name;
  finding.holds_after_file = is_view(kind) ? made_again::relation_is_gone : made_again::function_is_gone;
  return finding;
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (!is_view(drop.kind) && !is_function(drop.kind)) {
    return;
  }
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const sql::Name& name = drop.objects[i];
    if (hidden(drop.kind, name, context) || is_absent(drop, i, context)) {
      continue;
    }
    auto& finding = report(name.span, name.span,
                           fmt::format("dropping {} {} breaks running code that still uses it",
                                       word(drop.kind), sql::quoted(name)));
    finding.label = "queries that name it fail when this commits";
    finish(finding, drop.kind, name, context);
    finding.evidence.emplace_back(made_again::stop_using_it);
  }
}

// ALTER TABLE renames views, too.
ObjectKind renamed_kind(const sql::Rename& rename, const Context& context) {
  const auto* relation = rename.kind == ObjectKind::table ? context.catalog().find(rename.relation) : nullptr;
  if (relation == nullptr) {
    return rename.kind;
  }
  switch (relation->kind) {
    case catalog::RelationKind::view:
      return ObjectKind::view;
    case catalog::RelationKind::materialized_view:
      return ObjectKind::materialized_view;
    default:
      return rename.kind;
  }
}

void check_rename(const sql::Rename& rename, const Context& context, Report& report) {
  const sql::Name name = rename.object.empty() ? sql::Name(rename.relation) : rename.object;
  const ObjectKind kind = renamed_kind(rename, context);
  if ((!is_view(kind) && !is_function(kind)) || hidden(kind, name, context)) {
    return;
  }
  auto& finding =
      report(context.statement().range,
             fmt::format("renaming {} {} to {} breaks running code, which still uses the old name",
                         word(kind), sql::quoted(name), sql::quoted(rename.new_name)));
  finding.label = "queries with the old name fail when this commits";
  finish(finding, kind, name, context);
}

}  // namespace

MIGRALINT_RULE(compatibility_drop_view_or_function) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "An existing view or function, which code calls by name, is dropped or renamed",
    .hooks = {on<check_drop>, on<check_rename>},
    .undone_by_rollback = true,
};
