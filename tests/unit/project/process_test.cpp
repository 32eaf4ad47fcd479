#include "project/process.hpp"

#include <cerrno>
#include <csignal>

#include "support/catch.hpp"

using namespace migralint::project;

TEST_CASE("a program's streams and exit code", "[project]") {
  const auto result =
      run_process({"sh", "-c", "cat; echo \"$1 $A\" >&2; exit 3", "sh", "a b; $(c)"}, {"A=x"}, "in\nput");
  REQUIRE(result.has_value());
  CHECK(result->code == 3);
  CHECK(result->out == "in\nput");
  CHECK(result->err == "a b; $(c) x\n");
}

TEST_CASE("much on both streams does not block", "[project]") {
  const std::string much(1U << 20U, 'x');
  const auto result =
      run_process({"sh", "-c", "cat; head -c 1000000 /dev/zero >&2"}, {"PATH=/usr/bin:/bin"}, much);
  REQUIRE(result.has_value());
  CHECK(result->out == much);
  CHECK(result->err.size() == 1'000'000);
}

TEST_CASE("a signal and a missing program", "[project]") {
  CHECK(run_process({"sh", "-c", "kill -9 $$"}, {})->code == 128 + SIGKILL);
  CHECK(run_process({"no-such-program-here"}, {}).error() == ENOENT);
}
