#include "trace/watch.hpp"

#include <algorithm>
#include <chrono>
#include <list>
#include <utility>
#include <vector>

#include "trace/interrupt.hpp"

namespace migralint::trace {
namespace {

using std::chrono::milliseconds;

// Below what keeper.cpp gives to max_prepared_transactions.
constexpr std::size_t most_gates = 1900;
// Of statements that come by many tables the first holders have done their work.
constexpr std::size_t most_holders = 20;
// What every statement that changes a relation's entry comes by: pg_class.
const Oid pg_class = "1259";

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + '"';
}

std::string quoted(const ServerRelation& relation) {
  return quoted(relation.schema) + "." + quoted(relation.name);
}

struct Wait {
  std::string kind;  ///< "relation", "virtualxid", …; empty: it does not wait
  Oid relation;
  LockMode mode = LockMode::none;
};

/// A session that holds a lock on a relation, or waits for it.
class Holder {
 public:
  Holder(Connection connection, Oid held, const std::string& lock)
      : relation(std::move(held)), connection_(std::move(connection)) {
    (void)connection_.run("BEGIN");
    connection_.send(lock);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  // A server process that waits for a lock does not notice that its client has gone.
  ~Holder() {
    if (!ended_within(milliseconds(0))) connection_.cancel();
  }

  bool ended_within(milliseconds time) { return connection_.ended_within(time); }
  [[nodiscard]] std::string process_id() const { return std::to_string(connection_.process_id()); }

  Oid relation;

 private:
  Connection connection_;
};

class Watch {
 public:
  Watch(Connection& watched, Connection& control, const Address& address, const std::string& database)
      : watched_(watched), control_(control), address_(address), database_(database) {}

