#include "report/text_table.hpp"

#include <algorithm>
#include <string_view>

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

}  // namespace

void append_table(std::string& out, std::span<const TextRow> rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  for (const auto& row : rows) {
    const auto begin = out.size();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width_of(row[i]), ' ');
      out += i == 0 ? padding : "";
      out += row[i];
      out += i == 0 ? "" : padding;
      out += "  ";
    }
    out.resize(std::max(begin, out.find_last_not_of(' ') + 1));
    out += '\n';
  }
}

}  // namespace migralint::report
