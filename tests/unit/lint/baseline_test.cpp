#include "lint/baseline.hpp"

#include <algorithm>

#include "lint/rule.hpp"
#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::lint;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// A run over files that have one finding each statement: index-not-concurrent.
struct Run {
  std::vector<Input> inputs = std::vector<Input>(1);
  Result result;

  explicit Run(const Files& files) {
    auto& input = inputs[0];
    for (const auto& [path, text] : files) {
      input.migrations.files.push_back(
          {path, text, replay::Role::judged, session::TransactionMode::autocommit, 15});
      input.settings.emplace_back();
    }
    result = lint::lint(inputs, 1);
    std::erase_if(result.findings,
                  [](const Finding& finding) { return finding.rule != "locking/index-not-concurrent"; });
  }

  [[nodiscard]] BaselineMatch against(const Baseline& baseline,
                                      const std::vector<std::string>& on_disk = {}) const {
    return match(baseline, result,
                 {[this](std::uint32_t file) { return result.files[file].source->path; },
                  [&](const std::string& path) {
                    return std::find(on_disk.begin(), on_disk.end(), path) != on_disk.end();
                  }});
  }
  [[nodiscard]] Baseline entries() const { return against({}).found; }
};

const std::string one = "CREATE INDEX ON t (x);\n";
const std::string other = "CREATE INDEX b ON t (y);\n";

std::vector<bool> all(std::size_t count) { return std::vector<bool>(count, true); }

}  // namespace

TEST_CASE("a baseline survives its file", "[lint]") {
  const Baseline baseline{{"a \"b\".sql", "x/y", "0123456789abcdef"}, {"b.sql", "x/y", "0000000000000000"}};
  const auto text = format_baseline({baseline[1], baseline[0], baseline[1]});
  const auto read = parse_baseline(text);
  REQUIRE(read.has_value());
  CHECK(*read == baseline);
  CHECK(text ==
        "{\n\"version\": 1,\n\"findings\": [\n"
        "{\"path\": \"a \\\"b\\\".sql\", \"rule\": \"x/y\", \"fingerprint\": \"0123456789abcdef\"},\n"
        "{\"path\": \"b.sql\", \"rule\": \"x/y\", \"fingerprint\": \"0000000000000000\"}\n"
        "]\n}\n");
  CHECK(format_baseline({}) == "{\n\"version\": 1,\n\"findings\": []\n}\n");
}

TEST_CASE("what a baseline holds is known", "[lint]") {
  const Run before(Files{{"1.sql", one}});
  const Run now({{"1.sql", "-- moved\n\n" + other + one}});
  const auto found = now.against(before.entries());
  CHECK(found.known == std::vector<bool>{false, true});
  CHECK(found.stale.empty());
}

TEST_CASE("equal findings are counted", "[lint]") {
  const Run before(Files{{"1.sql", one}});
  const Run now({{"1.sql", one + one}});
  CHECK(now.against(before.entries()).known == std::vector<bool>{true, false});
  CHECK(before.against(now.entries()).stale.size() == 1);
}

TEST_CASE("an entry of a file that is gone covers one elsewhere", "[lint]") {
  const Run before({{"old/1.sql", one}});
  const Run now({{"new/1.sql", one}});
  CHECK(now.against(before.entries()).known == all(1));
  CHECK(now.against(before.entries(), {"old/1.sql"}).known == std::vector<bool>{false});
  CHECK(now.against(before.entries(), {"old/1.sql"}).kept == before.entries());
}

TEST_CASE("a rule that was off leaves its entries alone", "[lint]") {
  const Run before(Files{{"1.sql", one}});
  Run now(Files{{"1.sql", "SELECT 1;\n"}});
  CHECK(now.against(before.entries()).stale.size() == 1);
  now.inputs[0].settings[0].levels.assign(all_rules().size(), Level::off);
  CHECK(now.against(before.entries()).stale.empty());
  CHECK(now.against(before.entries()).kept == before.entries());
}
