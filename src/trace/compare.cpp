#include "trace/compare.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace migralint::trace {
namespace {

using effects::Reason;
using effects::WorkKind;
using Names = std::set<std::string>;

bool is_index(RelationKind kind) {
  return kind == RelationKind::index || kind == RelationKind::partitioned_index;
}

std::string name_of(const sql::Name& name) {
  return (name.schema.empty() ? std::string(sql::public_schema) : name.schema) + "." + name.name;
}

/// What a statement does, in terms that prediction and observation share.
struct Picture {
  std::map<std::string, LockMode> locks;
  std::map<std::string, LockMode> index_locks;
  Names rewrites;
  Names scans;
  Names index_builds;
  Names index_rebuilds;
};

/// A lock that the transaction held before, or a stronger one, adds nothing; one on a temporary relation
/// stops nobody.
bool adds(const std::string& name, LockMode mode, const Observation& observed) {
  if (name.starts_with("pg_temp.")) return false;
  const auto held = observed.held.find(name);
  return held == observed.held.end() || held->second < mode;
}

void add_lock(Picture& picture, const std::string& name, RelationKind kind, LockMode mode,
              const Observation& observed) {
  if (!adds(name, mode, observed)) return;
  if (!is_index(kind)) {
    picture.locks[name] = mode;
  } else if (mode >= LockMode::share_update_exclusive) {
    picture.index_locks[name] = mode;
  }
}

void leave_out_weak_index_locks(Picture& picture, const Observation& observed) {
  std::erase_if(picture.index_locks, [&](const auto& lock) {
    const auto table = observed.table_of.find(lock.first);
    if (table == observed.table_of.end()) return false;
    const auto of_table = picture.locks.find(table->second);
    const auto held = observed.held.find(table->second);
    return (of_table != picture.locks.end() && of_table->second >= lock.second) ||
           (held != observed.held.end() && held->second >= lock.second);
  });
}

/// A table that is written again is read, and its indexes are built again: said once. The same for the table
/// under an index that is built.
void leave_out_what_follows(Picture& picture, const std::map<std::string, std::string>& table_of) {
  const auto built = [&](const Names& indexes) {
    for (const auto& index : indexes) {
      const auto table = table_of.find(index);
      if (table != table_of.end()) picture.scans.erase(table->second);
    }
  };
  built(picture.index_builds);
  built(picture.index_rebuilds);
  for (const auto& table : picture.rewrites) {
    picture.scans.erase(table);
  }
  std::erase_if(picture.index_rebuilds, [&](const std::string& index) {
    const auto table = table_of.find(index);
    return table != table_of.end() && picture.rewrites.contains(table->second);
  });
}

/// The model says that this may be, not that it is.
bool is_uncertain(Reason reason) {
  return reason == Reason::changes_type_unknown || reason == Reason::changes_type_timezone;
}

/// A relation that the statement makes is not; nor is one that only the missing history made the model
/// believe in (IF EXISTS, CREATE OR REPLACE).
bool is_there(catalog::RelationId id, bool existing, const std::string& name, const Observation& observed) {
  return (existing && id != catalog::no_relation) || observed.relations.contains(name);
}

struct Predicted {
  Picture picture;
  Names open;  ///< tables whose reading or rewriting the model leaves open: the planner decides, or it may be
};

Predicted picture_of(const effects::Effects& effects, const Observation& observed) {
  Predicted result;
  auto& picture = result.picture;
  std::map<std::string, std::string> table_of;
  for (const auto& lock : effects.strongest_locks()) {
    const auto name = name_of(lock.name);
    if (is_there(lock.id, lock.existing, name, observed)) {
      add_lock(picture, name, lock.kind, lock.mode, observed);
    }
  }
  for (const auto& work : effects.work) {
    const auto name = name_of(work.name);
    const auto table = name_of(work.table_name);
    if (is_uncertain(work.reason) || !work.certain || work.kind == WorkKind::rows) {
      result.open.insert(table);
      continue;
    }
    if (!is_there(work.table, work.existing, table, observed)) continue;
    switch (work.kind) {
      case WorkKind::rows:
        break;
      case WorkKind::scan:
        // VACUUM and ANALYZE read by ways that are not counted as scans.
        if (work.reason != Reason::vacuums && work.reason != Reason::analyzes) picture.scans.insert(name);
        break;
      case WorkKind::rewrite:
        picture.rewrites.insert(name);
        break;
      case WorkKind::index_build:
        // Under the name of one that the same statement drops it looks as if that were built again.
        (observed.relations.contains(name) ? picture.index_rebuilds : picture.index_builds).insert(name);
        table_of[name] = table;
        break;
      case WorkKind::index_rebuild:
        picture.index_rebuilds.insert(name);
        table_of[name] = table;
        break;
    }
  }
  leave_out_what_follows(picture, table_of);
  return result;
}

Picture picture_of(const Observation& observed) {
  Picture picture;
  for (const auto& lock : observed.locks) {
    add_lock(picture, lock.name, lock.kind, lock.mode, observed);
  }
  picture.rewrites = observed.rewrites;
  picture.scans = observed.scans;
  std::map<std::string, std::string> table_of = observed.index_rebuilds;
  for (const auto& [index, table] : observed.index_builds) {
    picture.index_builds.insert(index);
    table_of[index] = table;
  }
  for (const auto& [index, table] : observed.index_rebuilds) {
    picture.index_rebuilds.insert(index);
  }
  leave_out_what_follows(picture, table_of);
  return picture;
}

class Comparer {
 public:
  explicit Comparer(std::vector<Fact>& to) : to_(to) {}

