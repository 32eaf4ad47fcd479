#include "report/summary_line.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "report/utf8.hpp"

namespace migralint::report {

namespace {

constexpr std::size_t most_reasons = 5;

std::string counted(std::size_t count, std::string_view noun) {
  if (count != 1 && noun.ends_with('y')) {
    noun.remove_suffix(1);
    return fmt::format("{} {}ies", count, noun);
  }
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void append_part(std::string& list, const std::string& part) {
  if (!list.empty()) {
    list += ", ";
  }
  list += part;
}

std::string findings_part(const Summary& summary) {
  std::string levels;
  if (summary.errors > 0) {
    append_part(levels, counted(summary.errors, "error"));
  }
  if (summary.warnings > 0) {
    append_part(levels, counted(summary.warnings, "warning"));
  }
  if (summary.notes > 0) {
    append_part(levels, counted(summary.notes, "note"));
  }
  std::string part = levels.empty() ? fmt::format("no findings in {}", counted(summary.files, "file"))
                                    : fmt::format("{} in {} of {}", levels, summary.files_with_findings,
                                                  counted(summary.files, "file"));
  if (summary.suppressed > 0) {
    part += fmt::format(", {} suppressed", summary.suppressed);
  }
  if (summary.in_baseline > 0) {
    part += fmt::format(", {} in the baseline", summary.in_baseline);
  }
  return part;
}

struct Unjudged {
  std::uint32_t file = 0;
  const NotJudged* place = nullptr;
};

/// Places that no syntax/error finding names.
std::vector<Unjudged> unexplained(const Run& run) {
  std::unordered_map<std::uint32_t, std::vector<Span>> errors;
  for (const auto& finding : run.findings) {
    if (finding.rule == "syntax/error" && !finding.suppressed) {
      errors[finding.file].push_back(finding.span);
    }
  }
  std::vector<Unjudged> places;
  for (std::uint32_t file = 0; file < run.files.size(); ++file) {
    const auto& said = errors[file];
    for (const auto& place : run.files[file].not_judged) {
      // Findings are sorted by place.
      const auto found = std::lower_bound(said.begin(), said.end(), Span{place.span.begin, 0});
      if (found == said.end() || found->begin > place.span.end) {
        places.push_back({file, &place});
      }
    }
  }
  return places;
}

void append_place(std::string& out, const Unjudged& unjudged, Sources& sources) {
  append_safe(out, sources.file(unjudged.file).path);
  out += fmt::format(":{}: ", sources[unjudged.file].line(unjudged.place->span.begin));
  append_safe(out, unjudged.place->reason);
}

std::string_view transactions(std::string_view mode) {
  if (mode == "implicit") {
    return "one implicit transaction a file";
  }
  if (mode == "file") {
    return "one transaction a file";
  }
  if (mode == "batch") {
    return "one transaction for all files";
  }
  return mode;
}

/// "golang-migrate, PostgreSQL 15"; where no tool is known, how transactions are taken to run.
std::string setting_part(const Run& run) {
  std::vector<std::string> parts;
  for (const auto& file : run.files) {
    if (file.role == ReportedFile::Role::history) {
      continue;
    }
    std::string part = file.tool.empty() ? std::string(transactions(file.transaction)) : file.tool;
    if (!part.empty() && std::find(parts.begin(), parts.end(), part) == parts.end()) {
      parts.push_back(std::move(part));
    }
  }
  std::string list;
  for (const auto& part : parts) {
    append_part(list, part);
  }
  append_part(list, fmt::format("PostgreSQL {}", run.pg_version));
  return list;
}

void append_fixes(std::string& out, const Run& run) {
  if (!run.fixes) {
    return;
  }
  const auto plans = static_cast<std::size_t>(
      std::count_if(run.findings.begin(), run.findings.end(), [](const lint::Finding& finding) {
        return !finding.suppressed && finding.fix && finding.fix->kind == lint::Fix::Class::plan;
      }));
  out += run.fixes->fixed == 0 ? std::string("nothing to fix by itself")
                               : fmt::format("fixed {} in {}", counted(run.fixes->fixed, "finding"),
                                             counted(run.fixes->files, "file"));
  if (run.fixes->dropped > 0) {
    out += fmt::format(" · {} left out, because the result would have had another finding",
                       run.fixes->dropped == 1 ? "1 fix" : fmt::format("{} fixes", run.fixes->dropped));
  }
  if (plans > 0) {
    out += fmt::format(" · {} to carry out by hand: they change more than this file, or need several deploys",
                       counted(plans, "plan"));
  }
  out += '\n';
}

/// What was written, or what a new writing would drop.
void append_baseline(std::string& out, const Baseline& baseline) {
  std::string line;
  if (baseline.written) {
    line = fmt::format("baseline {}: {} written", baseline.path, counted(baseline.known, "finding"));
    if (baseline.kept > 0) {
      line += fmt::format(", {} of what was not judged kept", counted(baseline.kept, "entry"));
    }
    if (!baseline.stale.empty()) {
      line += fmt::format(", {} dropped", counted(baseline.stale.size(), "entry"));
    }
  } else if (!baseline.stale.empty()) {
    line = fmt::format("baseline {0}: {1} no longer found; --write-baseline {0} drops {2}", baseline.path,
                       counted(baseline.stale.size(), "entry"), baseline.stale.size() == 1 ? "it" : "them");
  }
  if (!line.empty()) {
    append_safe(out, line);
    out += '\n';
  }
}

void append_not_judged(std::string& out, const std::vector<Unjudged>& places, Sources& sources) {
  // A single one stands in the summary's own line.
  if (places.size() == 1) {
    return;
  }
  for (std::size_t i = 0; i < std::min(places.size(), most_reasons); ++i) {
    out += "  not judged: ";
    append_place(out, places[i], sources);
    out += '\n';
  }
  if (places.size() > most_reasons) {
    out += fmt::format("  not judged: {} more places\n", places.size() - most_reasons);
  }
}

}  // namespace

void append_summary(std::string& out, const Run& run, Sources& sources) {
  append_fixes(out, run);
  const Summary summary = summarize(run);
  const auto places = unexplained(run);
  if (!run.left_out.empty()) {
    append_safe(out, run.left_out);
    out += " · ";
  }
  out += fmt::format("{} · {} judged, {} not judged", findings_part(summary),
                     counted(summary.judged, "statement"), summary.not_judged);
  if (places.size() == 1) {
    out += " (";
    append_place(out, places.front(), sources);
    out += ')';
  }
  if (summary.down_statements > 0 || summary.down_files > 0) {
    out += fmt::format(", {} of a way back only parsed", summary.down_statements);
  }
  if (!run.errors.empty()) {
    out += fmt::format(" · {} could not be read", counted(run.errors.size(), "path"));
  }
  out += " · ";
  append_safe(out, setting_part(run));
  out += '\n';
  append_not_judged(out, places, sources);
  for (const auto& baseline : run.baselines) {
    append_baseline(out, baseline);
  }
}

}  // namespace migralint::report
