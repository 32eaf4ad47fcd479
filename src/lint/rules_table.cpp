#include <algorithm>

#include "lint/rule.hpp"

namespace migralint::lint {

const RegisteredRule* find_rule(std::string_view id) {
  const auto rules = all_rules();
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), id,
                       [](const RegisteredRule& rule, std::string_view key) { return rule.id < key; });
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

bool pattern_matches(std::string_view pattern, std::string_view id) {
  if (pattern.size() >= 2 && pattern.ends_with("/*")) {
    return id.starts_with(pattern.substr(0, pattern.size() - 1));
  }
  return pattern == id;
}

std::string_view to_string(Level level) {
  switch (level) {
    case Level::off:
      return "off";
    case Level::note:
      return "note";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "";
}

std::optional<Level> level(std::string_view name) {
  for (const Level candidate : {Level::off, Level::note, Level::warning, Level::error}) {
    if (to_string(candidate) == name) {
      return candidate;
    }
  }
  return std::nullopt;
}

Finding& Report::operator()(Span span, Span sub_command, std::string message) {
  Finding& finding = findings_.emplace_back();
  finding.rule = speaker_->id;
  finding.made_by = speaker_->rule;
  finding.level = speaker_->level;
  finding.file = place_.file;
  finding.statement = place_.statement;
  finding.transaction = place_.transaction;
  finding.span = place_.limits.contains(span) && !span.empty() ? span : place_.range;
  finding.sub_command =
      place_.limits.contains(sub_command) && !sub_command.empty() ? sub_command : place_.range;
  finding.message = std::move(message);
  return finding;
}

}  // namespace migralint::lint