  void locks(FactKind kind, const std::map<std::string, LockMode>& predicted,
             const std::map<std::string, LockMode>& observed) {
    auto all = predicted;
    all.insert(observed.begin(), observed.end());
    for (const auto& [name, mode] : all) {
      const auto p = predicted.find(name);
      const auto o = observed.find(name);
      Fact fact{kind, name, p != predicted.end(), o != observed.end(), LockMode::none, LockMode::none};
      if (fact.predicted) fact.predicted_mode = p->second;
      if (fact.observed) fact.observed_mode = o->second;
      to_.push_back(std::move(fact));
    }
  }

  /// `leave`: names that are not compared.
  void work(FactKind kind, const Names& predicted, const Names& observed, const Names& leave) {
    auto all = predicted;
    all.insert(observed.begin(), observed.end());
    for (const auto& name : all) {
      if (leave.contains(name)) continue;
      to_.push_back(
          {kind, name, predicted.contains(name), observed.contains(name), LockMode::none, LockMode::none});
    }
  }

  void refusal(bool predicted, bool observed) {
    if (predicted || observed) {
      to_.push_back({FactKind::refusal, {}, predicted, observed, LockMode::none, LockMode::none});
    }
  }

 private:
  std::vector<Fact>& to_;
};

/// A foreign key is checked by a query that joins both tables: where one of them shows nothing to look up,
/// the other is not read.
Names read_for_foreign_keys(const effects::Effects& effects) {
  Names names;
  for (const auto& work : effects.work) {
    const bool checks =
        work.reason == Reason::validates_foreign_key || work.reason == Reason::type_revalidates_foreign_key;
    if (checks && work.kind == WorkKind::scan) names.insert(name_of(work.name));
  }
  return names;
}

/// What INSERT, UPDATE, DELETE, MERGE and COPY do for each row (checks of foreign keys, cascades) was not to
/// be seen.
bool touched_no_row(const std::string& tag) {
  constexpr std::string_view tags[] = {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"};
  return tag.ends_with(" 0") && std::any_of(std::begin(tags), std::end(tags),
                                            [&](std::string_view writes) { return tag.starts_with(writes); });
}

/// Queries, and statements that check rows by queries: how they read is the planner's choice.
bool is_planned(const std::string& tag) {
  constexpr std::string_view tags[] = {"SELECT", "INSERT", "UPDATE",  "DELETE",          "MERGE",
                                       "COPY",   "FETCH",  "EXPLAIN", "SET CONSTRAINTS", "DECLARE CURSOR"};
  return std::any_of(std::begin(tags), std::end(tags),
                     [&](std::string_view planned) { return tag.starts_with(planned); });
}

/// Tables that are looked into for a row may be read by the statement itself too.
void leave_out_row_locks(Picture& model, const Picture& server) {
  std::erase_if(model.locks, [&](const auto& lock) { return !server.locks.contains(lock.first); });
  for (auto& [relation, mode] : model.locks) {
    if (mode == LockMode::row_share) mode = std::min(mode, server.locks.at(relation));
  }
}

/// Which partitions a query leaves out the model does not know: it names all that may be read and written.
void leave_out_pruned(Picture& model, const Picture& server) {
  std::erase_if(model.locks, [&](const auto& lock) {
    const bool prunable = lock.second == LockMode::access_share || lock.second == LockMode::row_exclusive;
    return prunable && !server.locks.contains(lock.first);
  });
}

/// A predicted scan of a table without rows is not to be seen.
Names scans_not_compared(const effects::Effects& effects, const Predicted& predicted, const Picture& observed,
                         const Observation& observation) {
  Names leave = predicted.open;
  const auto joined = read_for_foreign_keys(effects);
  const auto& scans = predicted.picture.scans;
  const bool one_is_read =
      !observed.rewrites.empty() || std::any_of(scans.begin(), scans.end(), [&](const std::string& table) {
        return observation.scans.contains(table) || observation.empty.contains(table);
      });
  for (const auto& table : predicted.picture.scans) {
    const bool invisible = observation.left_transaction || observation.empty.contains(table) ||
                           (one_is_read && joined.contains(table));
    if (invisible && !observed.scans.contains(table)) leave.insert(table);
  }
  return leave;
}

}  // namespace

std::string_view to_string(FactKind kind) {
  switch (kind) {
    case FactKind::refusal:
      return "refusal";
    case FactKind::lock:
      return "lock";
    case FactKind::index_lock:
      return "index lock";
    case FactKind::rewrite:
      return "rewrite";
    case FactKind::index_build:
      return "build";
    case FactKind::index_rebuild:
      return "rebuild";
    case FactKind::scan:
      return "scan";
  }
  return "";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::confirmed:
      return "confirmed";
    case Verdict::differs:
      return "differs";
    case Verdict::not_predicted:
      return "not predicted";
  }
  return "";
}

