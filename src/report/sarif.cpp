// SARIF 2.1.0 as GitHub code scanning reads it (docs.github.com, "SARIF support for code scanning"): only the
// first location of a result counts, an annotation shows up only when all lines of the region are in the pull
// request, alerts are told apart by rule and primaryLocationLineHash, and results with suppressions would be
// opened as alerts.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "report/edits.hpp"
#include "report/formats.hpp"
#include "report/json_writer.hpp"
#include "report/line_hash.hpp"
#include "report/sarif_text.hpp"
#include "report/sources.hpp"
#include "report/uri.hpp"

namespace migralint::report {

namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view root_base = "%SRCROOT%";
constexpr std::uint32_t longest_snippet = 1000;

std::string_view severity(lint::Level level) {
  switch (level) {
    case lint::Level::error:
      return "error";
    case lint::Level::warning:
      return "warning";
    case lint::Level::note:
    case lint::Level::off:
      break;
  }
  return "recommendation";
}

/// Tells results apart that GitHub would take for one: the same rule twice on a line.
class LineOrdinals {
 public:
  std::size_t next(const lint::Finding& finding, std::size_t line) {
    if (finding.file != file_ || line != line_) {
      seen_.clear();
      file_ = finding.file;
      line_ = line;
    }
    return ++seen_[finding.rule];
  }

 private:
  std::uint32_t file_ = 0;
  std::size_t line_ = 0;
  std::unordered_map<std::string_view, std::size_t> seen_;
};

class SarifReport {
 public:
  explicit SarifReport(const Run& run) : run_(run), sources_(run), hashes_(run.files.size()), json_(out_) {}

