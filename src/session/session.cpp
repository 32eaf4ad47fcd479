#include "session/session.hpp"

#include <algorithm>
#include <utility>

#include "session/values.hpp"

namespace migralint::session {

namespace {

/// A map that was large once stays so when it is cleared, and clearing takes time by its size, not by what is
/// in it.
template <class Map>
void forget(Map& map) {
  constexpr std::size_t large = 64;
  if (map.bucket_count() > large) {
    map = Map();
  } else if (!map.empty()) {
    map.clear();
  }
}

}  // namespace

// --- files
// --------------------------------------------------------------------------------------------------------

void Session::start_file(TransactionMode mode, std::uint32_t /*file*/, std::size_t statements_in_file,
                         catalog::Catalog& catalog) {
  mode_ = mode;
  one_statement_ = statements_in_file <= 1;
  defaults_ = next_defaults_;
  settings_.clear();
  undo_settings_.clear();
  publish_search_path(catalog);
  // Mode batch: one transaction for all pending files, but which files are pending together is known to the
  // tool only. Each file is judged as if the transaction began with it, which is true of the first one and
  // says nothing false of the others' own statements.
  if (mode == TransactionMode::file || mode == TransactionMode::batch) {
    begin(TransactionKind::tool, std::nullopt, catalog);
  } else {
    begin_next(catalog);
  }
}

void Session::end_file(catalog::Catalog& catalog) {
  // The tool's COMMIT ends whatever block is open; without one the connection closes and an explicit block is
  // lost.
  const bool tool_commits = mode_ == TransactionMode::file || mode_ == TransactionMode::batch;
  if (in_transaction()) {
    finish(tool_commits || transaction_.kind != TransactionKind::explicit_, catalog);
  }
  catalog.end_session();
}

// --- transactions
// -------------------------------------------------------------------------------------------------

void Session::begin(TransactionKind kind, std::optional<catalog::Origin> origin, catalog::Catalog& catalog) {
  forget_transaction();
  transaction_.kind = kind;
  transaction_.id = next_transaction_++;
  transaction_.begin = origin;
  if (kind == TransactionKind::none) {
    return;
  }
  catalog.open_scope();
  defaults_before_ = next_defaults_;
}

void Session::forget_transaction() {
  transaction_ = {};
  forget(lock_index_);
  forget(lock_name_index_);
}

/// What the next statement runs in when no block was opened by a command.
void Session::begin_next(catalog::Catalog& catalog) {
  const bool implicit =
      mode_ == TransactionMode::pipeline || (mode_ == TransactionMode::implicit && !one_statement_);
  begin(implicit ? TransactionKind::implicit : TransactionKind::none, std::nullopt, catalog);
}

void Session::finish(bool commit, catalog::Catalog& catalog) {
  const std::size_t scopes = transaction_.savepoints.size() + 1;
  for (std::size_t i = 0; i < scopes; ++i) {
    if (commit) {
      catalog.commit_scope();
    } else {
      catalog.rollback_scope();
    }
  }
  if (commit) {
    end_local_settings(catalog);
  } else {
    undo_settings(0, catalog);
    next_defaults_ = defaults_before_;
  }
  catalog.end_transaction();
  forget_transaction();
}

void Session::begin_block(const catalog::Origin& origin, catalog::Catalog& catalog) {
  if (transaction_.kind == TransactionKind::implicit) {
    // What ran before in the implicit block belongs to the transaction (BeginTransactionBlock in xact.c).
    transaction_.kind = TransactionKind::explicit_;
    transaction_.begin = origin;
  } else if (!in_transaction()) {
    begin(TransactionKind::explicit_, origin, catalog);
  }
}

void Session::end_block(const sql::Transaction& command, bool commit, const catalog::Origin& origin,
                        catalog::Catalog& catalog) {
  if (!in_transaction()) {
    return;
  }
  const TransactionKind kind = transaction_.kind;
  if (command.chain && kind == TransactionKind::implicit) {
    return;
  }  // an error
  finish(commit, catalog);
  if (command.chain) {
    begin(kind, origin, catalog);
  } else {
    begin_next(catalog);
  }
}

std::optional<std::size_t> Session::find_savepoint(std::string_view name) const {
  for (std::size_t i = transaction_.savepoints.size(); i-- > 0;) {
    if (transaction_.savepoints[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

void Session::release(std::size_t savepoint, catalog::Catalog& catalog) {
  while (transaction_.savepoints.size() > savepoint) {
    catalog.commit_scope();
    transaction_.savepoints.pop_back();
  }
}

void Session::roll_back_to(std::size_t savepoint, catalog::Catalog& catalog) {
  const Savepoint target = transaction_.savepoints[savepoint];
  while (transaction_.savepoints.size() > savepoint) {
    catalog.rollback_scope();
    transaction_.savepoints.pop_back();
  }
  undo_locks(target.lock_changes);
  undo_settings(target.settings, catalog);
  transaction_.constraint_modes.resize(target.constraint_modes);
  // The savepoint stays and can be rolled back to again.
  transaction_.savepoints.push_back(target);
  catalog.open_scope();
}

void Session::apply_transaction(const sql::Transaction& command, const catalog::Origin& origin,
                                catalog::Catalog& catalog) {
  using Kind = sql::Transaction::Kind;
  const bool block = in_transaction() && transaction_.kind != TransactionKind::implicit;
  switch (command.kind) {
    case Kind::begin:
      return begin_block(origin, catalog);
    // A prepared transaction keeps its locks and its changes are as good as committed here: COMMIT PREPARED
    // follows.
    case Kind::prepare:
      if (block) {
        end_block({}, true, origin, catalog);
      }
      return;
    case Kind::commit:
      return end_block(command, true, origin, catalog);
    case Kind::rollback:
      return end_block(command, false, origin, catalog);
    case Kind::savepoint:
      if (!block) {
        return;
      }
      transaction_.savepoints.push_back({command.name, transaction_.lock_changes.size(),
                                         undo_settings_.size(), transaction_.constraint_modes.size()});
      catalog.open_scope();
      return;
    case Kind::release:
      if (const auto found = find_savepoint(command.name)) {
        release(*found, catalog);
      }
      return;
    case Kind::rollback_to:
      if (const auto found = find_savepoint(command.name)) {
        roll_back_to(*found, catalog);
      }
      return;
    case Kind::commit_prepared:
    case Kind::rollback_prepared:
      return;
  }
}

TransactionProblem Session::problem_of(const sql::Transaction& command) const {
  using Kind = sql::Transaction::Kind;
  const bool block = in_transaction() && transaction_.kind != TransactionKind::implicit;
  switch (command.kind) {
    case Kind::begin:
      return block ? TransactionProblem::already_in_transaction : TransactionProblem::none;
    case Kind::commit:
    case Kind::rollback:
      if (block) {
        return TransactionProblem::none;
      }
      return command.chain ? TransactionProblem::chain_outside : TransactionProblem::no_transaction;
    case Kind::prepare:
      return block ? TransactionProblem::none : TransactionProblem::no_transaction;
    case Kind::savepoint:
      return block ? TransactionProblem::none : TransactionProblem::savepoint_outside;
    case Kind::release:
    case Kind::rollback_to:
      if (!block) {
        return TransactionProblem::savepoint_outside;
      }
      return find_savepoint(command.name) ? TransactionProblem::none : TransactionProblem::no_such_savepoint;
    case Kind::commit_prepared:
    case Kind::rollback_prepared:
      return TransactionProblem::none;
  }
  return TransactionProblem::none;
}

bool Session::refuses_non_transactional() const {
  switch (transaction_.kind) {
    case TransactionKind::none:
      return false;
    case TransactionKind::explicit_:
    case TransactionKind::tool:
      return true;
    case TransactionKind::implicit:
      return mode_ != TransactionMode::pipeline || transaction_.statements > 0;
  }
  return true;
}

// --- statements
// ---------------------------------------------------------------------------------------------------

void Session::apply(const sql::Statement& statement, const catalog::Origin& origin,
                    catalog::Catalog& catalog) {
  if (const auto* command = statement.as<sql::Transaction>()) {
    transaction_command_ = true;
    apply_transaction(*command, origin, catalog);
  } else if (const auto* set_variable = statement.as<sql::SetVariable>()) {
    apply_setting(*set_variable, origin, catalog);
  } else if (const auto* select = statement.as<sql::Select>()) {
    for (sql::SetVariable call : select->set_config) {
      // set_config() takes a whole list as one text.
      if (call.name == "search_path" && call.values.size() == 1) {
        call.values = split_identifiers(call.values[0]);
      }
      apply_setting(call, origin, catalog);
    }
  } else if (const auto* role = statement.as<sql::RoleStatement>()) {
    using What = sql::RoleStatement::What;
    if (role->what == What::create) {
      created_roles_.insert(created_roles_.end(), role->roles.begin(), role->roles.end());
    }
    // Where the names of migrations lead is not changed by the search_path of the application's role.
    const bool of_another = std::ranges::any_of(role->roles, [&](const std::string& name) {
      return std::ranges::find(created_roles_, name) != created_roles_.end();
    });
    if (role->what == What::alter_set && !(of_another && role->setting == "search_path")) {
      apply_default(role->setting, role->value, origin);
    }
  } else if (const auto* database = statement.as<sql::DatabaseStatement>()) {
    if (database->what == sql::DatabaseStatement::What::alter_set) {
      apply_default(database->setting, database->value, origin);
    }
  } else if (const auto* modes = statement.as<sql::SetConstraints>()) {
    if (in_transaction()) {  // a WARNING, and no effect, outside
      transaction_.constraint_modes.push_back(*modes);
    }
  } else if (const auto* discard = statement.as<sql::Discard>()) {
    if (discard->what == "all" || discard->what == "ALL") {
      reset_all(catalog);
    }
  }
}

void Session::end_statement(catalog::Catalog& catalog) {
  if (!std::exchange(transaction_command_, false)) {
    ++transaction_.statements;
  }
  if (in_transaction()) {
    return;
  }
  end_local_settings(catalog);
  catalog.end_transaction();
  begin(TransactionKind::none, std::nullopt, catalog);
}

// --- locks
// --------------------------------------------------------------------------------------------------------

std::size_t& Session::lock_place(const HeldLock& lock) {
  const std::size_t end = transaction_.locks.size();
  if (lock.relation != catalog::no_relation) {
    return lock_index_.try_emplace(lock.relation, end).first->second;
  }
  const auto found = lock_name_index_.find(catalog::KeyView{lock.name.schema, lock.name.name});
  if (found != lock_name_index_.end()) {
    return found->second;
  }
  return lock_name_index_.emplace(catalog::Key{lock.name.schema, lock.name.name}, end).first->second;
}

void Session::hold_one(const HeldLock& lock) {
  auto& locks = transaction_.locks;
  const std::size_t index = lock_place(lock);
  if (index == locks.size()) {
    transaction_.lock_changes.push_back({index, std::nullopt});
    locks.push_back(lock);
  } else if (locks[index].mode < lock.mode) {
    transaction_.lock_changes.push_back({index, locks[index]});
    locks[index] = lock;
  }
}

void Session::hold(const std::vector<HeldLock>& locks) {
  for (const auto& lock : locks) {
    hold_one(lock);
  }
}

void Session::undo_locks(std::size_t down_to) {
  auto& changes = transaction_.lock_changes;
  auto& locks = transaction_.locks;
  for (; changes.size() > down_to; changes.pop_back()) {
    if (changes.back().before) {
      locks[changes.back().index] = std::move(*changes.back().before);
      continue;
    }
    const HeldLock& gone = locks.back();
    if (gone.relation != catalog::no_relation) {
      lock_index_.erase(gone.relation);
    } else {
      lock_name_index_.erase(catalog::Key{gone.name.schema, gone.name.name});
    }
    locks.pop_back();
  }
}

}  // namespace migralint::session