std::string words(const Fact& fact) {
  if (fact.kind == FactKind::refusal) {
    return fact.predicted ? "predicted to be refused in a transaction block, observed to run in one"
                          : "refused in a transaction block (25001), predicted to run in one";
  }
  const auto side = [&](bool there, LockMode mode) -> std::string {
    if (!there) return "none";
    return mode == LockMode::none ? "a " + std::string(to_string(fact.kind))
                                  : std::string(session::to_string(mode));
  };
  return fact.relation + ": predicted " + side(fact.predicted, fact.predicted_mode) + ", observed " +
         side(fact.observed, fact.observed_mode);
}

Comparison compare(const effects::Effects& predicted, const Observation& observed, IndexLocks index_locks) {
  Comparison result;
  Comparer comparer(result.facts);
  comparer.refusal(predicted.refuses_transaction_block, observed.refused_in_transaction);
  if (!observed.error) {
    auto model = picture_of(predicted, observed);
    auto server = picture_of(observed);
    if (index_locks == IndexLocks::beyond_their_table) {
      leave_out_weak_index_locks(model.picture, observed);
      leave_out_weak_index_locks(server, observed);
    }
    if (is_planned(observed.tag)) leave_out_pruned(model.picture, server);
    if (touched_no_row(observed.tag)) {
      leave_out_row_locks(model.picture, server);
    }
    comparer.locks(FactKind::lock, model.picture.locks, server.locks);
    comparer.locks(FactKind::index_lock, model.picture.index_locks, server.index_locks);
    comparer.work(FactKind::rewrite, model.picture.rewrites, server.rewrites, model.open);
    comparer.work(FactKind::index_build, model.picture.index_builds, server.index_builds, {});
    comparer.work(FactKind::index_rebuild, model.picture.index_rebuilds, server.index_rebuilds, {});
    if (!is_planned(observed.tag)) {
      comparer.work(FactKind::scan, model.picture.scans, server.scans,
                    scans_not_compared(predicted, model, server, observed));
    }
  }
  if (!predicted.known) {
    result.verdict = Verdict::not_predicted;
  } else if (std::any_of(result.facts.begin(), result.facts.end(),
                         [](const Fact& fact) { return !fact.agrees(); })) {
    result.verdict = Verdict::differs;
  }
  return result;
}

}  // namespace migralint::trace
