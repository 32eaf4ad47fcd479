// What the calls of a few built-in functions say, by the body of a FuncCall.
#pragma once

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {

/// set_config('name', value, is_local).
SetVariable set_config_of(Object body);
/// The sequence in nextval('name') or setval('name', …), also with a cast to regclass; empty: an expression.
Name sequence_of(Object body);

}  // namespace migralint::sql::lower
