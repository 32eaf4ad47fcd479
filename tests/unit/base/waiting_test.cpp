#include "base/waiting.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include <sched.h>

#include "support/catch.hpp"

using namespace migralint;

namespace {

cpu_set_t allowed() {
  cpu_set_t set;
  CPU_ZERO(&set);
  sched_getaffinity(0, sizeof set, &set);
  return set;
}

bool operator==(const cpu_set_t& a, const cpu_set_t& b) { return CPU_EQUAL(&a, &b) != 0; }

}  // namespace

TEST_CASE("a thread that stays here runs on one processor, and anywhere afterwards", "[base]") {
  const cpu_set_t before = allowed();
  {
    const StayHere here;
    const cpu_set_t meanwhile = allowed();
    CHECK(CPU_COUNT(&meanwhile) == 1);
  }
  const cpu_set_t after = allowed();
  CHECK((after == before));
}

TEST_CASE("a thread that waits is woken, and may run anywhere again", "[base]") {
  std::mutex mutex;
  std::condition_variable changed;
  bool asked = false;
  bool answered = false;
  bool same = false;
  std::thread other([&] {
    const cpu_set_t before = allowed();
    LockHere lock(mutex);
    wait_here(changed, lock, [&] { return asked; });
    const cpu_set_t after = allowed();
    same = after == before;
    answered = true;
    changed.notify_all();
  });
  {
    LockHere lock(mutex);
    asked = true;
    changed.notify_all();
    wait_here(changed, lock, [&] { return answered; });
  }
  other.join();
  CHECK(same);
}

TEST_CASE("locks keep threads apart, however long one is held", "[base]") {
  constexpr int threads = 4;
  constexpr int rounds = 200;
  std::mutex mutex;
  int count = 0;
  std::vector<std::thread> all;
  all.reserve(threads);
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        const LockHere lock(mutex);
        const int seen = count;
        if (round % 50 == 0) {
          std::this_thread::yield();
        }
        count = seen + 1;
      }
    });
  }
  for (auto& thread : all) {
    thread.join();
  }
  CHECK(count == threads * rounds);
}
