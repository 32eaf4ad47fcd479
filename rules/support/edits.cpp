#include "rules/support/edits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "rules/support/recipes.hpp"
#include "rules/support/tools.hpp"
#include "script/changesets.hpp"
#include "script/script.hpp"
#include "script/suppressions.hpp"

namespace migralint::edits {

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\f\v") == std::string_view::npos; }

std::string_view line_end(std::string_view text) {
  const auto at = text.find('\n');
  return at != std::string_view::npos && at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
}

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
  const auto found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return found == std::string_view::npos ? 0 : static_cast<std::uint32_t>(found) + 1;
}

// "+goose Up", "> statement-breakpoint", "migrate:up", "no-transaction", "atlas:txmode none": what comes
// behind them must stay there.
bool may_be_directive(std::string_view comment) {
  const auto begin = comment.find_first_not_of("-/* \t");
  if (begin == std::string_view::npos) {
    return false;
  }
  const auto word = comment.substr(begin, comment.find_first_of(" \t\r\n", begin) - begin);
  return word.front() == '+' || word.front() == '>' || word.front() == '@' ||
         word.find_first_of(":-") != std::string_view::npos;
}

enum class Covers : std::uint8_t { nothing, statement, file };

/// What a comment suppresses, in this program's words or another tool's.
Covers covered_by(std::string_view text, const script::Comment& comment) {
  const std::string_view words = comment.span.of(text);
  if (words.find("migralint:ignore") != std::string_view::npos) {
    return words.find("ignore-file") != std::string_view::npos ? Covers::file : Covers::statement;
  }
  const auto foreign = script::foreign_suppression(text, comment);
  return !foreign ? Covers::nothing : foreign->whole_file ? Covers::file : Covers::statement;
}

/// Where the comments begin that stand directly above the statement and speak of it.
std::uint32_t with_comments(const lint::Context& context, std::uint32_t begin) {
  const auto text = context.text();
  const auto& comments = context.step().file.script->comments;
  std::uint32_t at = begin;
  std::uint32_t line = line_begin(text, begin);
  if (!is_blank(text.substr(line, begin - line))) {
    return begin;
  }
  auto next = std::partition_point(comments.begin(), comments.end(),
                                   [&](const auto& comment) { return comment.span.begin < begin; });
  const bool changesets = context.step().file.script->tool.tool == script::Tool::liquibase;
  bool joined = true;  // nothing but comments, line by line, down to the statement
  while (next != comments.begin() && std::prev(next)->span.begin >= context.step().raw.lead) {
    const auto& comment = *--next;
    const std::string_view words = comment.span.of(text);
    if (changesets && script::is_changeset_line(words)) {
      break;
    }
    if (const Covers covers = covered_by(text, comment); covers != Covers::nothing) {
      // It covers the next statement, however far that is; one for the whole file stands before all others.
      if (!comment.own_line || covers == Covers::file) {
        break;
      }
      at = comment.span.begin;
      line = line_begin(text, at);
      continue;
    }
    const bool adjacent = comment.own_line && comment.span.end < line && line > 0 &&
                          is_blank(text.substr(comment.span.end, line - 1 - comment.span.end));
    const bool first_of_file =
        text.substr(0, comment.span.begin).find_first_not_of(" \t\r\n\xef\xbb\xbf") == std::string_view::npos;
    joined = joined && adjacent && !may_be_directive(words) && !first_of_file;
    if (joined) {
      at = comment.span.begin;
      line = line_begin(text, at);
    }
  }
  return at;
}

/// `statements` with the file's line ends and this indentation.
std::string laid_out(std::string_view statements, std::string_view line_break, std::string_view indent) {
  std::string result;
  result.reserve(statements.size() + 2 * (line_break.size() + indent.size()));
  while (!statements.empty()) {
    const auto end = std::min(statements.find('\n'), statements.size());
    result.append(statements.substr(0, end)).append(line_break).append(indent);
    statements.remove_prefix(std::min(end + 1, statements.size()));
  }
  return result;
}

std::string_view indentation(std::string_view text, std::uint32_t at) {
  const auto line = line_begin(text, at);
  const auto lead = text.substr(line, at - line);
  return lead.find_first_not_of(" \t") == std::string_view::npos ? lead : std::string_view();
}

/// Behind the terminator, or behind a comment that follows it on its line.
std::uint32_t place_behind(const lint::Context& context) {
  const auto text = context.text();
  std::uint32_t end = context.step().raw.with_terminator.end;
  const auto line_end_at = std::min(text.find('\n', end), text.size());
  const auto& comments = context.step().file.script->comments;
  auto comment = std::partition_point(comments.begin(), comments.end(),
                                      [end](const auto& other) { return other.span.begin < end; });
  for (; comment != comments.end(); ++comment) {
    const bool on_line =
        comment->span.end <= line_end_at && is_blank(text.substr(end, comment->span.begin - end));
    if (!on_line) {
      break;
    }
    end = comment->span.end;
  }
  const bool rest_is_blank = is_blank(text.substr(end, line_end_at - end));
  return rest_is_blank ? end : context.step().raw.with_terminator.end;
}

}  // namespace

