// For people: what the best compilers print. Everything that comes from a file or from its name is shown,
// never obeyed.
#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/waiting.hpp"
#include "lint/rule.hpp"
#include "report/edits.hpp"
#include "report/formats.hpp"
#include "report/snippet.hpp"
#include "report/sources.hpp"
#include "report/summary_line.hpp"
#include "report/utf8.hpp"

namespace migralint::report {

namespace {

constexpr Style colors{"\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"};
constexpr Style plain{};

std::string_view level_color(lint::Level level) {
  switch (level) {
    case lint::Level::error:
      return "\x1b[1;31m";
    case lint::Level::warning:
      return "\x1b[1;33m";
    case lint::Level::note:
    case lint::Level::off:
      break;
  }
  return "\x1b[1;36m";
}

void append_number(std::string& out, std::size_t number) {
  const fmt::format_int digits(number);
  out.append(digits.data(), digits.size());
}

/// `sql` without the blank lines at its ends, line by line.
template <class Consumer>
void each_line(std::string_view sql, Consumer consume) {
  while (!sql.empty() && (sql.back() == '\n' || sql.back() == '\r' || sql.back() == ' ')) {
    sql.remove_suffix(1);
  }
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size());
    auto line = sql.substr(0, end);
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    consume(line);
    sql.remove_prefix(std::min(end + 1, sql.size()));
  }
}

bool is_shown(const Run& run, const lint::Finding& finding) {
  return !finding.suppressed && finding.level >= (run.quiet ? lint::Level::warning : lint::Level::note);
}

/// The first shown finding of each rule: there, the reader is told how to read more.
using FirstOfRule = std::unordered_map<std::string_view, const lint::Finding*>;

FirstOfRule first_of_rule(const Run& run) {
  FirstOfRule first;
  for (const auto& finding : run.findings) {
    if (is_shown(run, finding)) {
      first.try_emplace(finding.rule, &finding);
    }
  }
  return first;
}

/// Some of a run's findings, all those of a file or none. Each has an empty line before it.
class TextOfFindings {
 public:
  TextOfFindings(const Run& run, const FirstOfRule& explained)
      : run_(run), explained_(explained), sources_(run), style_(run.color ? colors : plain) {}

  /// `pass_on` may take what there is so far: it is empty then.
  std::string render(std::span<const lint::Finding> findings,
                     const std::function<void(std::string&)>& pass_on) {
    constexpr std::size_t large = 64UL << 10U;
    for (const auto& finding : findings) {
      if (is_shown(run_, finding) && !is_counted_only(finding)) {
        write(finding);
      }
      if (out_.size() >= large) {
        pass_on(out_);
      }
    }
    write_counted();
    return std::move(out_);
  }

 private:
  /// Advice of one kind about one file, such as IF NOT EXISTS: the first is shown, the others are counted
  /// behind the file's findings.
  bool is_counted_only(const lint::Finding& finding) {
    if (finding.file != counted_file_) {
      write_counted();
      counted_file_ = finding.file;
    }
    if (finding.level != lint::Level::note || finding.made_by == nullptr ||
        finding.made_by->rank != lint::Rank::hygiene) {
      return false;
    }
    const auto line = sources_[finding.file].line(finding.span.begin);
    const auto [place, first] = counted_.try_emplace(finding.rule);
    if (!first) {
      place->second.push_back(line);
    }
    return !first;
  }

  void write_counted() {
    constexpr std::size_t most_lines = 8;
    for (const auto& [rule, lines] : counted_) {
      if (lines.empty()) {
        continue;
      }
      out_.append("\n").append(run_.color ? level_color(lint::Level::note) : std::string_view());
      out_.append(lint::to_string(lint::Level::note)).append(style_.reset);
      out_ += fmt::format("{}[{}]{}: {} more in ", style_.dim, rule, style_.reset, lines.size());
      append_safe(out_, run_.files[counted_file_].path);
      out_ += lines.size() == 1 ? ", line " : ", lines ";
      for (std::size_t i = 0; i < lines.size() && i < most_lines; ++i) {
        out_ += i == 0 ? "" : ", ";
        append_number(out_, lines[i]);
      }
      out_ += lines.size() > most_lines ? ", …\n" : "\n";
    }
    counted_.clear();
  }

