// What most findings about a table have in common: whether anybody can be hurt, and the evidence for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/context.hpp"
#include "lint/rule.hpp"

namespace migralint::findings {

/// Nobody else can be waiting for it: the table was made by this file, and is not visible yet or has no rows.
inline bool hidden(const lint::Newness& newness) {
  return newness.kind == lint::Newness::Kind::in_transaction || newness.kind == lint::Newness::Kind::in_file;
}

/// There is nothing to read, build or check: the table is hidden, or this file has just deleted all its rows.
inline bool harmless(const lint::Newness& newness) { return hidden(newness) || newness.emptied; }

/// "a, b and c", "a, b, c and 4 more".
std::string listed(const std::vector<std::string>& items, std::size_t most);

/// A role as SQL would write it: `app`, `"App"`, `current_user`.
std::string role_name(std::string_view role);

/// Adds where the table comes from; a table that is new in this file but was filled lowers the finding to a
/// note.
void about_table(lint::Finding& finding, const lint::Context& context, const sql::Name& table,
                 const lint::Newness& newness);

/// "ACCESS EXCLUSIVE on public.orders", from the effects.
std::string lock_text(const lint::Context& context, const sql::Name& table);
/// The strongest lock that the statement takes on tables (or on indexes), for one that names none of them.
/// none: the history shows no such relation.
session::LockMode strongest_on_tables(const lint::Context& context);
session::LockMode strongest_on_indexes(const lint::Context& context);
/// "ACCESS EXCLUSIVE on " + `what`, with the strongest lock on tables; "a lock on …" when it is not known.
std::string lock_text_of_tables(const lint::Context& context, std::string_view what);
/// "nobody can read or write orders" / "writes to orders wait", for the lock that the statement takes on it.
std::string who_waits(const lint::Context& context, const sql::Name& table);
/// "writes to orders and customers wait", "nobody can read or write orders, and writes to customers wait".
std::string who_waits_for_both(const lint::Context& context, const sql::Name& a, const sql::Name& b);

}  // namespace migralint::findings
