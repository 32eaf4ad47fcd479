// SIGINT, SIGTERM and SIGHUP as something to ask for: a throw-away server must be stopped before the program
// ends.
#pragma once

#include <csignal>

namespace migralint::trace {

/// While one is alive, the signals that end a program only leave a note. One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  struct sigaction before_[3] = {};
};

/// The signal that came while a guard was alive; 0: none.
int interrupt_signal();

}  // namespace migralint::trace
