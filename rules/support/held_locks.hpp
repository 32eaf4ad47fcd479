// The locks that a transaction still holds while a slow statement runs in it.
#pragma once

#include "lint/context.hpp"
#include "rules/support/findings.hpp"

namespace migralint::held_locks {

/// The strongest lock of an earlier statement of this transaction that stops somebody's writes or reads; null
/// when there is none. (The statement's own locks are not held yet. A DO block's statements hold theirs as
/// those of a file do.) Who waits for a table that the transaction has dropped waits for nothing, and
/// DROP … IF EXISTS is mostly written for what is not there.
inline const session::HeldLock* blocking(const lint::Context& context) {
  const session::HeldLock* worst = nullptr;
  for (const auto& held : context.session().transaction().locks) {
    if (!held.existing || !session::blocks_writes(held.mode)) {
      continue;
    }
    const auto* relation = held.relation != catalog::no_relation ? context.catalog().get(held.relation)
                                                                 : context.catalog().find(held.name);
    if (relation == nullptr || findings::hidden(context.newness(relation))) {
      continue;
    }
    if (worst == nullptr || held.mode > worst->mode) {
      worst = &held;
    }
  }
  return worst;
}

/// The transaction holds a lock on it already that stops as much: taking this one changes nothing for others.
inline bool already_held(const lint::Context& context, const effects::Lock& lock) {
  for (const auto& held : context.session().transaction().locks) {
    const bool same = lock.id != catalog::no_relation ? held.relation == lock.id : held.name == lock.name;
    if (same && held.mode >= lock.mode) {
      return true;
    }
  }
  return false;
}

/// Nobody waits long for a lock of a statement that works for a moment only: a lock_timeout limits the wait
/// for it, and it is given back at once.
inline bool is_brief(const lint::Context& context) {
  const bool limited =
      context.settings().lock_timeout_set_by_runner || context.session().timeout_ms("lock_timeout") > 0;
  return limited && !context.in_transaction() && context.embedded() == nullptr;
}

/// The same, if nothing else runs in the transaction: for Finding::quiet_if_alone.
inline bool is_brief_if_alone(const lint::Context& context) {
  const bool limited =
      context.settings().lock_timeout_set_by_runner || context.session().timeout_ms("lock_timeout") > 0;
  return limited && context.embedded() == nullptr;
}

}  // namespace migralint::held_locks
