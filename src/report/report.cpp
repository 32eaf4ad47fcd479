#include "report/report.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "report/formats.hpp"

namespace migralint::report {

namespace {

template <std::string (*make)(const Run&)>
void write_whole(const Run& run, const Sink& out) {
  out(make(run));
}

constexpr std::array<Format, 3> table{{
    {"text", "for people: each finding with its source lines, the evidence and the safe form", &write_text},
    {"json", "everything, as one JSON document (docs/schema/check.schema.json)", &write_whole<render_json>},
    {"sarif", "SARIF 2.1.0, for GitHub code scanning and editors", &write_whole<render_sarif>},
}};

void add_file(const ReportedFile& file, Summary& summary) {
  if (file.role == ReportedFile::Role::history) {
    return;
  }
  ++summary.files;
  summary.down_files += file.role == ReportedFile::Role::down ? 1 : 0;
  summary.statements += file.statements;
  summary.unparsed += file.unparsed;
  summary.down_statements += file.down_statements;
  summary.not_judged += file.not_judged.size();
  summary.judged += file.statements - std::min(file.statements, file.unparsed + file.down_statements);
}

}  // namespace

std::string render(const Format& format, const Run& run) {
  std::string whole;
  format.write(run, [&whole](std::string_view piece) { whole += piece; });
  return whole;
}

Summary summarize(const Run& run) {
  Summary summary;
  for (const auto& file : run.files) {
    add_file(file, summary);
  }
  for (const auto& baseline : run.baselines) {
    summary.in_baseline += baseline.known;
  }
  std::optional<std::uint32_t> last_file;
  for (const auto& finding : run.findings) {
    if (finding.suppressed) {
      ++summary.suppressed;
      continue;
    }
    switch (finding.level) {
      case lint::Level::error:
        ++summary.errors;
        break;
      case lint::Level::warning:
        ++summary.warnings;
        break;
      case lint::Level::note:
        ++summary.notes;
        break;
      case lint::Level::off:
        continue;
    }
    summary.files_with_findings += last_file != finding.file ? 1 : 0;
    last_file = finding.file;
  }
  return summary;
}

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* found =
      std::find_if(table.begin(), table.end(), [&](const Format& format) { return format.name == name; });
  return found == table.end() ? nullptr : found;
}

}  // namespace migralint::report
