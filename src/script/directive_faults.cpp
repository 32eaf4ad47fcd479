#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "script/lines.hpp"
#include "script/scan.hpp"
#include "script/tool_faults.hpp"

namespace migralint::script {

namespace {

using scan::equals_ignoring_case;

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

/// What a comment that is nothing but a transaction directive was written for.
struct Form {
  std::string_view letters;   ///< the comment in lower case, letters and `+` and `!` only
  Tool tool = Tool::unknown;  ///< unknown: some tool's, or the reader's
};

// Compared as letters only, so that "no-transaction", "NO TRANSACTION" and "no_transaction" are one. A
// comment that goes on in words is none of them.
constexpr std::array forms{
    Form{"+goosenotransaction", Tool::goose},
    Form{"goosenotransaction", Tool::goose},
    Form{"+goosenotx", Tool::goose},
    Form{"+gooseupnotransaction", Tool::goose},
    Form{"+migratenotransaction", Tool::sql_migrate},
    Form{"+migrateupnotransaction", Tool::sql_migrate},
    Form{"migrateuptransactionfalse", Tool::dbmate},
    Form{"migrateupnotransaction", Tool::dbmate},
    Form{"migratenotransaction", Tool::dbmate},
    Form{"transactionfalse", Tool::dbmate},
    Form{"notransaction", Tool::sqlx},
    Form{"!notransaction", Tool::graphile_migrate},
    Form{"terndisabletx", Tool::tern},
    Form{"disabletx", Tool::tern},
    Form{"atlastxmodenone", Tool::atlas},
    Form{"txmodenone", Tool::atlas},
    Form{"runintransactionfalse", Tool::liquibase},
    Form{"executeintransactionfalse", Tool::flyway},
    Form{"flywayexecuteintransactionfalse", Tool::flyway},
    Form{"disableddltransaction!", Tool::unknown},
    Form{"disableddltransaction", Tool::unknown},
    Form{"disabletransaction", Tool::unknown},
};

const Form* form_of(std::string_view inside) {
  constexpr std::size_t longest = 60;
  if (inside.size() > longest) return nullptr;
  std::string letters;
  for (const char c : inside) {
    const char low = scan::lower(c);
    if ((low >= 'a' && low <= 'z') || c == '+' || c == '!') letters += low;
  }
  const auto* const found =
      std::find_if(forms.begin(), forms.end(), [&](const Form& form) { return form.letters == letters; });
  return found == forms.end() ? nullptr : found;
}

/// "No transaction" in plain words is a remark; with its words joined or all in capitals it is meant as a
/// switch.
bool reads_as_switch(std::string_view inside) {
  return inside.find(' ') == std::string_view::npos ||
         std::none_of(inside.begin(), inside.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Directives {
 public:
  Directives(Tool tool, std::string_view text, const Script& script)
      : tool_(tool), text_(text), script_(script) {}

  std::vector<ToolFault> faults() {
    for (const auto& comment : script_.comments) {
      read(comment);
    }
    return std::move(faults_);
  }

 private:
  void read(const Comment& comment) {
    const std::string_view words = comment.span.of(text_);
    const std::string_view inside = without_dashes(inside_comment(words));
    if (tool_ == Tool::dbmate && is_dbmate_marker(words)) {
      dbmate_options(comment, words);
      return;
    }
    const Form* form = form_of(inside);
    if (form == nullptr) return;
    const bool bare = form->letters == "notransaction";
    if (bare && !reads_as_switch(inside)) return;
    const Tool owner = form->tool;
    if (tool_ != Tool::unknown && tool_ != owner) {
      foreign(comment, owner, bare);
    } else if (const auto problem = problem_of(owner, comment, words, inside)) {
      add(comment.span, *problem, advice(owner));
    }
  }

  // tern's directives have dashes at both ends.
  static std::string_view without_dashes(std::string_view inside) {
    while (!inside.empty() && (inside.front() == '-' || scan::is(inside.front(), scan::space)))
      inside.remove_prefix(1);
    while (!inside.empty() && (inside.back() == '-' || scan::is(inside.back(), scan::space)))
      inside.remove_suffix(1);
    return inside;
  }

  /// Of another tool, or of none: what this one reads instead.
  void foreign(const Comment& comment, Tool owner, bool bare) {
    const auto& own = facts_of(tool_);
    if (own.psql || own.sending == Sending::one_query || own.sending == Sending::pipeline) return;
    const auto& theirs = facts_of(owner);
    add(comment.span,
        theirs.name.empty() || bare
            ? fmt::format("{} does not read this: the transaction stays", own.name)
            : fmt::format("{} does not read this, it is a directive of {}: the transaction stays", own.name,
                          theirs.name),
        advice(tool_));
  }

  [[nodiscard]] std::string advice(Tool tool) const {
    const auto& facts = facts_of(tool);
    if (!facts.opt_out.empty()) return fmt::format("write {}", facts.opt_out);
    if (facts.name.empty()) return "say it where the tool that runs the file looks for it";
    return fmt::format("{} has no such directive for SQL files", facts.name);
  }

  /// Why the tool that the directive belongs to does not see it; nothing when it does.
  [[nodiscard]] std::optional<std::string> problem_of(Tool owner, const Comment& comment,
                                                      std::string_view words, std::string_view inside) const {
    switch (owner) {
      case Tool::goose:
        return goose_problem(comment, words, inside);
      case Tool::sql_migrate:
        if (starts_with(words, "-- +migrate Up ") && words.find(" notransaction") != std::string_view::npos) {
          return std::nullopt;
        }
        return "sql-migrate does not see this: the option is the word notransaction behind Up, in lower case";
      case Tool::dbmate:
        return "dbmate does not see this: the option belongs on the line of -- migrate:up";
      case Tool::sqlx:
        if (comment.span.begin == 0 && starts_with(words, "-- no-transaction")) return std::nullopt;
        return "sqlx does not see this: it compares the first bytes of the file with \"-- no-transaction\"";
      case Tool::graphile_migrate:
        return graphile_problem(comment);
      case Tool::tern:
        return tern_problem(comment, words);
      case Tool::atlas:
        return atlas_problem(comment, words);
      case Tool::liquibase:
        return "Liquibase does not see this: the attribute belongs on the line of --changeset";
      case Tool::flyway:
        return "Flyway does not read this in an SQL file";
      default:
        return "no migration tool reads this in an SQL file";
    }
  }

  [[nodiscard]] static std::optional<std::string> goose_problem(const Comment& comment,
                                                                std::string_view words,
                                                                std::string_view inside) {
    if (!comment.block && comment.own_line && equals_ignoring_case(inside, "+goose no transaction")) {
      return std::nullopt;
    }
    // goose stops at an annotation that it does not know: the rules for sections say so.
    if (!comment.block && comment.own_line && words.find("+goose") != std::string_view::npos)
      return std::nullopt;
    return "goose does not see this: an annotation is a line of its own that begins with -- +goose";
  }

  [[nodiscard]] std::optional<std::string> tern_problem(const Comment& comment,
                                                        std::string_view words) const {
    const bool cr = comment.span.end < text_.size() && text_[comment.span.end] == '\r';
    const bool first = comment.span.begin == 0 || text_[comment.span.begin - 1] == '\n';
    if (words != "---- tern: disable-tx ----" || !first) {
      return "tern does not see this: the line must be exactly ---- tern: disable-tx ----";
    }
    if (cr) return "tern does not see this: its pattern does not match a line that ends with CR LF";
    return std::nullopt;
  }

  // Only lines of comments that begin with --! may stand before it.
  [[nodiscard]] std::optional<std::string> graphile_problem(const Comment& comment) const {
    bool header_only = true;
    for_each_line(text_.substr(0, comment.span.begin), [&](Span line) {
      const std::string_view words = without_blanks(line.of(text_));
      header_only = header_only && (words.empty() || starts_with(words, "--!"));
    });
    if (header_only) return std::nullopt;
    return "graphile-migrate does not see this: only the first line of a migration's body is looked at";
  }

  // LocalFile.comments in Atlas's sql/migrate/dir.go: the comment lines at the top, and only if an empty line
  // follows them; anything else belongs to a statement.
  [[nodiscard]] std::optional<std::string> atlas_problem(const Comment& comment,
                                                         std::string_view words) const {
    if (comment.block || !starts_with(inside_comment(words), "atlas:txmode")) {
      return "Atlas does not see this: a directive is a -- comment that begins with atlas:";
    }
    bool top = true;
    bool detached = true;
    bool over = false;
    bool block = false;
    for_each_line(text_, [&](Span line) {
      if (over) return;
      const std::string_view content = line.of(text_);
      over = !starts_with(content, "--") && !starts_with(content, "#");
      if (!over) return;
      block = starts_with(content, "/*");
      top = line.begin > comment.span.begin;
      detached = content.empty();
    });
    // Whether a block comment belongs to the header differs between versions.
    if (block) return std::nullopt;
    if (!top) return "Atlas does not see this: file directives are the comment lines at the very top";
    if (!detached) {
      return "Atlas does not see this: without an empty line behind them the comments belong to the "
             "statement below";
    }
    return std::nullopt;
  }

  static bool is_dbmate_marker(std::string_view words) {
    const std::string_view inside = inside_comment(words);
    return starts_with(inside, "migrate:up") || starts_with(inside, "migrate:down");
  }

  // parseMigrationOptions in dbmate's pkg/dbmate/migration.go: words of the form key:value; only the exact
  // transaction:false counts, and nothing complains about the rest.
  void dbmate_options(const Comment& comment, std::string_view words) {
    std::string_view rest = inside_comment(words);
    rest.remove_prefix(starts_with(rest, "migrate:up") ? 10 : 12);
    rest = without_blanks(rest);
    if (rest.empty() || comment.block) return;
    bool exact = false;
    bool meant = false;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
      exact = exact || word == "transaction:false";
      std::string letters;
      for (const char c : word) {
        if (scan::is(c, scan::ident_start)) letters += scan::lower(c);
      }
      meant = meant || starts_with(letters, "transaction") || letters == "notransaction";
      rest = without_blanks(rest.substr(word.size()));
    }
    const bool says_true = words.find("true") != std::string_view::npos;
    if (meant && !exact && !says_true) {
      add(comment.span,
          "dbmate does not see this option: only transaction:false, without blanks and in lower case, counts",
          advice(Tool::dbmate));
    }
  }

  void add(Span place, std::string message, std::string advice) {
    faults_.push_back({ToolFault::Kind::directive, place, std::move(message), std::move(advice)});
  }

  Tool tool_;
  std::string_view text_;
  const Script& script_;
  std::vector<ToolFault> faults_;
};

}  // namespace

std::vector<ToolFault> directive_faults(Tool tool, std::string_view text, const Script& script) {
  auto faults = Directives(tool, text, script).faults();
  // An annotation that goose does not know stops it: told by the same rule when it is about transactions.
  if (tool == Tool::goose) {
    for (auto& fault : section_faults(tool, text, script)) {
      if (fault.kind == ToolFault::Kind::directive) faults.push_back(std::move(fault));
    }
  }
  return faults;
}

}  // namespace migralint::script
