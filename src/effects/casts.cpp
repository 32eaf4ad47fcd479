#include "effects/casts.hpp"

#include <algorithm>
#include <array>

#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::TypeName;

/// pg_cast of the server, with castcontext 'a' or 'i', and what a foreign key of the type may reference
/// beside the type itself. Measured with each pair on PostgreSQL 12 to 18, which do not differ. That
/// everything can be assigned to a text is not written here.
struct Builtin {
  std::string_view name;
  std::string_view assigned_to;
  std::string_view references;
};

constexpr std::array<Builtin, 44> builtins{{
    {"bit", "varbit", "varbit"},
    {"bool", "", ""},
    {"box", "polygon", ""},
    {"bpchar", "", "text varchar name"},
    {"bytea", "", ""},
    {"cidr", "inet", "inet"},
    {"circle", "", ""},
    {"date", "timestamp timestamptz", "timestamp timestamptz"},
    {"daterange", "", ""},
    {"float4", "int2 int4 int8 numeric float8", "float8"},
    {"float8", "int2 int4 int8 numeric float4", "float4"},
    {"inet", "cidr", "cidr"},
    {"int2", "int4 int8 numeric float4 float8", "int4 int8 numeric float4 float8"},
    {"int4", "int2 int8 numeric float4 float8 money", "int2 int8 numeric float4 float8"},
    {"int4range", "", ""},
    {"int8", "int2 int4 numeric float4 float8 money", "int2 int4 numeric float4 float8"},
    {"int8range", "", ""},
    {"interval", "time", ""},
    {"json", "jsonb", ""},
    {"jsonb", "json", ""},
    {"line", "", ""},
    {"lseg", "", ""},
    {"macaddr", "macaddr8", "macaddr8"},
    {"macaddr8", "macaddr", "macaddr"},
    {"money", "numeric", ""},
    {"name", "", "text varchar"},
    {"numeric", "int2 int4 int8 float4 float8 money", "float4 float8"},
    {"numrange", "", ""},
    {"path", "polygon", ""},
    {"point", "box", ""},
    {"polygon", "path", ""},
    {"text", "", "varchar bpchar name"},
    {"time", "timetz interval", "timetz interval"},
    {"timestamp", "date time timestamptz", "date timestamptz"},
    {"timestamptz", "date time timetz timestamp", "date timestamp"},
    {"timetz", "time", ""},
    {"tsquery", "", ""},
    {"tsrange", "", ""},
    {"tstzrange", "", ""},
    {"tsvector", "", ""},
    {"uuid", "", ""},
    {"varbit", "bit", "bit"},
    {"varchar", "", "text bpchar name"},
    {"xml", "", ""},
}};

const Builtin* builtin(const TypeName& type) {
  if (!type.schema.empty()) {
    return nullptr;
  }
  const auto* found = std::lower_bound(builtins.begin(), builtins.end(), type.name,
                                       [](const Builtin& a, const std::string& b) { return a.name < b; });
  return found != builtins.end() && found->name == type.name ? found : nullptr;
}

bool names(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) {
      return true;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool is_string(const Builtin* type) {
  return type != nullptr && names("bpchar name text varchar", type->name);
}

/// A type below its domains; of an array, that of its elements.
struct Known {
  bool array = false;
  const Builtin* builtin = nullptr;
  const catalog::EnumType* values = nullptr;

  [[nodiscard]] bool is_known() const { return builtin != nullptr || values != nullptr; }
  friend bool operator==(const Known&, const Known&) = default;
};

Known known(const TypeName& written, const catalog::Catalog& catalog) {
  TypeName type = storage_type(written, catalog);
  Known result;
  result.array = type.array_dimensions > 0;
  if (result.array) {
    type.array_dimensions = 0;
    type = storage_type(type, catalog);
    if (type.array_dimensions > 0) {
      return {};
    }
  }
  result.values = catalog.find_enum({type.schema, type.name, {}});
  result.builtin = result.values == nullptr ? builtin(type) : nullptr;
  return result;
}

bool has_own_cast_to(const TypeName& type, const catalog::Catalog& catalog) {
  return catalog.find_casts_to(type) != nullptr ||
         catalog.find_casts_to(storage_type(type, catalog)) != nullptr;
}

bool add_casts(const sql::Expr& expr, std::string_view column, std::vector<TypeName>& types) {
  switch (expr.kind) {
    case sql::Expr::Kind::column:
      return expr.name == column;
    case sql::Expr::Kind::collate:
      return !expr.args.empty() && add_casts(expr.args.front(), column, types);
    case sql::Expr::Kind::cast:
      if (expr.args.empty() || !add_casts(expr.args.front(), column, types)) {
        return false;
      }
      types.push_back(expr.type);
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_known_type(const TypeName& type, const catalog::Catalog& catalog) {
  return known(type, catalog).is_known();
}

bool has_no_assignment_cast(const TypeName& from, const TypeName& to, const catalog::Catalog& catalog) {
  const auto source = known(from, catalog);
  const auto target = known(to, catalog);
  if (!source.is_known() || !target.is_known() || source == target || has_own_cast_to(to, catalog)) {
    return false;
  }
  if (source.array != target.array) {
    return !is_string(target.builtin) || target.array;
  }
  if (is_string(target.builtin)) {
    return false;
  }
  const bool both_builtin = source.builtin != nullptr && target.builtin != nullptr;
  return !both_builtin || !names(source.builtin->assigned_to, target.builtin->name);
}

bool cannot_reference(const TypeName& key, const TypeName& referenced, const catalog::Catalog& catalog) {
  const auto source = known(key, catalog);
  const auto target = known(referenced, catalog);
  if (!source.is_known() || !target.is_known() || source == target || has_own_cast_to(referenced, catalog) ||
      catalog.find_operators("=") != nullptr) {
    return false;
  }
  if (source.array || target.array || source.values != nullptr || target.values != nullptr) {
    return true;
  }
  return !names(source.builtin->references, target.builtin->name);
}

std::optional<std::vector<TypeName>> casts_of_column(const sql::Expr& expr, std::string_view column) {
  std::vector<TypeName> types;
  return add_casts(expr, column, types) ? std::optional(std::move(types)) : std::nullopt;
}

}  // namespace migralint::effects
