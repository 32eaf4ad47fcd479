#include <fmt/format.h>

#include "lint/mentions.hpp"
#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// Columns, constraints, triggers and indexes belong to a table; a renamed object stays where it is.
bool takes_a_schema(const mentions::NewName& made, const sql::Statement& statement) {
  const bool kind = made.kind == "table" || made.kind == "view" || made.kind == "sequence" ||
                    made.kind == "type" || made.kind == "function";
  return kind && statement.as<sql::Rename>() == nullptr;
}

void check(const Context& context, Report& report) {
  mentions::each_new_name(context.statement(), [&](const mentions::NewName& made) {
    if (made.temporary || !made.name.schema.empty() || !takes_a_schema(made, context.statement())) {
      return;
    }
    const Span span = made.span.empty() ? context.statement().range : made.span;
    auto& finding = report(span, span,
                           fmt::format("{} {} is made without a schema: search_path decides where it goes",
                                       made.kind, sql::quoted(made.name.name)));
    finding.label = fmt::format("{} as far as this history shows", context.catalog().creation_schema());
    if (!made.span.empty() && (context.embedded() == nullptr || context.embedded()->exact)) {
      finding.fix = Fix{Fix::Class::mechanical,
                        "safe form",
                        {},
                        {{{span.begin, span.begin}, sql::quoted(context.catalog().creation_schema()) + "."}}};
    }
  });
}

}  // namespace

MIGRALINT_RULE(naming_unqualified) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A new object without its schema: search_path decides where it goes",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
