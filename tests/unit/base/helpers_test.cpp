#include "base/helpers.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace migralint;

namespace {

void wait_until(const std::atomic<int>& count, int wanted) {
  while (count < wanted) {
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("helpers run the work, each on a thread of its own", "[base]") {
  std::atomic<int> begun = 0;
  std::mutex mutex;
  std::set<std::thread::id> threads{std::this_thread::get_id()};
  {
    const Helpers helpers(3, [&] {
      ++begun;
      wait_until(begun, 3);
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
    });
    wait_until(begun, 3);
  }
  CHECK(threads.size() == 4);
}

TEST_CASE("a thread that has helped helps again", "[base]") {
  std::atomic<int> begun = 0;
  std::mutex mutex;
  std::set<std::thread::id> threads;
  for (int i = 1; i <= 20; ++i) {
    const Helpers helpers(1, [&] {
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
      ++begun;
    });
    wait_until(begun, i);
  }
  // Those of other tests are among them.
  CHECK(threads.size() <= 4);
}

TEST_CASE("nobody helps when the helpers are gone, and nobody waits for those that have not begun",
          "[base]") {
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::atomic<int> begun = 0;
  std::atomic<int> late = 0;
  std::vector<Helpers> busy;
  busy.emplace_back(1, [&] {
    ++begun;
    released.wait();
  });
  wait_until(begun, 1);
  for (int i = 0; i < 100; ++i) {
    const Helpers helpers(2, [&] { ++late; });
  }
  const int seen = late;
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(late == seen);
  release.set_value();
  busy.clear();
  CHECK(begun == 1);
}

TEST_CASE("helpers may ask for helpers", "[base]") {
  std::atomic<int> inner = 0;
  {
    const Helpers outer(2, [&] {
      const int before = inner;
      const Helpers helpers(1, [&] { ++inner; });
      wait_until(inner, before + 1);
    });
    wait_until(inner, 2);
  }
  CHECK(inner >= 2);
  const Helpers none(0, [] { FAIL("nobody was asked for"); });
}

TEST_CASE("a helper can be ready before it is asked for", "[base]") {
  const auto prepared = std::make_shared<std::atomic<int>>(0);  // it may begin after this test
  prepare_helper([prepared] { ++*prepared; });
  std::atomic<int> helped = 0;
  {
    const Helpers helpers(1, [&] { ++helped; });
    wait_until(helped, 1);
  }
  CHECK(helped == 1);
  CHECK(*prepared <= 1);
}