bool outside_transaction(const lint::Context& context) {
  return context.embedded() == nullptr && !context.in_transaction() && !tools::may_wrap(context) &&
         !context.session().refuses_non_transactional() && !context.step().raw.has_meta_command;
}

bool can_be_split(const lint::Context& context) {
  return outside_transaction(context) && !tools::is_joined(context) &&
         context.session().mode() == session::TransactionMode::autocommit;
}

std::string new_line(const lint::Context& context) {
  const auto text = context.text();
  return std::string(line_end(text)) + std::string(indentation(text, context.step().raw.range.begin));
}

lint::Edit insert(std::uint32_t at, std::string text) { return {{at, at}, std::move(text)}; }

lint::Edit before(const lint::Context& context, std::string_view statements) {
  const auto text = context.text();
  const std::uint32_t at = with_comments(context, context.step().raw.range.begin);
  return insert(at, laid_out(statements, line_end(text), indentation(text, at)));
}

lint::Edit after(const lint::Context& context, std::string_view statements) {
  const auto text = context.text();
  const auto& raw = context.step().raw;
  const auto indent = indentation(text, raw.range.begin);
  const bool terminated = raw.with_terminator.end > raw.range.end;
  std::string lines = laid_out(statements, line_end(text), indent);
  // The last line end is there already, and the first one is not.
  lines.resize(lines.size() - line_end(text).size() - indent.size());
  std::string head = std::string(line_end(text)) + std::string(indent);
  return terminated ? insert(place_behind(context), head + lines) : insert(raw.range.end, ";" + head + lines);
}

std::optional<Timeouts> timeouts(const lint::Context& context) {
  Timeouts result;
  const auto& session = context.session();
  if (context.settings().lock_timeout_set_by_runner && session.setting("lock_timeout") == nullptr) {
    return std::nullopt;
  }
  for (const std::string_view name : {"lock_timeout", "statement_timeout"}) {
    const auto* setting = session.setting(name);
    if (setting == nullptr || (setting->known && session.timeout_ms(name) == 0)) {
      continue;
    }
    const bool plain =
        setting->known && !setting->local && setting->value.find_first_of("'\\\n") == std::string::npos;
    if (!plain) {
      return std::nullopt;
    }
    result.off += fmt::format("SET {} = 0;\n", name);
    result.back += fmt::format("SET {} = '{}';\n", name, setting->value);
  }
  return result;
}

std::vector<lint::Edit> around(const lint::Context& context, const Timeouts& timeouts,
                               std::string_view first) {
  std::vector<lint::Edit> edits;
  const std::string head = timeouts.off + std::string(first);
  if (!head.empty()) {
    edits.push_back(before(context, head));
  }
  if (!timeouts.back.empty()) {
    edits.push_back(after(context, timeouts.back));
  }
  return edits;
}

std::string alter_again(const sql::AlterTable& alter) {
  return fmt::format("ALTER TABLE {}{}{}", alter.if_exists ? "IF EXISTS " : "",
                     alter.table.only ? "ONLY " : "", sql::quoted(alter.table));
}

std::optional<lint::Fix> validate_behind(const sql::AlterTable& alter, const sql::Action& action,
                                         const sql::Constraint& constraint, const lint::Context& context) {
  const std::string name = recipes::constraint_name(constraint, alter.table, context);
  const auto* table = context.catalog().find(alter.table);
  if (!can_be_split(context) || recipes::name_is_open(alter, constraint, context) ||
      (table != nullptr && table->constraint(name) != nullptr)) {
    return std::nullopt;
  }
  std::vector<lint::Edit> edits{insert(action.span.end, " NOT VALID")};
  if (constraint.name.empty()) {
    edits.push_back(insert(constraint.span.begin, fmt::format("CONSTRAINT {} ", sql::quoted(name))));
  }
  edits.push_back(
      after(context, fmt::format("{} VALIDATE CONSTRAINT {};\n", alter_again(alter), sql::quoted(name))));
  return mechanical("safe form: two statements, two transactions", std::move(edits));
}

lint::Fix mechanical(std::string title, std::vector<lint::Edit> edits, std::string sql) {
  // Who applies them need not know an order of insertions at one place.
  std::vector<lint::Edit> result;
  for (auto& edit : edits) {
    const auto same = std::find_if(result.begin(), result.end(), [&](const lint::Edit& other) {
      return edit.span.empty() && other.span.end == edit.span.begin;
    });
    if (same != result.end()) {
      same->text += edit.text;
    } else {
      result.push_back(std::move(edit));
    }
  }
  return {lint::Fix::Class::mechanical, std::move(title), std::move(sql), std::move(result)};
}

}  // namespace migralint::edits
