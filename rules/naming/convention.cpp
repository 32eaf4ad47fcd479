#include <array>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "lint/mentions.hpp"
#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view own_id = "naming/convention";

// Its matching takes time in proportion to the text, whatever the expression: a configuration cannot make it
// hang.
re2::RE2::Options quietly() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return options;
}

std::string problem(std::string_view pattern) {
  const re2::RE2 compiled(re2::StringPiece(pattern.data(), pattern.size()), quietly());
  return compiled.ok() ? std::string()
                       : fmt::format("\"{}\" is not a regular expression ({})", pattern, compiled.error());
}

constexpr std::array<Option, 10> options{{{"table", false, problem},
                                          {"column", false, problem},
                                          {"index", false, problem},
                                          {"constraint", false, problem},
                                          {"view", false, problem},
                                          {"sequence", false, problem},
                                          {"type", false, problem},
                                          {"function", false, problem},
                                          {"schema", false, problem},
                                          {"trigger", false, problem}}};

void check(const Context& context, Report& report) {
  mentions::each_new_name(context.statement(), [&](const mentions::NewName& made) {
    const auto* option = context.settings().option(own_id, made.kind);
    if (option == nullptr || option->values.empty() || made.temporary) {
      return;
    }
    const re2::RE2 pattern(option->values.front(), quietly());
    if (!pattern.ok() || re2::RE2::PartialMatch(made.name.name, pattern)) {
      return;
    }
    const Span span = made.span.empty() ? context.statement().range : made.span;
    auto& finding = report(span, span,
                           fmt::format("{} {} does not follow the convention for its kind", made.kind,
                                       sql::quoted(made.name.name)));
    finding.label = fmt::format("should match {}", option->values.front());
  });
}

}  // namespace

MIGRALINT_RULE(naming_convention) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A new name that does not match the configured regular expression",
    .hooks = {on<check>},
    .options = options,
    .undone_by_rollback = true,
};
