#include "script/annotations.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "script/lines.hpp"
#include "script/scan.hpp"

namespace migralint::script {

namespace {

using Kind = ToolFault::Kind;
using scan::equals_ignoring_case;

/// Both tools: a statement is over at a line whose last word before a word that begins with two dashes ends
/// with a semicolon (endsWithSemicolon).
bool ends_statement(std::string_view line) {
  std::string_view last;
  while (true) {
    line = without_blanks(line);
    std::size_t length = 0;
    while (length < line.size() && !scan::is(line[length], scan::space))
      ++length;
    const std::string_view word = line.substr(0, length);
    if (word.empty() || word.substr(0, 2) == "--") break;
    last = word;
    line.remove_prefix(length);
  }
  return !last.empty() && last.back() == ';';
}

std::string cut_advice(std::string_view prefix) {
  return fmt::format("put it between {0} StatementBegin and {0} StatementEnd", prefix);
}

/// What both readers keep while they go through the lines.
class Annotated {
 public:
  std::vector<ToolFault> faults;
  std::vector<std::uint32_t> cuts;  ///< where a piece of the way forward ends

  bool refused = false;
  void refuse(Kind kind, Span place, std::string message, std::string advice) {
    if (refused) return;
    refused = true;
    faults.push_back({kind, place, std::move(message), std::move(advice)});
  }
  void add(Span line) {
    if (!open_) open_ = line;
    open_->end = line.end;
  }
  void end_piece(bool forward) {
    if (open_ && forward) cuts.push_back(open_->end);
    open_.reset();
  }
  void drop() { open_.reset(); }
  /// What has been read of a statement that is not over yet.
  [[nodiscard]] const std::optional<Span>& open() const { return open_; }

 private:
  std::optional<Span> open_;
};

Span first_line(Span range, std::string_view text) {
  const std::size_t feed = range.of(text).find_first_of("\r\n");
  return feed == std::string_view::npos ? range
                                        : Span{range.begin, range.begin + static_cast<std::uint32_t>(feed)};
}

class Goose {
 public:
  explicit Goose(std::string_view text) : text_(text) {}

  void read(Span line) {
    if (lines_.refused) return;
    const std::string_view words = line.of(text_);
    const std::string_view trimmed = without_blanks(words);
    if (trimmed.substr(0, 2) == "--" && words.find("+goose") != std::string_view::npos) {
      annotation(line, words);
      return;
    }
    // Empty lines and comments before a statement are passed over.
    const bool passed_over = trimmed.empty() || trimmed.substr(0, 2) == "--";
    if (!lines_.open() && passed_over) return;
    if (state_ == State::start) {
      lines_.refuse(Kind::section_order, line, "goose refuses the file: this stands before -- +goose Up",
                    "begin the file with -- +goose Up; only -- comments may stand before it");
      return;
    }
    lines_.add(line);
    if (down_) {
      lines_.drop();
    } else if (state_ == State::section && ends_statement(words)) {
      lines_.end_piece(true);
    }
  }

  Annotated finish() {
    const Span end{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text_.size())};
    if (state_ == State::start) {
      lines_.refuse(Kind::down_only, end, "goose refuses the file: it has no -- +goose Up", "");
    } else if (state_ == State::block) {
      lines_.refuse(Kind::split_statement, block_,
                    "goose refuses the file: no -- +goose StatementEnd follows this StatementBegin",
                    "end the block with -- +goose StatementEnd on a line of its own");
    } else {
      expect_no_rest();
    }
    return std::move(lines_);
  }

 private:
  enum class State : std::uint8_t { start, section, block };

  void annotation(Span line, std::string_view words) {
    if (scan::is(words.front(), scan::space)) {
      lines_.refuse(Kind::section_order, line,
                    "goose refuses the file: a line with +goose must not be indented", "");
      return;
    }
    const std::string_view name = name_of(words);
    if (equals_ignoring_case(name, "up")) {
      up(line);
    } else if (equals_ignoring_case(name, "down")) {
      down(line);
    } else if (equals_ignoring_case(name, "statementbegin")) {
      begin(line);
    } else if (equals_ignoring_case(name, "statementend")) {
      end(line);
    } else if (!equals_ignoring_case(name, "no transaction") && !equals_ignoring_case(name, "envsub on") &&
               !equals_ignoring_case(name, "envsub off")) {
      const bool about_transactions = mentions_transaction(name);
      lines_.refuse(
          about_transactions ? Kind::directive : Kind::section_order, line,
          "goose refuses the file: it does not know this annotation",
          "goose knows Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON and ENVSUB OFF");
    }
  }

  static std::string_view name_of(std::string_view words) {
    words.remove_prefix(words.find("+goose") + 6);
    return without_blanks(words);
  }

