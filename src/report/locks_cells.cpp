#include "report/locks_cells.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "report/one_line.hpp"
#include "report/utf8.hpp"

namespace migralint::report {
namespace {

using locks::LockTable;
using locks::StatementRow;
using session::LockMode;
using session::TransactionKind;
using session::TransactionMode;

constexpr std::string_view none = "–";

std::string_view stops(const effects::Lock& lock) {
  const bool has_rows = lock.kind != catalog::RelationKind::sequence;
  if (!has_rows) {
    return session::blocks_writes(lock.mode) ? "nextval()" : none;
  }
  if (session::blocks_reads(lock.mode)) {
    return "reads, writes";
  }
  if (session::blocks_writes(lock.mode)) {
    return lock.kind == catalog::RelationKind::materialized_view ? "REFRESH" : "writes";
  }
  return none;
}

bool is_index(const effects::Lock& lock) {
  return lock.kind == catalog::RelationKind::index || lock.kind == catalog::RelationKind::partitioned_index;
}

/// A person is told of what others can wait for. Locks on the indexes of a table that the same statement
/// locks as strongly add nothing.
std::vector<const effects::Lock*> shown_locks(const StatementRow& row) {
  LockMode strongest_on_tables = LockMode::none;
  for (const auto& lock : row.locks) {
    if (!is_index(lock)) {
      strongest_on_tables = std::max(strongest_on_tables, lock.mode);
    }
  }
  std::vector<const effects::Lock*> shown;
  for (const auto& lock : row.locks) {
    if (lock.existing && !(is_index(lock) && lock.mode <= strongest_on_tables)) {
      shown.push_back(&lock);
    }
  }
  return shown;
}

std::string cost_cell(const StatementRow& row) {
  if (!row.error.empty()) {
    return "does not parse";
  }
  return std::string(effects::to_string(row.cost));
}

void add_lines(const StatementRow& row, std::string_view text, const script::LineIndex& lines,
               LocksSection& section) {
  const auto shown = shown_locks(row);
  LocksLine first;
  first.line = std::to_string(lines.line(row.span.begin));
  first.statement = (row.in_block ? "  in DO: " : "") + one_line(text, row.span);
  first.cost = cost_cell(row);
  first.lock = none;
  first.stops = none;
  if (shown.empty()) {
    section.lines.push_back(first);
    return;
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    LocksLine line = i == 0 ? first : LocksLine{};
    line.lock.clear();
    append_safe(line.lock,
                fmt::format("{} {}", sql::quoted(shown[i]->name), session::to_string(shown[i]->mode)));
    line.stops = stops(*shown[i]);
    section.lines.push_back(std::move(line));
  }
}

std::string_view transaction_words(TransactionMode mode, bool several, bool lasting) {
  switch (mode) {
    case TransactionMode::autocommit:
      return lasting ? "autocommit with transactions of its own" : "each statement in its own transaction";
    case TransactionMode::implicit:
      return several ? "one implicit transaction" : "one statement in its own transaction";
    case TransactionMode::file:
      return "one transaction for the file";
    case TransactionMode::batch:
      return "one transaction for all pending files";
    case TransactionMode::pipeline:
      return "one pipeline";
  }
  return "";
}

std::string in_words(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return list;
}

/// "From line 3 on, writes to public.orders wait until the transaction ends; from line 5 on, reads wait too."
std::string waiting_words(const LockTable& table, const locks::Waiting& waiting,
                          const std::vector<std::string>& relations, const script::LineIndex& lines) {
  const auto line = [&](std::size_t row) { return lines.line(table.rows[row].span.begin); };
  const bool together = waiting.reads == waiting.writes;
  auto words = fmt::format("From line {} on, {} {} wait until the transaction ends", line(waiting.writes),
                           together ? "reads of and writes to" : "writes to", in_words(relations));
  if (!together && waiting.reads != locks::Waiting::never) {
    words += fmt::format("; from line {} on, reads wait too", line(waiting.reads));
  }
  return words + '.';
}

void add_waiting(const LockTable& table, std::size_t first, std::size_t end, const script::LineIndex& lines,
                 LocksSection& section) {
  for (std::size_t i = 0; i < table.waiting.size();) {
    const auto& head = table.waiting[i];
    std::vector<std::string> relations;
    for (; i < table.waiting.size() && table.waiting[i].writes == head.writes &&
           table.waiting[i].reads == head.reads;
         ++i) {
      append_safe(relations.emplace_back(), sql::quoted(table.waiting[i].relation));
    }
    if (head.writes >= first && head.writes < end) {
      section.remarks.push_back(waiting_words(table, head, relations, lines));
    }
  }
}

void add_remarks(const LockTable& table, std::size_t first, std::size_t end, const script::LineIndex& lines,
                 LocksSection& section) {
  add_waiting(table, first, end, lines, section);
  for (std::size_t i = first; i < end; ++i) {
    const auto& row = table.rows[i];
    const auto line = lines.line(row.span.begin);
    if (row.refused) {
      section.remarks.push_back(
          fmt::format("Line {}: PostgreSQL refuses {} in a transaction.", line, row.kind));
    }
    if (!row.unknown_because.empty()) {
      section.remarks.push_back(fmt::format("Line {}: not all is known: {}.", line, row.unknown_because));
    }
    if (!row.error.empty()) {
      auto& remark = section.remarks.emplace_back(fmt::format("Line {}: ", line));
      append_safe(remark, row.error);
    }
  }
}

}  // namespace

void for_each_file(const LockTable& table,
                   const std::function<void(const replay::SourceFile&, std::size_t, std::size_t)>& visit) {
  std::size_t first = 0;
  while (first < table.rows.size()) {
    std::size_t end = first;
    while (end < table.rows.size() && table.rows[end].file == table.rows[first].file) {
      ++end;
    }
    visit(*table.files[table.rows[first].file], first, end);
    first = end;
  }
}

std::vector<LocksSection> locks_sections(const LockTable& table) {
  std::vector<LocksSection> sections;
  for_each_file(table, [&](const replay::SourceFile& file, std::size_t first, std::size_t end) {
    LocksSection section;
    append_safe(section.heading, file.path);
    const bool lasting =
        std::any_of(table.rows.begin() + static_cast<std::ptrdiff_t>(first),
                    table.rows.begin() + static_cast<std::ptrdiff_t>(end),
                    [](const StatementRow& row) { return row.transaction_kind != TransactionKind::none; });
    section.heading += fmt::format(": {}, PostgreSQL {}",
                                   transaction_words(file.mode, end - first > 1, lasting), file.pg_version);
    section.lock_title = lasting ? "locks (held to the end of the transaction)" : "locks";
    const script::LineIndex lines(file.text);
    for (std::size_t i = first; i < end; ++i) {
      add_lines(table.rows[i], file.text, lines, section);
    }
    add_remarks(table, first, end, lines, section);
    sections.push_back(std::move(section));
  });
  return sections;
}

}  // namespace migralint::report
