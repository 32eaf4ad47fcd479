#include "lint/each_history.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <numeric>
#include <vector>

#include "base/helpers.hpp"

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
  std::vector<std::size_t> left;  // for the caller's thread; guarded by `mutex`
  const auto work_aside = [&] {
    replay::Replayer replayer(jobs_each);
    for (std::size_t i = next++; i < order.size(); i = next++) {
      try {
        run(order[i], replayer);
      } catch (const std::bad_alloc&) {  // no room for another parser: one at a time, then
        const std::lock_guard lock(mutex);
        left.push_back(order[i]);
        return;
      }
    }
  };
  replay::Replayer replayer(jobs_each);
  {
    const Helpers helpers(std::max(1U, workers) - 1, work_aside);
    try {
      for (std::size_t i = next++; i < order.size(); i = next++) {
        run(order[i], replayer);
      }
    } catch (...) {
      next = order.size();
      throw;
    }
  }
  for (const std::size_t history : left) {
    run(history, replayer);
  }
}

}  // namespace migralint::lint
