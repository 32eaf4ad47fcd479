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

#include "base/waiting.hpp"

namespace migralint {

struct detail::HelpedWork {
  std::function<void()> run;
  std::size_t running = 0;  ///< threads; guarded by the pool's mutex
};

namespace {

using Work = std::shared_ptr<detail::HelpedWork>;

class Pool {
 public:
  void ask(std::size_t count, const Work& work) {
    const LockHere lock(mutex_);
    for (const pthread_t thread : waiting_)
      keep_off_this_processor(thread);
    asked_.insert(asked_.end(), count, work);
    while (waiting_.size() < asked_.size() && start({}))
      continue;
    asked_for_.notify_all();
  }

  void prepare(std::function<void()> first) {
    const LockHere lock(mutex_);
    if (waiting_.empty()) start(std::move(first));
  }

  void withdraw(const Work& work) {
    LockHere lock(mutex_);
    std::erase(asked_, work);
    wait_here(done_, lock, [&work] { return work->running == 0; });
  }

 private:
  /// Starts a thread, which counts as one that waits. `mutex_` is held. False: there are no more.
  bool start(std::function<void()> first) {
    try {
      waiting_.reserve(waiting_.size() + 1);
      std::thread thread([this, first = std::move(first)] { help(first); });
      waiting_.push_back(thread.native_handle());
      keep_off_this_processor(thread.native_handle());
      thread.detach();
    } catch (const std::system_error&) {
      return false;
    }
    return true;
  }

  [[noreturn]] void help(const std::function<void()>& first) {
    if (first) first();
    LockHere lock(mutex_);
    while (true) {
      asked_for_.wait(lock, [this] { return !asked_.empty(); });  // ask() says where it wakes
      const Work work = std::move(asked_.front());
      asked_.pop_front();
      std::erase(waiting_, pthread_self());
      ++work->running;
      lock.unlock();
      run_on_any_processor();
      work->run();
      lock.lock();
      --work->running;
      waiting_.push_back(pthread_self());
      done_.notify_all();
    }
  }

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