  void write(const lint::Finding& finding) {
    out_ += '\n';
    const Source& source = sources_[finding.file];
    const std::string_view color = run_.color ? level_color(finding.level) : std::string_view();
    Snippet snippet(source, style_, color);
    snippet.add({finding.span, true, finding.label});
    std::vector<const lint::Related*> elsewhere;
    for (const auto& related : finding.related) {
      if (is_underlined(finding, related)) {
        snippet.add({related.span, false, related.message});
      } else {
        elsewhere.push_back(&related);
      }
    }
    gutter_ = snippet.gutter();
    write_head(finding, color);
    if (!source.text().empty()) {
      write_gutter_line();
      snippet.write(out_, gutter_);
    }
    write_tail(finding, elsewhere);
  }

  // Its own line with its own underline, unless that would underline the same text again.
  [[nodiscard]] static bool is_underlined(const lint::Finding& finding, const lint::Related& related) {
    const bool overlaps = related.span.begin < finding.span.end && finding.span.begin < related.span.end;
    return related.file == finding.file && !overlaps && related.span != finding.span;
  }

  void write_head(const lint::Finding& finding, std::string_view color) {
    const auto position = sources_[finding.file].lines().position(finding.span.begin);
    out_.append(color).append(lint::to_string(finding.level)).append(style_.reset);
    out_.append(style_.dim).append("[").append(finding.rule).append("]").append(style_.reset);
    out_.append(style_.strong).append(": ");
    append_safe(out_, finding.message);
    out_.append(style_.reset).append("\n");
    out_.append(gutter_ + 1, ' ').append(style_.dim).append("-->").append(style_.reset).append(" ");
    append_safe(out_, run_.files[finding.file].path);
    out_ += ':';
    append_number(out_, position.line);
    out_ += ':';
    append_number(out_, position.column);
    out_ += '\n';
  }

  void write_gutter_line() {
    out_.append(style_.dim).append(gutter_ + 2, ' ').append("|").append(style_.reset).append("\n");
  }

  void begin_note() {
    out_.append(gutter_ + 2, ' ').append(style_.dim).append("=").append(style_.reset).append(" ");
  }

  void write_tail(const lint::Finding& finding, const std::vector<const lint::Related*>& elsewhere) {
    const bool explain = explained_.at(finding.rule) == &finding;
    if (!explain && elsewhere.empty() && finding.evidence.empty() && !finding.fix) {
      return;
    }
    write_gutter_line();
    for (const auto* related : elsewhere) {
      write_related(finding, *related);
    }
    for (const auto& evidence : finding.evidence) {
      begin_note();
      append_safe(out_, evidence);
      out_ += '\n';
    }
    if (finding.fix) {
      write_fix(finding.file, *finding.fix);
    }
    if (!explain) {
      return;
    }
    begin_note();
    out_.append(style_.dim)
        .append("migralint explain ")
        .append(finding.rule)
        .append(style_.reset)
        .append("\n");
  }

  void write_related(const lint::Finding& finding, const lint::Related& related) {
    if (related.file == finding.file) {
      begin_note();
    } else {
      out_.append(gutter_ + 1, ' ').append(style_.dim).append(":::").append(style_.reset).append(" ");
      append_safe(out_, run_.files[related.file].path);
      out_ += ':';
      append_number(out_, sources_[related.file].line(related.span.begin));
      out_ += ": ";
    }
    append_safe(out_, related.message);
    out_ += '\n';
  }

  void write_fix(std::uint32_t file, const lint::Fix& fix) {
    const std::string sql = safe_form(sources_[file], fix);
    begin_note();
    append_safe(out_, fix.title);
    out_ += sql.empty() ? "\n" : ":\n";
    each_line(sql, [&](std::string_view line) {
      if (!line.empty()) {
        out_.append(gutter_ + 6, ' ');
      }
      append_sql(line);
      out_ += '\n';
    });
  }

