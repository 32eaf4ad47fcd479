#include <fmt/format.h>

#include "effects/casts.hpp"
#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;

// Lengths and precisions make no other type; text and varchar share their operators.
std::string kind_of(const sql::TypeName& type, const catalog::Catalog& catalog) {
  const auto stored = effects::storage_type(type, catalog);
  const std::string name = stored.name == "varchar" ? "text" : stored.name;
  return stored.array_dimensions > 0 ? name + "[]" : name;
}

int integer_width(std::string_view kind) {
  return kind == "int2" ? 2 : kind == "int4" ? 4 : kind == "int8" ? 8 : 0;
}

const catalog::Column* known_column(const Relation& table, const std::string& name) {
  const auto* column = table.column(name);
  return column != nullptr && !column->assumed && !column->type.empty() ? column : nullptr;
}

void check_key(const FileContext& context, const Relation& table, const catalog::Constraint& key,
               Report& report) {
  const auto* target = context.catalog().get(key.referenced);
  if (target == nullptr || key.referenced_columns.size() != key.columns.size()) {
    return;
  }
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const auto* column = known_column(table, key.columns[i]);
    const auto* referenced = known_column(*target, key.referenced_columns[i]);
    if (column == nullptr || referenced == nullptr) {
      continue;
    }
    const std::string own = kind_of(column->type, context.catalog());
    const std::string other = kind_of(referenced->type, context.catalog());
    // What cannot be compared fails: another rule speaks of it.
    if (own == other || effects::cannot_reference(column->type, referenced->type, context.catalog())) {
      continue;
    }
    const bool wider = integer_width(other) > 0 && integer_width(own) > integer_width(other);
    auto& finding = after_file::report_at(
        report, context, key.origin,
        fmt::format("{}.{} is {}, but {}.{}, which it references, is {}: {}", shown(table),
                    sql::quoted(column->name), sql::to_string(column->type), shown(*target),
                    sql::quoted(referenced->name), sql::to_string(referenced->type),
                    wider ? "every key fits, but the two have to be kept in step" : "not every key may fit"));
    finding.label = "give both the same type";
    if (wider) {
      finding.level = Level::note;
    }
    if (referenced->origin.known()) {
      finding.related.push_back(
          {referenced->origin.file, referenced->origin.span,
           fmt::format("{} is {} here", sql::quoted(referenced->name), sql::to_string(referenced->type))});
    }
    return;
  }
}

void check(const FileContext& context, Report& report) {
  after_file::for_each_changed_table(context, [&](const Relation& table) {
    if (table.partition_of != catalog::no_relation) {
      return;
    }
    for (const auto& key : table.constraints) {
      if (key.kind == sql::Constraint::Kind::foreign_key && context.is_of_file(key.origin)) {
        check_key(context, table, key, report);
      }
    }
  });
}

}  // namespace

MIGRALINT_RULE(constraint_foreign_key_type_mismatch) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A foreign key column of another type than the column that it references",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
