// The schema as the migrations have built it so far. Absence means "not in the history", never "does not
// exist", unless the history is complete. Changes go through apply() only; open transactions and savepoints
// can be rolled back.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "catalog/before.hpp"
#include "catalog/gone.hpp"
#include "catalog/name_index.hpp"
#include "catalog/objects.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

/// A schema-qualified key for hash maps, with look-up by views.
struct Key {
  std::string schema;
  std::string name;
};
struct KeyView {
  std::string_view schema;
  std::string_view name;
};
struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(KeyView key) const {
    return std::hash<std::string_view>{}(key.name) * 31 + std::hash<std::string_view>{}(key.schema);
  }
  std::size_t operator()(const Key& key) const { return (*this)(KeyView{key.schema, key.name}); }
};
struct KeyEqual {
  using is_transparent = void;
  static KeyView view(KeyView key) { return key; }
  static KeyView view(const Key& key) { return {key.schema, key.name}; }
  bool operator()(const auto& a, const auto& b) const {
    return view(a).name == view(b).name && view(a).schema == view(b).schema;
  }
};
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using NameMap = std::unordered_map<Key, T, KeyHash, KeyEqual>;

/// What one schema holds of a kind of object.
template <class T>
std::vector<sql::Name> names_in(const NameMap<T>& map, std::string_view schema) {
  std::vector<sql::Name> names;
  for (const auto& [key, item] : map) {
    if (key.schema == schema) {
      names.push_back({key.schema, key.name, {}});
    }
  }
  return names;
}

class Catalog {
 public:
  Catalog();

  // --- looking up
  // -------------------------------------------------------------------------------------------------
  /// The relation that `name` means now, by schema or search_path (PostgreSQL manual 5.9.3); null: not in the
  /// history.
  [[nodiscard]] const Relation* find(const sql::Name& name) const;
  [[nodiscard]] const Relation* find(std::string_view schema, std::string_view name) const;
  /// A live relation by its id; null when it was dropped.
  [[nodiscard]] const Relation* get(RelationId id) const;
  [[nodiscard]] const EnumType* find_enum(const sql::Name& name) const;
  [[nodiscard]] const Domain* find_domain(const sql::Name& name) const;
  [[nodiscard]] const OtherType* find_other_type(const sql::Name& name) const;
  /// All overloads; empty: not in the history (it may be built in).
  [[nodiscard]] const std::vector<Function>* find_functions(const sql::Name& name) const;
  /// Functions behind the operators of that name that the history has made; null: there are none.
  [[nodiscard]] const std::vector<sql::Name>* find_operators(std::string_view name) const;
  /// Functions behind the casts to the type that the history has made, an empty name for one without; null:
  /// there are none.
  [[nodiscard]] const std::vector<sql::Name>* find_casts_to(const sql::TypeName& type) const;
  [[nodiscard]] const Extension* find_extension(std::string_view name) const;
  [[nodiscard]] const Schema* find_schema(std::string_view name) const;
  [[nodiscard]] const Publication* find_publication(std::string_view name) const;
  /// Calls `visit` on every live relation, in the order of creation.
  template <class Visit>
  void for_each(const Visit& visit) const;
  [[nodiscard]] std::vector<const EnumType*> enums() const;
  [[nodiscard]] std::vector<const Domain*> domains() const;
  [[nodiscard]] std::vector<const Publication*> publications() const;
  /// Names of the types and domains of one schema, and of its functions.
  [[nodiscard]] std::vector<sql::Name> types_in(std::string_view schema) const;
  [[nodiscard]] std::vector<sql::Name> functions_in(std::string_view schema) const;
  /// Foreign keys of other tables (and its own) that reference `table`: pairs of table and constraint.
  [[nodiscard]] std::vector<std::pair<const Relation*, const Constraint*>> referencing(
      RelationId table) const;
  /// Views and materialized views that read `relation`, directly.
  [[nodiscard]] std::vector<const Relation*> readers(RelationId relation) const;
  /// Partitions or inheritance children, all levels down, without itself.
  [[nodiscard]] std::vector<const Relation*> descendants(RelationId table) const;
  /// True if some table of the schema has a constraint of that name: generated names avoid it.
  [[nodiscard]] bool constraint_name_taken(std::string_view schema, std::string_view name) const;
  /// Relations that may have a column of a type called `name`; the caller looks at the columns.
  [[nodiscard]] const std::vector<RelationId>* possible_type_users(std::string_view name) const;
  /// Relations that may have a trigger on a function called `name`.
  [[nodiscard]] const std::vector<RelationId>* possible_function_users(std::string_view name) const;

  // --- names
  // ------------------------------------------------------------------------------------------------------
  [[nodiscard]] const std::vector<std::string>& search_path() const { return search_path_; }
  /// Where an unqualified new object goes.
  [[nodiscard]] std::string creation_schema() const;
  /// The schema that `name` means: its own, or that of the relation found, or the one where it would be
  /// created.
  [[nodiscard]] sql::Name qualify(const sql::Name& name) const;

