#include "catalog/catalog.hpp"

#include <algorithm>
#include <unordered_set>

#include "catalog/applier.hpp"
#include "catalog/system_relations.hpp"

namespace migralint::catalog {
namespace {

constexpr std::string_view temporary_schema = "pg_temp";

template <class T>
std::vector<const T*> all_of(const NameMap<T>& map) {
  std::vector<const T*> items;
  items.reserve(map.size());
  for (const auto& [key, item] : map) {
    items.push_back(&item);
  }
  return items;
}

template <class T>
void sort_by_name(std::vector<const T*>& items) {
  std::ranges::sort(items, [](const T* a, const T* b) {
    return std::tie(a->name.schema, a->name.name) < std::tie(b->name.schema, b->name.name);
  });
}

template <class T>
const T* at(const NameMap<T>& map, std::string_view schema, std::string_view name) {
  const auto found = map.find(KeyView{schema, name});
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Catalog::Catalog() : search_path_{std::string(sql::public_schema)} {
  const std::string name(sql::public_schema);
  schemas_.emplace(Key{"", name}, Schema{name, {}});
}

// --- looking up
// ---------------------------------------------------------------------------------------------------

const Relation* Catalog::find(std::string_view schema, std::string_view name) const {
  for (const RelationId id : found_last_) {
    const Relation* relation = get(id);
    if (relation != nullptr && relation->name == name && relation->schema == schema) {
      return relation;
    }
  }
  for (const Missed& missed : missed_last_) {
    if (missed.known && missed.name == name && missed.schema == schema) {
      return nullptr;
    }
  }
  const RelationId id = names_.find(KeyHash{}(KeyView{schema, name}), [&](RelationId candidate) {
    const Relation& relation = *slots_[candidate].relation;
    return relation.name == name && relation.schema == schema;
  });
  if (id == no_relation) {
    std::swap(missed_last_[0], missed_last_[1]);
    missed_last_[0].schema = schema;
    missed_last_[0].name = name;
    missed_last_[0].known = true;
    return nullptr;
  }
  found_last_ = {id, found_last_[0]};
  return slots_[id].relation.get();
}

const Relation* Catalog::find(const sql::Name& name) const {
  if (!name.schema.empty()) {
    return find(name.schema, name.name);
  }
  // pg_temp comes first unless the search_path says otherwise (manual, search_path).
  if (has_temporary_ && std::ranges::find(search_path_, temporary_schema) == search_path_.end()) {
    if (const Relation* relation = find(temporary_schema, name.name)) {
      return relation;
    }
  }
  for (const auto& schema : search_path_) {
    if (const Relation* relation = find(schema, name.name)) {
      return relation;
    }
  }
  return nullptr;
}

const Relation* Catalog::get(RelationId id) const {
  return id < slots_.size() ? slots_[id].relation.get() : nullptr;
}

template <class T>
const T* Catalog::find_in(const NameMap<T>& map, const sql::Name& name) const {
  if (map.empty()) {
    return nullptr;
  }
  if (!name.schema.empty()) {
    return at(map, name.schema, name.name);
  }
  for (const auto& schema : search_path_) {
    if (const T* item = at(map, schema, name.name)) {
      return item;
    }
  }
  return nullptr;
}

const EnumType* Catalog::find_enum(const sql::Name& name) const { return find_in(enums_, name); }
const Domain* Catalog::find_domain(const sql::Name& name) const { return find_in(domains_, name); }
const OtherType* Catalog::find_other_type(const sql::Name& name) const { return find_in(other_types_, name); }
const std::vector<Function>* Catalog::find_functions(const sql::Name& name) const {
  return find_in(functions_, name);
}
const Extension* Catalog::find_extension(std::string_view name) const { return at(extensions_, "", name); }
const Schema* Catalog::find_schema(std::string_view name) const { return at(schemas_, "", name); }
const Publication* Catalog::find_publication(std::string_view name) const {
  return at(publications_, "", name);
}

std::vector<const EnumType*> Catalog::enums() const {
  auto items = all_of(enums_);
  sort_by_name(items);
  return items;
}

std::vector<const Domain*> Catalog::domains() const {
  auto items = all_of(domains_);
  sort_by_name(items);
  return items;
}

std::vector<const Publication*> Catalog::publications() const {
  auto items = all_of(publications_);
  std::ranges::sort(items, {}, &Publication::name);
  return items;
}

std::vector<std::pair<const Relation*, const Constraint*>> Catalog::referencing(RelationId table) const {
  std::vector<std::pair<const Relation*, const Constraint*>> result;
  const Relation* target = get(table);
  if (target == nullptr) {
    return result;
  }
  for (const RelationId id : target->referenced_by) {
    const Relation* source = get(id);
    if (source == nullptr) {
      continue;
    }
    for (const auto& constraint : source->constraints) {
      if (constraint.kind == sql::Constraint::Kind::foreign_key && constraint.referenced == table) {
        result.emplace_back(source, &constraint);
      }
    }
  }
  return result;
}

std::vector<const Relation*> Catalog::readers(RelationId relation) const {
  std::vector<const Relation*> result;
  const Relation* target = get(relation);
  if (target == nullptr) {
    return result;
  }
  for (const RelationId id : target->read_by) {
    if (const Relation* view = get(id)) {
      result.push_back(view);
    }
  }
  return result;
}

std::vector<const Relation*> Catalog::descendants(RelationId table) const {
  std::vector<const Relation*> result;
  const auto add_children = [&](const Relation& parent) {
    for (const auto* children : {&parent.partitions, &parent.inherited_by}) {
      for (const RelationId id : *children) {
        const Relation* child = get(id);
        // A child of two parents is met twice.
        if (child != nullptr && std::ranges::find(result, child) == result.end()) {
          result.push_back(child);
        }
      }
    }
  };
  const Relation* root = get(table);
  if (root == nullptr || (root->partitions.empty() && root->inherited_by.empty())) {
    return result;
  }
  add_children(*root);
  for (std::size_t i = 0; i < result.size(); ++i) {
    add_children(*result[i]);
  }
  return result;
}

// --- names
// --------------------------------------------------------------------------------------------------------

std::string Catalog::creation_schema() const {
  for (const auto& schema : search_path_) {
    if (schema != system_schema) {
      return schema;
    }
  }
  return std::string(sql::public_schema);
}

sql::Name Catalog::qualify(const sql::Name& name) const {
  if (!name.schema.empty()) {
    return name;
  }
  const Relation* relation = find(name);
  if (relation == nullptr && is_system_relation(name.name)) {
    return {std::string(system_schema), name.name, name.span};
  }
  return {relation != nullptr ? relation->schema : creation_schema(), name.name, name.span};
}

// --- changing
// -----------------------------------------------------------------------------------------------------

void Catalog::begin_file() {
  ++files_;
  changed_.clear();
}

void Catalog::note_change(Slot& slot, RelationId id) {
  if (slot.changed_in != files_) {
    slot.changed_in = files_;
    changed_.push_back(id);
    if (before_) {
      before_->relations.push_back({id, slot.relation});
    }
  }
}

void Catalog::set_search_path(std::vector<std::string> path) { search_path_ = std::move(path); }

void Catalog::open_scope() { scopes_.push_back({next_serial_++, {}, gone_.size()}); }

void Catalog::commit_scope() {
  if (scopes_.empty()) {
    return;
  }
  auto undo = std::move(scopes_.back().undo);
  scopes_.pop_back();
  if (scopes_.empty()) {
    return;
  }
  auto& outer = scopes_.back().undo;
  std::unordered_set<RelationId> saved;
  for (const Undo& step : outer) {
    if (const auto* before = std::get_if<RelationBefore>(&step)) {
      saved.insert(before->id);
    }
  }
  // What the outer scope has saved is older: that is where its rollback goes back to.
  for (Undo& step : undo) {
    const auto* before = std::get_if<RelationBefore>(&step);
    if (before == nullptr || saved.insert(before->id).second) {
      outer.push_back(std::move(step));
    }
  }
}

void Catalog::rollback_scope() {
  if (scopes_.empty()) {
    return;
  }
  auto undo = std::move(scopes_.back().undo);
  gone_.cut(scopes_.back().gone);
  scopes_.pop_back();
  for (auto step = undo.rbegin(); step != undo.rend(); ++step) {
    if (auto* before = std::get_if<RelationBefore>(&*step)) {
      restore(std::move(*before));
    } else {
      std::get<1> (*step)(*this);
    }
  }
}

namespace {

/// What it hangs on may be no temporary table.
void remove_temporary(Catalog& catalog, RelationId id) {
  if (const Relation* known = catalog.get(id)) {
    const Relation gone = *known;
    catalog.remove(id);
    unlink_parents(catalog, gone);
  }
}

}  // namespace

void Catalog::end_transaction() {
  if (drop_at_commit_.empty()) {
    return;
  }
  for (const RelationId id : std::exchange(drop_at_commit_, {})) {
    remove_temporary(*this, id);
  }
}

void Catalog::end_session() {
  if (!has_temporary_) {
    return;
  }
  for (RelationId id = 0; id < slots_.size(); ++id) {
    const auto& relation = slots_[id].relation;
    if (relation && relation->schema == temporary_schema) {
      remove_temporary(*this, id);
    }
  }
  drop_at_commit_.clear();
  has_temporary_ = false;
}

void Catalog::on_rollback(Undo undo) { scopes_.back().undo.push_back(std::move(undo)); }

void Catalog::forget_name(const Relation& relation) {
  names_.erase(KeyHash{}(KeyView{relation.schema, relation.name}), relation.id);
}

void Catalog::remember_name(const Relation& relation) {
  for (Missed& missed : missed_last_) {
    missed.known = false;
  }
  names_.insert(KeyHash{}(KeyView{relation.schema, relation.name}), relation.id);
}

void Catalog::restore(RelationBefore before) {
  Slot& slot = slots_[before.id];
  if (slot.relation) {
    forget_name(*slot.relation);
  }
  slot.relation = std::move(before.relation);
  slot.saved_in = 0;
  if (slot.relation) {
    remember_name(*slot.relation);
  }
}

void Catalog::save(Slot& slot, RelationId id) {
  if (scopes_.empty() || slot.saved_in == scopes_.back().serial) {
    return;
  }
  slot.saved_in = scopes_.back().serial;
  on_rollback(RelationBefore{id, slot.relation});
}

Relation& Catalog::add(Relation relation) { return add(std::make_shared<Relation>(std::move(relation))); }

Relation& Catalog::add(std::shared_ptr<Relation> relation) {
  const auto id = static_cast<RelationId>(slots_.size());
  relation->id = id;
  if (relation->schema == temporary_schema) {
    has_temporary_ = true;
    if (relation->on_commit_drop) {
      drop_at_commit_.push_back(id);
    }
  }
  Slot& slot = slots_.emplace_back();
  save(slot, id);
  note_change(slot, id);
  slot.relation = std::move(relation);
  remember_name(*slot.relation);
  return *slot.relation;
}

Relation& Catalog::edit(RelationId id) {
  Slot& slot = slots_[id];
  save(slot, id);
  note_change(slot, id);
  // The undo log of a scope keeps the old version.
  if (slot.relation.use_count() > 1) {
    slot.relation = std::make_shared<Relation>(*slot.relation);
  }
  return *slot.relation;
}

void Catalog::remove(RelationId id) {
  if (id >= slots_.size() || !slots_[id].relation) {
    return;
  }
  Slot& slot = slots_[id];
  save(slot, id);
  note_change(slot, id);
  forget_name(*slot.relation);
  if (slot.relation->schema != temporary_schema) {
    add_gone({.schema = slot.relation->schema, .name = slot.relation->name});
  } else {
    // Temporary ones go by themselves, when the session or transaction does: which is not always known.
    const bool certain = std::exchange(certain_, false);
    add_gone({.schema = creation_schema(), .name = slot.relation->name});
    certain_ = certain;
  }
  slot.relation.reset();
}

void Catalog::rename(RelationId id, std::string schema, std::string name) {
  Relation& relation = edit(id);
  forget_name(relation);
  add_gone({.schema = relation.schema,
            .name = relation.name,
            .new_name = relation.schema == schema ? sql::quoted(name) : sql::quoted({schema, name, {}})});
  relation.schema = std::move(schema);
  relation.name = std::move(name);
  relation.renamed = statement_;
  remember_name(relation);
}

bool Catalog::constraint_name_taken(std::string_view schema, std::string_view name) const {
  const RelationId id = constraint_names_.find(KeyHash{}(KeyView{schema, name}), [&](RelationId candidate) {
    const Relation* relation = get(candidate);
    return relation != nullptr && relation->schema == schema && relation->constraint(name) != nullptr;
  });
  return id != no_relation;
}

void Catalog::note_constraint(const Relation& table, std::string_view name) {
  // Partitions share their parent's names: one of them is enough.
  if (!constraint_name_taken(table.schema, name)) {
    constraint_names_.insert(KeyHash{}(KeyView{table.schema, name}), table.id);
  }
}

}  // namespace migralint::catalog