  static bool mentions_transaction(std::string_view name) {
    constexpr std::string_view words[] = {"trans", "tx"};
    return std::any_of(std::begin(words), std::end(words), [name](std::string_view word) {
      return std::search(name.begin(), name.end(), word.begin(), word.end(),
                         [](char a, char b) { return scan::lower(a) == b; }) != name.end();
    });
  }

  void up(Span line) {
    if (state_ != State::start) {
      lines_.refuse(Kind::section_order, line, "goose refuses the file: a second -- +goose Up", "");
    }
    state_ = State::section;
  }
  void down(Span line) {
    if (state_ == State::start) {
      lines_.refuse(Kind::section_order, line,
                    "goose refuses the file: -- +goose Down comes before -- +goose Up",
                    "begin the file with -- +goose Up");
    } else if (state_ == State::block || down_) {
      lines_.refuse(Kind::section_order, line, "goose refuses the file: -- +goose Down cannot stand here",
                    "");
    } else {
      expect_no_rest();
    }
    state_ = State::section;
    down_ = true;
  }
  void begin(Span line) {
    if (state_ != State::section) {
      lines_.refuse(Kind::split_statement, line,
                    state_ == State::block
                        ? "goose refuses the file: a StatementBegin within another one"
                        : "goose refuses the file: StatementBegin stands before -- +goose Up",
                    "");
    }
    state_ = State::block;
    block_ = line;
  }
  void end(Span line) {
    if (state_ != State::block) {
      lines_.refuse(Kind::split_statement, line,
                    "goose refuses the file: no StatementBegin comes before this StatementEnd", "");
      return;
    }
    lines_.end_piece(!down_);
    state_ = State::section;
  }
  void expect_no_rest() {
    if (!lines_.open()) return;
    lines_.refuse(Kind::split_statement, first_line(*lines_.open(), text_),
                  "goose refuses the file: no line of this statement ends with a semicolon",
                  "end it with a semicolon as the last character of its line, or put it between -- +goose "
                  "StatementBegin and -- +goose StatementEnd");
  }

  std::string_view text_;
  Annotated lines_;
  State state_ = State::start;
  bool down_ = false;
  Span block_;
};

class SqlMigrate {
 public:
  explicit SqlMigrate(std::string_view text) : text_(text) {}

  void read(Span line) {
    const std::string_view words = line.of(text_);
    const bool command = words.substr(0, prefix.size()) == prefix;
    if (command) {
      annotation(line, without_blanks(words.substr(prefix.size())));
    } else {
      unseen(line, words);
    }
    const bool comment = words.substr(0, 3) == "-- ";
    if (direction_ == Direction::none || comment) {
      if (statement_ended_) end_piece();
      return;
    }
    if (!without_blanks(words).empty() || lines_.open()) lines_.add(line);
    if (statement_ended_ || (!block_ && ends_statement(words))) end_piece();
  }

  Annotated finish() {
    if (block_) {
      lines_.refuse(Kind::split_statement, *block_,
                    "sql-migrate refuses the file: no -- +migrate StatementEnd follows this StatementBegin",
                    "");
    } else if (lines_.open()) {
      expect_no_rest();
    }
    if (!up_ && down_) {
      lines_.refuse(
          Kind::down_only, *down_,
          "sql-migrate runs nothing and records the migration as done: the file has only a way back",
          "write -- +migrate Up before the statements of the way forward");
    }
    return std::move(lines_);
  }
  /// Where the first section begins: what stands before it is never run.
  [[nodiscard]] std::optional<Span> first_section() const {
    return up_ && down_ ? std::min(*up_, *down_) : up_ ? up_ : down_;
  }

 private:
  static constexpr std::string_view prefix = "-- +migrate ";
  enum class Direction : std::uint8_t { none, up, down };

  void annotation(Span line, std::string_view rest) {
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t"));
    if (name == "Up" || name == "Down") {
      expect_no_rest();
      direction_ = name == "Up" ? Direction::up : Direction::down;
      auto& first = name == "Up" ? up_ : down_;
      if (!first) first = line;
    } else if (name == "StatementBegin") {
      if (direction_ != Direction::none) block_ = line;
    } else if (name == "StatementEnd") {
      statement_ended_ = block_.has_value();
      block_.reset();
    } else {
      misspelt(line, name);
    }
  }

  void unseen(Span line, std::string_view words) {
    const std::string_view trimmed = without_blanks(words);
    if (trimmed.substr(0, 2) != "--") return;
    std::string_view inside = inside_comment(trimmed);
    constexpr std::string_view mark = "+migrate";
    if (!equals_ignoring_case(inside.substr(0, mark.size()), mark)) return;
    inside = without_blanks(inside.substr(mark.size()));
    misspelt(line, inside.substr(0, inside.find_first_of(" \t")));
  }

