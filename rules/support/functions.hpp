// What the server does with a function when it is made.
#pragma once

#include "session/session.hpp"

namespace migralint::functions {

/// The text of a function in language SQL is read when it is made, unless check_function_bodies is off, as
/// pg_dump sets it. Any value that is set counts as that.
bool bodies_are_checked(const session::Session& session);

}  // namespace migralint::functions