  void append_sql(std::string_view line) {
    while (!line.empty() && line.front() == '\t') {
      out_ += "    ";
      line.remove_prefix(1);
    }
    append_safe(out_, line);
  }

  const Run& run_;
  const FirstOfRule& explained_;
  Sources sources_;
  Style style_;
  std::string out_;
  std::size_t gutter_ = 1;
  std::uint32_t counted_file_ = 0;
  /// By rule, the lines of the file's findings that are not shown.
  std::map<std::string_view, std::vector<std::size_t>> counted_;
};

void append_statistics(std::string& out, const Run& run) {
  std::map<std::pair<std::string_view, lint::Level>, std::size_t> counts;
  for (const auto& finding : run.findings) {
    if (is_shown(run, finding)) {
      ++counts[{finding.rule, finding.level}];
    }
  }
  if (counts.empty()) {
    return;
  }
  std::vector<std::pair<std::pair<std::string_view, lint::Level>, std::size_t>> rows(counts.begin(),
                                                                                     counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::size_t width = 0;
  for (const auto& row : rows) {
    width = std::max(width, row.first.first.size());
  }
  out += fmt::format("\n{:<{}}  {:<7}  {:>6}\n", "rule", width, "level", "count");
  for (const auto& [key, count] : rows) {
    out += fmt::format("{:<{}}  {:<7}  {:>6}\n", key.first, width, lint::to_string(key.second), count);
  }
}

/// Findings in parts, each with all findings of its files: about `count` of the same size, or more where
/// those would be large.
std::vector<std::span<const lint::Finding>> parts_of(std::span<const lint::Finding> findings,
                                                     std::size_t count) {
  constexpr std::size_t least = 64;
  constexpr std::size_t most = 512;
  std::vector<std::span<const lint::Finding>> parts;
  const std::size_t size = std::clamp(findings.size() / std::max<std::size_t>(1, count), least, most);
  while (!findings.empty()) {
    std::size_t end = std::min(size, findings.size());
    while (end < findings.size() && findings[end].file == findings[end - 1].file) {
      ++end;
    }
    parts.push_back(findings.first(end));
    findings = findings.subspan(end);
  }
  return parts;
}

/// Passes texts on in their order, whichever is ready first. Each begins with an empty line, which the first
/// of all goes without.
class InOrder {
 public:
  InOrder(std::size_t count, const Sink& out) : texts_(count), out_(out) {}

  void add(std::size_t place, std::string text) {
    const LockHere lock(mutex_);
    texts_[place] = std::move(text);
    for (; next_ < texts_.size() && texts_[next_]; ++next_) {
      pass_on(*texts_[next_]);
      texts_[next_].emplace();  // its memory is free for the others
    }
  }
  /// The beginning of a text, taken if all before it has been passed on.
  void pass_early(std::size_t place, std::string& text) {
    const LockHere lock(mutex_);
    if (place == next_) {
      pass_on(text);
      text.clear();
    }
  }
  [[nodiscard]] bool any() const { return any_; }

 private:
  void pass_on(const std::string& text) {
    if (text.empty()) {
      return;
    }
    out_(any_ ? std::string_view(text) : std::string_view(text).substr(1));
    any_ = true;
  }

  std::mutex mutex_;
  std::vector<std::optional<std::string>> texts_;
  const Sink& out_;
  std::size_t next_ = 0;
  bool any_ = false;
};

}  // namespace

void write_text(const Run& run, const Sink& out) {
  const auto explained = first_of_rule(run);
  const auto parts = parts_of(run.findings, std::size_t{run.jobs} * 4);
  InOrder texts(parts.size(), out);
  in_parallel(parts.size(), run.jobs, [&](std::size_t i) {
    const auto pass_on = [&](std::string& text) { texts.pass_early(i, text); };
    texts.add(i, TextOfFindings(run, explained).render(parts[i], pass_on));
  });
  std::string end;
  if (run.statistics) {
    append_statistics(end, run);
  }
  if (run.quiet) {
    out(end);
    return;
  }
  if (texts.any() || !end.empty()) {
    end += '\n';
  }
  Sources sources(run);
  append_summary(end, run, sources);
  out(end);
}

}  // namespace migralint::report
