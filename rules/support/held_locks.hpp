// The locks that a transaction still holds while a slow statement runs in it.
#pragma once

#include "lint/context.hpp"
#include "rules/support/findings.hpp"

namespace migralint::held_locks {

/// The strongest lock of an earlier statement of this transaction that stops somebody's writes or reads; null
/// when there is none. (The statement's own locks are not held yet. A DO block's statements hold theirs as
/// those of a file do.)
inline const session::HeldLock* blocking(const lint::Context& context) {
  const session::HeldLock* worst = nullptr;
  for (const auto& held : context.session().transaction().locks) {
    if (!held.existing || !session::blocks_writes(held.mode)) {
      continue;
    }
    const auto* relation =
        held.relation != catalog::no_relation ? context.catalog().get(held.relation) : nullptr;
    if (relation != nullptr && findings::hidden(context.newness(relation))) {
      continue;
    }
    if (worst == nullptr || held.mode > worst->mode) {
      worst = &held;
    }
  }
  return worst;
}

}  // namespace migralint::held_locks