  void misspelt(Span line, std::string_view name) {
    const auto report = [&](Kind kind, std::string_view what, std::string_view right) {
      lines_.faults.push_back({kind, line, fmt::format("sql-migrate does not see this marker: {}", what),
                               fmt::format("write exactly -- +migrate {}, from the first column on", right)});
    };
    if (equals_ignoring_case(name, "down")) {
      report(Kind::section_order, "the way back below it runs with the way forward", "Down");
    } else if (equals_ignoring_case(name, "up")) {
      report(Kind::section_order, "what stands below it does not begin the way forward", "Up");
    } else if (equals_ignoring_case(name, "statementbegin")) {
      report(Kind::split_statement, "the statement below it is cut at each line that ends with a semicolon",
             "StatementBegin");
    } else if (equals_ignoring_case(name, "statementend")) {
      report(Kind::split_statement, "the statement goes on below it", "StatementEnd");
    }
  }

  void end_piece() {
    statement_ended_ = false;
    lines_.end_piece(direction_ == Direction::up);
  }
  void expect_no_rest() {
    if (!lines_.open()) return;
    lines_.refuse(Kind::split_statement, first_line(*lines_.open(), text_),
                  "sql-migrate refuses the file: no line of this statement ends with a semicolon",
                  "end it with a semicolon as the last character of its line");
  }

  std::string_view text_;
  Annotated lines_;
  Direction direction_ = Direction::none;
  std::optional<Span> block_;
  bool statement_ended_ = false;
  std::optional<Span> up_;
  std::optional<Span> down_;
};

std::uint32_t line_number(std::string_view text, std::uint32_t at) {
  const auto* const stop = text.begin() + at;
  return static_cast<std::uint32_t>(std::count(text.begin(), stop, '\n')) + 1;
}

}  // namespace

void add_cut_statements(std::string_view tool, std::string_view why, const std::string& advice,
                        const std::vector<std::uint32_t>& cuts, std::string_view text, const Script& script,
                        std::vector<ToolFault>& faults) {
  const auto check = [&](Span range, std::string_view what) {
    const auto cut = std::upper_bound(cuts.begin(), cuts.end(), range.begin);
    if (cut == cuts.end() || *cut >= range.end) return;
    faults.push_back(
        {Kind::split_statement, first_line(range, text),
         fmt::format("{} cuts this {} behind line {}: {}", tool, what, line_number(text, *cut - 1), why),
         advice});
  };
  for (const auto& statement : script.statements) {
    if (!statement.in_down_section) check(statement.range, "statement");
  }
  const auto in_statement = [&](Span range) {
    const auto next =
        std::upper_bound(script.statements.begin(), script.statements.end(), range.begin,
                         [](std::uint32_t at, const Statement& s) { return at < s.range.begin; });
    return next != script.statements.begin() && std::prev(next)->range.contains(range);
  };
  for (const auto& comment : script.comments) {
    if (comment.block && !in_statement(comment.span)) check(comment.span, "comment");
  }
}

namespace {

/// The cuts, and what the reader found besides. That the rest of a cut statement has no end is the same
/// fault.
std::vector<ToolFault> with_cuts(std::string_view tool, std::string_view prefix, Annotated read,
                                 std::string_view text, const Script& script) {
  std::vector<ToolFault> faults;
  add_cut_statements(tool, "it ends a statement at every line that ends with a semicolon", cut_advice(prefix),
                     read.cuts, text, script, faults);
  const auto in_cut_statement = [&](Span place) {
    return std::any_of(script.statements.begin(), script.statements.end(), [&](const Statement& statement) {
      const auto cut = std::upper_bound(read.cuts.begin(), read.cuts.end(), statement.range.begin);
      return statement.range.contains(place) && cut != read.cuts.end() && *cut < statement.range.end;
    });
  };
  for (auto& fault : read.faults) {
    if (fault.kind != Kind::split_statement || !in_cut_statement(fault.place))
      faults.push_back(std::move(fault));
  }
  return faults;
}

}  // namespace

std::vector<ToolFault> goose_faults(std::string_view text, const Script& script) {
  Goose goose(text);
  for_each_line(text, [&](Span line) { goose.read(line); });
  return with_cuts("goose", "-- +goose", goose.finish(), text, script);
}

std::vector<ToolFault> sql_migrate_faults(std::string_view text, const Script& script) {
  SqlMigrate reader(text);
  for_each_line(text, [&](Span line) { reader.read(line); });
  const auto first = reader.first_section();
  auto faults = with_cuts("sql-migrate", "-- +migrate", reader.finish(), text, script);
  for (const auto& statement : script.statements) {
    if (first && statement.range.end <= first->begin) {
      faults.push_back({Kind::section_order, statement.range,
                        "sql-migrate never runs this: it stands before the first section",
                        "move it below -- +migrate Up"});
      break;
    }
  }
  return faults;
}

}  // namespace migralint::script
