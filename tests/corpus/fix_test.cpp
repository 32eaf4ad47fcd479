// `check --fix` over real projects, in memory: after it every file still parses, no new finding appears, a
// second run changes nothing, and the catalog is the same as before but for validity and concurrency.
//   migralint_corpus_fix_tests CORPUS [PROJECT]
#include "fix/fix.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "cli/scope.hpp"
#include "cli/settings.hpp"
#include "lint/linter.hpp"
#include "project/config.hpp"
#include "support/catalog_dump.hpp"

namespace {

using namespace migralint;

constexpr int skipped = 77;

struct Judged {
  std::map<std::pair<std::string, std::string>, std::size_t> rules;  ///< by path and rule
  std::map<std::string, std::size_t> unparsed;
};

/// What is folded into another finding counts as there where `with_folded`.
Judged judge(const std::vector<lint::Input>& inputs, bool with_folded) {
  const auto result = lint::lint(inputs, 1);
  Judged judged;
  for (const auto& finding : result.findings) {
    const auto& path = result.files[finding.file].source->path;
    if (finding.suppressed) {
      continue;
    }
    ++judged.rules[{path, std::string(finding.rule)}];
    for (const auto rule : finding.folded) {
      judged.rules[{path, std::string(rule)}] += with_folded ? 1 : 0;
    }
  }
  for (const auto& file : result.files) {
    judged.unparsed[file.source->path] = file.unparsed;
  }
  return judged;
}

std::vector<std::string> catalog_of(const lint::Input& input) {
  std::vector<std::string> lines;
  replay::Replayer replayer(1);
  replayer.run(input.migrations, 0,
               {[](const replay::File&) {}, [](const replay::Step&) {}, [](const replay::FileEnd&) {},
                [&](const catalog::Catalog& catalog) { lines = test::dump(catalog); }});
  return lines;
}

class Test {
 public:
  int failures = 0;
  std::size_t fixed = 0;
  std::size_t files = 0;

  void run(const std::filesystem::path& project) {
    const auto words = cli::vocabulary();
    cli::ScopeOptions options;
    options.paths = {project.string()};
    options.no_config = true;
    cli::ScopePlan plan;
    if (!cli::plan_scope(options, "check", words, plan).empty()) {
      fail(project.string(), "cannot be planned");
      return;
    }
    project::ConfigStore configs(words, std::filesystem::current_path().string());
    auto scope = cli::read_scope(options, plan, configs);
    if (!scope) {
      fail(project.string(), "cannot be read");
      return;
    }
    compare(project.filename().string(), scope->histories);
  }

 private:
  void fail(const std::string& where, const std::string& what) {
    ++failures;
    std::cout << where << ": " << what << "\n";
  }

  static std::vector<std::vector<lint::Settings>> settings_of(const std::vector<lint::Input>& inputs) {
    std::vector<std::vector<lint::Settings>> all;
    for (const auto& input : inputs) {
      all.push_back(input.settings);
    }
    return all;
  }

  void compare(const std::string& project, std::vector<lint::Input>& inputs) {
    const auto before = judge(inputs, true);
    std::vector<std::vector<std::string>> catalogs;
    for (const auto& input : inputs) {
      catalogs.push_back(catalog_of(input));
    }
    const auto wanted = settings_of(inputs);
    const auto outcome = fix::run(inputs, wanted, {1, nullptr});
    fixed += outcome.fixed;
    files += outcome.files.size();
    std::cout << project << ": " << outcome.fixed << " fixed in " << outcome.files.size() << " files, "
              << outcome.dropped.size() << " left out\n";
    compare_findings(before, judge(inputs, false));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      compare_catalogs(inputs[i].migrations.files.front().path, catalogs[i], catalog_of(inputs[i]));
    }
    for (const auto& file : fix::run(inputs, wanted, {1, nullptr}).files) {
      fail(file.path, "a second run changes it again");
    }
  }

  void compare_findings(const Judged& before, const Judged& after) {
    for (const auto& [where, count] : after.rules) {
      const auto known = before.rules.find(where);
      if (known == before.rules.end() || known->second < count) {
        fail(where.first, "new: " + where.second);
      }
    }
    for (const auto& [path, count] : after.unparsed) {
      if (before.unparsed.at(path) < count) {
        fail(path, "does not parse any more");
      }
    }
  }

  void compare_catalogs(const std::string& where, const std::vector<std::string>& before,
                        const std::vector<std::string>& after) {
    std::vector<std::string> lost;
    std::vector<std::string> gained;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(lost));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(gained));
    for (const auto& line : lost) {
      fail(where, "lost: " + line);
    }
    for (const auto& line : gained) {
      fail(where, "gained: " + line);
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  const char* shared = std::getenv("MIGRALINT_SHARED");
  const std::filesystem::path corpus = shared != nullptr ? std::filesystem::path(shared) / "corpus"
                                                         : std::filesystem::path(argc > 1 ? argv[1] : "");
  if (!std::filesystem::is_directory(corpus)) {
    std::cout << "skipped: no corpus at " << corpus.string() << " (set MIGRALINT_SHARED)\n";
    return skipped;
  }
  std::vector<std::filesystem::path> projects;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    // The regression tests of PostgreSQL are no migrations, and thousands of statements each.
    const std::string name = entry.path().filename().string();
    const bool asked = argc > 2 ? name == argv[2] : !name.starts_with("postgres-regress");
    if (entry.is_directory() && asked) {
      projects.push_back(entry.path());
    }
  }
  std::sort(projects.begin(), projects.end());
  Test test;
  for (const auto& project : projects) {
    test.run(project);
  }
  std::cout << projects.size() << " projects, " << test.fixed << " findings fixed in " << test.files
            << " files, " << test.failures << " failures\n";
  return test.failures == 0 && test.fixed > 0 ? 0 : 1;
}
