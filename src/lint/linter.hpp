// Runs the rules over the steps of a replay: findings, folded, suppressed, sorted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.hpp"
#include "lint/settings.hpp"
#include "replay/replay.hpp"
#include "script/line_index.hpp"

namespace migralint::lint {

/// One history with what the configuration says about each of its files.
struct Input {
  replay::Migrations migrations;
  std::vector<Settings> settings;  ///< parallel to migrations.files
};

/// A part of a file that nothing is said about.
struct NotJudged {
  Span span;
  std::string reason;
};

/// What became of one file.
struct JudgedFile {
  const replay::SourceFile* source = nullptr;  ///< points into the inputs
  const Settings* settings = nullptr;          ///< the same
  std::size_t statements = 0;                  ///< judged, or in a way back: parsed
  std::size_t unparsed = 0;                    ///< statements without a tree
  std::size_t in_way_back = 0;                 ///< of `statements`
  std::vector<NotJudged> not_judged;
  std::shared_ptr<const script::LineIndex> lines = nullptr;  ///< of its text, if something asked for one
};

struct Result {
  std::vector<JudgedFile> files;  ///< index = Finding::file; history files are there with no statements
  std::vector<Finding> findings;  ///< by file, place, rule; suppressed ones included
  /// What is said by the way only, as "also …" of another finding, and can be fixed by itself.
  std::vector<Finding> fixed_beside;
  /// Of a single history: what takes time to free, and nobody needs.
  std::vector<std::shared_ptr<const void>> remains;
};

/// Fingerprints take time, and only baselines and reports for machines look at them.
enum class Fingerprints : std::uint8_t { none, all };

/// `inputs` own the text that the result refers to.
Result lint(const std::vector<Input>& inputs, unsigned jobs, Fingerprints wanted = Fingerprints::all);

}  // namespace migralint::lint
