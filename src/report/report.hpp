// What a run found, written out for people and for machines. This interface is stable: the commands fill a
// Run and call a format's write(); a new one is one file here and a row in the table of report.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "lint/finding.hpp"
#include "script/line_index.hpp"

namespace migralint::report {

/// A part of a file that nothing is said about.
struct NotJudged {
  Span span;
  std::string reason;
};

/// A file that findings or their related places refer to.
struct ReportedFile {
  enum class Role : std::uint8_t { judged, history, down };

  std::string path;       ///< as the user should see it; '/' between folders
  std::string_view text;  ///< as on disk; may be empty when no finding, related place or NotJudged is in it
  Role role =
      Role::judged;  ///< history files are only referred to; down: a way back, only its syntax is checked
  std::string tool;  ///< "golang-migrate"; empty: none recognised
  std::string_view transaction;       ///< "autocommit", "implicit", "file", "batch" or "pipeline"
  std::size_t statements = 0;         ///< all of them: judged, unparsed and in a way back
  std::size_t unparsed = 0;           ///< statements without a parse tree
  std::size_t down_statements = 0;    ///< of a way back, parsed and not judged
  std::vector<NotJudged> not_judged;  ///< the unparsed statements too
  std::shared_ptr<const script::LineIndex> lines = nullptr;  ///< of `text`, if there is one already
};

/// What SARIF says about a rule.
struct RuleInfo {
  std::string_view id;
  lint::Level level = lint::Level::warning;  ///< by default
  std::string_view summary;                  ///< one line, no full stop
  std::string_view page;                     ///< Markdown
};

/// What --fix has done before the findings of the run were found.
struct Fixes {
  std::size_t fixed = 0;    ///< findings that are gone
  std::size_t files = 0;    ///< that were changed
  std::size_t dropped = 0;  ///< fixes that would have brought something new
};

/// What a baseline has done: findings that it holds are not among those of the run.
struct Baseline {
  struct Entry {
    std::string path;  ///< relative to the baseline's folder
    std::string rule;
    std::string fingerprint;
  };
  std::string path;
  std::size_t known = 0;     ///< findings that it holds
  std::vector<Entry> stale;  ///< entries that are no longer found
  bool written = false;      ///< made anew in this run: `stale` is gone from it
  std::size_t kept = 0;      ///< written: entries of files and rules that were not in this run
};

struct Run {
  int pg_version = 15;
  std::vector<ReportedFile> files;          ///< index = lint::Finding::file and lint::Related::file
  std::span<const lint::Finding> findings;  ///< by file, place and rule; suppressed ones included
  std::vector<RuleInfo> rules;              ///< sorted by id; registered_rules()
  std::vector<std::string> errors;          ///< what could not be read: "db/m: no such file or directory"
  std::vector<Baseline> baselines;          ///< in use
  std::string left_out;                     ///< files not looked at: "12 files unchanged since main"
  std::string version;                      ///< of migralint
  std::string home_page;                    ///< URL, no slash at the end; empty: the reports name none
  std::optional<Fixes> fixes;               ///< set when fixes were asked for
  unsigned jobs = 1;                        ///< threads that may render it
  bool color = false;                       ///< text: with ANSI colors
  bool quiet = false;                       ///< text: no notes, no summary
  bool statistics = false;             ///< text: a table of how often each rule spoke, before the summary
  bool include_suppressed = false;     ///< sarif: suppressed findings too (GitHub opens alerts for them)
  std::string category = "migralint";  ///< sarif: automationDetails, what GitHub keeps alerts apart by
};

/// Totals over the judged files; suppressed findings are counted as such only.
struct Summary {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t suppressed = 0;
  std::size_t in_baseline = 0;
  std::size_t files = 0;  ///< judged ones and ways back
  std::size_t files_with_findings = 0;
  std::size_t down_files = 0;  ///< of `files`
  std::size_t statements = 0;  ///< all of them
  std::size_t judged = 0;
  std::size_t unparsed = 0;
  std::size_t down_statements = 0;
  std::size_t not_judged = 0;  ///< places, unparsed statements among them

  [[nodiscard]] std::size_t findings() const { return errors + warnings + notes; }
};
Summary summarize(const Run& run);

/// Takes a report, piece by piece.
using Sink = std::function<void(std::string_view)>;

struct Format {
  std::string_view name;  ///< as in --output-format
  std::string_view help;  ///< one line
  /// A long report is never in memory as a whole where it need not be. The sink is called by one thread at a
  /// time, though not always the same one.
  void (*write)(const Run&, const Sink&);
};

/// All of the report.
std::string render(const Format& format, const Run& run);

/// All formats, the default one first.
std::span<const Format> formats();
/// Null when there is no such format.
const Format* find_format(std::string_view name);

/// The rules of this program, for Run::rules.
std::vector<RuleInfo> registered_rules();

}  // namespace migralint::report
