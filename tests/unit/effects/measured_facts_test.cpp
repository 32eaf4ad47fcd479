// The model against forms measured on real servers: every lock, rewrite, scan, build and refusal of
// facts/locks-forms.json as facts/locks-versions.tsv has them. The measured files are not part of this
// project's sources; they are looked for in the directory MIGRALINT_SHARED, or beside the source tree, and
// the test says so when they are not there.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "effects/effects.hpp"
#include "script/script.hpp"
#include "support/catch.hpp"
#include "support/replay_sql.hpp"
#include "unit/effects/dump.hpp"
#include "unit/effects/unpredictable.hpp"

namespace migralint::test {
namespace {

using effects::Effects;
using effects::LockMode;
using effects::Reason;
using effects::WorkKind;
using Names = std::set<std::string>;

/// Locks of tables, views and sequences, and the work, as the measured rows have them.
struct Outcome {
  std::map<std::string, std::string> locks;
  std::map<std::string, Names> work;  ///< REWRITE, IDXBUILD, IDXREBUILD, SCAN
  bool not_in_transaction = false;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Measured {
  std::string id;
  std::string statement;
  int version = 0;
  Outcome outcome;
  bool allowed_in_transaction = true;
  std::string error;
};

struct Form {
  std::vector<std::string> session, setup, pre;
  std::string statement;
};

std::filesystem::path facts_directory() {
  const char* shared = std::getenv("MIGRALINT_SHARED");
  const std::filesystem::path base = shared != nullptr
                                         ? std::filesystem::path(shared)
                                         : std::filesystem::path(MIGRALINT_SOURCE_DIR) / ".." / "shared";
  return base / "facts";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

/// A field of the table: quoted as in CSV when it holds a quote.
std::string unquoted(const std::string& field) {
  if (field.size() < 2 || field.front() != '"' || field.back() != '"') {
    return field;
  }
  std::string text;
  for (std::size_t i = 1; i + 1 < field.size(); ++i) {
    text += field[i];
    if (field[i] == '"' && field[i + 1] == '"') {
      ++i;
    }
  }
  return text;
}

Outcome parse_outcome(const std::string& locks, const std::string& effects) {
  Outcome outcome;
  for (const auto& entry : split(locks, ' ')) {
    const auto colon = entry.rfind(':');
    if (colon != std::string::npos) {
      outcome.locks[entry.substr(0, colon)] = entry.substr(colon + 1);
    }
  }
  for (auto entry : split(effects, ';')) {
    entry.erase(0, entry.find_first_not_of(' '));
    if (entry == "NOT-IN-TXN") {
      outcome.not_in_transaction = true;
    }
    const auto space = entry.find(' ');
    const auto kind = entry.substr(0, space);
    if (kind != "REWRITE" && kind != "IDXBUILD" && kind != "IDXREBUILD" && kind != "SCAN") {
      continue;
    }
    for (const auto& name : split(entry.substr(space + 1), ',')) {
      outcome.work[kind].insert(name);
    }
  }
  return outcome;
}

std::vector<Measured> read_measured(const std::filesystem::path& path, int version) {
  std::vector<Measured> rows;
  for (const auto& line : split(read_file(path), '\n')) {
    auto fields = split(line, '\t');
    fields.resize(7);
    for (auto& field : fields) {
      field = unquoted(field);
    }
    if (fields[2] != std::to_string(version)) {
      continue;
    }
    rows.push_back(
        {fields[0], fields[1], version, parse_outcome(fields[3], fields[4]), fields[5] == "1", fields[6]});
  }
  return rows;
}

std::vector<std::string> strings(const nlohmann::json& list) {
  std::vector<std::string> result;
  for (const auto& item : list) {
    result.push_back(item.get<std::string>());
  }
  return result;
}

std::map<std::string, Form> read_forms(const std::filesystem::path& path) {
  std::map<std::string, Form> forms;
  for (const auto& form : nlohmann::json::parse(read_file(path))) {
    forms[form["id"].get<std::string>()] = {strings(form["session"]), strings(form["setup"]),
                                            strings(form["pre"]), form["statement"].get<std::string>()};
  }
  return forms;
}

bool is_index(effects::RelationKind kind) {
  return kind == effects::RelationKind::index || kind == effects::RelationKind::partitioned_index;
}

/// Whether the relation had rows when it was measured: it, or a parent of it, was written to.
bool has_rows(const catalog::Catalog& catalog, effects::RelationId id) {
  for (const auto* relation = catalog.get(id); relation != nullptr;
       relation = catalog.get(relation->partition_of)) {
    if (relation->filled || relation->kind == effects::RelationKind::materialized_view) {
      return true;
    }
  }
  return false;
}

struct Held {
  effects::RelationId id;
  LockMode mode;
};

bool is_held(const std::vector<Held>& held, const effects::Lock& lock) {
  return std::any_of(held.begin(), held.end(),
                     [&](const Held& other) { return other.id == lock.id && other.mode == lock.mode; });
}

void add_rewrite(Outcome& outcome, const catalog::Catalog& catalog, const effects::Work& work,
                 bool moves_file_only) {
  const auto name = short_name(work.name);
  outcome.work["REWRITE"].insert(name);
  if (moves_file_only) {
    return;
  }
  if (has_rows(catalog, work.id)) {
    outcome.work["SCAN"].insert(name);
  }
  const auto* table = catalog.get(work.id);
  if (table == nullptr) {
    return;
  }
  for (const auto id : table->indexes) {
    if (const auto* index = catalog.get(id)) {
      outcome.work["IDXREBUILD"].insert(short_name(index->qualified()));
    }
  }
}

/// The model's answer in the terms of the measurement. What DML reads is the planner's choice, and what
/// VACUUM and ANALYZE read was not measured as a scan.
Outcome outcome_of(const Effects& effects, const catalog::Catalog& catalog, const std::vector<Held>& held,
                   const std::string& statement) {
  Outcome outcome;
  outcome.not_in_transaction = effects.refuses_transaction_block;
  for (const auto& lock : effects.strongest_locks()) {
    const bool made_here = lock.id == catalog::no_relation && !lock.existing;
    if (made_here || is_index(lock.kind) || is_held(held, lock)) {
      continue;
    }
    outcome.locks[short_name(lock.name)] = short_mode(lock.mode);
  }
  for (const auto& work : effects.work) {
    const bool rows = has_rows(catalog, work.table);
    switch (work.kind) {
      case WorkKind::rows:
        break;
      case WorkKind::scan:
        if (rows && work.reason != Reason::vacuums) {
          outcome.work["SCAN"].insert(short_name(work.name));
        }
        break;
      case WorkKind::rewrite:
        add_rewrite(outcome, catalog, work, statement.find("TABLESPACE") != std::string::npos);
        break;
      case WorkKind::index_build:
      case WorkKind::index_rebuild:
        outcome.work[work.kind == WorkKind::index_build ? "IDXBUILD" : "IDXREBUILD"].insert(
            short_name(work.name));
        if (rows) {
          outcome.work["SCAN"].insert(short_name(work.table_name));
        }
        break;
    }
  }
  return outcome;
}

std::string print(const Outcome& outcome) {
  std::string text;
  for (const auto& [name, mode] : outcome.locks) {
    text += name + ":" + mode + " ";
  }
  for (const auto& [kind, names] : outcome.work) {
    text += "; " + kind;
    for (const auto& name : names) {
      text += " " + name;
    }
  }
  return text + (outcome.not_in_transaction ? "; NOT-IN-TXN" : "");
}

/// What the measurement shows but the model leaves open on purpose is taken out of both sides.
void drop_what_the_planner_decides(const Effects& effects, Outcome& measured, Outcome& predicted,
                                   const sql::Statement& statement) {
  for (const auto& work : effects.work) {
    if (work.kind != WorkKind::rows) {
      continue;
    }
    measured.work["SCAN"].erase(short_name(work.name));
    predicted.work["SCAN"].erase(short_name(work.name));
  }
  // The indexes of a table that the statement makes are built over nothing.
  if (statement.as<sql::CreateTable>() != nullptr) {
    measured.work.erase("IDXBUILD");
  }
  for (auto* outcome : {&measured, &predicted}) {
    for (auto entry = outcome->work.begin(); entry != outcome->work.end();) {
      entry = entry->second.empty() ? outcome->work.erase(entry) : std::next(entry);
    }
  }
}

struct Tally {
  int agree = 0, unpredictable = 0, failing = 0, unknown = 0;
};

class Comparison {
 public:
  explicit Comparison(int version)
      : version_(version),
        fixture_(read_file(facts_directory() / "locks-fixture.sql")),
        forms_(read_forms(facts_directory() / "locks-forms.json")) {}

  void compare(const Measured& row) {
    const auto form = forms_.find(row.id);
    if (form == forms_.end()) {
      return;
    }
    INFO(row.id << " on " << version_ << ": " << row.statement);
    sql::Reader reader;
    const auto pieces = script::split(form->second.statement);
    const bool failed = !row.error.empty() && row.error != "25001";
    if (pieces.statements.size() != 1 || (failed && !row.outcome.not_in_transaction)) {
      ++tally.failing;
      return;
    }
    const auto statement = reader.read(form->second.statement, 0);
    if (!statement) {
      ++tally.failing;
      return;
    }
    judge(row, form->second, *statement, failed);
  }

  Tally tally;
  std::set<std::string> unknown;

 private:
  void judge(const Measured& row, const Form& form, const sql::Statement& statement, bool failed) {
    Replayed state(version_);
    std::string history = fixture_;
    for (const auto& text : form.setup) {
      history += "\n" + text + ";";
    }
    state.file(history);
    std::string opening;
    for (const auto& text : form.session) {
      opening += text + ";\n";
    }
    state.open_file(opening + (row.allowed_in_transaction ? "BEGIN;" : ""));
    std::vector<Held> held;
    for (const auto& text : form.pre) {
      run(state, text, held);
    }
    const auto effects = effects::effects(statement, {state.catalog, state.session, version_});
    if (!effects.known) {
      ++tally.unknown;
      // What a code block runs is judged by itself; all else that is only partly known must not miss the
      // refusal.
      const bool block = statement.as<sql::Do>() != nullptr;
      CHECK((block || effects.refuses_transaction_block == row.outcome.not_in_transaction));
      unknown.insert(row.id);
      return;
    }
    auto predicted = outcome_of(effects, state.catalog, held, row.statement);
    auto measured = row.outcome;
    drop_what_the_planner_decides(effects, measured, predicted, statement);
    if (failed) {
      ++tally.failing;
      CHECK(predicted.not_in_transaction == measured.not_in_transaction);
      return;
    }
    if (const auto* reason = why_unpredictable(row.id, version_)) {
      ++tally.unpredictable;
      INFO("listed as not predictable (" << *reason << "), but the model agrees: take it off the list");
      CHECK_FALSE(predicted == measured);
      return;
    }
    INFO("measured:  " << print(measured));
    INFO("predicted: " << print(predicted));
    CHECK(predicted == measured);
    if (predicted == measured) {
      ++tally.agree;
    }
  }

  void run(Replayed& state, const std::string& text, std::vector<Held>& held) {
    sql::Reader reader;
    const auto statement = reader.read(text, 0);
    std::vector<effects::Lock> locks;
    if (statement) {
      locks = effects::effects(*statement, {state.catalog, state.session, version_}).locks;
    }
    state.run(text + ";");
    for (const auto& lock : locks) {
      const auto* relation = state.catalog.find(lock.name);
      if (relation != nullptr) {
        held.push_back({relation->id, lock.mode});
      }
    }
  }

  int version_;
  std::string fixture_;
  std::map<std::string, Form> forms_;
};

}  // namespace

TEST_CASE("the model agrees with measured servers", "[effects]") {
  const auto facts = facts_directory();
  if (!std::filesystem::exists(facts / "locks-versions.tsv")) {
    std::cout << "skipped: measured facts are not at " << facts << " (set MIGRALINT_SHARED)\n";
    return;
  }
  const int version = GENERATE(12, 13, 14, 15, 16, 17, 18);
  Comparison comparison(version);
  for (const auto& row : read_measured(facts / "locks-versions.tsv", version)) {
    comparison.compare(row);
  }
  const auto& tally = comparison.tally;
  std::cout << "PostgreSQL " << version << ": " << tally.agree << " forms agree, " << tally.unpredictable
            << " are not predictable and listed, " << tally.unknown << " are shown as unknown, "
            << tally.failing << " fail on the server\n";
  for (const auto& id : comparison.unknown) {
    std::cout << "  unknown: " << id << '\n';
  }
  CHECK(tally.agree > 400);
}

}  // namespace migralint::test
