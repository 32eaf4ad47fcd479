#include "report/edits.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace migralint::report {

namespace {

constexpr std::uint32_t most_bytes = 2000;

std::string edited_lines(const Source& source, std::span<const lint::Edit> edits) {
  if (edits.empty()) {
    return {};
  }
  std::vector<lint::Edit> sorted(edits.begin(), edits.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.span < b.span; });
  const Span first = source.line_span(source.line(source.clamp(sorted.front().span).begin));
  const Span last = source.line_span(source.line(source.clamp(sorted.back().span).end));
  const Span lines{first.begin, std::max(first.end, last.end)};
  if (lines.size() > most_bytes) {
    return {};
  }

  std::string result;
  std::uint32_t at = lines.begin;
  for (const auto& edit : sorted) {
    const Span span = source.clamp(edit.span);
    if (span.begin < at) {
      return {};
    }
    result.append(source.text().substr(at, span.begin - at)).append(edit.text);
    at = span.end;
  }
  if (at < lines.end) {
    result.append(source.text().substr(at, lines.end - at));
  }
  // As in the file, but for the first line's indentation: what follows is the report's.
  return result.substr(std::min(result.find_first_not_of(" \t"), result.size()));
}

}  // namespace

std::string safe_form(const Source& source, const lint::Fix& fix) {
  return fix.sql.empty() ? edited_lines(source, fix.edits) : fix.sql;
}

}  // namespace migralint::report
