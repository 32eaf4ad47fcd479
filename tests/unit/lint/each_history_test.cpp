#include "lint/each_history.hpp"

#include <atomic>
#include <mutex>
#include <new>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::lint;

namespace {

/// The first history is the smallest.
std::vector<Input> histories(std::size_t count) {
  std::vector<Input> inputs(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (std::size_t j = 0; j <= i; ++j) {
      text += fmt::format("CREATE TABLE t{} (a int);\nCREATE INDEX ON old_{} (a);\n", j, j);
    }
    inputs[i].migrations.files.push_back({fmt::format("{}/1.sql", i), std::move(text), replay::Role::judged,
                                          session::TransactionMode::autocommit, 15});
    inputs[i].settings.emplace_back();
  }
  return inputs;
}

}  // namespace

TEST_CASE("each history is run once, the largest first", "[lint]") {
  const auto inputs = histories(9);
  std::vector<std::size_t> order;
  for_each_history(inputs, 1, [&](std::size_t history, replay::Replayer&) { order.push_back(history); });
  CHECK(order == std::vector<std::size_t>{8, 7, 6, 5, 4, 3, 2, 1, 0});
  for (const unsigned jobs : {0U, 2U, 4U, 50U}) {
    std::mutex mutex;
    std::multiset<std::size_t> seen;
    for_each_history(inputs, jobs, [&](std::size_t history, replay::Replayer&) {
      const std::lock_guard lock(mutex);
      seen.insert(history);
    });
    CHECK(seen == std::multiset<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8});
  }
  for_each_history({}, 4, [&](std::size_t, replay::Replayer&) { FAIL("there is none"); });
}

TEST_CASE("a history that runs out of memory beside others is run again", "[lint]") {
  const auto inputs = histories(6);
  const auto caller = std::this_thread::get_id();
  std::mutex mutex;
  std::multiset<std::size_t> done;
  std::atomic<int> refused = 0;
  for_each_history(inputs, 3, [&](std::size_t history, replay::Replayer&) {
    if (std::this_thread::get_id() != caller) {
      ++refused;
      throw std::bad_alloc();
    }
    const std::lock_guard lock(mutex);
    done.insert(history);
  });
  CHECK(done == std::multiset<std::size_t>{0, 1, 2, 3, 4, 5});
  CHECK(refused <= 2);  // a thread that was refused once takes no more
}

TEST_CASE("a history that the caller's thread has no memory for waits for the others", "[lint]") {
  const auto inputs = histories(6);
  const auto caller = std::this_thread::get_id();
  std::mutex mutex;
  std::multiset<std::size_t> done;
  std::multiset<std::size_t> refused;
  for_each_history(inputs, 2, [&](std::size_t history, replay::Replayer&) {
    const std::lock_guard lock(mutex);
    if (std::this_thread::get_id() == caller && refused.count(history) == 0) {
      refused.insert(history);
      throw std::bad_alloc();
    }
    done.insert(history);
  });
  CHECK(done == std::multiset<std::size_t>{0, 1, 2, 3, 4, 5});
  CHECK_THROWS_AS(for_each_history(inputs, 1, [](std::size_t, replay::Replayer&) { throw std::bad_alloc(); }),
                  std::bad_alloc);
}

TEST_CASE("the threads do not change what is found", "[lint]") {
  const auto inputs = histories(12);
  const auto describe = [&](unsigned jobs) {
    std::string all;
    const auto result = lint::lint(inputs, jobs);
    for (const auto& finding : result.findings) {
      all += fmt::format("{} {}:{} {} {}\n", finding.rule, result.files[finding.file].source->path,
                         finding.span.begin, finding.message, finding.fingerprint);
    }
    for (const auto& file : result.files) {
      all += fmt::format("{} {}\n", file.source->path, file.statements);
    }
    return all;
  };
  const auto alone = describe(1);
  REQUIRE(alone.find("locking/index-not-concurrent 11/1.sql") != std::string::npos);
  CHECK(describe(2) == alone);
  CHECK(describe(5) == alone);
  CHECK(describe(12) == alone);
}
