#include "lint/each_history.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <numeric>
#include <vector>

#include "base/helpers.hpp"
#include "replay/readers.hpp"

namespace migralint::lint {

std::size_t bytes_of(const Input& input) {
  std::size_t bytes = 0;
  for (const auto& file : input.migrations.files) {
    bytes += file.text.size();
  }
  return bytes;
}

namespace {

/// Indexes of the inputs. The largest come first, so that none begins when all others are done.
std::vector<std::size_t> in_order_of_work(const std::vector<Input>& inputs) {
  std::vector<std::size_t> sizes;
  sizes.reserve(inputs.size());
  for (const auto& input : inputs) {
    sizes.push_back(bytes_of(input));
  }
  std::vector<std::size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  return order;
}

}  // namespace

void for_each_history(const std::vector<Input>& inputs, unsigned jobs,
                      const std::function<void(std::size_t history, replay::Replayer& replayer)>& run) {
  const auto order = in_order_of_work(inputs);
  const auto workers = static_cast<unsigned>(std::min<std::size_t>(std::max(1U, jobs), inputs.size()));
  const unsigned jobs_each = std::max(1U, jobs / std::max(1U, workers));
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::vector<std::size_t> left;  // those that there was no memory for; guarded by `mutex`
  const auto leave = [&](std::size_t history) {
    const std::lock_guard lock(mutex);
    left.push_back(history);
  };
  const auto work_aside = [&] {
    replay::Replayer replayer(jobs_each);
    for (std::size_t i = next++; i < order.size(); i = next++) {
      try {
        run(order[i], replayer);
      } catch (const std::bad_alloc&) {
        return leave(order[i]);
      }
    }
  };
  {
    const Helpers helpers(std::max(1U, workers) - 1, work_aside);
    replay::Replayer replayer(jobs_each);
    try {
      for (std::size_t i = next++; i < order.size(); i = next++) {
        try {
          run(order[i], replayer);
        } catch (const std::bad_alloc&) {
          if (jobs <= 1) {
            throw;
          }
          leave(order[i]);
        }
      }
    } catch (...) {
      next = order.size();
      throw;
    }
  }
  if (left.empty()) {
    return;
  }
  // Nobody else needs memory now, and one parser is enough.
  replay::free_idle_readers();
  replay::Replayer alone(1);
  for (const std::size_t history : left) {
    run(history, alone);
  }
}

}  // namespace migralint::lint
