// The files of a run with their lines and columns, worked out for the files that a report asks for and no
// others.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "report/report.hpp"
#include "script/line_index.hpp"

namespace migralint::report {

/// The text of one file. Offsets beyond its end count as its end.
class Source {
 public:
  explicit Source(const ReportedFile& file)
      : text_(file.text), lines_(file.lines ? file.lines : std::make_shared<script::LineIndex>(file.text)) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const script::LineIndex& lines() const { return *lines_; }
  [[nodiscard]] std::size_t line(std::uint32_t byte) const { return lines_->line(byte); }
  /// As LineIndex::line_span, which looks for the line's end each time: findings on one line of megabytes are
  /// many.
  [[nodiscard]] Span line_span(std::size_t line) const {
    if (line != last_line_) {
      last_span_ = lines_->line_span(line);
      last_line_ = line;
    }
    return last_span_;
  }
  [[nodiscard]] Span clamp(Span span) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    return {std::min(span.begin, size), std::min(std::max(span.begin, span.end), size)};
  }

 private:
  std::string_view text_;
  std::shared_ptr<const script::LineIndex> lines_;
  mutable std::size_t last_line_ = 0;
  mutable Span last_span_;
};

class Sources {
 public:
  explicit Sources(const Run& run) : run_(run), sources_(run.files.size()) {}

  const Source& operator[](std::uint32_t file) {
    auto& source = sources_[file];
    if (!source) {
      source = std::make_unique<Source>(run_.files[file]);
    }
    return *source;
  }
  [[nodiscard]] const ReportedFile& file(std::uint32_t file) const { return run_.files[file]; }

 private:
  const Run& run_;
  std::vector<std::unique_ptr<Source>> sources_;
};

}  // namespace migralint::report
