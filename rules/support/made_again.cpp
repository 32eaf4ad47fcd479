#include "rules/support/made_again.hpp"

#include <algorithm>

namespace migralint::made_again {

namespace {

bool is_gone(lint::Finding& finding, const catalog::Origin* again) {
  if (again == nullptr || !again->known() || again->file != finding.file) {
    return true;
  }
  if (again->transaction == finding.transaction) {
    return false;
  }
  finding.level = lint::Level::note;
  finding.related.push_back({again->file, again->span, "it is made again here, in another transaction"});
  std::erase(finding.evidence, stop_using_it);
  finding.evidence.emplace_back(
      "there is nothing of that name in between; safe form: both in one transaction");
  return true;
}

/// What gave the thing its name: a rename, or what made it.
template <class T>
const catalog::Origin* origin_of(const T* object) {
  if (object == nullptr) {
    return nullptr;
  }
  return object->renamed ? &*object->renamed : &object->origin;
}

const catalog::Origin* relation_origin(const catalog::Catalog& catalog, const sql::Name& name) {
  const auto* relation = catalog.find(name);
  return relation != nullptr && (!relation->assumed || relation->renamed) ? origin_of(relation) : nullptr;
}

}  // namespace

bool relation_is_gone(lint::Finding& finding, const catalog::Catalog& catalog) {
  return is_gone(finding, relation_origin(catalog, finding.about));
}

bool relation_is_as_it_was(lint::Finding& finding, const catalog::Catalog& catalog) {
  const auto* again = relation_origin(catalog, finding.about);
  return again == nullptr || again->file != finding.file || again->transaction != finding.transaction;
}

bool type_is_gone(lint::Finding& finding, const catalog::Catalog& catalog) {
  const auto* relation = catalog.find(finding.about);
  // The row type of a table is no substitute.
  const bool is_type = relation != nullptr && relation->kind == catalog::RelationKind::composite_type;
  for (const auto* origin :
       {origin_of(catalog.find_enum(finding.about)), origin_of(catalog.find_domain(finding.about)),
        origin_of(catalog.find_other_type(finding.about)), is_type ? origin_of(relation) : nullptr}) {
    if (origin != nullptr) {
      return is_gone(finding, origin);
    }
  }
  return true;
}

bool function_is_gone(lint::Finding& finding, const catalog::Catalog& catalog) {
  const auto* overloads = catalog.find_functions(finding.about);
  if (overloads == nullptr) {
    return true;
  }
  const auto again =
      std::find_if(overloads->begin(), overloads->end(), [&](const catalog::Function& function) {
        const auto* origin = origin_of(&function);
        return origin->known() && origin->file == finding.file && origin->statement >= finding.statement;
      });
  return is_gone(finding, again != overloads->end() ? origin_of(&*again) : nullptr);
}

}  // namespace migralint::made_again
