// What a statement did on a real server: the locks it took, what it rewrote, read, built, and whether it was
// refused.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/objects.hpp"
#include "session/session.hpp"
#include "trace/connection.hpp"

namespace migralint::trace {

using catalog::RelationKind;
using session::LockMode;

/// PostgreSQL's own number of a relation.
using Oid = std::string;

/// A row of pg_class, of a relation that is not the server's own. Temporary ones are in schema pg_temp.
struct ServerRelation {
  std::string schema;
  std::string name;
  RelationKind kind = RelationKind::table;
  Oid file;               ///< relfilenode: a new one says that the storage was replaced
  Oid table;              ///< of an index
  bool empty = true;      ///< the file has no page
  long long scans = 0;    ///< begun by this session; of an index too
  long long read = 0;     ///< index entries that those of an index returned
  double rows = 0;        ///< what the server last counted; less than 0: never
  bool populated = true;  ///< false: a materialized view WITH NO DATA
  std::string owner;      ///< quoted as SQL needs it

  [[nodiscard]] std::string qualified() const { return schema + "." + name; }
};

using ServerRelations = std::map<Oid, ServerRelation>;

/// The relations as this session sees them now.
Expected<ServerRelations, ServerError> read_relations(Connection& connection);

struct ObservedLock {
  std::string name;  ///< schema.name as before the statement
  RelationKind kind = RelationKind::table;
  LockMode mode = LockMode::none;  ///< the strongest
};

/// Names are schema.name, as before the statement; of new indexes, as after it.
struct Observation {
  std::string tag;                       ///< "ALTER TABLE", as the server calls what it did
  std::vector<ObservedLock> locks;       ///< on relations that were there before; sorted by name
  std::map<std::string, LockMode> held;  ///< what the transaction held before the statement
  std::set<std::string> rewrites;        ///< tables and materialized views with new storage, written again
  std::set<std::string> scans;           ///< tables that were read from one end to the other
  /// Index and its table. Only indexes of tables that were there before.
  std::map<std::string, std::string> index_builds;
  std::map<std::string, std::string> index_rebuilds;
  std::set<std::string> relations;              ///< all that were there before
  std::map<std::string, std::string> table_of;  ///< every index that was there before, and its table
  std::set<std::string> empty;                  ///< the tables among them without a row
  bool refused_in_transaction = false;  ///< SQLSTATE 25001: what else is here was seen outside a transaction
  bool left_transaction = false;        ///< run outside a transaction block
  std::optional<ServerError> error;     ///< nothing else was observed then
  std::vector<Notice> notices;
};

/// What the server must be asked before a statement.
struct Before {
  ServerRelations relations;
  std::map<Oid, std::set<LockMode>> held;
};

Expected<Before, ServerError> look_before(Connection& connection);

/// Runs one statement in the open transaction of `connection` and looks at what it left. The transaction
/// stays open, or is in the failed state.
Observation observe_in_transaction(Connection& connection, const std::string& sql,
                                   std::string_view copy_data = {});

/// "… cannot run inside a transaction block".
bool refuses_transaction_block(const ServerError& error);

// Shared with the observation outside a transaction.
using LocksByRelation = std::map<Oid, std::set<LockMode>>;
/// Fills everything but the locks' source and the error.
void compare_states(const ServerRelations& before, const ServerRelations& after, const std::string& tag,
                    const std::vector<Notice>& notices, Observation& to);
void put_locks(const ServerRelations& before, const LocksByRelation& held, const LocksByRelation& locks,
               Observation& to);
/// "AccessShareLock".
LockMode mode_of(std::string_view server_name);
void note_relations(const ServerRelations& before, Observation& to);

}  // namespace migralint::trace