  ~Watch() { open_all(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Nothing: all are closed. Otherwise what went wrong.
  std::optional<ServerError> close_gates(const ServerRelations& relations) {
    for (const bool indexes : {false, true}) {
      for (const auto& [oid, relation] : relations) {
        if (!can_have_gate(relation)) continue;
        if ((relation.kind == RelationKind::index) != indexes || gates_.size() >= most_gates) continue;
        if (auto problem = close_gate(oid, exclusive_statement(relation))) return problem;
      }
    }
    return std::nullopt;
  }
  std::optional<ServerError> close_catalog() {
    return close_gate(pg_class, "LOCK TABLE pg_catalog.pg_class IN SHARE MODE");
  }

  Expected<Answer, ServerError> run(const std::string& sql, const ServerRelations& relations) {
    watched_.send(sql);
    while (!watched_.ended_within(milliseconds(1)) && interrupt_signal() == 0) {
      const auto wait = look();
      if (!wait.kind.empty()) let_on(wait, relations);
    }
    auto answer = watched_.answer();
    open_all();
    return answer;
  }

  LocksByRelation locks;  ///< all modes that the statement held or waited for

 private:
  std::optional<ServerError> close_gate(const Oid& oid, const std::string& lock) {
    const auto done = control_.run("BEGIN; " + lock + "; PREPARE TRANSACTION " + gate_name(oid));
    if (!done) return done.error();
    gates_.insert(oid);
    return std::nullopt;
  }

  // Prepared transactions are numbered per server, databases have their relations' numbers from their
  // template.
  [[nodiscard]] std::string gate_name(const Oid& oid) const { return literal(database_ + " " + oid); }

  void open_gate(const Oid& oid) {
    if (gates_.erase(oid) > 0) (void)control_.run("ROLLBACK PREPARED " + gate_name(oid));
  }

  void open_all() {
    holders_.clear();
    while (!gates_.empty()) {
      open_gate(*gates_.begin());
    }
  }

  Wait look() {
    Wait wait;
    const auto answer = control_.run("SELECT locktype, relation, mode, granted FROM pg_locks WHERE pid = " +
                                     std::to_string(watched_.process_id()) +
                                     " AND (locktype <> 'relation' OR database <> 0)");
    if (!answer) return wait;
    for (const auto& row : answer->rows) {
      const bool granted = row[3] == "t";
      if (row[0] == "relation") locks[row[1]].insert(mode_of(row[2]));
      if (!granted) wait = {row[0], row[1], mode_of(row[2])};
    }
    return wait;
  }

  void let_on(const Wait& wait, const ServerRelations& relations) {
    if (wait.kind != "relation") {
      release_blockers(true);
      return;
    }
    const auto relation = relations.find(wait.relation);
    if (relation != relations.end()) queue_holder(*relation, wait.mode);
    if (gates_.contains(wait.relation)) {
      open_gate(wait.relation);
    } else {
      release_blockers(false);
    }
  }

  /// ALTER TABLE does not know an OWNER of partitioned indexes, PREPARE TRANSACTION refuses temporary
  /// relations.
  static bool can_have_gate(const ServerRelation& relation) {
    return relation.kind != RelationKind::partitioned_index && relation.schema != "pg_temp";
  }

  /// The statement by which the next holder takes its lock, which is to stop whatever stronger mode may come;
  /// empty: there is none for this case.
  static std::string holding_statement(const ServerRelation& relation, LockMode awaited) {
    if (awaited == LockMode::access_exclusive) return {};
    // VACUUM and the like look at a relation under ACCESS SHARE, let go of it and come back for more.
    const bool first_look = awaited < LockMode::share_update_exclusive;
    switch (relation.kind) {
      case RelationKind::table:
      case RelationKind::partitioned_table:
        return "LOCK TABLE ONLY " + quoted(relation) + " IN ACCESS " + (first_look ? "EXCLUSIVE" : "SHARE") +
               " MODE";
      case RelationKind::index:
        // It cannot be locked by itself but for the SHARE UPDATE EXCLUSIVE of a comment. REINDEX of a
        // partitioned index takes SHARE first, and more in a later transaction.
        return awaited == LockMode::share ? "COMMENT ON INDEX " + quoted(relation) + " IS NULL"
                                          : std::string();
      default:
        return first_look ? exclusive_statement(relation) : std::string();
    }
  }

  /// The owner that it has: takes ACCESS EXCLUSIVE on whatever kind of relation, and does nothing.
  static std::string exclusive_statement(const ServerRelation& relation) {
    return "ALTER TABLE " + quoted(relation) + " OWNER TO " + relation.owner;
  }

  void queue_holder(const ServerRelations::value_type& relation, LockMode awaited) {
    const auto statement = holding_statement(relation.second, awaited);
    if (statement.empty()) return;
    auto* holder = start_holder(relation.first, statement);
    if (holder == nullptr) return;
    // It must stand in the queue before the gate opens.
    const auto waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + holder->process_id();
    while (!holder->ended_within(milliseconds(1)) && interrupt_signal() == 0) {
      const auto waits = control_.run(waiting);
      if (!waits || !waits->rows.empty()) return;
    }
  }

  Holder* start_holder(const Oid& relation, const std::string& statement) {
    if (holders_.size() >= most_holders) holders_.pop_front();
    auto connection = Connection::open(address_, database_);
    if (!connection) return nullptr;
    statements_[relation] = statement;
    return &holders_.emplace_back(std::move(*connection), relation, statement);
  }

  /// The holders that the statement waits for go. Where it waits for older transactions to end, newer ones
  /// take their places first.
  void release_blockers(bool replace) {
    const auto answer =
        control_.run("SELECT unnest(pg_blocking_pids(" + std::to_string(watched_.process_id()) + "))");
    if (!answer) return;
    for (const auto& row : answer->rows) {
      const auto found = std::find_if(holders_.begin(), holders_.end(),
                                      [&](const Holder& holder) { return holder.process_id() == row[0]; });
      if (found == holders_.end()) continue;
      if (replace) {
        auto* next = start_holder(found->relation, statements_[found->relation]);
        if (next != nullptr) (void)next->ended_within(milliseconds(1000));
      }
      std::erase_if(holders_, [&](const Holder& holder) { return holder.process_id() == row[0]; });
    }
  }

  Connection& watched_;
  Connection& control_;
  const Address& address_;
  const std::string& database_;
  std::set<Oid> gates_;
  std::list<Holder> holders_;
  std::map<Oid, std::string> statements_;  ///< of holders
};

/// DROP INDEX CONCURRENTLY, and REINDEX CONCURRENTLY with the old index, take ACCESS EXCLUSIVE at the very
/// end, when the index is marked dead and everybody who could use it has been waited for
/// (src/backend/catalog/index.c, index_drop). It stops nobody.
void leave_out_dead_indexes(const ServerRelations& before, const ServerRelations& after,
                            LocksByRelation& locks) {
  for (auto& [oid, modes] : locks) {
    const auto relation = before.find(oid);
    const bool index = relation != before.end() && relation->second.kind == RelationKind::index;
    if (index && !after.contains(oid)) modes.erase(LockMode::access_exclusive);
  }
}

/// Waiting at a gate is not what the timeouts of a migration are for.
class WithoutTimeouts {
 public:
  explicit WithoutTimeouts(Connection& connection) : connection_(connection) {
    for (const char* name : {"lock_timeout", "statement_timeout"}) {
      const auto value = connection.run(std::string("SHOW ") + name);
      if (!value || value->rows[0][0] == "0") continue;
      before_.push_back(std::string("SET ") + name + " = " + literal(value->rows[0][0]));
      (void)connection.run(std::string("SET ") + name + " = 0");
    }
  }
  ~WithoutTimeouts() {
    for (const auto& command : before_) {
      (void)connection_.run(command);
    }
  }
  WithoutTimeouts(const WithoutTimeouts&) = delete;
  WithoutTimeouts& operator=(const WithoutTimeouts&) = delete;

 private:
  Connection& connection_;
  std::vector<std::string> before_;
};

bool was_skipped(const std::vector<Notice>& notices) {
  static constexpr std::string_view lock_not_available = "55P03";
  return std::any_of(notices.begin(), notices.end(),
                     [](const Notice& notice) { return notice.sqlstate == lock_not_available; });
}

Observation failed(ServerError error) {
  Observation result;
  result.error = std::move(error);
  result.left_transaction = true;
  return result;
}

}  // namespace

Observation observe_outside_transaction(Connection& connection, const Address& address,
                                        const std::string& database, const std::string& sql) {
  auto control = Connection::open(address, database);
  if (!control) return failed({{}, control.error(), {}, {}});
  auto before = read_relations(*control);
  if (!before) return failed(before.error());
  const WithoutTimeouts without(connection);
  connection.take_notices();

  Watch watch(connection, *control, address, database);
  if (auto problem = watch.close_gates(*before)) return failed(std::move(*problem));
  auto answer = watch.run(sql, *before);
  Observation result;
  result.left_transaction = true;
  result.notices = connection.take_notices();
  if (answer && was_skipped(result.notices)) {
    // SKIP_LOCKED passes by closed gates; it is stopped where it writes down what it did.
    if (auto problem = watch.close_catalog()) return failed(std::move(*problem));
    answer = watch.run(sql, *before);
  }
  const auto after = read_relations(*control);
  if (!answer || !after) {
    result.error = !answer ? answer.error() : after.error();
    note_relations(*before, result);
    return result;
  }
  leave_out_dead_indexes(*before, *after, watch.locks);
  put_locks(*before, {}, watch.locks, result);
  compare_states(*before, *after, answer->tag, result.notices, result);
  return result;
}

}  // namespace migralint::trace
