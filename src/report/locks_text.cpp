#include <array>
#include <vector>

#include "report/locks.hpp"
#include "report/locks_cells.hpp"
#include "report/text_table.hpp"

namespace migralint::report {
namespace {

TextRow cells(const LocksLine& line) { return {line.line, line.statement, line.lock, line.stops, line.cost}; }

void append_section(std::string& out, const LocksSection& section) {
  out += section.heading + "\n\n";
  std::vector<TextRow> rows = {{"line", "statement", section.lock_title, "stops", "cost"}};
  for (const auto& line : section.lines) {
    rows.push_back(cells(line));
  }
  append_table(out, rows);
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
