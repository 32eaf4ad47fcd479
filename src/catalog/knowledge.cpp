// How much the catalog knows: completeness, what is gone, branches.
#include <algorithm>
#include <utility>

#include "catalog/catalog.hpp"

namespace migralint::catalog {

void Catalog::mark_incomplete_elsewhere(const Origin& where) {
  if (!incomplete_since_) {
    incomplete_since_ = where;
  }
}

void Catalog::mark_incomplete(const Origin& where) {
  unknown_in_own_schemas_ = true;
  mark_incomplete_elsewhere(where);
}

/// It is made by the history, or something in it is, or it is where things without a schema go.
bool Catalog::is_own_schema(std::string_view schema) const {
  return schema.empty() || find_schema(schema) != nullptr ||
         std::ranges::find(search_path_, schema) != search_path_.end() ||
         std::ranges::any_of(slots_, [schema](const Slot& slot) {
           return slot.relation && slot.relation->schema == schema && !slot.relation->assumed;
         });
}

void Catalog::mark_incomplete_in(std::string_view schema, const Origin& where) {
  if (unknown_in_own_schemas_) {
    return;  // no more can be said
  }
  const bool is_noted = std::ranges::find(foreign_schemas_, schema) != foreign_schemas_.end();
  if (!is_noted && is_own_schema(schema)) {
    return mark_incomplete(where);
  }
  if (!is_noted) {
    foreign_schemas_.emplace_back(schema);
  }
  mark_incomplete_elsewhere(where);
}

bool Catalog::complete_in(std::string_view schema) const {
  return complete() ||
         (!unknown_in_own_schemas_ && std::ranges::find(foreign_schemas_, schema) == foreign_schemas_.end());
}

const Origin* Catalog::unseen_since(const Origin& made) const {
  const auto place = [](const Origin& origin) { return std::pair(origin.file, origin.statement); };
  return last_unseen_ && (!made.known() || place(made) <= place(*last_unseen_)) ? &*last_unseen_ : nullptr;
}

void Catalog::note_unseen_changes(const Origin& where) {
  last_unseen_ = where;
  gone_.doubt();
}

void Catalog::add_gone(Gone gone) {
  gone.certain = certain_;
  if (!gone.origin.known()) {
    gone.origin = statement_;
  }
  gone_.add(std::move(gone));
}

const Gone* Catalog::gone(Gone::What what, const sql::Name& name) const {
  const bool exact = !name.schema.empty() || what == Gone::What::schema || what == Gone::What::extension ||
                     what == Gone::What::publication;
  const Gone* found = exact ? gone_.find(what, name.schema, name.name) : nullptr;
  for (auto schema = search_path_.begin(); !exact && found == nullptr && schema != search_path_.end();
       ++schema) {
    found = gone_.find(what, *schema, name.name);
  }
  return found != nullptr && gone_.is_certain(*found) ? found : nullptr;
}

const Gone* Catalog::gone_part(Gone::What what, RelationId owner, std::string_view name) const {
  const Gone* found = gone_.find_part(what, owner, name);
  return found != nullptr && gone_.is_certain(*found) ? found : nullptr;
}

const Gone* Catalog::gone_of_type(Gone::What what, const sql::Name& type, std::string_view name) const {
  const Gone* found = gone_.find_of_type(what, type, name);
  return found != nullptr && gone_.is_certain(*found) ? found : nullptr;
}

bool Catalog::in_doubt(Gone::What what, RelationId owner, std::string_view name) const {
  const Gone* found = gone_.find_part(what, owner, name);
  return found != nullptr && !gone_.is_certain(*found);
}

bool Catalog::in_doubt(Gone::What what, const sql::Name& name) const {
  const Gone* found = name.schema.empty() ? nullptr : gone_.find(what, name.schema, name.name);
  for (auto schema = search_path_.begin();
       name.schema.empty() && found == nullptr && schema != search_path_.end(); ++schema) {
    found = gone_.find(what, *schema, name.name);
  }
  return found != nullptr && !gone_.is_certain(*found);
}

void Catalog::keep_before() { before_ = Before(); }

void Catalog::drop_before() { before_.reset(); }

void Catalog::begin_branch() {
  branch_ = Branch{incomplete_since_, unknown_in_own_schemas_, last_unseen_,    search_path_,
                   drop_at_commit_,   scopes_.size(),          changed_.size(), has_temporary_};
  open_scope();
}

void Catalog::end_branch() {
  while (scopes_.size() > branch_->scopes) {
    rollback_scope();
  }
  incomplete_since_ = branch_->incomplete_since;
  unknown_in_own_schemas_ = branch_->unknown_in_own_schemas;
  last_unseen_ = branch_->last_unseen;
  search_path_ = std::move(branch_->search_path);
  drop_at_commit_ = std::move(branch_->drop_at_commit);
  changed_.resize(branch_->changed);
  has_temporary_ = branch_->has_temporary;
  branch_.reset();
}

}  // namespace migralint::catalog
