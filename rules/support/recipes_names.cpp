// The names in the safe forms: those that are written, and those that PostgreSQL gives to what has none.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "rules/support/recipes.hpp"

namespace migralint::recipes {

namespace {

constexpr std::size_t max_name_bytes = 63;  // NAMEDATALEN - 1

std::string joined(const std::vector<std::string>& columns) {
  return fmt::format("{}", fmt::join(columns, "_"));
}

}  // namespace

std::string cut_name(std::string name) {
  if (name.size() <= max_name_bytes) {
    return name;
  }
  std::size_t end = max_name_bytes;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  name.resize(end);
  return name;
}

std::string object_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label) {
  return catalog::choose_name(table, joined(columns), label, [](std::string_view) { return false; });
}

std::string index_name(const sql::CreateIndex& index, const lint::Context& context) {
  if (!index.name.empty()) {
    return index.name;
  }
  const std::string columns = catalog::index_name_columns(index.keys, index.including);
  const std::string schema = context.catalog().qualify(index.table).schema;
  return catalog::choose_name(index.table.name, columns, "idx", [&](std::string_view name) {
    return context.catalog().find(schema, name) != nullptr;
  });
}

namespace {

/// What the name is made of: columns, joined, and label.
struct NameParts {
  std::string columns;
  std::string_view label;
  bool of_index = false;
};

std::string index_columns(const sql::Constraint& constraint) {
  return catalog::index_name_columns(catalog::keys_of(constraint), constraint.including);
}

NameParts name_parts(const sql::Constraint& constraint) {
  using Kind = sql::Constraint::Kind;
  switch (constraint.kind) {
    case Kind::primary_key:
      return {{}, "pkey", true};
    case Kind::unique:
      return {index_columns(constraint), "key", true};
    case Kind::exclusion:
      return {index_columns(constraint), "excl", true};
    case Kind::foreign_key:
      return {joined(constraint.columns), "fkey"};
    case Kind::not_null:
      return {joined(constraint.columns), "not_null"};
    default:
      break;
  }
  // A check is named after its column when it mentions just one.
  const auto columns = constraint.expr ? sql::columns_of(*constraint.expr) : std::vector<std::string>{};
  return {columns.size() == 1 ? columns.front() : std::string(), "check"};
}

/// What else an ALTER TABLE does to names, when it comes to one constraint of it.
struct Others {
  std::vector<std::string> given;  ///< to constraints before it; and as written, to those behind
  std::vector<std::string> freed;  ///< all its drops are done first
};

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string chosen_name(const sql::Constraint& constraint, const sql::Name& table,
                        const lint::Context& context, const Others& others) {
  if (!constraint.name.empty()) {
    return constraint.name;
  }
  const auto parts = name_parts(constraint);
  const auto& catalog = context.catalog();
  const std::string schema = catalog.qualify(table).schema;
  return catalog::choose_name(table.name, parts.columns, parts.label, [&](std::string_view name) {
    const bool taken = catalog.constraint_name_taken(schema, name) ||
                       (parts.of_index && catalog.find(schema, name) != nullptr);
    return has(others.given, name) || (taken && !has(others.freed, name));
  });
}

void for_each_added(const sql::AlterTable& alter, FunctionRef<void(const sql::Constraint&)> visit) {
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      visit(add->constraint);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      std::ranges::for_each(column->column.constraints, visit);
    }
  }
}

Others others_of(const sql::Constraint& constraint, const sql::Name& table, const lint::Context& context) {
  Others others;
  const auto* alter = context.statement().as<sql::AlterTable>();
  if (alter == nullptr) {
    return others;
  }
  for (const auto& action : alter->actions) {
    if (const auto* drop = std::get_if<sql::DropConstraint>(&action.what)) {
      others.freed.push_back(drop->name);
    }
  }
  bool reached = false;
  for_each_added(*alter, [&](const sql::Constraint& other) {
    const bool itself = &other == &constraint;
    reached = reached || itself;
    if (!itself && (!other.name.empty() || (!reached && other.kind == constraint.kind))) {
      others.given.push_back(chosen_name(other, table, context, others));
    }
  });
  return reached ? others : Others();
}

}  // namespace

std::string constraint_name(const sql::Constraint& constraint, std::string_view table) {
  const auto parts = name_parts(constraint);
  return constraint.name.empty()
             ? catalog::choose_name(table, parts.columns, parts.label, [](std::string_view) { return false; })
             : constraint.name;
}

std::string constraint_name(const sql::Constraint& constraint, const sql::Name& table,
                            const lint::Context& context) {
  return constraint.name.empty()
             ? chosen_name(constraint, table, context, others_of(constraint, table, context))
             : constraint.name;
}

bool name_is_open(const sql::AlterTable& alter, const sql::Constraint& constraint,
                  const lint::Context& context) {
  if (!constraint.name.empty()) {
    return false;
  }
  const auto* table = context.catalog().find(alter.table);
  const bool known =
      table != nullptr && !table->assumed && table->certainly_created && !context.catalog().unseen_changes();
  if (!known) {
    return true;
  }
  const std::string plain = constraint_name(constraint, alter.table.name);
  const bool numbered = constraint_name(constraint, alter.table, context) != plain;
  return std::ranges::any_of(alter.actions, [&](const sql::Action& action) {
    if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      return std::ranges::any_of(column->column.constraints, [&](const sql::Constraint& other) {
        return &other != &constraint && constraint_name(other, alter.table.name) == plain;
      });
    }
    // Which names go with these is not looked into.
    const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
    return numbered &&
           ((drop != nullptr && drop->cascade) || std::holds_alternative<sql::DropColumn>(action.what));
  });
}

std::string name_note(const sql::AlterTable& alter, const sql::Constraint& constraint,
                      const lint::Context& context) {
  return name_is_open(alter, constraint, context)
             ? made_up_name(constraint_name(constraint, alter.table, context))
             : std::string();
}

std::string made_up_name(std::string_view name) {
  return fmt::format("-- {} is a name made up here: write another one if something that stays has it\n",
                     sql::quoted(name));
}

std::string free_constraint_name(const sql::Name& table, const std::vector<std::string>& columns,
                                 std::string_view label, const lint::Context& context) {
  const auto& catalog = context.catalog();
  const std::string schema = catalog.qualify(table).schema;
  return catalog::choose_name(table.name, joined(columns), label, [&](std::string_view name) {
    return catalog.constraint_name_taken(schema, name);
  });
}

std::string free_index_name(const sql::Name& table, const std::vector<std::string>& columns,
                            std::string_view label, const lint::Context& context) {
  const auto& catalog = context.catalog();
  const std::string schema = catalog.qualify(table).schema;
  return catalog::choose_name(table.name, joined(columns), label, [&](std::string_view name) {
    return catalog.find(schema, name) != nullptr || catalog.constraint_name_taken(schema, name);
  });
}

}  // namespace migralint::recipes
