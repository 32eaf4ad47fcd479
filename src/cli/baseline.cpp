#include "cli/baseline.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "lint/baseline.hpp"
#include "project/files.hpp"

namespace migralint::cli {
namespace {

namespace fs = std::filesystem;

/// With the links of its folder resolved: one file has one name, whatever the working directory.
fs::path absolute(const std::string& path) {
  std::error_code problem;
  const auto whole = fs::absolute(path, problem);
  auto folder = fs::weakly_canonical(whole.parent_path(), problem);
  return (problem ? whole.parent_path() : folder) / whole.filename();
}

bool is_there(const fs::path& path) {
  std::error_code problem;
  return fs::exists(path, problem) || problem;
}

/// One baseline file and the judged files that it is for.
class BaselineFile {
 public:
  BaselineFile(std::string path, bool writes)
      : path_(std::move(path)), writes_(writes), folder_(absolute(path_).parent_path()) {}

  void cover(std::uint32_t file) { covered_.push_back(file); }

  /// Empty, or why it cannot be used.
  std::string read() {
    if (writes_ && !is_there(path_)) return {};
    const auto text = project::read_file(path_);
    if (!text) {
      const bool missing = !is_there(path_);
      return "baseline " + path_ + ": " + text.error() + (missing ? " (--write-baseline makes it)" : "");
    }
    auto baseline = lint::parse_baseline(*text);
    if (!baseline) return "baseline " + path_ + ": " + baseline.error();
    baseline_ = std::move(*baseline);
    return {};
  }

  /// Marks the findings that it holds.
  void apply(const lint::Result& result, std::vector<bool>& known) {
    std::vector<std::string> paths(result.files.size());
    for (const auto file : covered_) {
      paths[file] = name(result.files[file].source->path);
    }
    match_ = lint::match(baseline_, result,
                         {[&](std::uint32_t file) { return paths[file]; },
                          [this](const std::string& path) { return is_there(folder_ / path); }});
    report_.path = path_;
    for (std::size_t i = 0; i < known.size(); ++i) {
      const bool mine = !paths[result.findings[i].file].empty() && !result.findings[i].suppressed;
      const bool held = match_.known[i] || (writes_ && mine);
      report_.known += held ? 1 : 0;
      known[i] = known[i] || held;
    }
    for (const auto& entry : match_.stale) {
      report_.stale.push_back({entry.path, entry.rule, entry.fingerprint});
    }
  }

  /// Empty, or why it cannot be written.
  std::string write() {
    if (!writes_) return {};
    auto entries = match_.found;
    entries.insert(entries.end(), match_.kept.begin(), match_.kept.end());
    report_.written = true;
    report_.kept = match_.kept.size();
    const auto problem = project::write_file(path_, lint::format_baseline(entries));
    return problem.empty() ? problem : "baseline " + path_ + ": " + problem;
  }

  [[nodiscard]] const report::Baseline& report() const { return report_; }

 private:
  [[nodiscard]] std::string name(const std::string& path) const {
    return path == "<stdin>" ? path : absolute(path).lexically_relative(folder_).generic_string();
  }

  std::string path_;
  bool writes_;
  fs::path folder_;
  std::vector<std::uint32_t> covered_;
  lint::Baseline baseline_;
  lint::BaselineMatch match_;
  report::Baseline report_;
};

/// The baseline of a file; empty when it has none.
std::string baseline_of(const std::string& path, const BaselineOptions& options,
                        project::ConfigStore& configs) {
  if (!options.write.empty()) return options.write;
  if (!options.file.empty()) return options.file;
  return options.none ? std::string() : configs.of(path).baseline.value_or("");
}

/// In the order of their first files.
std::vector<BaselineFile> baselines_of(const BaselineOptions& options, const lint::Result& result,
                                       project::ConfigStore& configs) {
  std::vector<BaselineFile> files;
  std::map<std::string, std::size_t> index;
  for (std::uint32_t i = 0; i < result.files.size(); ++i) {
    const auto& source = *result.files[i].source;
    const auto path =
        replay::is_named(source.role) ? baseline_of(source.path, options, configs) : std::string();
    if (path.empty()) continue;
    const auto [at, is_new] = index.try_emplace(path, files.size());
    if (is_new) files.emplace_back(path, !options.write.empty());
    files[at->second].cover(i);
  }
  return files;
}

}  // namespace

bool any_baseline(const BaselineOptions& options, const std::vector<lint::Input>& histories,
                  project::ConfigStore& configs) {
  return std::any_of(histories.begin(), histories.end(), [&](const lint::Input& history) {
    const auto& files = history.migrations.files;
    return std::any_of(files.begin(), files.end(), [&](const replay::SourceFile& file) {
      return replay::is_named(file.role) && !baseline_of(file.path, options, configs).empty();
    });
  });
}

Expected<std::vector<report::Baseline>, std::string> apply_baselines(const BaselineOptions& options,
                                                                     lint::Result& result,
                                                                     project::ConfigStore& configs) {
  auto files = baselines_of(options, result, configs);
  std::vector<bool> known(result.findings.size(), false);
  std::vector<report::Baseline> reports;
  for (auto& file : files) {
    auto problem = file.read();
    if (problem.empty()) {
      file.apply(result, known);
      problem = file.write();
    }
    if (!problem.empty()) return Unexpected(std::move(problem));
    reports.push_back(file.report());
  }
  std::size_t at = 0;
  std::erase_if(result.findings, [&](const lint::Finding&) { return known[at++]; });
  return reports;
}

}  // namespace migralint::cli
