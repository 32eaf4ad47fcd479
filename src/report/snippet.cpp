#include "report/snippet.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "report/utf8.hpp"

namespace migralint::report {

namespace {

constexpr std::size_t tab_stop = 4;
/// Longer lines are cut around what is underlined.
constexpr std::uint32_t longest_line = 200;
constexpr std::uint32_t bytes_before_mark = 50;
constexpr std::uint32_t cut_length = 170;
constexpr std::string_view ellipsis = "…";

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '\f';
}

std::uint32_t skip_blanks(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (begin < end && is_blank(text[begin])) {
    ++begin;
  }
  return begin;
}

std::uint32_t trim_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (end > begin && is_blank(text[end - 1])) {
    --end;
  }
  return end;
}

std::uint32_t to_code_point(std::string_view text, std::uint32_t at) {
  for (int i = 0; i < 3 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80; ++i) {
    ++at;
  }
  return at;
}

/// The columns that `text` takes from the start of a line on; appended to `out` as a terminal shall see it.
std::size_t draw(std::string_view text, std::string& out) {
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t plain = plain_prefix(text);
    out.append(text.substr(0, plain));
    column += plain;
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    const CodePoint next = decode(text);
    if (next.value == '\t') {
      const std::size_t width = tab_stop - column % tab_stop;
      out.append(width, ' ');
      column += width;
    } else if (is_unsafe(next.value)) {
      const std::size_t before = out.size();
      append_escaped(out, next.value);
      column += out.size() - before;
    } else if (next.value != 0xFEFF) {
      next.valid ? out.append(text.substr(0, next.size)) : out.append("\xEF\xBF\xBD");
      column += display_width(next.value);
    }
    text.remove_prefix(next.size);
  }
  return column;
}

}  // namespace

Snippet::Snippet(const Source& source, const Style& style, std::string_view primary_color)
    : source_(source), style_(style), primary_color_(primary_color) {}

void Snippet::add(const Mark& mark) {
  const std::string_view text = source_.text();
  Span span = source_.clamp(mark.span);
  span.end = trim_end(text, span.begin, span.end);
  const std::size_t first = source_.line(span.begin);
  const std::size_t last = span.empty() ? first : source_.line(span.end - 1);
  if (first == last) {
    add_row(first, span.begin, span.end, mark, mark.label);
    return;
  }
  const Span first_line = source_.line_span(first);
  add_row(first, span.begin, trim_end(text, span.begin, std::max(span.begin, first_line.end)), mark, {});
  add_row(last, skip_blanks(text, source_.line_span(last).begin, span.end), span.end, mark, mark.label);
}

void Snippet::add_row(std::size_t line, std::uint32_t begin, std::uint32_t end, const Mark& mark,
                      std::string_view label) {
  // The line and the part of it that is shown are worked out here, once.
  const std::string_view text = source_.text();
  const Span whole = source_.line_span(line);
  Span window{whole.begin, std::max(trim_end(text, whole.begin, whole.end), std::min(end, whole.end))};
  if (window.size() > longest_line) {
    if (begin > window.begin + bytes_before_mark) {
      window.begin = to_code_point(text, begin - bytes_before_mark);
    }
    window.end = std::min(window.end, to_code_point(text, std::min(window.begin + cut_length, window.end)));
  }
  rows_.push_back({line, {begin, end}, window, mark.primary, label});
}

std::size_t Snippet::gutter() const {
  std::size_t last = 1;
  for (const auto& row : rows_) {
    last = std::max(last, row.line);
  }
  return fmt::format_int(last).size();
}

void Snippet::write(std::string& out, std::size_t gutter) const {
  std::vector<Row> rows = rows_;
  const auto before_in_file = [](const Row& a, const Row& b) {
    return std::tie(a.line, b.primary) < std::tie(b.line, a.primary);
  };
  if (rows.size() > 1) {  // sorting takes memory also for nothing
    std::stable_sort(rows.begin(), rows.end(), before_in_file);
  }
  const Row* before = nullptr;
  for (const auto& row : rows) {
    if (before != nullptr && row.line > before->line + 1) {
      out.append(style_.dim).append("...").append(style_.reset).append("\n");
    }
    if (before == nullptr || row.line != before->line || row.window != before->window) {
      write_line(out, row, gutter);
    }
    write_underline(out, row, gutter);
    before = &row;
  }
}

void Snippet::write_line(std::string& out, const Row& row, std::size_t gutter) const {
  const Span line = source_.line_span(row.line);
  const fmt::format_int number(row.line);
  out.append(style_.dim).append(" ").append(gutter - number.size(), ' ').append(number.data(), number.size());
  out.append(" |").append(style_.reset);
  if (!row.window.empty()) {
    out += ' ';
  }
  if (row.window.begin > line.begin) {
    out += ellipsis;
  }
  draw(row.window.of(source_.text()), out);
  if (trim_end(source_.text(), row.window.end, std::max(line.end, row.window.end)) > row.window.end) {
    out += ellipsis;
  }
  out += '\n';
}

void Snippet::write_underline(std::string& out, const Row& row, std::size_t gutter) const {
  const std::string_view text = source_.text();
  const std::uint32_t begin = std::min(row.span.begin, row.window.end);
  const std::uint32_t end = std::clamp(row.span.end, begin, row.window.end);
  std::string drawn;
  const std::size_t cut = row.window.begin > source_.line_span(row.line).begin ? 1 : 0;
  const std::size_t column = cut + draw(text.substr(row.window.begin, begin - row.window.begin), drawn);
  const std::size_t after = cut + draw(text.substr(row.window.begin, end - row.window.begin), drawn);

  out.append(style_.dim).append(gutter + 2, ' ').append("|").append(style_.reset).append(column + 1, ' ');
  out.append(row.primary ? primary_color_ : style_.related);
  out.append(std::max<std::size_t>(after - column, 1), row.primary ? '^' : '-');
  if (!row.label.empty()) {
    out += ' ';
    append_safe(out, row.label);
  }
  out.append(style_.reset).append("\n");
}

}  // namespace migralint::report
