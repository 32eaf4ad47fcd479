#include "base/waiting.hpp"

#include <pthread.h>
#include <sched.h>

namespace migralint {

namespace {

#if defined(__linux__)

/// Where the program's threads may run: as it was started.
struct Processors {
  Processors() { several = sched_getaffinity(0, sizeof all, &all) == 0 && CPU_COUNT(&all) > 1; }

  cpu_set_t all{};
  bool several = false;
};

const Processors& processors() {
  static const Processors known;
  return known;
}

void allow(pthread_t thread, const cpu_set_t& set) { pthread_setaffinity_np(thread, sizeof set, &set); }

void stay_here() {
  if (!processors().several) return;
  cpu_set_t here;
  CPU_ZERO(&here);
  CPU_SET(sched_getcpu(), &here);
  allow(pthread_self(), here);
}

#else

void stay_here() {}

#endif

}  // namespace

#if defined(__linux__)

void keep_off_this_processor(std::thread::native_handle_type thread) {
  if (!processors().several) return;
  cpu_set_t others = processors().all;
  CPU_CLR(sched_getcpu(), &others);
  allow(thread, others);
}

void run_on_any_processor() {
  if (processors().several) allow(pthread_self(), processors().all);
}

#else

void keep_off_this_processor(std::thread::native_handle_type) {}
void run_on_any_processor() {}

#endif

StayHere::StayHere() { stay_here(); }

StayHere::~StayHere() { run_on_any_processor(); }

void LockHere::lock() {
  // Nearly always it is free again before a thread could fall asleep.
  constexpr int tries = 200;
  for (int i = 0; i < tries; ++i) {
    if (try_lock()) return;
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  const StayHere here;
  std::unique_lock<std::mutex>::lock();
}

}  // namespace migralint
