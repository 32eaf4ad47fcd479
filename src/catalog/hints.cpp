// Who may use a type or a function: by name only, to be looked at.
#include "catalog/catalog.hpp"

namespace migralint::catalog {

const std::vector<RelationId>* Catalog::possible_type_users(std::string_view name) const {
  const auto found = type_users_.find(name);
  return found == type_users_.end() ? nullptr : &found->second;
}

const std::vector<RelationId>* Catalog::possible_function_users(std::string_view name) const {
  const auto found = function_users_.find(name);
  return found == function_users_.end() ? nullptr : &found->second;
}

void Catalog::note_type_use(std::string_view type, RelationId user) {
  auto found = type_users_.find(type);
  if (found == type_users_.end()) {
    found = type_users_.emplace(type, std::vector<RelationId>()).first;
  }
  if (found->second.empty() || found->second.back() != user) {
    found->second.push_back(user);
  }
}

void Catalog::note_function_use(std::string_view function, RelationId user) {
  auto found = function_users_.find(function);
  if (found == function_users_.end()) {
    found = function_users_.emplace(function, std::vector<RelationId>()).first;
  }
  if (found->second.empty() || found->second.back() != user) {
    found->second.push_back(user);
  }
}

}  // namespace migralint::catalog
