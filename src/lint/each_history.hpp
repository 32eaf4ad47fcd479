// Histories know nothing of each other, so they can be replayed at the same time.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "lint/linter.hpp"

namespace migralint::lint {

/// Of SQL, in all files of the history.
std::size_t bytes_of(const Input& input);

/// Calls `run(index, replayer)` for each of the inputs, on up to `jobs` threads, the largest first. What the
/// calls write to must be apart. One that runs out of memory is called once more, when nothing else runs.
void for_each_history(const std::vector<Input>& inputs, unsigned jobs,
                      const std::function<void(std::size_t history, replay::Replayer& replayer)>& run);

}  // namespace migralint::lint
