// Statements that refuse transaction blocks (CONCURRENTLY, VACUUM, …) release their locks before anybody can
// ask for them. They are watched from a second session.
//
// Every relation is closed beforehand by a gate: a prepared transaction that holds ACCESS EXCLUSIVE on it.
// The statement comes to a stop at one relation after the other, and there the mode that it waits for is read
// from pg_locks, with all that it holds. Before the gate is opened, a holder queues behind the statement for
// ACCESS SHARE. It gets its lock together with the statement, and stops it again where it wants ACCESS
// EXCLUSIVE later (DETACH PARTITION … CONCURRENTLY) or waits for older transactions. Nothing depends on time.
#pragma once

#include <string>

#include "trace/observe.hpp"

namespace migralint::trace {

/// Runs one statement in `connection`, which is outside a transaction block. Nobody else uses `database`.
Observation observe_outside_transaction(Connection& connection, const Address& address,
                                        const std::string& database, const std::string& sql);

}  // namespace migralint::trace