  // --- how much is known
  // ------------------------------------------------------------------------------------------
  /// True while the replay started from an empty database and has met no reference to an unknown object.
  [[nodiscard]] bool complete() const { return !incomplete_since_.has_value(); }
  /// The same for one schema: what is unknown is all in schemas that the history does not make and leaves to
  /// others, as Supabase's auth and storage, which says nothing about its own.
  [[nodiscard]] bool complete_in(std::string_view schema) const;
  /// The first reference to an unknown object, if any.
  [[nodiscard]] const std::optional<Origin>& incomplete_since() const { return incomplete_since_; }

  /// True when something ran that the replay cannot look into (a function that may do anything) and that may
  /// have made or dropped things. Unlike a reference to something unknown, it says nothing about what was
  /// there before.
  [[nodiscard]] bool unseen_changes() const { return last_unseen_.has_value(); }
  /// The last such statement, if it came behind the one that made something (or stands in the same block):
  /// what was made may be gone or be another.
  [[nodiscard]] const Origin* unseen_since(const Origin& made) const;

  // --- what is gone
  // -----------------------------------------------------------------------------------------------
  /// What happened to the thing that `name` meant, by schema or search_path; null: nothing that is certain.
  [[nodiscard]] const Gone* gone(Gone::What what, const sql::Name& name) const;
  [[nodiscard]] bool anything_gone(Gone::What what) const { return gone_.has_any(what); }
  /// The same for a part of a relation, and of an enum or domain.
  [[nodiscard]] const Gone* gone_part(Gone::What what, RelationId owner, std::string_view name) const;
  [[nodiscard]] const Gone* gone_of_type(Gone::What what, const sql::Name& type, std::string_view name) const;
  /// True if it may be there or not: it went, but not for certain. A relation's part.
  [[nodiscard]] bool in_doubt(Gone::What what, RelationId owner, std::string_view name) const;
  [[nodiscard]] bool in_doubt(Gone::What what, const sql::Name& name) const;

  /// Relations made or changed since the file began, each once. Some may be gone again.
  [[nodiscard]] const std::vector<RelationId>& changed() const { return changed_; }

  // --- changing: for apply() and the session only
  // -----------------------------------------------------------------
  void mark_incomplete(const Origin& where);
  /// Because of something unknown in that schema.
  void mark_incomplete_in(std::string_view schema, const Origin& where);
  /// Because of something unknown that says nothing about what is in schemas.
  void mark_incomplete_elsewhere(const Origin& where);
  /// Something ran there that may have made or dropped anything.
  void note_unseen_changes(const Origin& where);
  /// The statement whose changes come now: that is where things go. `certain`: false under a condition.
  void begin_statement(const Origin& origin, bool certain) {
    statement_ = origin;
    certain_ = certain;
  }
  [[nodiscard]] bool certain() const { return certain_; }
  void set_certain(bool certain) { certain_ = certain; }
  /// Remembers what went in this statement.
  void add_gone(Gone gone);

  /// From now on, what changes is kept as it was. Costs a copy of each thing that changes.
  void keep_before();
  [[nodiscard]] const Before* before() const { return before_ ? &*before_ : nullptr; }
  void drop_before();
  /// A branch: what is applied between the two is taken back, whatever transactions it had. Not nested.
  void begin_branch();
  void end_branch();

  /// A file begins: forgets what changed().
  void begin_file();
  void set_search_path(std::vector<std::string> path);
  /// Opens a scope that rollback_scope() can undo: a transaction or a savepoint.
  void open_scope();
  void commit_scope();
  void rollback_scope();
  [[nodiscard]] std::size_t open_scopes() const { return scopes_.size(); }

  /// The end of a transaction, also of a single statement's: temporary tables ON COMMIT DROP go.
  void end_transaction();
  /// The end of a session: its temporary objects go.
  void end_session();

  /// A new relation; replaces nothing: the caller has checked the name.
  Relation& add(std::shared_ptr<Relation> relation);
  Relation& add(Relation relation);
  /// Write access; saves the old state for open scopes. The reference stays valid until the relation is
  /// removed or a scope opens.
  Relation& edit(RelationId id);
  /// Takes a relation out (and its name). Dependants are apply()'s business.
  void remove(RelationId id);
  void rename(RelationId id, std::string schema, std::string name);
  /// Remembers a constraint's name, for constraint_name_taken().
  void note_constraint(const Relation& table, std::string_view name);
  /// Hints for possible_type_users() and possible_function_users(). They outlive a rollback.
  void note_type_use(std::string_view type, RelationId user);
  void note_function_use(std::string_view function, RelationId user);

  template <class T>
  void put(NameMap<T> Catalog::*map, const sql::Name& name, T value);
  template <class T>
  void erase(NameMap<T> Catalog::*map, const sql::Name& name);

