// Enums, domains, composite and other types; where columns use them.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

sql::Name type_place(const Applier& applier, const sql::Name& name) {
  return {name.schema.empty() ? applier.catalog.creation_schema() : name.schema, name.name, name.span};
}

std::string domain_check_name(const Domain& domain) {
  return choose_name(domain.name.name, {}, "check", [&](std::string_view name) {
    return std::ranges::any_of(domain.checks,
                               [&](const DomainConstraint& check) { return check.name == name; });
  });
}

void add_domain_constraint(Domain& domain, const sql::Constraint& constraint, const Origin& origin) {
  switch (constraint.kind) {
    case ConstraintKind::not_null:
      domain.not_null = true;
      break;
    case ConstraintKind::default_value:
      domain.default_expr = constraint.expr;
      break;
    case ConstraintKind::check:
      domain.checks.push_back({constraint.name.empty() ? domain_check_name(domain) : constraint.name,
                               constraint.expr, !constraint.not_valid, origin});
      break;
    default:
      break;
  }
}

/// The domain to change, copied; assumed when it is not in the history.
Domain domain_to_change(Applier& applier, const sql::Name& name) {
  if (const Domain* known = applier.catalog.find_domain(name)) {
    return *known;
  }
  applier.unknown();
  Domain domain;
  domain.name = type_place(applier, name);
  domain.assumed = true;
  domain.origin = applier.origin();
  return domain;
}

void alter_constraint(Applier& applier, Domain& domain, const sql::AlterDomain& alter) {
  const auto found = std::ranges::find(domain.checks, alter.name, &DomainConstraint::name);
  if (found == domain.checks.end()) {
    // From 17 on NOT NULL is a constraint, whose name is not kept.
    constexpr int not_null_has_name = 17;
    if (alter.what == sql::AlterDomain::What::drop_constraint && domain.not_null &&
        applier.context.pg_version >= not_null_has_name) {
      domain.not_null = false;
    } else if (!alter.if_exists) {
      applier.unknown();
    }
    return;
  }
  if (alter.what == sql::AlterDomain::What::validate_constraint) {
    found->validated = true;
  } else {
    applier.catalog.add_gone({.what = Gone::What::domain_constraint,
                              .schema = domain.name.schema,
                              .name = alter.name,
                              .owner_type = domain.name.name});
    domain.checks.erase(found);
  }
}

void add_value(Applier& applier, EnumType& type, const sql::AlterEnum& alter) {
  const auto find = [&](const std::string& label) {
    return std::ranges::find(type.values, label, &EnumValue::label);
  };
  if (find(alter.new_value) != type.values.end()) {
    return;
  }
  EnumValue value{alter.new_value, applier.origin()};
  auto place = type.values.end();
  if (!alter.neighbour.empty()) {
    place = find(alter.neighbour);
    if (place == type.values.end() && type.complete) {
      applier.unknown();
    }
    if (place != type.values.end() && !alter.before) {
      ++place;
    }
  }
  type.values.insert(place, std::move(value));
}

void rename_value(Applier& applier, EnumType& type, const sql::AlterEnum& alter) {
  const auto found = std::ranges::find(type.values, alter.old_value, &EnumValue::label);
  if (found != type.values.end()) {
    // Usable at once, unlike an added value: its origin stays.
    found->label = alter.new_value;
    applier.catalog.add_gone({.what = Gone::What::value,
                              .schema = type.name.schema,
                              .name = alter.old_value,
                              .owner_type = type.name.name,
                              .new_name = alter.new_value});
  } else if (type.complete) {
    applier.unknown();
  }
}

/// The types of that name, in whatever schema.
std::vector<sql::Name> types_called(const Catalog& catalog, const std::string& name) {
  std::vector<std::string> schemas = catalog.search_path();
  schemas.emplace_back(sql::public_schema);
  for (const auto& [key, schema] : catalog.schemas_) {
    schemas.push_back(schema.name);
  }
  std::ranges::sort(schemas);
  schemas.erase(std::unique(schemas.begin(), schemas.end()), schemas.end());
  std::vector<sql::Name> found;
  for (const auto& schema : schemas) {
    if (auto type = resolve_type(catalog, {schema, name, {}})) {
      found.push_back(std::move(*type));
    }
  }
  return found;
}

