#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/extensions.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

/// One use of something that an extension brings.
struct Use {
  std::string what;  ///< "type citext"
  std::string_view extension;
  Span span;
};

bool is_there(const Context& context, std::string_view extension) {
  const auto& declared = context.settings().extensions;
  return std::any_of(context.catalog().extensions_.begin(), context.catalog().extensions_.end(),
                     [&](const auto& entry) { return extensions::provides(entry.second.name, extension); }) ||
         std::any_of(declared.begin(), declared.end(),
                     [&](const std::string& name) { return extensions::provides(name, extension); });
}

bool is_own_type(const catalog::Catalog& catalog, const sql::Name& name) {
  return catalog.find_enum(name) != nullptr || catalog.find_domain(name) != nullptr ||
         catalog.find_other_type(name) != nullptr || catalog.find(name) != nullptr;
}

bool is_scalar(const sql::TypeName& type) {
  constexpr std::array<std::string_view, 14> scalars{"bool", "date",      "float4",      "float8", "int2",
                                                     "int4", "int8",      "numeric",     "text",   "time",
                                                     "uuid", "timestamp", "timestamptz", "varchar"};
  return type.schema.empty() && type.array_dimensions == 0 &&
         std::find(scalars.begin(), scalars.end(), type.name) != scalars.end();
}

/// What a statement uses, before the catalog is asked for extensions.
class Uses {
 public:
  explicit Uses(const Context& context) : context_(context) {
    const auto& catalog = context.catalog();
    for (const auto* type : context.uses().types) {
      const auto extension = extensions::of_type(type->name);
      if (!extension.empty() && !is_own_type(catalog, {type->schema, type->name, {}})) {
        add("type ", type->name, extension, type->span);
      }
    }
    for (const auto& [name, span] : context.uses().calls) {
      const auto extension = extensions::of_function(name.name, context_.pg_version());
      if (!extension.empty() && name.schema != "pg_catalog" && catalog.find_functions(name) == nullptr) {
        add("function ", name.name + "()", extension, span);
      }
    }
    if (const auto* index = context.statement().as<sql::CreateIndex>()) {
      add_index(*index);
    } else if (const auto* create = context.statement().as<sql::CreateTable>()) {
      add_table(*create);
    } else if (const auto* alter = context.statement().as<sql::AlterTable>()) {
      add_constraints(*alter);
    }
  }
  std::vector<Use> list;

 private:
  void add_index(const sql::CreateIndex& index) {
    add("index method ", index.method, extensions::of_index_method(index.method), index.keywords);
    const auto* table = has_plain_classes(index.method) ? nullptr : context_.catalog().find(index.table);
    for (const auto& key : index.keys) {
      add("operator class ", key.opclass.str(), extensions::of_operator_class(key.opclass), key.span);
      const auto* column = table != nullptr ? table->column(key.column) : nullptr;
      if (column != nullptr && key.opclass.empty()) {
        add_key(index.method, key.column, column->type, key.span);
      }
    }
  }
  void add_table(const sql::CreateTable& create) {
    const auto type_of = [&](const std::string& name) {
      const auto found =
          std::find_if(create.columns.begin(), create.columns.end(),
                       [&](const sql::ColumnDefinition& column) { return column.name == name; });
      return found != create.columns.end() ? &found->type : nullptr;
    };
    for (const auto& constraint : create.constraints) {
      add_constraint(constraint, type_of);
    }
  }
  void add_constraints(const sql::AlterTable& alter) {
    const auto* table = context_.catalog().find(alter.table);
    const auto type_of = [&](const std::string& name) {
      const auto* column = table != nullptr ? table->column(name) : nullptr;
      return column != nullptr ? &column->type : nullptr;
    };
    for (const auto& action : alter.actions) {
      if (const auto* added = std::get_if<sql::AddConstraint>(&action.what)) {
        add_constraint(added->constraint, type_of);
      }
    }
  }
  /// An exclusion constraint, or a key WITHOUT OVERLAPS, is an index.
  template <class TypeOf>
  void add_constraint(const sql::Constraint& constraint, const TypeOf& type_of) {
    const bool excludes = constraint.kind == sql::Constraint::Kind::exclusion;
    if (!excludes && !constraint.without_overlaps) {
      return;
    }
    for (std::size_t i = 0; i < constraint.columns.size(); ++i) {
      const bool has_opclass = i < constraint.opclasses.size() && !constraint.opclasses[i].empty();
      const sql::TypeName* type = type_of(constraint.columns[i]);
      if (type != nullptr && !has_opclass) {
        add_key(excludes ? constraint.access_method.str() : "gist", constraint.columns[i], *type,
                constraint.span);
      }
    }
  }
  // GIN and GiST have no operator classes of their own for plain values.
  static bool has_plain_classes(std::string_view method) { return method != "gin" && method != "gist"; }
  void add_key(std::string_view method, std::string_view column, const sql::TypeName& type, Span span) {
    if (has_plain_classes(method) || !is_scalar(type)) {
      return;
    }
    const bool gin = method == "gin";
    add(gin ? "a GIN" : "a GiST",
        fmt::format(" index on {} of type {}", sql::quoted(column), sql::to_string(type)),
        gin ? "btree_gin" : "btree_gist", span);
  }
  void add(std::string_view kind, std::string_view name, std::string_view extension, Span span) {
    if (!extension.empty()) {
      list.push_back({std::string(kind).append(name), extension, span});
    }
  }

  const Context& context_;
};

// What the history does not know has come from elsewhere, and the extension may have, too.
bool is_about_unknown_table(const Context& context) {
  const auto& catalog = context.catalog();
  const auto* alter = context.statement().as<sql::AlterTable>();
  const auto* index = context.statement().as<sql::CreateIndex>();
  return (alter != nullptr && catalog.find(alter->table) == nullptr) ||
         (index != nullptr && catalog.find(index->table) == nullptr);
}

void check(const Context& context, Report& report) {
  // Where something is missing anyway, the extension may be, too.
  if (!context.catalog().complete()) {
    return;
  }
  for (const auto& use : Uses(context).list) {
    if (is_there(context, use.extension) || is_about_unknown_table(context)) {
      continue;
    }
    const std::string name = sql::quoted(use.extension);
    auto& finding =
        report(use.span.empty() ? context.statement().range : use.span, context.statement().range,
               fmt::format("{} comes with extension {}, which no migration creates: this fails on a new "
                           "database",
                           use.what, name));
    finding.label = "not there without CREATE EXTENSION";
    finding.evidence.emplace_back(
        "if the database has it from elsewhere, say so in migralint.toml: extensions = [\"" +
        std::string(use.extension) + "\"]");
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, before it",
                      fmt::format("CREATE EXTENSION IF NOT EXISTS {};\n", name),
                      {}};
    return;
  }
}

}  // namespace

MIGRALINT_RULE(extension_not_created) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A type, function or operator class of an extension that no migration creates",
    .once_per_file = true,
    .hooks = {on<check>},
};
