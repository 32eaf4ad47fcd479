#include "rules/support/after_file.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::after_file {

lint::Finding& report_at(lint::Report& report, const lint::FileContext& context,
                         const catalog::Origin& origin, std::string message) {
  const std::string_view text = origin.span.of(context.end().file.text());
  const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n'), text.size()));
  const Span first_line{origin.span.begin, origin.span.begin + line_end};
  auto& finding = report(first_line, origin.span, std::move(message));
  finding.statement = origin.statement;
  finding.transaction = origin.transaction;
  return finding;
}

void add_assumption(lint::Finding& finding, const lint::FileContext& context, std::string_view assumed) {
  if (!context.catalog().complete()) {
    finding.evidence.push_back(
        fmt::format("the history that was read does not show everything: {}", assumed));
  }
}

}  // namespace migralint::after_file
