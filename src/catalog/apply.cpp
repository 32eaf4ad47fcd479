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

void apply(Catalog& catalog, const sql::Statement& statement, const ApplyContext& context) {
  Applier applier{catalog, context, statement.range};
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
