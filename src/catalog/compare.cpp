#include "catalog/compare.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "catalog/compare_parts.hpp"

namespace migralint::catalog {
namespace {

using Kind = Difference::Kind;

class Comparison {
 public:
  Comparison(const Before& before, const Catalog& now, const std::function<bool(const Origin&)>& is_forward)
      : before_(before), now_(now), is_forward_(is_forward) {}

  std::vector<Difference> run() {
    for (const auto& old : before_.relations) {
      if (old.relation && !is_temporary(*old.relation)) {
        was_there(*old.relation);
      }
    }
    for (const auto& old : before_.relations) {
      const Relation* relation = now_.get(old.id);
      if (relation != nullptr && !is_temporary(*relation) &&
          was(relation->schema, relation->name) == nullptr) {
        is_new(*relation, old.relation != nullptr);
      }
    }
    types();
    functions();
    others();
    return std::move(result_);
  }

 private:
  static bool is_temporary(const Relation& relation) {
    return relation.persistence == Persistence::temporary;
  }

  /// The old version of what is called so, if it has changed.
  [[nodiscard]] const Relation* was(std::string_view schema, std::string_view name) const {
    for (const auto& old : before_.relations) {
      if (old.relation && old.relation->name == name && old.relation->schema == schema) {
        return old.relation.get();
      }
    }
    return nullptr;
  }
  [[nodiscard]] const Relation* old_version(RelationId id) const {
    for (const auto& old : before_.relations) {
      if (old.id == id) {
        return old.relation.get();
      }
    }
    return now_.get(id);
  }

  void add(Kind kind, std::string what, const std::string& name, std::string owner, const Origin& origin,
           std::string detail = {}) {
    result_.push_back({kind, std::move(what), std::move(detail), name, std::move(owner), origin});
  }

  void was_there(const Relation& old) {
    const Relation* now = now_.find(old.schema, old.name);
    if (now == nullptr) {
      // One that was only believed in may not have been there when the way forward made it.
      if (!old.assumed && !goes_with_owner(old)) {
        add(Kind::lost, fmt::format("{} {}", word_of(old.kind), shown(old)), old.name, owner_name(old), {});
      }
      return;
    }
    for (auto& part : compare_parts(old, *now, now_, is_forward_)) {
      result_.push_back(std::move(part));
    }
  }

  /// Indexes and sequences of a table that is lost itself, and those that constraints and columns have.
  [[nodiscard]] bool goes_with_owner(const Relation& relation) const {
    if (relation.index) {
      if (!relation.index->constraint.empty() || relation.index->parent != no_relation) {
        return true;
      }
      const Relation* table = old_version(relation.index->table);
      return table == nullptr || now_.find(table->schema, table->name) == nullptr ||
             has_equal_index(relation);
    }
    return relation.kind == RelationKind::sequence && relation.owned_by != no_relation;
  }
  [[nodiscard]] std::string owner_name(const Relation& relation) const {
    const Relation* table = relation.index ? old_version(relation.index->table) : nullptr;
    return table != nullptr ? table->name : std::string();
  }

  /// The same index under another name.
  bool has_equal_index(const Relation& old) const {
    const Relation* old_table = old_version(old.index->table);
    const Relation* table = now_.find(old_table->schema, old_table->name);
    return std::any_of(table->indexes.begin(), table->indexes.end(), [&](RelationId id) {
      const Relation* index = now_.get(id);
      return index != nullptr && index->index && was(index->schema, index->name) == nullptr &&
             same_index(*index->index, *old.index);
    });
  }

  void is_new(const Relation& relation, bool renamed) {
    const bool made_forward = is_forward_(relation.origin) && !relation.assumed && relation.certainly_created;
    if (relation.assumed && !renamed) {
      // Met for the first time in this file: what it was like before is not known.
      Relation blank;
      blank.assumed = true;
      blank.columns_complete = false;
      blank.kind = relation.kind;
      blank.schema = relation.schema;
      blank.name = relation.name;
      for (auto& part : compare_parts(blank, relation, now_, is_forward_)) {
        result_.push_back(std::move(part));
      }
      return;
    }
    if (belongs_to_new(relation)) {
      return;
    }
    if (relation.index) {
      if (const Relation* old = equal_old_index(relation)) {
        return add(Kind::changed, fmt::format("index {}", shown(*old)), old->name, owner_name(relation), {},
                   fmt::format("comes back as {}", sql::quoted(relation.name)));
      }
    }
    if (!made_forward && !renamed) {
      return;
    }
    add(Kind::left, fmt::format("{} {}", word_of(relation.kind), shown(relation)), relation.name,
        owner_name(relation), relation.origin);
  }

  [[nodiscard]] const Relation* equal_old_index(const Relation& index) const {
    for (const auto& old : before_.relations) {
      if (old.relation && old.relation->index && old.relation->index->constraint.empty() &&
          now_.find(old.relation->schema, old.relation->name) == nullptr &&
          same_index(*old.relation->index, *index.index)) {
        return old.relation.get();
      }
    }
    return nullptr;
  }