/// Another type of this name comes: columns that were content with the bare name keep the one they have.
void hold_type_users(Applier& applier, const sql::Name& coming) {
  const auto* noted = applier.catalog.possible_type_users(coming.name);
  if (noted == nullptr) {
    return;
  }
  auto present = types_called(applier.catalog, coming.name);
  std::erase(present, coming);
  if (present.size() != 1) {
    return;
  }
  for (const RelationId id : std::vector<RelationId>(*noted)) {
    const std::size_t count = applier.get(id) != nullptr ? applier.get(id)->columns.size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& type = applier.get(id)->columns[i].type;
      if (type.name == coming.name && type.schema.empty()) {
        applier.edit(id).columns[i].type.schema = present.front().schema;
      }
    }
  }
}

}  // namespace

void settle_type(const Applier& applier, sql::TypeName& type) {
  if (!type.schema.empty() || type.name.empty() || is_builtin_type(type.name)) {
    return;
  }
  const auto meant = resolve_type(applier, {{}, type.name, {}});
  if (meant && (meant->schema != sql::public_schema || types_called(applier.catalog, type.name).size() > 1)) {
    type.schema = meant->schema;
  }
}

std::optional<sql::Name> stored_type(const Catalog& catalog, const sql::TypeName& type) {
  auto meant = resolve_type(catalog, {type.schema, type.name, {}});
  if (!meant && type.schema.empty() && !is_builtin_type(type.name)) {
    meant = resolve_type(catalog, {std::string(sql::public_schema), type.name, {}});
  }
  return meant;
}

std::optional<sql::Name> resolve_type(const Catalog& catalog, const sql::Name& name) {
  if (const auto* type = catalog.find_enum(name)) {
    return type->name;
  }
  if (const auto* type = catalog.find_domain(name)) {
    return type->name;
  }
  if (const auto* type = catalog.find_other_type(name)) {
    return type->name;
  }
  if (const auto* type = catalog.find(name)) {
    return type->qualified();
  }
  return std::nullopt;
}

void for_type_users(Applier& applier, const sql::Name& type,
                    const std::function<void(RelationId, std::size_t)>& change) {
  const auto* noted = applier.catalog.possible_type_users(type.name);
  if (noted == nullptr) {
    return;
  }
  auto users = *noted;
  std::ranges::sort(users);
  users.erase(std::unique(users.begin(), users.end()), users.end());
  for (const RelationId id : users) {
    if (applier.get(id) == nullptr) {
      continue;
    }
    // From the back: `change` may take the column out.
    for (std::size_t i = applier.get(id)->columns.size(); i-- > 0;) {
      const Relation* relation = applier.get(id);
      if (relation == nullptr || i >= relation->columns.size()) {
        continue;
      }
      const auto& used = relation->columns[i].type;
      if (used.name != type.name) {
        continue;
      }
      const auto meant = stored_type(applier.catalog, used);
      if (used.schema == type.schema || (meant && *meant == type)) {
        change(id, i);
      }
    }
  }
}

namespace {

void drop_domains_over(Applier& applier, const sql::Name& type) {
  std::vector<sql::Name> above;
  for (const auto& [key, domain] : applier.catalog.domains_) {
    if (domain.base.name != type.name || domain.name == type) {
      continue;
    }
    const auto meant = resolve_type(applier, {domain.base.schema, domain.base.name, {}});
    if (meant && *meant == type) {
      above.push_back(domain.name);
    }
  }
  for (const auto& name : above) {
    drop_type_users(applier, name);
    applier.catalog.erase(&Catalog::domains_, name);
    applier.gone(Gone::What::type, name);
  }
}

}  // namespace

