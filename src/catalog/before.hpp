// What a stretch of the replay has changed, as it was before it: to compare, without a copy of the catalog.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "catalog/objects.hpp"

namespace migralint::catalog {

/// Kept by the catalog between keep_before() and drop_before(). What is not in it has not changed.
struct Before {
  struct OldRelation {
    RelationId id = no_relation;
    std::shared_ptr<const Relation> relation;  ///< null: there was none
  };
  /// Any other thing with a name, by that.
  template <class T>
  struct Old {
    std::string schema;
    std::string name;
    std::optional<T> value;  ///< nothing: there was none
  };

  std::vector<OldRelation> relations;
  std::tuple<std::vector<Old<EnumType>>, std::vector<Old<Domain>>, std::vector<Old<OtherType>>,
             std::vector<Old<std::vector<Function>>>, std::vector<Old<Extension>>, std::vector<Old<Schema>>,
             std::vector<Old<Publication>>, std::vector<Old<std::vector<sql::Name>>>>
      named;

  template <class T>
  void keep(const std::string& schema, const std::string& name, const T* value) {
    auto& list = std::get<std::vector<Old<T>>>(named);
    const bool known = std::any_of(list.begin(), list.end(), [&](const Old<T>& old) {
      return old.name == name && old.schema == schema;
    });
    if (!known) {
      list.push_back({schema, name, value != nullptr ? std::optional<T>(*value) : std::nullopt});
    }
  }
};

}  // namespace migralint::catalog
