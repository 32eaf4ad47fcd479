#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/made_again.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

bool is_type(ObjectKind kind) {
  return kind == ObjectKind::type || kind == ObjectKind::enum_type || kind == ObjectKind::composite_type ||
         kind == ObjectKind::domain;
}

std::string origin_text(const Context& context, const sql::Name& type) {
  const auto& catalog = context.catalog();
  const catalog::Origin* origin = nullptr;
  if (const auto* found = catalog.find_enum(type); found != nullptr && found->complete) {
    origin = &found->origin;
  } else if (const auto* domain = catalog.find_domain(type); domain != nullptr && !domain->assumed) {
    origin = &domain->origin;
  } else if (const auto* relation = catalog.find(type); relation != nullptr && !relation->assumed) {
    origin = &relation->origin;
  }
  return origin != nullptr && origin->known()
             ? fmt::format("{} exists since {}", sql::quoted(type), context.place(*origin))
             : fmt::format("{} is not in the history that was read: taken as an existing type",
                           sql::quoted(type));
}

void check_rename(const sql::Rename& rename, const Context& context, Report& report) {
  const bool attribute = rename.kind == ObjectKind::attribute;
  if (!attribute && !is_type(rename.kind)) {
    return;
  }
  const sql::Name type = rename.object.empty() ? sql::Name(rename.relation) : rename.object;
  if (guards::made_in_file(context, ObjectKind::type, type, {})) {
    return;
  }
  const std::string shown = sql::quoted(type);
  auto& finding = report(
      context.statement().range,
      attribute ? fmt::format("renaming {}.{} to {} breaks running code, which still uses the old name",
                              shown, sql::quoted(rename.old_name), sql::quoted(rename.new_name))
                : fmt::format("renaming type {} to {} breaks running code, which still uses the old name",
                              shown, sql::quoted(rename.new_name)));
  finding.label = "casts and queries with the old name fail when this commits";
  finding.evidence.push_back(origin_text(context, type));
  if (!attribute) {
    finding.about = type;
    finding.holds_after_file = made_again::type_is_gone;
  }
}

void check_value(const sql::AlterEnum& change, const Context& context, Report& report) {
  if (change.old_value.empty()) {
    return;
  }
  const auto* type = context.catalog().find_enum(change.type);
  const bool of_file = guards::made_in_file(context, ObjectKind::enum_type, change.type, {});
  bool new_value = false;
  for (std::size_t i = 0; type != nullptr && i < type->values.size(); ++i) {
    new_value = new_value || (type->values[i].label == change.old_value &&
                              type->values[i].origin.file == context.step().file.id);
  }
  if (of_file || new_value) {
    return;
  }
  auto& finding = report(
      context.statement().range,
      fmt::format("renaming value '{}' of {} to '{}' breaks running code, which still writes the old one",
                  change.old_value, sql::quoted(change.type), change.new_value));
  finding.label = "the old value is no longer accepted, and rows that had it read as the new one";
  finding.evidence.push_back(origin_text(context, change.type));
  finding.evidence.emplace_back(
      "safe form: add the new value, move the code, then the rows, and stop using the old one");
}

}  // namespace

MIGRALINT_RULE(compatibility_rename_type_or_value) = {
    .level = Level::warning,
    .summary = "A type, an enum value or an attribute is renamed while running code still uses the old name",
    .hooks = {on<check_rename>, on<check_value>},
    .undone_by_rollback = true,
};