void drop_type_users(Applier& applier, const sql::Name& type) {
  drop_domains_over(applier, type);
  for_type_users(applier, type, [&](RelationId id, std::size_t column) {
    const Relation& relation = *applier.get(id);
    const std::string name = relation.columns[column].name;
    if (is_partitioned_by(relation, name)) {
      drop_relation(applier, id, true);
    } else {
      drop_column(applier, id, name, true);
    }
  });
}

void apply_to(Applier& applier, const sql::CreateEnum& create) {
  EnumType type;
  type.name = type_place(applier, create.type);
  type.origin = applier.origin();
  for (const auto& value : create.values) {
    type.values.push_back({value, applier.origin()});
  }
  const sql::Name name = type.name;
  hold_type_users(applier, name);
  applier.catalog.put(&Catalog::enums_, name, std::move(type));
}

void apply_to(Applier& applier, const sql::AlterEnum& alter) {
  EnumType type;
  if (const EnumType* known = applier.catalog.find_enum(alter.type)) {
    type = *known;
  } else {
    applier.unknown();
    type.name = type_place(applier, alter.type);
    type.complete = false;
    type.origin = applier.origin();
  }
  if (alter.old_value.empty()) {
    add_value(applier, type, alter);
  } else {
    rename_value(applier, type, alter);
  }
  const sql::Name name = type.name;
  applier.catalog.put(&Catalog::enums_, name, std::move(type));
}

void apply_to(Applier& applier, const sql::CreateType& create) {
  const sql::Name place = type_place(applier, create.type);
  hold_type_users(applier, place);
  if (create.attributes.empty()) {
    applier.catalog.put(&Catalog::other_types_, place, OtherType{place, create.range, applier.origin()});
    return;
  }
  if (const Relation* existing = applier.catalog.find(place.schema, place.name)) {
    give_up_relation(applier, existing->id);
  }
  Relation type;
  type.kind = RelationKind::composite_type;
  type.schema = place.schema;
  type.name = place.name;
  type.origin = applier.origin();
  for (const auto& attribute : create.attributes) {
    type.columns.push_back(make_column(applier, attribute, applier.at(attribute.span)));
  }
  const RelationId id = applier.catalog.add(std::move(type)).id;
  for (const auto& attribute : create.attributes) {
    note_type(applier, id, attribute.type);
  }
}

void apply_to(Applier& applier, const sql::CreateDomain& create) {
  Domain domain;
  domain.name = type_place(applier, create.domain);
  domain.base = create.type;
  settle_type(applier, domain.base);
  domain.origin = applier.origin();
  if (const Domain* base = create.type.array_dimensions > 0
                               ? nullptr
                               : applier.catalog.find_domain({create.type.schema, create.type.name, {}})) {
    domain.default_expr = base->default_expr;
  }
  for (const auto& constraint : create.constraints) {
    add_domain_constraint(domain, constraint, applier.at(constraint.span));
  }
  const sql::Name name = domain.name;
  hold_type_users(applier, name);
  applier.catalog.put(&Catalog::domains_, name, std::move(domain));
}

void apply_to(Applier& applier, const sql::AlterDomain& alter) {
  using What = sql::AlterDomain::What;
  Domain domain = domain_to_change(applier, alter.domain);
  switch (alter.what) {
    case What::set_default:
      if (alter.constraint) {
        domain.default_expr = alter.constraint->expr;
      }
      break;
    case What::drop_default:
      domain.default_expr = nullptr;
      break;
    case What::set_not_null:
      domain.not_null = true;
      break;
    case What::drop_not_null:
      domain.not_null = false;
      break;
    case What::add_constraint:
      if (alter.constraint) {
        add_domain_constraint(domain, *alter.constraint, applier.origin());
      }
      break;
    case What::drop_constraint:
    case What::validate_constraint:
      alter_constraint(applier, domain, alter);
      break;
  }
  const sql::Name name = domain.name;
  applier.catalog.put(&Catalog::domains_, name, std::move(domain));
}

}  // namespace migralint::catalog