  std::string render() {
    json_.begin_object().member("$schema", schema).member("version", "2.1.0").key("runs").begin_array();
    json_.begin_object().line().key("tool").begin_object().key("driver");
    write_driver();
    json_.end_object().line().key("automationDetails").begin_object().member("id", category()).end_object();
    json_.line().member("columnKind", "utf16CodeUnits");
    write_bases();
    write_invocation();
    json_.line().key("results").begin_array();
    for (const auto& finding : run_.findings) {
      if (finding.suppressed && !run_.include_suppressed) {
        continue;
      }
      write(finding);
    }
    json_.line().end_array().end_object().end_array().end_object();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  // Without the slash at the end the whole id would be that of a run, and the category empty.
  [[nodiscard]] std::string category() const {
    return run_.category.empty() || run_.category.back() == '/' ? run_.category : run_.category + "/";
  }

  void write_driver() {
    json_.begin_object().member("name", "migralint").member("semanticVersion", run_.version);
    if (!run_.home_page.empty()) {
      json_.member("informationUri", run_.home_page);
    }
    json_.line().key("rules").begin_array();
    for (const auto& rule : run_.rules) {
      write(rule);
    }
    json_.line().end_array().end_object();
  }

  void write(const RuleInfo& rule) {
    const bool off = rule.level == lint::Level::off;
    json_.line().begin_object().member("id", rule.id).member("name", rule_name(rule.id));
    write_text("shortDescription", capitalized(rule.summary));
    write_text("fullDescription", full_description(rule));
    json_.key("defaultConfiguration").begin_object();
    if (off) {
      json_.key("enabled").boolean(false);
    }
    json_.member("level", lint::to_string(off ? lint::Level::note : rule.level)).end_object();
    if (!run_.home_page.empty()) {
      json_.member("helpUri", rule_page(rule));
    }
    json_.key("help").begin_object().member("text", help_text(rule));
    json_.member("markdown", help_markdown(rule, run_.home_page.empty() ? std::string() : rule_page(rule)));
    json_.end_object().key("properties").begin_object().key("tags").begin_array();
    json_.value(rule.id.substr(0, rule.id.find('/'))).value("postgresql").value("migration").end_array();
    json_.member("precision", "high")
        .member("problem.severity", severity(rule.level))
        .end_object()
        .end_object();
  }

  [[nodiscard]] std::string rule_page(const RuleInfo& rule) const {
    return fmt::format("{}/blob/main/rules/{}.md", run_.home_page, rule.id);
  }

  void write_text(std::string_view name, std::string_view text) {
    json_.key(name).begin_object().member("text", text).end_object();
  }

  void write_bases() {
    json_.line().key("originalUriBaseIds").begin_object().key(root_base).begin_object();
    write_text("description", "The directory that migralint ran in: the root of the repository.");
    json_.end_object().end_object();
  }

  // A file that does not parse is a result like any other: GitHub rejects a run that calls itself
  // unsuccessful.
  void write_invocation() {
    json_.line().key("invocations").begin_array().begin_object().key("executionSuccessful").boolean(true);
    json_.key("toolExecutionNotifications").begin_array();
    for (const auto& error : run_.errors) {
      json_.line().begin_object().member("level", "error");
      write_text("message", sentence(error));
      json_.end_object();
    }
    for (std::uint32_t file = 0; file < run_.files.size(); ++file) {
      for (const auto& place : run_.files[file].not_judged) {
        write_notification(file, place);
      }
    }
    json_.end_array().end_object().end_array();
  }

  void write_notification(std::uint32_t file, const NotJudged& place) {
    json_.line().begin_object().member("level", "warning");
    write_text("message", sentence("Not judged: " + place.reason));
    json_.key("locations").begin_array().begin_object();
    write_location(file, place.span);
    json_.end_object().end_array().end_object();
  }

  void write(const lint::Finding& finding) {
    json_.line().begin_object().member("ruleId", finding.rule);
    write_rule_index(finding.rule);
    json_.member("level", lint::to_string(finding.level));
    write_text("message", result_message(finding, safe_form(finding)));
    json_.key("locations").begin_array().begin_object();
    write_location(finding.file, finding.span);
    json_.end_object().end_array();
    write_fingerprints(finding);
    if (!finding.related.empty()) {
      write_related(finding);
    }
    if (finding.fix && finding.fix->kind == lint::Fix::Class::mechanical && !finding.fix->edits.empty()) {
      write_fix(finding.file, *finding.fix);
    }
    if (finding.suppressed) {
      write_suppression(*finding.suppressed);
    }
    json_.end_object();
  }

  std::string safe_form(const lint::Finding& finding) {
    return finding.fix ? report::safe_form(sources_[finding.file], *finding.fix) : std::string();
  }

  void write_rule_index(std::string_view id) {
    const auto found =
        std::lower_bound(run_.rules.begin(), run_.rules.end(), id,
                         [](const RuleInfo& rule, std::string_view key) { return rule.id < key; });
    if (found == run_.rules.end() || found->id != id) {
      return;
    }
    json_.member("ruleIndex", static_cast<std::size_t>(found - run_.rules.begin()));
  }

  void write_fingerprints(const lint::Finding& finding) {
    const std::size_t line = sources_[finding.file].line(finding.span.begin);
    const std::size_t ordinal = ordinals_.next(finding, line);
    json_.key("partialFingerprints").begin_object();
    if (const std::string* hash = line_hash(finding.file, line)) {
      json_.member("primaryLocationLineHash", ordinal == 1 ? *hash : fmt::format("{}-{}", *hash, ordinal));
    }
    json_.member("migralint/v1", finding.fingerprint).end_object();
  }

  const std::string* line_hash(std::uint32_t file, std::size_t line) {
    auto& hashes = hashes_[file];
    if (hashes.empty()) {
      hashes = line_hashes(run_.files[file].text);
    }
    return line <= hashes.size() ? &hashes[line - 1] : nullptr;
  }

  void write_location(std::uint32_t file, Span span) {
    const Source& source = sources_[file];
    span = first_line(source, span);
    json_.key("physicalLocation").begin_object();
    write_artifact(file);
    json_.key("region").begin_object();
    write_range(source, span);
    if (!span.empty() && span.size() <= longest_snippet) {
      write_text("snippet", span.of(source.text()));
    }
    json_.end_object().end_object();
  }

  // Tight regions: GitHub annotates a pull request only where it changes every line of the region.
  static Span first_line(const Source& source, Span span) {
    span = source.clamp(span);
    const Span line = source.line_span(source.line(span.begin));
    return {span.begin, std::max(span.begin, std::min(span.end, line.end))};
  }

  void write_range(const Source& source, Span span) {
    const auto begin = source.lines().utf16_position(span.begin);
    const auto end = source.lines().utf16_position(span.end);
    json_.member("startLine", begin.line).member("startColumn", begin.column);
    json_.member("endLine", end.line).member("endColumn", end.column);
  }

  void write_artifact(std::uint32_t file) {
    const std::string_view path = run_.files[file].path;
    json_.key("artifactLocation").begin_object().member("uri", to_uri(path));
    if (path.empty() || path.front() != '/') {
      json_.member("uriBaseId", root_base);
    }
    json_.end_object();
  }

  void write_related(const lint::Finding& finding) {
    json_.key("relatedLocations").begin_array();
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      const auto& related = finding.related[i];
      json_.begin_object().member("id", i + 1);
      write_location(related.file, related.span);
      write_text("message", sentence(related.message));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_fix(std::uint32_t file, const lint::Fix& fix) {
    json_.key("fixes").begin_array().begin_object();
    write_text("description", capitalized(fix.title));
    json_.key("artifactChanges").begin_array().begin_object();
    write_artifact(file);
    json_.key("replacements").begin_array();
    for (const auto& edit : fix.edits) {
      json_.begin_object().key("deletedRegion").begin_object();
      write_range(sources_[file], edit.span);
      json_.end_object();
      write_text("insertedContent", edit.text);
      json_.end_object();
    }
    json_.end_array().end_object().end_array().end_object().end_array();
  }

  void write_suppression(const std::string& reason) {
    json_.key("suppressions").begin_array().begin_object().member("kind", "inSource");
    if (!reason.empty()) {
      json_.member("justification", reason);
    }
    json_.end_object().end_array();
  }

  const Run& run_;
  Sources sources_;
  std::vector<std::vector<std::string>> hashes_;  ///< by file, made when a finding is in it
  LineOrdinals ordinals_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string render_sarif(const Run& run) { return SarifReport(run).render(); }

}  // namespace migralint::report
