#include "report/locks.hpp"
#include "report/locks_cells.hpp"

namespace migralint::report {
namespace {

/// A cell of a table of GitHub's Markdown: what would end it, or begin markup, is escaped.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '*' || c == '_' || c == '<' || c == '`' || c == '[') {
      result += '\\';
    }
    result += c;
  }
  return result;
}

}  // namespace

std::string render_locks_markdown(const locks::LockTable& table) {
  std::string out;
  for (const auto& section : locks_sections(table)) {
    out += out.empty() ? "### " : "\n### ";
    out += cell(section.heading) + "\n\n| line | statement | " + section.lock_title + " | stops | cost |\n";
    out += "| ---: | --- | --- | --- | --- |\n";
    for (const auto& line : section.lines) {
      out += "| " + line.line + " | " + cell(line.statement) + " | " + cell(line.lock) + " | " +
             cell(line.stops) + " | " + line.cost + " |\n";
    }
    for (const auto& remark : section.remarks) {
      out += "\n" + cell(remark) + "\n";
    }
  }
  return out.empty() ? "no statements\n" : out;
}

}  // namespace migralint::report
