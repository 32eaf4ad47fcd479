// For rules that judge what the schema is when the file has run.
#pragma once

#include <string>

#include "lint/context.hpp"
#include "lint/rule.hpp"

namespace migralint::after_file {

/// Calls `visit` with each table that the file made or changed and that is still there, but for temporary
/// ones.
template <class Visit>
void for_each_changed_table(const lint::FileContext& context, Visit&& visit) {
  for (const auto* table : context.changed().tables) {
    visit(*table);
  }
}

/// A finding about something that the file made, at the first line of the statement or part that did.
lint::Finding& report_at(lint::Report& report, const lint::FileContext& context,
                         const catalog::Origin& origin, std::string message);

/// Where nothing can be proved: "the history that was read does not show everything: …".
void add_assumption(lint::Finding& finding, const lint::FileContext& context, std::string_view assumed);

}  // namespace migralint::after_file
