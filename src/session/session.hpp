// What one server session holds while a migration runs: the transaction, its locks, its settings.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::session {

/// How the migration tool sends a file; see the table "five transaction models" in docs/transactions.md.
enum class TransactionMode : std::uint8_t { autocommit, implicit, file, batch, pipeline };
std::string_view to_string(TransactionMode mode);
std::optional<TransactionMode> transaction_mode(std::string_view name);

/// PostgreSQL's table-level lock modes, weakest first (manual 13.3.1).
enum class LockMode : std::uint8_t {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive
};
/// "ACCESS EXCLUSIVE"; "" for none.
std::string_view to_string(LockMode mode);
std::optional<LockMode> lock_mode(std::string_view name);
/// The conflict matrix of manual 13.3.1, table 13.2.
bool conflicts(LockMode a, LockMode b);
inline bool blocks_reads(LockMode mode) { return conflicts(mode, LockMode::access_share); }
inline bool blocks_writes(LockMode mode) { return conflicts(mode, LockMode::row_exclusive); }

struct HeldLock {
  catalog::RelationId relation = catalog::no_relation;  ///< no_relation: not in the history, see name
  sql::Name name;
  LockMode mode = LockMode::none;
  catalog::Origin by;    ///< the statement (or sub-command) that took it
  bool existing = true;  ///< false: the relation was made in this transaction, nobody else can see it
};

/// Where the open transaction came from.
enum class TransactionKind : std::uint8_t {
  none,       ///< no transaction block: each statement is its own transaction
  explicit_,  ///< BEGIN in the file
  tool,       ///< opened by the migration tool (modes file and batch)
  implicit,   ///< several statements in one simple query, or a pipeline
};

/// A step in the growth of OpenTransaction::locks.
struct LockChange {
  std::size_t index = 0;
  std::optional<HeldLock> before;  ///< nothing: the lock was new
};

struct Savepoint {
  std::string name;
  std::size_t lock_changes = 0;      ///< of OpenTransaction::lock_changes: ROLLBACK TO undoes the later ones
  std::size_t settings = 0;          ///< the same for changed settings
  std::size_t constraint_modes = 0;  ///< the same for OpenTransaction::constraint_modes
};

struct OpenTransaction {
  TransactionKind kind = TransactionKind::none;
  std::uint32_t id = 0;                  ///< as in catalog::Origin::transaction
  std::optional<catalog::Origin> begin;  ///< the BEGIN, for explicit ones
  std::vector<HeldLock> locks;  ///< in the order they were taken, strongest mode per relation kept up to date
  std::vector<LockChange> lock_changes;  ///< what each change of `locks` was before, for savepoints
  std::vector<Savepoint> savepoints;
  std::vector<sql::SetConstraints> constraint_modes;  ///< run in it so far: the last that names one holds
  std::uint32_t statements = 0;                       ///< run in it so far, without transaction commands
};

/// What is wrong with a transaction command here.
enum class TransactionProblem : std::uint8_t {
  none,
  already_in_transaction,  ///< BEGIN inside a transaction: WARNING 25001, no effect
  no_transaction,     ///< COMMIT or ROLLBACK outside one: WARNING 25P01, no effect; in an implicit block the
                      ///< same
                      ///  warning, but it does end the block
  no_such_savepoint,  ///< ROLLBACK TO / RELEASE of a name not set: ERROR 3B001
  savepoint_outside,  ///< SAVEPOINT, RELEASE, ROLLBACK TO outside an explicit block: ERROR 25P01
  chain_outside,      ///< COMMIT AND CHAIN outside a block: ERROR 25P01
};

/// A setting in force and since when.
struct Setting {
  std::string value;  ///< of a list: its elements joined by ", "
  bool known = true;  ///< false: set_config() of an expression
  catalog::Origin by;
  bool local = false;  ///< SET LOCAL: ends with the transaction
};

class Session {
 public:
  /// A new connection (a file starts one). `statements_in_file` decides whether mode `implicit` opens a
  /// block.
  void start_file(TransactionMode mode, std::uint32_t file, std::size_t statements_in_file,
                  catalog::Catalog& catalog);
  /// The end of the file: closes what the tool opened; an explicit transaction left open rolls back.
  void end_file(catalog::Catalog& catalog);

