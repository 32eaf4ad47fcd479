#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "lint/fingerprint.hpp"
#include "lint/rule.hpp"
#include "script/lexer.hpp"
#include "script/script.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using State = replay::BaseFile::State;

// What a statement says, without blanks and comments.
std::string words_of(std::string_view text, Span range) {
  std::string words;
  script::Lexer lexer(text, range);
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    words.append(token.span.of(text)) += '\0';
  }
  return words;
}

// What of a file runs on the way forward, in order.
struct Forward {
  std::vector<std::string> words;
  std::vector<Span> places;
};

Forward forward(std::string_view text, const script::Script& script) {
  Forward result;
  for (const auto& statement : script.statements) {
    if (!statement.in_down_section) {
      result.words.push_back(words_of(text, statement.range));
      result.places.push_back(statement.range);
    }
  }
  return result;
}

// A file that runs once has a number or a date in its name; R__views.sql runs after every change of it.
bool runs_once(std::string_view name) {
  return name.find_first_of("0123456789") != std::string_view::npos && !name.starts_with("R__");
}

void check_changed(const replay::File& file, Report& report) {
  const auto& base = file.source->base;
  const auto name = migration_name(file.source->path);
  const auto before = forward(base.text, script::split(base.text));
  const auto now = forward(file.text(), *file.script);
  const auto differs =
      std::mismatch(now.words.begin(), now.words.end(), before.words.begin(), before.words.end());
  const auto at = static_cast<std::size_t>(differs.first - now.words.begin());
  const bool same = at == now.words.size() && at == before.words.size();
  const auto place = at < now.places.size() ? now.places[at]
                     : now.places.empty()   ? Span{}
                                            : now.places.back();
  auto& finding = report(
      place,
      same ? fmt::format("{} is in {} already: this changes nothing for a database, but a tool that keeps "
                         "checksums (Flyway, sqlx, Prisma, Atlas) takes offence",
                         name, base.revision)
           : fmt::format("{} is in {} already: a database that has run it never runs what is changed here",
                         name, base.revision));
  if (same) {
    finding.level = std::min(finding.level, Level::note);
    finding.label = "only comments, blanks or the way back differ";
    return;
  }
  finding.label =
      at < now.places.size() ? "the first statement that differs" : "what stood behind this is gone";
  finding.evidence.emplace_back(
      "safe form: leave the file as it was, and write the change as a new migration");
}

void check(const FileContext& context, Report& report) {
  const auto& file = context.end().file;
  const auto& base = file.source->base;
  const bool relevant = base.state == State::changed || base.state == State::renamed;
  if (!relevant || !runs_once(migration_name(file.source->path))) {
    return;
  }
  if (base.state == State::changed) {
    check_changed(file, report);
    return;
  }
  auto& finding = report(
      Span{}, fmt::format("{} is {} of {} under another name: a database that has run that runs it "
                          "once more",
                          migration_name(file.source->path), migration_name(base.path), base.revision));
  finding.evidence.emplace_back("safe form: leave the name as it was");
}

}  // namespace

MIGRALINT_RULE(migration_file_edited_after_merge) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "With --since: a migration that is merged already is edited or renamed",
    .hooks = {on<check>},
};
