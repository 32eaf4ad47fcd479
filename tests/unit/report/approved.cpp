// Each format of one frozen run against a file that somebody has read and approved. MIGRALINT_APPROVE=1
// rewrites them.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "unit/report/run_builder.hpp"

namespace {

using migralint::test::frozen_run;
using migralint::test::render;

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void check_approved(const std::string& name, const std::string& output) {
  const std::string path = std::string(MIGRALINT_SOURCE_DIR) + "/tests/approved/report/" + name;
  if (std::getenv("MIGRALINT_APPROVE") != nullptr) {
    std::ofstream(path, std::ios::binary) << output;
  }
  INFO(path);
  CHECK(output == read(path));
}

}  // namespace

TEST_CASE("the text of a frozen run is the approved one", "[report]") {
  auto run = frozen_run();
  check_approved("frozen.txt", render(run, "text"));
}

TEST_CASE("the text in color is the approved one", "[report]") {
  auto run = frozen_run();
  run.options().color = true;
  run.options().statistics = true;
  check_approved("frozen-color.txt", render(run, "text"));
}

TEST_CASE("the JSON of a frozen run is the approved one", "[report]") {
  auto run = frozen_run();
  check_approved("frozen.json", render(run, "json"));
}

TEST_CASE("the SARIF of a frozen run is the approved one", "[report]") {
  auto run = frozen_run();
  check_approved("frozen.sarif", render(run, "sarif"));
}

TEST_CASE("SARIF with suppressed findings is the approved one", "[report]") {
  auto run = frozen_run();
  run.options().include_suppressed = true;
  run.options().home_page.clear();
  run.options().category = "team/";
  check_approved("frozen-suppressed.sarif", render(run, "sarif"));
}