  [[nodiscard]] TransactionMode mode() const { return mode_; }
  [[nodiscard]] bool in_transaction() const { return transaction_.kind != TransactionKind::none; }
  [[nodiscard]] const OpenTransaction& transaction() const { return transaction_; }
  /// The id that a statement run now belongs to.
  [[nodiscard]] std::uint32_t transaction_id() const { return transaction_.id; }
  /// Whether a statement that refuses transaction blocks is refused here (PreventInTransactionBlock in
  /// src/backend/access/transam/xact.c). The first statement of a pipeline is not.
  [[nodiscard]] bool refuses_non_transactional() const;
  /// What PostgreSQL would say to this transaction command now.
  [[nodiscard]] TransactionProblem problem_of(const sql::Transaction& command) const;

  /// A setting that this file or the history (ALTER ROLE/DATABASE … SET) put in force; null: the server's
  /// default.
  [[nodiscard]] const Setting* setting(std::string_view name) const;
  /// lock_timeout or statement_timeout in milliseconds; 0 when none is in force.
  [[nodiscard]] std::int64_t timeout_ms(std::string_view name) const;

  /// Transaction control, SET, RESET, set_config. Called after the rules have seen the statement.
  void apply(const sql::Statement& statement, const catalog::Origin& origin, catalog::Catalog& catalog);
  /// Adds the locks of a statement that has run: they stay until the transaction ends.
  void hold(const std::vector<HeldLock>& locks);
  /// Called after each statement: ends a transaction of its own in autocommit.
  void end_statement(catalog::Catalog& catalog);

 private:
  /// A setting's two layers. SET and RESET change the first and drop the second; SET LOCAL lays the second
  /// over it until the transaction ends (src/backend/utils/misc/guc.c).
  struct Layer {
    std::optional<Setting> setting;        ///< nothing: the default
    std::vector<std::string> search_path;  ///< of search_path: its elements
  };
  struct Layers {
    Layer session;
    std::optional<Layer> local;
    [[nodiscard]] const Layer& effective() const { return local ? *local : session; }
  };
  struct SavedSetting {
    std::string name;
    Layers before;
  };
  template <class T>
  using ByName = std::unordered_map<std::string, T, catalog::TextHash, std::equal_to<>>;

  void begin(TransactionKind kind, std::optional<catalog::Origin> origin, catalog::Catalog& catalog);
  void finish(bool commit, catalog::Catalog& catalog);
  void begin_next(catalog::Catalog& catalog);
  void begin_block(const catalog::Origin& origin, catalog::Catalog& catalog);
  void end_block(const sql::Transaction& command, bool commit, const catalog::Origin& origin,
                 catalog::Catalog& catalog);
  void release(std::size_t savepoint, catalog::Catalog& catalog);
  void roll_back_to(std::size_t savepoint, catalog::Catalog& catalog);
  [[nodiscard]] std::optional<std::size_t> find_savepoint(std::string_view name) const;
  void apply_transaction(const sql::Transaction& command, const catalog::Origin& origin,
                         catalog::Catalog& catalog);
  void apply_setting(const sql::SetVariable& set, const catalog::Origin& origin, catalog::Catalog& catalog);
  void apply_default(std::string name, const std::optional<std::string>& value,
                     const catalog::Origin& origin);
  void set(const std::string& name, Layer value, bool local, catalog::Catalog& catalog);
  void reset_all(catalog::Catalog& catalog);
  void end_local_settings(catalog::Catalog& catalog);
  void undo_settings(std::size_t down_to, catalog::Catalog& catalog);
  void publish_search_path(catalog::Catalog& catalog) const;
  void hold_one(const HeldLock& lock);
  void undo_locks(std::size_t down_to);
  std::size_t& lock_place(const HeldLock& lock);
  void forget_transaction();

  TransactionMode mode_ = TransactionMode::autocommit;
  OpenTransaction transaction_;
  std::uint32_t next_transaction_ = 1;
  bool one_statement_ = false;
  ByName<Layers> settings_;
  ByName<Layer> defaults_;                  ///< from ALTER ROLE/DATABASE … SET of earlier files
  ByName<Layer> next_defaults_;             ///< with this file's: they count for new sessions
  std::vector<std::string> created_roles_;  ///< by the migrations, so it is not the one that runs them
  std::vector<SavedSetting> undo_settings_;
  ByName<Layer> defaults_before_;     ///< next_defaults_ when the transaction began
  bool transaction_command_ = false;  ///< the statement that runs is one: it is not counted
  // Where a relation stands in transaction_.locks; by name when it is not in the history.
  std::unordered_map<catalog::RelationId, std::size_t> lock_index_;
  catalog::NameMap<std::size_t> lock_name_index_;
};

}  // namespace migralint::session
