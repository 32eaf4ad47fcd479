#include "script/tool_faults.hpp"

#include <algorithm>
#include <optional>

#include "script/annotations.hpp"
#include "script/lines.hpp"
#include "script/scan.hpp"

namespace migralint::script {

namespace {

using Kind = ToolFault::Kind;
using scan::equals_ignoring_case;

bool blank_after(std::string_view text) { return text.empty() || scan::is(text.front(), scan::space); }

/// dbmate: the first line that matches ^--\s*migrate:up(\s*$|\s+\S+), and the same for down; all of that in
/// exact letters and from the first column on (upRegExp in its pkg/dbmate/migration.go).
class Dbmate {
 public:
  Dbmate(std::string_view text, const Script& script) : text_(text), script_(script) {
    for_each_line(text, [this](Span line) { read(line); });
  }

  std::vector<ToolFault> faults() {
    if (misspelt_) {
      add(Kind::section_order, *misspelt_,
          "dbmate does not see this marker, and refuses the file or runs the wrong half",
          "write exactly -- migrate:up and -- migrate:down, from the first column on");
    } else if (!up_ && down_) {
      add(Kind::down_only, *down_, "dbmate refuses the file: it has no -- migrate:up", "");
    } else if (up_ && !down_) {
      add(Kind::section_order, *up_, "dbmate refuses the file: it has no -- migrate:down",
          "end the file with -- migrate:down; the block may be empty");
    } else if (up_ && down_->begin < up_->begin) {
      add(Kind::section_order, *down_, "dbmate refuses the file: -- migrate:down comes before -- migrate:up",
          "");
    } else if (up_ && second_) {
      add(Kind::section_order, *second_,
          "a second block: dbmate reads one -- migrate:up and one -- migrate:down in a file",
          "put each migration into a file of its own");
    }
    if (up_ && before_) {
      add(Kind::section_order, *before_, "dbmate refuses the file: this stands before -- migrate:up",
          "move it below -- migrate:up; only -- comments may stand before it");
    }
    return std::move(faults_);
  }

 private:
  void read(Span line) {
    const std::string_view words = line.of(text_);
    const std::string_view trimmed = without_blanks(words);
    if (trimmed.substr(0, 2) != "--") {
      if (!up_ && !down_ && !before_ && !trimmed.empty()) before_ = line;
      return;
    }
    const std::string_view inside = inside_comment(trimmed);
    const bool exact = words.substr(0, 2) == "--";
    if (exact && inside.substr(0, 10) == "migrate:up" && blank_after(inside.substr(10))) {
      note(up_, line);
    } else if (exact && inside.substr(0, 12) == "migrate:down" && blank_after(inside.substr(12))) {
      note(down_, line);
    } else if (looks_like_marker(inside) && !misspelt_ && in_comment(line)) {
      misspelt_ = line;
    }
  }

  void note(std::optional<Span>& first, Span line) {
    if (!first) {
      first = line;
    } else if (!second_) {
      second_ = line;
    }
  }

  /// "migrate: up", "Migrate:Down", " migrate:up": those letters and nothing else.
  static bool looks_like_marker(std::string_view inside) {
    constexpr std::string_view word = "migrate";
    if (!equals_ignoring_case(inside.substr(0, word.size()), word)) return false;
    inside.remove_prefix(word.size());
    bool colon = false;
    while (!inside.empty() && (inside.front() == ':' || scan::is(inside.front(), scan::space))) {
      colon = colon || inside.front() == ':';
      inside.remove_prefix(1);
    }
    inside = inside.substr(0, inside.find_first_of(" \t"));
    return colon && (equals_ignoring_case(inside, "up") || equals_ignoring_case(inside, "down"));
  }
  [[nodiscard]] bool in_comment(Span line) const {
    return std::any_of(script_.comments.begin(), script_.comments.end(), [line](const Comment& comment) {
      return line.contains(comment.span) && comment.own_line;
    });
  }
  void add(Kind kind, Span place, std::string message, std::string advice) {
    faults_.push_back({kind, place, std::move(message), std::move(advice)});
  }

