// Running another program and reading what it says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

namespace migralint::project {

struct ProcessResult {
  int code = 0;  ///< exit status; 128 + the number of a signal that ended it
  std::string out;
  std::string err;
};

/// Runs `arguments[0]`, looked up on the PATH, with exactly these arguments (no shell) and environment
/// ("NAME=value"), `input` on its standard input, and waits for its end. The error is the operating system's
/// number (ENOENT: there is no such program).
Expected<ProcessResult, int> run_process(const std::vector<std::string>& arguments,
                                         const std::vector<std::string>& environment,
                                         std::string_view input = {});

}  // namespace migralint::project
