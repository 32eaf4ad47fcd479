// Servers do not run as root: tests that start one become another user first.
#pragma once

#include <string>

namespace migralint::test {

/// Empty text, or why it cannot be done. Nothing to do for any other user than root.
std::string leave_root();

}  // namespace migralint::test
