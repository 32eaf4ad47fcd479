// Threads that help with what another one does. Those that are done wait for more: a new one begins a
// millisecond after it was asked for, and many a run takes no more than ten.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace migralint {

namespace detail {
struct HelpedWork;
}

/// A function that other threads run, too, while this object lives.
class Helpers {
 public:
  /// Asks for `count` threads. Fewer may come, late or never: the caller must not count on them. `work` must
  /// not throw.
  Helpers(std::size_t count, std::function<void()> work);
  /// Waits for the threads that have begun; the others do not begin any more.
  ~Helpers();
  Helpers(Helpers&&) noexcept;
  Helpers(const Helpers&) = delete;
  Helpers& operator=(Helpers&&) = delete;
  Helpers& operator=(const Helpers&) = delete;

 private:
  std::shared_ptr<detail::HelpedWork> work_;
};

/// Has a thread ready for the Helpers that will be asked for soon, which calls `first` before it helps.
/// `first` must not throw.
void prepare_helper(std::function<void()> first);

}  // namespace migralint
