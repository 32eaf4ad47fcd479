#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include "base/helpers.hpp"

namespace migralint {

void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;  // guarded by `mutex`
  const auto run = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        work(i);
      }
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      failure = failure ? failure : std::current_exception();
    }
  };
  {
    const Helpers helpers(std::clamp<std::size_t>(count, 1, std::max(1U, jobs)) - 1, run);
    run();
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

}  // namespace migralint
