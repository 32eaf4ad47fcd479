#include "rules/support/findings.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::findings {

namespace {

session::LockMode mode_on(const lint::Context& context, const sql::Name& table) {
  const auto* relation = context.catalog().find(table);
  return context.effects().on(relation != nullptr ? relation->id : catalog::no_relation,
                              context.catalog().qualify(table));
}

session::LockMode strongest(const lint::Context& context, bool on_indexes) {
  auto mode = session::LockMode::none;
  for (const auto& lock : context.effects().locks) {
    const bool is_index =
        lock.kind == catalog::RelationKind::index || lock.kind == catalog::RelationKind::partitioned_index;
    if (is_index == on_indexes) {
      mode = std::max(mode, lock.mode);
    }
  }
  return mode;
}

}  // namespace

std::string role_name(std::string_view role) {
  const bool is_keyword = role == "current_user" || role == "current_role" || role == "session_user";
  return is_keyword ? std::string(role) : sql::quoted(role);
}

std::string listed(const std::vector<std::string>& items, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    const bool last = i + 1 == items.size();
    text += i == 0 ? "" : last ? " and " : ", ";
    text += items[i];
  }
  return items.size() > most ? fmt::format("{} and {} more", text, items.size() - most) : text;
}

void about_table(lint::Finding& finding, const lint::Context& context, const sql::Name& table,
                 const lint::Newness& newness) {
  if (newness.kind == lint::Newness::Kind::filled_in_file) {
    lint::Context::lower_to_note(finding, fmt::format("{} is new in this file, but was filled at {}",
                                                      sql::quoted(table), context.place(newness.filled)));
    return;
  }
  finding.evidence.push_back(context.existence(table));
}

std::string lock_text(const lint::Context& context, const sql::Name& table) {
  return fmt::format("{} on {}", session::to_string(mode_on(context, table)),
                     sql::quoted(context.catalog().qualify(table)));
}

session::LockMode strongest_on_tables(const lint::Context& context) { return strongest(context, false); }
session::LockMode strongest_on_indexes(const lint::Context& context) { return strongest(context, true); }

std::string lock_text_of_tables(const lint::Context& context, std::string_view what) {
  const auto mode = strongest_on_tables(context);
  return fmt::format("{} on {}",
                     mode == session::LockMode::none ? std::string_view("a lock") : session::to_string(mode),
                     what);
}

std::string who_waits(const lint::Context& context, const sql::Name& table) {
  const auto mode = mode_on(context, table);
  if (session::blocks_reads(mode)) {
    return fmt::format("nobody can read or write {}", sql::quoted(table));
  }
  if (session::blocks_writes(mode)) {
    return fmt::format("writes to {} wait", sql::quoted(table));
  }
  return fmt::format("{} is locked", sql::quoted(table));
}

std::string who_waits_for_both(const lint::Context& context, const sql::Name& a, const sql::Name& b) {
  if (context.catalog().qualify(a) == context.catalog().qualify(b)) {
    return who_waits(context, a);
  }
  const bool reads = session::blocks_reads(mode_on(context, a));
  if (reads != session::blocks_reads(mode_on(context, b))) {
    return fmt::format("{}, and {}", who_waits(context, reads ? a : b), who_waits(context, reads ? b : a));
  }
  const std::string both = fmt::format("{} and {}", sql::quoted(a), sql::quoted(b));
  return reads ? "nobody can read or write " + both : fmt::format("writes to {} wait", both);
}

}  // namespace migralint::findings
