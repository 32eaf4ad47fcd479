#include <array>
#include <vector>

#include <fmt/format.h>

#include "report/one_line.hpp"
#include "report/text_table.hpp"
#include "report/trace.hpp"
#include "report/utf8.hpp"
#include "script/line_index.hpp"

namespace migralint::report {
namespace {

using trace::Fact;
using trace::FactKind;
using trace::Traced;
using trace::TracedStatement;
using trace::Verdict;

constexpr std::string_view none = "–";

std::string_view verb(FactKind kind) {
  switch (kind) {
    case FactKind::rewrite:
      return "rewrites";
    case FactKind::index_build:
      return "builds";
    case FactKind::index_rebuild:
      return "builds again";
    case FactKind::scan:
      return "reads";
    default:
      return "";
  }
}

/// One side of a fact: "public.orders SHARE", "rewrites public.orders".
std::string side(const Fact& fact, bool there, trace::LockMode mode) {
  if (!there) return std::string(none);
  if (fact.kind == FactKind::refusal) return "refused in a transaction";
  std::string cell;
  if (mode != trace::LockMode::none) {
    append_safe(cell, fmt::format("{} {}", fact.relation, session::to_string(mode)));
  } else {
    append_safe(cell, fmt::format("{} {}", verb(fact.kind), fact.relation));
  }
  return cell;
}

void add_rows(const TracedStatement& statement, std::string_view text, const script::LineIndex& lines,
              std::vector<TextRow>& rows) {
  TextRow row = {std::to_string(lines.line(statement.span.begin)), one_line(text, statement.span),
                 std::string(none), std::string(none), std::string(none)};
  if (!statement.compared) {
    rows.push_back(std::move(row));
    return;
  }
  const auto& compared = *statement.compared;
  const bool unknown = compared.verdict == Verdict::not_predicted;
  row[4] = trace::to_string(compared.verdict);
  if (unknown) row[2] = "unknown";
  if (compared.facts.empty()) rows.push_back(row);
  for (const auto& fact : compared.facts) {
    const bool said = !unknown || fact.predicted;
    if (said) row[2] = side(fact, fact.predicted, fact.predicted_mode);
    row[3] = side(fact, fact.observed, fact.observed_mode);
    rows.push_back(std::move(row));
    row = TextRow(5);
  }
}

/// Of one file of a history.
void append_file(const TraceRun& run, const Traced& traced, std::size_t file, std::string& out) {
  const auto& source = *traced.files[file];
  if (!out.empty()) out += '\n';
  append_safe(out, source.path);
  out += fmt::format(" ({}): PostgreSQL {}\n\n", session::to_string(source.mode), run.server_version);
  const script::LineIndex lines(source.text);
  std::vector<TextRow> rows = {{"line", "statement", "predicted", "observed", "verdict"}};
  std::string remarks;
  for (const auto& statement : traced.statements) {
    if (statement.file != file) continue;
    add_rows(statement, source.text, lines, rows);
    if (statement.unknown_because.empty()) continue;
    remarks += fmt::format("Line {}: not predicted: ", lines.line(statement.span.begin));
    append_safe(remarks, statement.unknown_because);
    remarks += ".\n";
  }
  for (const auto& command : traced.passed_over) {
    if (command.file != file) continue;
    remarks += fmt::format("Line {}: passed over \\{}, a command of psql.\n", lines.line(command.span.begin),
                           command.name);
  }
  append_table(out, rows);
  if (!remarks.empty()) out += '\n' + remarks;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string summary(const TraceRun& run) {
  const auto all = trace::count(run.histories);
  auto text = fmt::format("{} statement{}: {} confirmed", all.statements, all.statements == 1 ? "" : "s",
                          all.confirmed);
  if (all.differ > 0) text += fmt::format(", {} differ{}", all.differ, all.differ == 1 ? "s" : "");
  if (all.not_predicted > 0) text += fmt::format(", {} not predicted", all.not_predicted);
  return text + '\n';
}

constexpr std::array<TraceFormat, 2> formats{{{"text", render_trace_text}, {"json", render_trace_json}}};

}  // namespace

std::span<const TraceFormat> trace_formats() { return formats; }

std::string render_trace_text(const TraceRun& run) {
  std::string out;
  for (const auto& traced : run.histories) {
    for (std::size_t file = 0; file < traced.files.size(); ++file) {
      append_file(run, traced, file, out);
    }
    if (traced.roles.empty()) continue;
    out += "\nRoles that the migrations refer to and do not create were made: ";
    append_safe(out, joined(traced.roles));
    out += ".\n";
  }
  return out + (out.empty() ? "" : "\n") + summary(run);
}

std::string describe(const trace::Failure& failure) {
  std::string place;
  if (failure.file != nullptr) {
    place = failure.file->path + ":";
    if (!failure.span.empty()) {
      place += std::to_string(script::LineIndex(failure.file->text).line(failure.span.begin)) + ":";
    }
    place += " the server refuses this statement: ";
  }
  const auto& error = failure.error;
  std::string text;
  append_safe(text, place + error.message + (error.sqlstate.empty() ? "" : " (" + error.sqlstate + ")"));
  for (const auto& more : {error.detail, error.hint}) {
    if (more.empty()) continue;
    text += "\n  ";
    append_safe(text, more);
  }
  return text;
}

}  // namespace migralint::report