  /// Of a table that is new itself, or of its constraint or column.
  [[nodiscard]] bool belongs_to_new(const Relation& relation) const {
    if (relation.index) {
      const Relation* table = now_.get(relation.index->table);
      return !relation.index->constraint.empty() || relation.index->parent != no_relation ||
             (table != nullptr && is_forward_(table->origin) && !table->assumed &&
              was(table->schema, table->name) == nullptr);
    }
    return relation.kind == RelationKind::sequence && relation.owned_by != no_relation;
  }

  template <class T, class Compare>
  void each_named(std::string_view word, const NameMap<T> Catalog::*map, const Compare& compare) {
    for (const auto& old : std::get<std::vector<Before::Old<T>>>(before_.named)) {
      const auto& items = now_.*map;
      const auto found = items.find(KeyView{old.schema, old.name});
      const T* now = found == items.end() ? nullptr : &found->second;
      const std::string what = fmt::format("{} {}", word, shown(sql::Name{old.schema, old.name, {}}));
      if (old.value && now == nullptr) {
        add(Kind::lost, what, old.name, {}, {});
      } else if (!old.value && now != nullptr) {
        if (is_forward_(now->origin) && is_certain(*now)) {
          add(Kind::left, what, old.name, {}, now->origin);
        }
      } else if (old.value) {
        compare(what, *old.value, *now);
      }
    }
  }
  static bool is_certain(const EnumType& type) { return type.complete; }
  static bool is_certain(const Domain& domain) { return !domain.assumed; }
  template <class T>
  static bool is_certain(const T&) {
    return true;
  }

  void types() {
    each_named<EnumType>(
        "type", &Catalog::enums_, [&](const std::string& what, const EnumType& old, const EnumType& now) {
          for (const auto& value : old.values) {
            if (std::ranges::find(now.values, value.label, &EnumValue::label) == now.values.end()) {
              add(Kind::lost, fmt::format("value '{}' of {}", value.label, what), value.label, old.name.name,
                  {});
            }
          }
        });
    each_named<Domain>("domain", &Catalog::domains_,
                       [&](const std::string& what, const Domain& old, const Domain& now) {
                         compare_domain(what, old, now);
                       });
    each_named<OtherType>("type", &Catalog::other_types_, [](const auto&...) {});
  }

  void compare_domain(const std::string& what, const Domain& old, const Domain& now) {
    if (old.assumed || now.assumed) {
      return;
    }
    if (!(old.base == now.base)) {
      add(Kind::changed, what, old.name.name, {}, {},
          fmt::format("is {}, and was {} before", sql::to_string(now.base), sql::to_string(old.base)));
    }
    if (old.not_null != now.not_null) {
      add(Kind::changed, what, old.name.name, {}, {},
          now.not_null ? "is NOT NULL, and was not before" : "is no longer NOT NULL");
    }
    for (const auto& check : old.checks) {
      if (std::ranges::find(now.checks, check.name, &DomainConstraint::name) == now.checks.end()) {
        add(Kind::lost, fmt::format("constraint {} of {}", sql::quoted(check.name), what), check.name,
            old.name.name, {});
      }
    }
    for (const auto& check : now.checks) {
      if (is_forward_(check.origin) &&
          std::ranges::find(old.checks, check.name, &DomainConstraint::name) == old.checks.end()) {
        add(Kind::left, fmt::format("constraint {} of {}", sql::quoted(check.name), what), check.name,
            old.name.name, check.origin);
      }
    }
  }

  void functions() {
    using Overloads = std::vector<Function>;
    for (const auto& old : std::get<std::vector<Before::Old<Overloads>>>(before_.named)) {
      const auto found = now_.functions_.find(KeyView{old.schema, old.name});
      const Overloads none;
      const Overloads& now = found == now_.functions_.end() ? none : found->second;
      const Overloads& then = old.value ? *old.value : none;
      for (const auto& function : then) {
        const auto same = std::ranges::find(now, function.arguments, &Function::arguments);
        if (same == now.end()) {
          add(Kind::lost, signature(function), old.name, {}, {});
        } else if (is_forward_(same->origin) && !is_forward_(function.origin)) {
          add(Kind::changed, signature(function), old.name, {}, same->origin,
              "keeps the definition of the way forward");
        }
      }
      for (const auto& function : now) {
        if (is_forward_(function.origin) && now_.complete() &&
            std::ranges::find(then, function.arguments, &Function::arguments) == then.end()) {
          add(Kind::left, signature(function), old.name, {}, function.origin);
        }
      }
    }
  }
  static std::string signature(const Function& function) {
    std::string arguments;
    for (const auto& type : function.arguments) {
      arguments += (arguments.empty() ? "" : ", ") + sql::to_string(type);
    }
    return fmt::format("{} {}({})", function.procedure ? "procedure" : "function", shown(function.name),
                       arguments);
  }

  void others() {
    each_named<Schema>("schema", &Catalog::schemas_, [](const auto&...) {});
    each_named<Publication>("publication", &Catalog::publications_, [](const auto&...) {});
  }

  const Before& before_;
  const Catalog& now_;
  const std::function<bool(const Origin&)>& is_forward_;
  std::vector<Difference> result_;
};

}  // namespace

std::vector<Difference> differences(const Before& before, const Catalog& now,
                                    const std::function<bool(const Origin&)>& is_forward) {
  return Comparison(before, now, is_forward).run();
}

}  // namespace migralint::catalog
