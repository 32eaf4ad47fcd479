// Effects in the compact notation of the measured facts: "parent:SRX t:AX; REWRITE t; SCAN parent,t;
// NOT-IN-TXN".
#pragma once

#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "effects/effects.hpp"

namespace migralint::test {

/// "AX", "SUX", …
std::string_view short_mode(effects::LockMode mode);
/// `name`, or `schema.name` outside public.
std::string short_name(const sql::Name& name);
/// Locks (strongest per relation, sorted; `*` behind a relation that nobody else can see), then the work by
/// kind, then NOT-IN-TXN and UNKNOWN. Work on relations that nobody else sees carries the `*` too.
std::string dump(const effects::Effects& effects);

}  // namespace migralint::test
