#include "base/parallel.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace migralint;

TEST_CASE("each piece of work is done once, on however many threads", "[base]") {
  for (const unsigned jobs : {1U, 2U, 7U}) {
    std::vector<int> done(100, 0);
    in_parallel(done.size(), jobs, [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(100, 1));
  }
  in_parallel(0, 4, [](std::size_t) { FAIL("there is none"); });
}

TEST_CASE("the first exception ends the work and reaches the caller", "[base]") {
  for (const unsigned jobs : {1U, 4U}) {
    std::atomic<int> done = 0;
    const auto work = [&](std::size_t i) {
      ++done;
      if (i == 3) {
        throw std::runtime_error("three");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));  // the one that throws may have to wait
    };
    CHECK_THROWS_WITH(in_parallel(10000, jobs, work), "three");
    CHECK(done < 10000);
  }
}
