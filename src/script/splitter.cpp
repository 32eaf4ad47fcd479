#include <algorithm>
#include <limits>
#include <utility>

#include "script/changesets.hpp"
#include "script/copy_data.hpp"
#include "script/lexer.hpp"
#include "script/scan.hpp"
#include "script/script.hpp"
#include "script/sections.hpp"

namespace migralint::script {

namespace {

using namespace scan;

/// What the first words of a statement say about the semicolons in it.
enum class Form : std::uint8_t {
  plain,
  routine,  ///< CREATE FUNCTION or PROCEDURE: BEGIN ATOMIC … END may hold semicolons
  rule,     ///< CREATE RULE: parentheses may
  copy,     ///< COPY: data may follow
};

unsigned stops_of(Form form) {
  switch (form) {
    case Form::routine:
      return special | paren | ident_start;
    case Form::rule:
      return special | paren;
    case Form::plain:
    case Form::copy:
      break;
  }
  return special;
}

/// The meta-commands that send what has been read of a statement, as a semicolon would.
bool sends_statement(std::string_view name) {
  constexpr std::string_view names[] = {"g",     "gx",    "gset",        "gexec", "gdesc", "crosstabview",
                                        "watch", "parse", "sendpipeline"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Everything known of the statement that is being read.
struct Open {
  Form form = Form::plain;
  unsigned stops = special;
  Offset begin = 0;
  Offset code_end = 0;  ///< end of its last token so far
  Offset floor = 0;     ///< nothing before this is looked at again
  unsigned parens = 0;
  unsigned blocks = 0;  ///< BEGIN ATOMIC and the CASEs in it
  Offset first_meta = std::numeric_limits<Offset>::max();
  bool variables = false;
};

class Splitter {
 public:
  Splitter(std::string_view text, Script& script)
      : text_(text), end_(static_cast<Offset>(text.size())), limit_(end_), copies_(text), script_(script) {}

  void run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") pos_ = lead_ = 3;
    while (pos_ < end_) {
      if (pos_ >= limit_) {
        read_copy_data();
      } else if (open_) {
        inside_statement();
      } else {
        between_statements();
      }
    }
    if (open_) finish(end_, 0);
    if (limit_ < end_ || pending_copies_ != 0) read_copy_data();
    if (!script_.sections.empty()) script_.sections.back().range.end = end_;
  }

 private:
  [[nodiscard]] char at(Offset i) const { return i < end_ ? text_[i] : '\0'; }

  void between_statements() {
    pos_ = skip_class(text_, pos_, limit_, space);
    if (pos_ >= limit_) return;
    const char c = text_[pos_];
    if (c == ';') {
      lead_ = ++pos_;
      joined_ = false;
    } else if (c == '\\') {
      backslash();
    } else if (!comment_here()) {
      begin_statement();
    }
  }

  void inside_statement() {
    pos_ = find_class(text_, pos_, limit_, current_.stops);
    if (pos_ >= limit_) return;
    switch (text_[pos_]) {
      case '\'':
        string();
        break;
      case '"':
        token(quoted(text_, pos_, end_), 1, "unterminated quoted identifier");
        break;
      case '$':
        dollar();
        break;
      case ';':
        semicolon();
        break;
      case '\\':
        backslash();
        break;
      case ':':
        colon();
        break;
      case '(':
        ++current_.parens;
        ++pos_;
        break;
      case ')':
        if (current_.parens > 0) --current_.parens;
        ++pos_;
        break;
      case '-':
      case '/':
        if (!comment_here()) ++pos_;
        break;
      default:
        routine_word();
        break;
    }
  }

  void begin_statement() {
    open_ = true;
    current_ = {};
    current_.begin = current_.floor = current_.code_end = pos_;
    current_.form = form_here();
    current_.stops = stops_of(current_.form);
  }

  [[nodiscard]] Form form_here() const {
    if (lower(text_[pos_]) != 'c') return Form::plain;
    Lexer lexer(text_, {pos_, end_});
    Token word = lexer.next_code();
    if (word_is(text_, word, "copy")) return Form::copy;
    if (!word_is(text_, word, "create")) return Form::plain;
    word = lexer.next_code();
    if (word_is(text_, word, "or")) {
      if (!word_is(text_, lexer.next_code(), "replace")) return Form::plain;
      word = lexer.next_code();
    }
    if (word_is(text_, word, "function") || word_is(text_, word, "procedure")) return Form::routine;
    return word_is(text_, word, "rule") ? Form::rule : Form::plain;
  }

  /// The code before `here`, blanks aside, belongs to the statement.
  void mark_code(Offset here) {
    while (here > current_.floor && is(text_[here - 1], space))
      --here;
    if (here > current_.floor) current_.code_end = here;
  }

  /// Steps over something quoted; what never ends is reported at its opening delimiter.
  void token(Extent extent, Offset opening, const char* problem) {
    if (!extent.terminated) script_.problems.push_back({{pos_, pos_ + opening}, problem});
    pos_ = current_.code_end = current_.floor = extent.end;
    // A quote that runs over the end of the line of COPY … FROM STDIN: its data waits for the next line end.
    if (pos_ > limit_) limit_ = line_end(text_, pos_, end_);
  }

  void string() {
    const bool has_prefix = pos_ > current_.floor && lower(text_[pos_ - 1]) == 'e' &&
                            (pos_ - 1 == current_.floor || !is(text_[pos_ - 2], ident_cont));
    token(has_prefix ? escape_string(text_, pos_, end_) : quoted(text_, pos_, end_), 1,
          "unterminated quoted string");
  }

  void dollar() {
    bool in_identifier = false;
    for (Offset i = pos_; i > current_.floor && is(text_[i - 1], ident_cont) && !in_identifier; --i) {
      in_identifier = is(text_[i - 1], ident_start);
    }
    if (in_identifier) {
      pos_ = skip_class(text_, pos_, limit_, ident_cont);
      current_.code_end = current_.floor = pos_;
      return;
    }
    const Offset length = dollar_delimiter(text_, pos_, end_);
    if (length == 0) {
      token({pos_ + 1, true}, 1, "");
    } else {
      token(dollar_string(text_, pos_, length, end_), length, "unterminated dollar-quoted string");
    }
  }

  void colon() {
    const char following = at(pos_ + 1);
    if (following == ':' || following == '=') {
      pos_ += 2;
      return;
    }
    const Offset length = psql_variable(text_, current_.begin, pos_, end_);
    if (length == 0) {
      ++pos_;
      return;
    }
    current_.variables = true;
    token({pos_ + length, true}, 1, "");
  }

  // psql counts every BEGIN of a routine; the grammar has it only before ATOMIC, and "begin" may be a name.
  void routine_word() {
    const Offset begin = pos_;
    pos_ = skip_class(text_, pos_, end_, ident_cont);
    if (current_.parens > 0) return;
    const std::string_view word = text_.substr(begin, pos_ - begin);
    if (current_.blocks == 0) {
      if (!equals_ignoring_case(word, "begin")) return;
      Lexer lexer(text_, {pos_, end_});
      if (word_is(text_, lexer.next_code(), "atomic")) current_.blocks = 1;
    } else if (equals_ignoring_case(word, "case")) {
      ++current_.blocks;
    } else if (equals_ignoring_case(word, "end")) {
      --current_.blocks;
    }
  }

  void semicolon() {
    if (holds_semicolons()) {
      ++pos_;
      return;
    }
    finish(pos_, 1);
    lead_ = ++pos_;
    joined_ = false;
  }

  [[nodiscard]] bool holds_semicolons() const {
    return current_.blocks > 0 || (current_.form == Form::rule && current_.parens > 0);
  }

  /// Ends the open statement: its code ends before `here`, where a terminator of that many bytes stands.
  void finish(Offset here, Offset terminator) {
    mark_code(here);
    Statement statement;
    statement.range = {current_.begin, current_.code_end};
    statement.with_terminator = {current_.begin, terminator != 0 ? here + terminator : current_.code_end};
    statement.lead = lead_;
    statement.sent_with_previous = joined_;
    statement.has_psql_variables = current_.variables;
    statement.has_meta_command = current_.first_meta < statement.with_terminator.end;
    statement.in_down_section = !script_.sections.empty() && script_.sections.back().down;
    script_.statements.push_back(statement);
    lead_ = statement.with_terminator.end;
    joined_ = false;
    open_ = false;
    if (current_.form == Form::copy && copies_from_stdin(text_, statement.range)) expect_copy_data(here);
  }

  void expect_copy_data(Offset here) {
    if (pending_copies_++ == 0) limit_ = line_end(text_, here, end_);
  }

  // psql reads the data of the COPYs of a line once the line has been read.
  void read_copy_data() {
    if (open_) finish(limit_, 0);
    pos_ = after_newline(text_, std::max(pos_, limit_), end_);
    for (; pending_copies_ > 0; --pending_copies_)
      copy_data();
    lead_ = pos_;
    limit_ = end_;
  }

  void copy_data() {
    const CopyData::Block block = copies_.read(pos_);
    if (block.lines.empty()) return;
    script_.copy_data.push_back(block.lines);
    if (!block.terminated) {
      script_.problems.push_back(
          {{pos_, line_end(text_, pos_, end_)}, "the data of COPY is not ended by a line \\."});
    }
    pos_ = block.lines.end;
  }

  void backslash() {
    const char following = at(pos_ + 1);
    if (following == ';') {
      joining_semicolon();
      return;
    }
    if (open_) {
      mark_code(pos_);
      current_.first_meta = std::min(current_.first_meta, pos_);
    }
    if (following == ':') {
      if (!open_) begin_statement();
      current_.first_meta = std::min(current_.first_meta, pos_);
      token({pos_ + 2, true}, 1, "");
      return;
    }
    const Meta meta = meta_command(text_, pos_, end_);
    const std::string_view name = meta.name.of(text_);
    script_.meta_commands.push_back({{pos_, meta.end}, name});
    if (open_ && sends_statement(name)) finish(pos_, 0);
    if (open_ && (name == "r" || name == "reset")) open_ = false;
    if (name == "copy" && copies_from_stdin(text_, {meta.name.end, meta.end})) expect_copy_data(meta.end);
    pos_ = meta.end;
    if (open_) current_.floor = pos_;
  }

  void joining_semicolon() {
    if (open_ && holds_semicolons()) {
      current_.first_meta = std::min(current_.first_meta, pos_);
      token({pos_ + 2, true}, 1, "");
      return;
    }
    if (open_) {
      finish(pos_, 2);
      joined_ = true;
    }
    pos_ += 2;
    lead_ = pos_;
  }

  bool comment_here() {
    const char first = text_[pos_];
    const char second = at(pos_ + 1);
    if (first == '-' && second == '-') {
      line_comment();
    } else if (first == '/' && second == '*') {
      const Extent extent = block_comment(text_, pos_, end_);
      if (!extent.terminated) script_.problems.push_back({{pos_, pos_ + 2}, "unterminated comment"});
      add_comment(extent.end, true);
      if (pos_ > limit_) limit_ = line_end(text_, pos_, end_);
    } else {
      return false;
    }
    return true;
  }

  void line_comment() {
    const Offset begin = pos_;
    const Offset stop = line_end(text_, pos_, end_);
    add_comment(stop, false);
    const Comment& comment = script_.comments.back();
    if (!comment.own_line) return;
    const std::string_view words = text_.substr(begin, stop - begin);
    liquibase_ = liquibase_ || (script_.statements.empty() && names_liquibase(words));
    const Marker marker = liquibase_ && is_changeset(words) ? Marker::boundary : marker_of(words, up_seen_);
    if (marker == Marker::none) return;
    if (open_) finish(begin, 0);
    if (marker == Marker::boundary) return;
    up_seen_ = up_seen_ || marker == Marker::up;
    if (!script_.sections.empty()) script_.sections.back().range.end = begin;
    script_.sections.push_back({{begin, end_}, {begin, stop}, marker == Marker::down});
  }

  void add_comment(Offset stop, bool block) {
    if (open_) mark_code(pos_);
    Comment comment;
    comment.span = {pos_, stop};
    comment.block = block;
    Offset before = pos_;
    while (before > 0 && is(text_[before - 1], space) && !is(text_[before - 1], newline))
      --before;
    const bool first = before == 0 || is(text_[before - 1], newline) || (before == 3 && text_[0] == '\xEF');
    const bool behind_comment = !script_.comments.empty() && script_.comments.back().span.end == before;
    comment.code_before = behind_comment && !first ? script_.comments.back().code_before : !first;
    comment.own_line = first && (!block || only_blanks_follow(stop));
    script_.comments.push_back(comment);
    pos_ = stop;
    if (open_) current_.floor = stop;
  }

  [[nodiscard]] bool only_blanks_follow(Offset from) const {
    while (from < end_ && is(text_[from], space) && !is(text_[from], newline))
      ++from;
    return from == end_ || is(text_[from], newline);
  }

  std::string_view text_;
  Offset end_;
  Offset limit_;  ///< the end, or the end of the line after which COPY data comes
  Offset pos_ = 0;
  Offset lead_ = 0;
  Open current_;
  CopyData copies_;
  unsigned pending_copies_ = 0;
  bool open_ = false;
  bool joined_ = false;
  bool up_seen_ = false;
  bool liquibase_ = false;
  Script& script_;
};

}  // namespace

Script split(std::string_view text) {
  Script script;
  constexpr std::size_t most = std::numeric_limits<Offset>::max() - 1;
  if (text.size() > most) {
    script.problems.push_back({{0, 0}, "a file of more than 4 GiB: only its beginning is read"});
    text = text.substr(0, most);
  }
  Splitter(text, script).run();
  script.tool = tool_use(text, script);
  return script;
}

}  // namespace migralint::script
