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

template <class T>
const catalog::Origin* origin_of(const T* object) {
  return object != nullptr ? &object->origin : nullptr;
}

const catalog::Origin* relation_origin(const catalog::Catalog& catalog, const sql::Name& name) {
  const auto* relation = catalog.find(name);
  return relation != nullptr && !relation->assumed ? &relation->origin : nullptr;
}

}  // namespace

bool relation_is_gone(lint::Finding& finding, const catalog::Catalog& catalog) {
  return is_gone(finding, relation_origin(catalog, finding.about));
}

bool type_is_gone(lint::Finding& finding, const catalog::Catalog& catalog) {
  for (const auto* origin :
       {origin_of(catalog.find_enum(finding.about)), origin_of(catalog.find_domain(finding.about)),
        origin_of(catalog.find_other_type(finding.about)), relation_origin(catalog, finding.about)}) {
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
        return function.origin.known() && function.origin.file == finding.file &&
               function.origin.statement >= finding.statement;
      });
  return is_gone(finding, again != overloads->end() ? &again->origin : nullptr);
}

}  // namespace migralint::made_again
