#include "unit/effects/dump.hpp"

#include <set>
#include <vector>

namespace migralint::test {

using effects::LockMode;
using effects::WorkKind;

std::string_view short_mode(LockMode mode) {
  switch (mode) {
    case LockMode::none:
      return "-";
    case LockMode::access_share:
      return "AS";
    case LockMode::row_share:
      return "RS";
    case LockMode::row_exclusive:
      return "RX";
    case LockMode::share_update_exclusive:
      return "SUX";
    case LockMode::share:
      return "S";
    case LockMode::share_row_exclusive:
      return "SRX";
    case LockMode::exclusive:
      return "X";
    case LockMode::access_exclusive:
      return "AX";
  }
  return "?";
}

std::string short_name(const sql::Name& name) {
  return name.schema.empty() || name.schema == "public" ? name.name : name.schema + "." + name.name;
}

namespace {

std::string joined(const std::set<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) {
      text += separator;
    }
    text += part;
  }
  return text;
}

std::set<std::string> names_of(const effects::Effects& effects, WorkKind kind) {
  std::set<std::string> names;
  for (const auto& work : effects.work) {
    if (work.kind != kind) {
      continue;
    }
    auto name = work.name.empty() ? "?" + short_name(work.table_name) : short_name(work.name);
    if (kind == WorkKind::rows && work.whole) {
      name += "(all)";
    }
    if (!work.existing) {
      name += '*';
    }
    names.insert(name);
  }
  return names;
}

}  // namespace

std::string dump(const effects::Effects& effects) {
  std::vector<std::string> parts;
  std::set<std::string> locks;
  for (const auto& lock : effects.strongest_locks()) {
    locks.insert(short_name(lock.name) + ":" + std::string(short_mode(lock.mode)) +
                 (lock.existing ? "" : "*"));
  }
  if (!locks.empty()) {
    parts.push_back(joined(locks, " "));
  }
  constexpr std::pair<WorkKind, std::string_view> kinds[] = {{WorkKind::rewrite, "REWRITE "},
                                                             {WorkKind::index_build, "IDXBUILD "},
                                                             {WorkKind::index_rebuild, "IDXREBUILD "},
                                                             {WorkKind::scan, "SCAN "},
                                                             {WorkKind::rows, "ROWS "}};
  for (const auto& [kind, label] : kinds) {
    const auto names = names_of(effects, kind);
    if (!names.empty()) {
      parts.push_back(std::string(label) + joined(names, ","));
    }
  }
  if (effects.refuses_transaction_block) {
    parts.emplace_back("NOT-IN-TXN");
  }
  if (!effects.known) {
    parts.emplace_back("UNKNOWN");
  }
  std::string text;
  for (const auto& part : parts) {
    text += (text.empty() ? "" : "; ") + part;
  }
  return text;
}

}  // namespace migralint::test
