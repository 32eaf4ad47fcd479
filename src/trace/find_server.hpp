// Where the server's programs are.
#pragma once

#include <string>

namespace migralint::trace {

/// The directory with initdb and postgres: one in PATH, else the newest of the places where distributions put
/// them; empty: none.
std::string find_bin_directory();

}  // namespace migralint::trace
