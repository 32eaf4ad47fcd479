// The program but for main(), so that tests can call it.
#pragma once

namespace migralint::cli {

/// Runs one command; the exit code of the process. Nothing is thrown out of it.
int run(int count, const char* const* arguments) noexcept;

}  // namespace migralint::cli