  NameMap<EnumType> enums_;
  NameMap<Domain> domains_;
  NameMap<OtherType> other_types_;
  NameMap<std::vector<Function>> functions_;
  NameMap<Extension> extensions_;
  NameMap<Schema> schemas_;
  NameMap<Publication> publications_;
  NameMap<std::vector<sql::Name>> operators_;  ///< by name without schema: functions
  NameMap<std::vector<sql::Name>> casts_;      ///< by target type without schema: functions

 private:
  /// What a relation was before a scope changed it first; null: it did not exist.
  struct RelationBefore {
    RelationId id;
    std::shared_ptr<Relation> relation;
  };
  using Undo = std::variant<RelationBefore, std::function<void(Catalog&)>>;
  using Hints = std::unordered_map<std::string, std::vector<RelationId>, TextHash, std::equal_to<>>;
  struct Scope {
    std::uint64_t serial = 0;
    std::vector<Undo> undo;
    std::size_t gone = 0;  ///< how many things were gone when it opened
  };
  struct Branch {
    std::optional<Origin> incomplete_since;
    bool unknown_in_own_schemas = false;
    std::optional<Origin> last_unseen;
    std::vector<std::string> search_path;
    std::vector<RelationId> drop_at_commit;
    std::size_t scopes = 0;
    std::size_t changed = 0;
    bool has_temporary = false;
  };
  struct Slot {
    // Shared with the undo log of open scopes, which keeps older versions of the same relation.
    std::shared_ptr<Relation> relation;
    std::uint64_t saved_in = 0;    ///< serial of the scope that last took the old version
    std::uint32_t changed_in = 0;  ///< the file, counted by begin_file(), that is in changed_
  };

  [[nodiscard]] bool is_own_schema(std::string_view schema) const;
  void on_rollback(Undo undo);
  void save(Slot& slot, RelationId id);
  void note_change(Slot& slot, RelationId id);
  void restore(RelationBefore before);
  void forget_name(const Relation& relation);
  void remember_name(const Relation& relation);
  template <class T>
  [[nodiscard]] const T* find_in(const NameMap<T>& map, const sql::Name& name) const;

  std::vector<Slot> slots_;
  /// What find() has found last: the rules ask for the same few tables again and again. Only a hint, the name
  /// is compared.
  mutable std::array<RelationId, 2> found_last_ = {no_relation, no_relation};
  /// And what it has not found last: what a statement makes is asked for as often.
  struct Missed {
    std::string schema;
    std::string name;
    bool known = false;  ///< until some relation gets a name
  };
  mutable std::array<Missed, 2> missed_last_;
  NameIndex names_;
  std::vector<std::string> search_path_;
  std::vector<Scope> scopes_;
  std::uint64_t next_serial_ = 1;
  bool has_temporary_ = false;  ///< some relation is, or was, in pg_temp
  std::vector<RelationId> drop_at_commit_;
  NameIndex constraint_names_;  ///< hints that outlive constraints and rollbacks: to be checked
  Hints type_users_;
  Hints function_users_;
  std::optional<Origin> incomplete_since_;
  bool unknown_in_own_schemas_ = false;
  std::vector<std::string> foreign_schemas_;  ///< in which something unknown is
  std::vector<RelationId> changed_;
  std::uint32_t files_ = 1;
  GoneList gone_;
  Origin statement_;
  bool certain_ = true;
  std::optional<Origin> last_unseen_;
  Box<Before> before_;
  std::optional<Branch> branch_;
};

template <class Visit>
void Catalog::for_each(const Visit& visit) const {
  for (const auto& slot : slots_) {
    if (slot.relation) {
      visit(std::as_const(*slot.relation));
    }
  }
}

template <class T>
void Catalog::put(NameMap<T> Catalog::*map, const sql::Name& name, T value) {
  Key key{name.schema, name.name};
  auto& entries = this->*map;
  auto found = entries.find(key);
  if (before_) {
    before_->keep<T>(key.schema, key.name, found != entries.end() ? &found->second : nullptr);
  }
  if (!scopes_.empty()) {
    std::optional<T> old;
    if (found != entries.end()) {
      old = found->second;
    }
    on_rollback([map, key, old = std::move(old)](Catalog& catalog) {
      if (old) {
        (catalog.*map).insert_or_assign(key, *old);
      } else {
        (catalog.*map).erase(key);
      }
    });
  }
  entries.insert_or_assign(std::move(key), std::move(value));
}

template <class T>
void Catalog::erase(NameMap<T> Catalog::*map, const sql::Name& name) {
  auto& entries = this->*map;
  auto found = entries.find(KeyView{name.schema, name.name});
  if (found == entries.end()) {
    return;
  }
  if (before_) {
    before_->keep<T>(found->first.schema, found->first.name, &found->second);
  }
  if (!scopes_.empty()) {
    on_rollback([map, key = found->first, old = found->second](Catalog& catalog) {
      (catalog.*map).insert_or_assign(key, old);
    });
  }
  entries.erase(found);
}

}  // namespace migralint::catalog
