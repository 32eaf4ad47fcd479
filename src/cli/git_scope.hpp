// --since and --staged: which of the files found are judged, what they say, and what they were.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "project/discover.hpp"
#include "project/work_tree.hpp"

namespace migralint::cli {

/// Lives as long as the discovery uses its tree.
class GitScope {
 public:
  GitScope(const ScopeOptions& options, const std::string& working_directory)
      : options_(options), places_(working_directory) {}

  [[nodiscard]] bool in_use() const { return options_.staged || !options_.since.empty(); }
  /// Lets the discovery look at the index where that is asked for. Empty, or the error.
  std::string begin(project::DiscoverOptions& discovering);
  /// What has not changed becomes history, or goes where no history is wanted. Empty, or the error.
  std::string narrow(project::Discovery& discovery,
                     const std::function<bool(const std::string&)>& wants_history);

  [[nodiscard]] const Bases& bases() const { return bases_; }
  /// For the summary; empty when nothing is left out.
  [[nodiscard]] std::string left_out() const;

 private:
  /// Empty, or the error.
  std::string look_back(const project::Discovery& discovery);
  [[nodiscard]] bool is_judged(const std::string& path) const;

  const ScopeOptions& options_;
  project::GitPlaces places_;
  std::unique_ptr<project::StagedTree> staged_;
  Bases bases_;
  std::size_t left_out_ = 0;
};

}  // namespace migralint::cli
