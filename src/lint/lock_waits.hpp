// Which statements wait for a lock that others queue behind.
#pragma once

#include "lint/context.hpp"

namespace migralint::lint {

/// The lock that the statement waits for, on something that others use, while ordinary reads or writes queue
/// behind it; null when there is none, or when it is not to be limited by lock_timeout: plain reads and
/// writes, LOCK … NOWAIT, and the forms with CONCURRENTLY, which wait by design and which a timeout leaves
/// half done.
const effects::Lock* awaited_lock(const Context& context);

}  // namespace migralint::lint
