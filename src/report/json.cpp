// The contract of `check --output-format json`, version 1: docs/schema/check.schema.json.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/formats.hpp"
#include "report/json_writer.hpp"
#include "report/sources.hpp"

namespace migralint::report {

namespace {

class JsonReport {
 public:
  explicit JsonReport(const Run& run) : run_(run), sources_(run), json_(out_) {}

  std::string render() {
    json_.begin_object().key("version").number(1);
    json_.key("tool").begin_object().member("name", "migralint").member("version", run_.version).end_object();
    json_.member("pg_version", static_cast<std::size_t>(run_.pg_version));
    json_.line().key("files").begin_array();
    for (const auto& file : run_.files) {
      write(file);
    }
    json_.end_array().line().key("findings").begin_array();
    for (const auto& finding : run_.findings) {
      write(finding);
    }
    json_.end_array();
    write_baselines();
    json_.line().key("summary");
    write(summarize(run_));
    if (run_.fixes) {
      json_.line().key("fixes").begin_object().member("fixed", run_.fixes->fixed);
      json_.member("files", run_.fixes->files).member("dropped", run_.fixes->dropped).end_object();
    }
    json_.end_object();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void write(const ReportedFile& file) {
    if (file.role == ReportedFile::Role::history) {
      return;
    }
    json_.line().begin_object().member("path", file.path).key("tool");
    file.tool.empty() ? json_.null() : json_.value(file.tool);
    json_.member("transaction", file.transaction).member("statements", file.statements);
    json_.member("unparsed", file.unparsed).end_object();
  }

  void write(const lint::Finding& finding) {
    const auto& lines = sources_[finding.file].lines();
    const auto begin = lines.position(finding.span.begin);
    const auto end = lines.position(std::max(finding.span.begin, finding.span.end));
    json_.line().begin_object().member("rule", finding.rule).member("level", lint::to_string(finding.level));
    json_.member("message", finding.message).member("path", run_.files[finding.file].path);
    json_.member("line", begin.line).member("column", begin.column);
    json_.member("end_line", end.line).member("end_column", end.column);
    json_.member("start_byte", finding.span.begin).member("end_byte", finding.span.end);
    json_.member("statement", finding.statement).member("evidence", joined(finding.evidence));
    json_.key("related").begin_array();
    for (const auto& related : finding.related) {
      write(related);
    }
    json_.end_array().key("fix");
    finding.fix ? write(finding.file, *finding.fix) : void(json_.null());
    json_.member("fingerprint", finding.fingerprint).key("suppressed");
    finding.suppressed ? json_.value(*finding.suppressed) : json_.null();
    json_.end_object();
  }

  void write(const lint::Related& related) {
    const auto position = sources_[related.file].lines().position(related.span.begin);
    json_.begin_object().member("path", run_.files[related.file].path);
    json_.member("line", position.line).member("column", position.column).member("message", related.message);
    json_.end_object();
  }

  void write(std::uint32_t file, const lint::Fix& fix) {
    const bool plan = fix.kind == lint::Fix::Class::plan;
    json_.begin_object().member("class", plan ? "plan" : "mechanical").member("title", fix.title);
    json_.key("edits").begin_array();
    for (const auto& edit : fix.edits) {
      json_.begin_object().member("path", run_.files[file].path).member("start_byte", edit.span.begin);
      json_.member("end_byte", edit.span.end).member("text", edit.text).end_object();
    }
    json_.end_array();
    if (plan) {
      json_.member("sql", fix.sql);
    }
    json_.end_object();
  }

  void write_baselines() {
    if (run_.baselines.empty()) {
      return;
    }
    json_.line().key("baselines").begin_array();
    for (const auto& baseline : run_.baselines) {
      json_.begin_object().member("path", baseline.path).member("known", baseline.known);
      json_.key("written").boolean(baseline.written).key("stale").begin_array();
      for (const auto& entry : baseline.stale) {
        json_.line().begin_object().member("path", entry.path).member("rule", entry.rule);
        json_.member("fingerprint", entry.fingerprint).end_object();
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void write(const Summary& summary) {
    json_.begin_object().member("error", summary.errors).member("warning", summary.warnings);
    json_.member("note", summary.notes)
        .member("suppressed", summary.suppressed)
        .member("files", summary.files);
    if (!run_.baselines.empty()) {
      json_.member("baseline", summary.in_baseline);
    }
    json_.member("statements", summary.statements).member("unparsed", summary.unparsed).end_object();
  }

  static std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
      text.append(text.empty() ? "" : "\n").append(line);
    }
    return text;
  }

  const Run& run_;
  Sources sources_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string render_json(const Run& run) { return JsonReport(run).render(); }

}  // namespace migralint::report