  std::string_view text_;
  const Script& script_;
  std::optional<Span> up_;
  std::optional<Span> down_;
  std::optional<Span> second_;
  std::optional<Span> before_;
  std::optional<Span> misspelt_;
  std::vector<ToolFault> faults_;
};

/// node-pg-migrate searches the text for the first up and the first down marker; the way forward is from the
/// up marker to the down marker or the end, and all of the file without an up marker (getActions in its
/// src/sqlMigration.ts).
std::vector<ToolFault> node_pg_migrate_faults(std::string_view text, const Script& script) {
  std::vector<ToolFault> faults;
  std::optional<Span> up;
  std::optional<Span> down;
  for (const auto& section : script.sections) {
    auto& first = section.down ? down : up;
    if (!first) first = section.marker;
  }
  if (!up && down) {
    faults.push_back({Kind::down_only, *down,
                      "node-pg-migrate runs the whole file as the way forward, what follows this marker too",
                      "write -- Up Migration before the statements of the way forward"});
  }
  if (!up) return faults;
  for (const auto& statement : script.statements) {
    const bool in_down = down && down->begin < up->begin && statement.range.begin > down->begin;
    if (statement.range.end <= up->begin && !in_down) {
      faults.push_back({Kind::section_order, statement.range,
                        "node-pg-migrate never runs this: it stands before -- Up Migration",
                        "move it below -- Up Migration"});
      break;
    }
  }
  for (const auto& comment : script.comments) {
    std::string_view words = inside_comment(comment.span.of(text));
    while (!words.empty() && (words.front() == '-' || scan::is(words.front(), scan::space)))
      words.remove_prefix(1);
    const bool alone = equals_ignoring_case(words, "down") || equals_ignoring_case(words, "down:");
    if (!down && alone && comment.own_line && !comment.block && comment.span.begin > up->begin) {
      faults.push_back(
          {Kind::section_order, comment.span,
           "node-pg-migrate does not see this marker: the way back below it runs with the way forward",
           "write -- Down Migration"});
    }
  }
  return faults;
}

/// tern looks for one exact line; without it all of the file is the way forward.
std::optional<ToolFault> tern_fault(std::string_view text, const Script& script) {
  constexpr std::string_view exact = "---- create above / drop below ----";
  for (const auto& comment : script.comments) {
    constexpr std::uint32_t longest = 100;
    if (comment.block || !comment.own_line || comment.span.size() > longest) continue;
    // Two words of a remark are none; a rule of dashes or the slash is.
    const std::string_view words = comment.span.of(text);
    const bool drawn = words.substr(0, 3) == "---" || words.find('/') != std::string_view::npos;
    if (!drawn) continue;
    std::string squeezed;
    for (const char c : words) {
      if (scan::is(c, scan::ident_start)) squeezed += scan::lower(c);
    }
    if (squeezed == "createabovedropbelow") {
      if (text.find(exact) != std::string_view::npos) return std::nullopt;
      return ToolFault{Kind::section_order, comment.span,
                       "tern does not see this marker: the way back below it runs with the way forward",
                       "write exactly ---- create above / drop below ----"};
    }
  }
  return std::nullopt;
}

/// Drizzle splits the text at each place where its marker stands, quoted or not.
std::vector<ToolFault> drizzle_faults(std::string_view text, const Script& script) {
  constexpr std::string_view marker = "--> statement-breakpoint";
  std::vector<ToolFault> faults;
  std::vector<std::uint32_t> cuts;
  for (std::size_t at = text.find(marker); at != std::string_view::npos; at = text.find(marker, at + 1)) {
    cuts.push_back(static_cast<std::uint32_t>(at));
  }
  add_cut_statements("Drizzle", "it splits the file wherever --> statement-breakpoint stands",
                     "take the marker out of the statement", cuts, text, script, faults);
  return faults;
}

}  // namespace

std::vector<ToolFault> section_faults(Tool tool, std::string_view text, const Script& script) {
  std::vector<ToolFault> faults;
  switch (tool) {
    case Tool::goose:
      return goose_faults(text, script);
    case Tool::sql_migrate:
      return sql_migrate_faults(text, script);
    case Tool::dbmate:
      return Dbmate(text, script).faults();
    case Tool::node_pg_migrate:
      return node_pg_migrate_faults(text, script);
    case Tool::drizzle:
      return drizzle_faults(text, script);
    case Tool::tern:
    case Tool::unknown:
      // Its marker is unmistakable, however it is misspelt.
      if (auto fault = tern_fault(text, script)) faults.push_back(std::move(*fault));
      return faults;
    default:
      return faults;
  }
}

}  // namespace migralint::script
