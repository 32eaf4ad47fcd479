#include "catalog/apply.hpp"

#include <type_traits>

#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

template <class T>
concept Applicable = requires(Applier& applier, const T& node) {
  apply_to(applier, node);
};

}  // namespace

Origin Applier::at(Span part) const {
  Origin result = context.origin;
  // A statement that was put together at run time has its own text: only the place of the whole is in the
  // file.
  const bool inside = result.span.empty() || result.span.contains(part);
  if (!part.empty() && inside) {
    result.span = part;
  }
  return result;
}

void Applier::part_gone(Gone::What what, RelationId owner, std::string_view name,
                        std::string_view new_name) const {
  catalog.add_gone({.what = what,
                    .name = std::string(name),
                    .owner = owner,
                    .new_name = new_name.empty() ? std::string() : sql::quoted(new_name)});
}

void Applier::gone(Gone::What what, const sql::Name& name, std::string_view new_name) const {
  catalog.add_gone(
      {.what = what, .schema = name.schema, .name = name.name, .new_name = std::string(new_name)});
}

void apply(Catalog& catalog, const sql::Statement& statement, const ApplyContext& context) {
  Applier applier{catalog, context, statement.range};
  catalog.begin_statement(context.origin, context.certain);
  std::visit(
      [&](const auto& node) {
        // What has no function of its own (VACUUM's settings, roles, SET, …) changes nothing that the catalog
        // holds.
        if constexpr (Applicable<std::decay_t<decltype(node)>>) {
          apply_to(applier, node);
        }
      },
      statement.node);
}

}  // namespace migralint::catalog
