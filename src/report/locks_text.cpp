#include <algorithm>
#include <array>

#include "report/locks.hpp"
#include "report/locks_cells.hpp"
#include "report/utf8.hpp"

namespace migralint::report {
namespace {

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto point = decode(text);
    width += display_width(point.value);
    text.remove_prefix(point.size);
  }
  return width;
}

using Cells = std::array<std::string_view, 5>;

Cells cells(const LocksLine& line) { return {line.line, line.statement, line.lock, line.stops, line.cost}; }

void append_row(std::string& out, const Cells& row, const std::array<std::size_t, 5>& widths) {
  const auto begin = out.size();
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string padding(widths[i] - width_of(row[i]), ' ');
    // Numbers stand at the right of their column.
    out += i == 0 ? padding : "";
    out += row[i];
    out += i == 0 ? "" : padding;
    out += "  ";
  }
  out.resize(std::max(begin, out.find_last_not_of(' ') + 1));
  out += '\n';
}

void append_section(std::string& out, const LocksSection& section) {
  out += section.heading + "\n\n";
  const Cells title{"line", "statement", section.lock_title, "stops", "cost"};
  std::array<std::size_t, 5> widths{};
  for (std::size_t i = 0; i < title.size(); ++i) {
    widths[i] = width_of(title[i]);
    for (const auto& line : section.lines) {
      widths[i] = std::max(widths[i], width_of(cells(line)[i]));
    }
  }
  append_row(out, title, widths);
  for (const auto& line : section.lines) {
    append_row(out, cells(line), widths);
  }
  if (!section.remarks.empty()) {
    out += '\n';
  }
  for (const auto& remark : section.remarks) {
    out += remark + '\n';
  }
}

constexpr std::array<LocksFormat, 3> formats{
    {{"text", render_locks_text}, {"json", render_locks_json}, {"markdown", render_locks_markdown}}};

}  // namespace

std::span<const LocksFormat> locks_formats() { return formats; }

std::string render_locks_text(const locks::LockTable& table) {
  std::string out;
  for (const auto& section : locks_sections(table)) {
    if (!out.empty()) {
      out += '\n';
    }
    append_section(out, section);
  }
  return out.empty() ? "no statements\n" : out;
}

}  // namespace migralint::report
