// What the history has taken away or given another name: why a name means nothing any more.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/objects.hpp"

namespace migralint::catalog {

/// One thing that went, or one old name.
struct Gone {
  enum class What : std::uint8_t {
    relation,
    type,  ///< enums, domains, ranges, base types; a composite type is a relation
    function,
    schema,
    extension,
    publication,
    column,  ///< this and what follows are parts of a relation
    constraint,
    trigger,
    policy,
    rule,
    value,  ///< of an enum
    domain_constraint
  };
  static constexpr std::size_t kinds = static_cast<std::size_t>(What::domain_constraint) + 1;
  What what = What::relation;
  std::string schema = {};         ///< of relations, types, functions, and of a value's type
  std::string name = {};           ///< the old one
  RelationId owner = no_relation;  ///< of a relation's parts: the relation, whatever it is called now
  std::string owner_type = {};     ///< of a value or a domain's constraint: the type's name
  std::string new_name = {};       ///< as SQL would write it; empty: dropped
  bool certain = true;             ///< false: under a condition, so it may be there all the same
  Origin origin = {};
};

/// Everything that is gone, newest last. Costs nothing until something goes.
class GoneList {
 public:
  void add(Gone gone);
  /// The newest that is called so; null: none.
  [[nodiscard]] const Gone* find(Gone::What what, std::string_view schema, std::string_view name) const;
  [[nodiscard]] const Gone* find_part(Gone::What what, RelationId owner, std::string_view name) const;
  [[nodiscard]] const Gone* find_of_type(Gone::What what, const sql::Name& type, std::string_view name) const;
  /// From here on nothing that went before is certain to be away.
  void doubt() { doubted_ = list_.size(); }
  [[nodiscard]] bool is_certain(const Gone& gone) const {
    return gone.certain && static_cast<std::size_t>(&gone - list_.data()) >= doubted_;
  }
  [[nodiscard]] bool has_any(Gone::What what) const { return counts_[static_cast<std::size_t>(what)] > 0; }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  /// Forgets what was added since there were `size`: a rollback.
  void cut(std::size_t size);

 private:
  template <class Matches>
  [[nodiscard]] const Gone* newest(Gone::What what, std::string_view name, const Matches& matches) const;

  std::vector<Gone> list_;
  std::vector<std::uint32_t> previous_;  ///< parallel: the one before it with the same hash, + 1
  std::unordered_map<std::size_t, std::uint32_t> newest_;  ///< by hash: index + 1
  std::array<std::uint32_t, Gone::kinds> counts_{};        ///< by what it is
  std::size_t doubted_ = 0;
};

}  // namespace migralint::catalog
