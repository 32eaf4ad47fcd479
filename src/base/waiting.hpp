// Waiting without losing the processor. Linux likes to wake a thread where the one is that woke it, and a
// virtual machine's idle processor can look taken to it: two threads then take turns on one processor, for
// milliseconds, beside an idle one. So a thread that sleeps here wakes where it fell asleep.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace migralint {

/// Lets a thread that sleeps, or has just been made, wake on another processor than the caller's.
void keep_off_this_processor(std::thread::native_handle_type thread);
/// Takes that back for the caller.
void run_on_any_processor();

/// While it lives, the calling thread runs on no other processor than the one that it is on now.
class StayHere {
 public:
  StayHere();
  ~StayHere();
  StayHere(const StayHere&) = delete;
  StayHere& operator=(const StayHere&) = delete;
};

/// A lock of a mutex that is never held for long.
class LockHere : public std::unique_lock<std::mutex> {
 public:
  explicit LockHere(std::mutex& mutex) : std::unique_lock<std::mutex>(mutex, std::defer_lock) { lock(); }
  void lock();
};

/// Sleeps until `ready()`.
template <class Ready>
void wait_here(std::condition_variable& changed, LockHere& lock, const Ready& ready) {
  if (!ready()) {
    const StayHere here;
    changed.wait(lock, ready);
  }
}

}  // namespace migralint
