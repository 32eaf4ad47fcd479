#include "trace/interrupt.hpp"

#include <iterator>

namespace migralint::trace {
namespace {

constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};

// A signal handler has no other way to say that it ran.
volatile std::sig_atomic_t received = 0;

void note(int signal) { received = signal; }

}  // namespace

InterruptGuard::InterruptGuard() {
  static_assert(std::size(signals) == std::size(decltype(before_){}));
  received = 0;
  struct sigaction action = {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART: a wait in poll() ends at once.
  for (std::size_t i = 0; i < std::size(signals); ++i) {
    sigaction(signals[i], &action, &before_[i]);
  }
}

InterruptGuard::~InterruptGuard() {
  for (std::size_t i = 0; i < std::size(signals); ++i) {
    sigaction(signals[i], &before_[i], nullptr);
  }
}

int interrupt_signal() { return received; }

}  // namespace migralint::trace
