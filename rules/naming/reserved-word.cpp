#include <algorithm>

#include <fmt/format.h>

#include "lint/mentions.hpp"
#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// A plain word that PostgreSQL would have to quote all the same: only keywords are like that.
bool is_keyword(const std::string& name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain && (name.front() < '0' || name.front() > '9') && sql::quoted(name) != name;
}

void check(const Context& context, Report& report) {
  mentions::each_new_name(context.statement(), [&](const mentions::NewName& made) {
    if (made.temporary || !is_keyword(made.name.name)) {
      return;
    }
    const Span span = made.span.empty() ? context.statement().range : made.span;
    auto& finding =
        report(span, span,
               fmt::format("{} {} is called by a keyword: it has to be quoted, or is read as something else",
                           made.kind, sql::quoted(made.name.name)));
    finding.label = "SELECT user gives the current role, whatever the table";
    if (made.name.name != "user") {
      finding.label = "a word of PostgreSQL's grammar";
    }
  });
}

}  // namespace

MIGRALINT_RULE(naming_reserved_word) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A new name that is a keyword: it has to be quoted",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
