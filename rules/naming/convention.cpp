#include <array>
#include <optional>
#include <regex>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/mentions.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view own_id = "naming/convention";

std::optional<std::regex> compile(const std::string& pattern) {
  try {
    return std::regex(pattern);
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

std::string problem(std::string_view pattern) {
  return compile(std::string(pattern)) ? std::string()
                                       : fmt::format("\"{}\" is not a regular expression", pattern);
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
    const auto pattern = compile(option->values.front());
    if (!pattern || std::regex_search(made.name.name, *pattern)) {
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
