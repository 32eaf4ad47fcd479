#include "lint/table_sizes.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lint/context.hpp"
#include "lint/rule.hpp"
#include "project/paths.hpp"

namespace migralint::lint {

namespace {

using effects::whole_statement;

// The least that a row takes: its line pointer and its header (manual: 73.6 Database Page Layout).
constexpr std::int64_t least_row_bytes = 4 + 24;

bool is_listed(const std::vector<std::string>& globs, const sql::Name& name) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    const bool with_schema = glob.find('.') != std::string::npos;
    return project::glob_covers(glob, with_schema ? name.schema + '.' + name.name : name.name);
  });
}

bool is_small(const TableSize& size, const TableHints& hints) {
  if (!size.bytes || *size.bytes > hints.small_bytes) {
    return false;
  }
  return size.rows.value_or(*size.bytes / least_row_bytes) <= hints.small_rows;
}

/// "1,200,000"
std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

/// As pg_size_pretty() has it: the next unit from ten thousand or so on.
std::string pretty(std::int64_t bytes) {
  constexpr std::array<std::string_view, 5> units{"bytes", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  auto size = bytes;
  while (size >= 10'240 && unit + 1 < units.size()) {
    size = (size + 512) / 1024;
    ++unit;
  }
  return fmt::format("{} {}", size, units[unit]);
}

std::string describe(const TableSize& size, const TableStats& stats) {
  std::string text = size.rows
                         ? fmt::format("about {} row{}", grouped(*size.rows), *size.rows == 1 ? "" : "s")
                         : std::string("never analyzed");
  if (size.bytes) {
    text += ", " + pretty(*size.bytes);
  }
  return text +
         (stats.taken_on.empty() ? " (statistics)" : fmt::format(" (statistics of {})", stats.taken_on));
}

/// The ALTER TABLE action that a finding is about; whole_statement when it is about all of it.
std::uint16_t part_of(const Context& context, const Finding& finding) {
  const auto* alter = context.statement().as<sql::AlterTable>();
  if (alter == nullptr) {
    return whole_statement;
  }
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    if (alter->actions[i].span.contains(finding.sub_command)) {
      return static_cast<std::uint16_t>(i);
    }
  }
  return whole_statement;
}

bool concerns(std::uint16_t wanted, std::uint16_t part) {
  return wanted == whole_statement || part == whole_statement || part == wanted;
}

/// Existing tables whose rows the part of the statement goes through, each once.
std::vector<sql::Name> worked_on(const Context& context, std::uint16_t part) {
  std::vector<sql::Name> names;
  for (const auto& work : context.effects().work) {
    if (!work.existing || !concerns(part, work.part)) {
      continue;
    }
    const auto& name = work.table_name.empty() ? work.name : work.table_name;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  return names;
}

/// The busy table that the part of the statement stops reads or writes of.
const effects::Lock* lock_on_hot(const Context& context, std::uint16_t part, const TableHints& hints) {
  for (const auto& lock : context.effects().locks) {
    const bool strong = session::blocks_writes(lock.mode) || session::blocks_reads(lock.mode);
    if (!strong || !lock.existing || !concerns(part, lock.part) || !is_listed(hints.hot, lock.name)) {
      continue;
    }
    const auto* relation = lock.id != catalog::no_relation ? context.catalog().get(lock.id) : nullptr;
    if (relation == nullptr || context.newness(relation).kind == Newness::Kind::existing) {
      return &lock;
    }
  }
  return nullptr;
}

void raise_on_hot(const Context& context, const Rule& rule, Finding& finding) {
  const auto& hints = context.settings().tables;
  if (hints.hot.empty() || rule.level != Level::note || finding.level != Level::note ||
      !finding.rule.starts_with("locking/")) {
    return;
  }
  if (const auto* lock = lock_on_hot(context, part_of(context, finding), hints)) {
    finding.level = Level::warning;
    finding.evidence.push_back(fmt::format(
        "{} is busy, as the configuration says: a warning instead of a note", sql::quoted(lock->name)));
  }
}

/// What is known of the tables that a finding's harm grows with.
struct Known {
  bool all_small = true;
  std::vector<std::string> evidence;
};

void look_up(const sql::Name& name, const TableHints& hints, Known& known) {
  const auto shown = sql::shown(name);
  if (is_listed(hints.hot, name)) {
    known.all_small = false;
    known.evidence.push_back(shown + " is busy, as the configuration says");
  } else if (is_listed(hints.small, name)) {
    known.evidence.push_back(shown + " is small, as the configuration says");
    return;
  }
  const auto* size = hints.stats ? hints.stats->find(name) : nullptr;
  if (size == nullptr) {
    known.all_small = false;
    return;
  }
  known.all_small = known.all_small && is_small(*size, hints);
  known.evidence.push_back(
      fmt::format("{} {}", shown, (size->rows ? "has " : "is ") + describe(*size, *hints.stats)));
}

}  // namespace

const TableSize* TableStats::find(const sql::Name& name) const {
  if (!name.schema.empty()) {
    const auto found = tables.find({name.schema, name.name});
    return found == tables.end() ? nullptr : &found->second;
  }
  const TableSize* only = nullptr;
  for (const auto& [key, size] : tables) {
    if (key.second != name.name) {
      continue;
    }
    if (only != nullptr) {
      return nullptr;
    }
    only = &size;
  }
  return only;
}

void weigh(const Context& context, const Rule& rule, Finding& finding) {
  const auto& hints = context.settings().tables;
  if (hints.empty()) {
    return;
  }
  raise_on_hot(context, rule, finding);
  if (!rule.grows_with_table) {
    return;
  }
  const auto names = worked_on(context, part_of(context, finding));
  Known known;
  for (const auto& name : names) {
    look_up(name, hints, known);
  }
  if (!names.empty() && known.all_small && finding.level > Level::note) {
    const auto before = finding.level;
    finding.level = before == Level::error ? Level::warning : Level::note;
    known.evidence.back() += fmt::format(": a {} instead of {}", to_string(finding.level),
                                         before == Level::error ? "an error" : "a warning");
  }
  finding.evidence.insert(finding.evidence.end(), known.evidence.begin(), known.evidence.end());
}

}  // namespace migralint::lint
