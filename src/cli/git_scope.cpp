#include "cli/git_scope.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

namespace migralint::cli {
namespace {

using project::FileUse;
using project::SinceFile;

replay::BaseFile::State state_of(SinceFile::State state) {
  switch (state) {
    case SinceFile::State::missing:
      return replay::BaseFile::State::missing;
    case SinceFile::State::same:
      return replay::BaseFile::State::same;
    case SinceFile::State::changed:
      return replay::BaseFile::State::changed;
    case SinceFile::State::renamed:
      return replay::BaseFile::State::renamed;
  }
  return replay::BaseFile::State::unknown;
}

bool has_judged(const project::History& history) {
  for (const auto& file : history.files) {
    if (file.use != FileUse::history) return true;
  }
  return false;
}

}  // namespace

std::string GitScope::begin(project::DiscoverOptions& discovering) {
  if (!options_.staged) return {};
  auto staged = project::StagedTree::read(places_);
  if (!staged) return "--staged: " + staged.error();
  staged_ = std::move(*staged);
  discovering.tree = &staged_->tree();
  return {};
}

std::string GitScope::narrow(project::Discovery& discovery,
                             const std::function<bool(const std::string&)>& wants_history) {
  if (!in_use()) return {};
  auto problem = options_.since.empty() ? std::string() : look_back(discovery);
  if (!problem.empty()) return problem;
  for (auto& history : discovery.histories) {
    const bool wanted = wants_history(history.files.front().path);
    std::erase_if(history.files, [&](project::FoundFile& file) {
      if (file.use == FileUse::history || is_judged(file.path)) return false;
      ++left_out_;
      const bool keep = wanted && file.use == FileUse::judged;
      file.use = FileUse::history;
      return !keep;
    });
  }
  std::erase_if(discovery.histories, [](const project::History& history) { return !has_judged(history); });
  problem = staged_ ? staged_->fill(discovery) : std::string();
  return problem.empty() ? problem : "--staged: " + problem;
}

std::string GitScope::look_back(const project::Discovery& discovery) {
  auto files = project::since(options_.since, options_.staged, discovery, places_);
  if (!files) return "--since " + options_.since + ": " + files.error();
  for (auto& [path, file] : *files) {
    bases_[path] = {state_of(file.state), std::move(file.old_path), std::move(file.text), options_.since};
  }
  return {};
}

bool GitScope::is_judged(const std::string& path) const {
  if (staged_) return staged_->is_staged(path);
  const auto base = bases_.find(path);
  return base == bases_.end() || base->second.state != replay::BaseFile::State::same;
}

std::string GitScope::left_out() const {
  if (left_out_ == 0) return {};
  return fmt::format("{} file{} {}", left_out_, left_out_ == 1 ? "" : "s",
                     staged_ ? std::string("not staged") : "unchanged since " + options_.since);
}

}  // namespace migralint::cli
