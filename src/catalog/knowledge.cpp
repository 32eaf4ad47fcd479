// How much the catalog knows: completeness, what is gone, branches.
#include <utility>

#include "catalog/catalog.hpp"

namespace migralint::catalog {

void Catalog::mark_incomplete(const Origin& where) {
  if (!incomplete_since_) {
    incomplete_since_ = where;
  }
}

void Catalog::note_unseen_changes() {
  unseen_changes_ = true;
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
  branch_ = Branch{incomplete_since_, unseen_changes_, search_path_,  drop_at_commit_,
                   scopes_.size(),    changed_.size(), has_temporary_};
  open_scope();
}

void Catalog::end_branch() {
  while (scopes_.size() > branch_->scopes) {
    rollback_scope();
  }
  incomplete_since_ = branch_->incomplete_since;
  unseen_changes_ = branch_->unseen_changes;
  search_path_ = std::move(branch_->search_path);
  drop_at_commit_ = std::move(branch_->drop_at_commit);
  changed_.resize(branch_->changed);
  has_temporary_ = branch_->has_temporary;
  branch_.reset();
}

}  // namespace migralint::catalog
