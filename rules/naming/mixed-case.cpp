#include <algorithm>

#include <fmt/format.h>

#include "lint/mentions.hpp"
#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool has_upper_case(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check(const Context& context, Report& report) {
  mentions::each_new_name(context.statement(), [&](const mentions::NewName& made) {
    if (made.temporary || !has_upper_case(made.name.name)) {
      return;
    }
    const Span span = made.span.empty() ? context.statement().range : made.span;
    auto& finding = report(span, span,
                           fmt::format("{} {} has capital letters: it has to be quoted wherever it is used",
                                       made.kind, sql::quoted(made.name.name)));
    finding.label = "without quotes PostgreSQL reads small letters";
  });
}

}  // namespace

MIGRALINT_RULE(naming_mixed_case) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A new name with capital letters: it has to be quoted for ever",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
