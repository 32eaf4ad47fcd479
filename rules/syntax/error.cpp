#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The word or character at the place that PostgreSQL names; the whole statement when it stops at the end.
Span place_of(const parser::ParseError& error, const Context& context) {
  const std::string_view text = context.text();
  const Span range = context.step().raw.range;
  if (error.offset < range.begin || error.offset >= range.end) {
    return {range.end - 1, range.end};
  }
  std::uint32_t end = error.offset + 1;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (is_word(text[error.offset])) {
    while (end < range.end && is_word(text[end])) {
      ++end;
    }
  }
  return {error.offset, end};
}

// PostgreSQL quotes the rest of the text as it is: a message is one line.
std::string one_line(std::string_view message) {
  std::string line;
  for (const char c : message) {
    const bool space = c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

void check(const parser::ParseError& error, const Context& context, Report& report) {
  // What psql puts in for its variables may well be right.
  if (context.step().raw.has_psql_variables) {
    return;
  }
  auto& finding = report(place_of(error, context), one_line(error.message));
  if (error.kind == parser::ParseError::Kind::syntax) {
    finding.label = "PostgreSQL 18's parser stops here";
    finding.evidence.emplace_back("this statement is not judged; the others of the file are");
  }
}

bool is_of_copy(const script::Problem& problem, const script::Script& script) {
  return !script.copy_data.empty() && script.copy_data.back().begin == problem.span.begin;
}

bool psql_runs(const FileContext& context) {
  const auto& file = context.end().file;
  return file.source->mode == session::TransactionMode::autocommit ||
         script::facts_of(tools::tool_of(context.settings(), file)).psql;
}

// What the end of the file cuts off and no statement holds: a comment that is never closed, COPY data without
// an end.
void at_end(const FileContext& context, Report& report) {
  const auto& script = *context.end().file.script;
  for (const auto& problem : script.problems) {
    const bool in_statement = std::any_of(
        script.statements.begin(), script.statements.end(),
        [&](const script::Statement& statement) { return statement.range.contains(problem.span); });
    if (!in_statement) {
      auto& finding = report(problem.span, std::string(problem.message));
      finding.label = "all from here to the end of the file is in it";
      if (is_of_copy(problem, script) && psql_runs(context)) {
        finding.level = std::min(finding.level, Level::note);
        finding.evidence.emplace_back("psql takes the end of the file as the end of the data");
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(syntax_error) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A statement that PostgreSQL's parser refuses",
    .hooks = {on<check>, on<at_end>},
};
