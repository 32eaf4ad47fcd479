#include <algorithm>

#include "rules/support/tools.hpp"
#include "script/lines.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool has_forward_statement(const script::Script& script) {
  return std::any_of(script.statements.begin(), script.statements.end(),
                     [](const script::Statement& statement) { return !statement.in_down_section; });
}

// Directives that bring statements from elsewhere: graphile-migrate's and Atlas's.
bool includes_others(std::string_view inside) {
  return inside.substr(0, 9) == "! include" || inside.substr(0, 12) == "atlas:import";
}

struct Comments {
  const script::Comment* first = nullptr;  ///< that is no marker
  bool hold_code = false;                  ///< a semicolon: SQL that is commented out
  bool include = false;
};

bool is_marker(Span comment, const script::Script& script) {
  return comment == script.tool.marker ||
         std::any_of(script.sections.begin(), script.sections.end(),
                     [&](const script::Section& section) { return section.marker == comment; });
}

Comments read_comments(std::string_view text, const script::Script& script) {
  Comments found;
  for (const auto& comment : script.comments) {
    const std::string_view inside = script::inside_comment(comment.span.of(text));
    found.include = found.include || includes_others(inside);
    if (is_marker(comment.span, script) || inside.empty() || inside.front() == '+') {
      continue;
    }
    found.hold_code = found.hold_code || inside.find(';') != std::string_view::npos;
    if (found.first == nullptr) {
      found.first = &comment;
    }
  }
  return found;
}

void check(const FileContext& context, Report& report) {
  const auto& file = context.end().file;
  const auto& script = *file.script;
  // psql may read another file, or send what it has put together. What is never closed the server refuses:
  // syntax/error says so.
  if (has_forward_statement(script) || !script.meta_commands.empty() || !script.problems.empty()) {
    return;
  }
  const auto faults = script::section_faults(tools::tool_of(context.settings(), file), file.text(), script);
  const bool wrong_half = std::any_of(faults.begin(), faults.end(), [](const script::ToolFault& fault) {
    return fault.kind == script::ToolFault::Kind::down_only;
  });
  const Comments comments = read_comments(file.text(), script);
  if (wrong_half || comments.include) {
    return;
  }
  if (comments.first == nullptr) {
    report(script.tool.marker,
           "this migration holds no statement: the tool records it as done, and nothing has run");
    return;
  }
  auto& finding =
      report(comments.first->span,
             comments.hold_code
                 ? "all of this migration is commented out: the tool records it as done, and nothing has run"
                 : "this migration holds no statement, only comments");
  if (!comments.hold_code) {
    Context::lower_to_note(finding, "a comment may say why");
  }
}

}  // namespace

MIGRALINT_RULE(migration_file_empty) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A migration file without a statement: recorded as done, and nothing has run",
    .hooks = {on<check>},
};
