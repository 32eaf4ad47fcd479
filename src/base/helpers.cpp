#include "base/helpers.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>
#include <sched.h>

namespace migralint {

struct detail::HelpedWork {
  std::function<void()> run;
  std::size_t running = 0;  ///< threads; guarded by the pool's mutex
};

namespace {

using Work = std::shared_ptr<detail::HelpedWork>;

#if defined(__linux__)

/// Where threads may run. A virtual machine's idle processor can look taken to the system's scheduler, which
/// then lets a thread that wakes wait behind the one that woke it, for milliseconds.
class Processors {
 public:
  Processors() { several_ = sched_getaffinity(0, sizeof all_, &all_) == 0 && CPU_COUNT(&all_) > 1; }

  /// Lets a thread that sleeps, or has just been made, wake on another processor than the caller's.
  void keep_off_this(pthread_t thread) const {
    if (!several_) return;
    cpu_set_t others = all_;
    CPU_CLR(sched_getcpu(), &others);
    pthread_setaffinity_np(thread, sizeof others, &others);
  }
  /// Takes that back for the caller.
  void allow_all() const {
    if (several_) pthread_setaffinity_np(pthread_self(), sizeof all_, &all_);
  }

 private:
  cpu_set_t all_{};
  bool several_ = false;
};

#else

struct Processors {
  void keep_off_this(pthread_t) const {}
  void allow_all() const {}
};

#endif

class Pool {
 public:
  void ask(std::size_t count, const Work& work) {
    const std::lock_guard lock(mutex_);
    for (const pthread_t thread : waiting_)
      processors_.keep_off_this(thread);
    asked_.insert(asked_.end(), count, work);
    while (waiting_.size() < asked_.size() && start({}))
      continue;
    asked_for_.notify_all();
  }

  void prepare(std::function<void()> first) {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) start(std::move(first));
  }

  void withdraw(const Work& work) {
    std::unique_lock lock(mutex_);
    std::erase(asked_, work);
    done_.wait(lock, [&work] { return work->running == 0; });
  }

 private:
  /// Starts a thread, which counts as one that waits. `mutex_` is held. False: there are no more.
  bool start(std::function<void()> first) {
    try {
      waiting_.reserve(waiting_.size() + 1);
      std::thread thread([this, first = std::move(first)] { help(first); });
      waiting_.push_back(thread.native_handle());
      processors_.keep_off_this(thread.native_handle());
      thread.detach();
    } catch (const std::system_error&) {
      return false;
    }
    return true;
  }

  [[noreturn]] void help(const std::function<void()>& first) {
    if (first) first();
    std::unique_lock lock(mutex_);
    while (true) {
      asked_for_.wait(lock, [this] { return !asked_.empty(); });
      const Work work = std::move(asked_.front());
      asked_.pop_front();
      std::erase(waiting_, pthread_self());
      ++work->running;
      lock.unlock();
      processors_.allow_all();
      work->run();
      lock.lock();
      --work->running;
      waiting_.push_back(pthread_self());
      done_.notify_all();
    }
  }

  const Processors processors_;
  std::mutex mutex_;
  std::condition_variable asked_for_;
  std::condition_variable done_;
  std::deque<Work> asked_;
  std::vector<pthread_t> waiting_;
};

Pool& pool() {
  static auto& threads = *new Pool;  // never destroyed: they wait in it until the program ends
  return threads;
}

}  // namespace

Helpers::Helpers(std::size_t count, std::function<void()> work) {
  if (count != 0) {
    work_ = std::make_shared<detail::HelpedWork>(detail::HelpedWork{std::move(work), 0});
    pool().ask(count, work_);
  }
}

Helpers::~Helpers() {
  if (work_ != nullptr) {
    pool().withdraw(work_);
  }
}

Helpers::Helpers(Helpers&&) noexcept = default;

void prepare_helper(std::function<void()> first) { pool().prepare(std::move(first)); }

}  // namespace migralint
