#include "lint/file_facts.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace migralint::lint {

namespace {

// '0', '0s', '0.0 ms': whatever the unit, it means no limit.
bool is_zero(const sql::SetVariable& set) {
  return set.value_known && !set.values.empty() &&
         set.values.front().find_first_of("123456789") == std::string::npos;
}

/// Nothing that only writes rows, maintains or controls.
bool changes_schema(const sql::Statement& statement) {
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        constexpr auto is_one_of = []<class... Ts>(std::type_identity<std::variant<Ts...>>) {
          return (std::is_same_v<Node, Ts> || ...);
        };
        using Others =
            std::variant<sql::SetVariable, sql::Transaction, sql::Insert, sql::Update, sql::Delete,
                         sql::Merge, sql::Select, sql::Copy, sql::Truncate, sql::LockTable, sql::Vacuum,
                         sql::Cluster, sql::Reindex, sql::RefreshMaterializedView, sql::Do, sql::Call,
                         sql::Discard, sql::SetConstraints, sql::Prepare, sql::Comment, sql::Other>;
        return !is_one_of(std::type_identity<Others>());
      },
      statement.node);
}

}  // namespace

void FileFacts::add_lock_timeout(const sql::SetVariable& set, const replay::Step& step) {
  if (set.kind != sql::SetVariable::Kind::set || set.name != "lock_timeout") {
    return;
  }
  LockTimeout command;
  command.by = step.origin;
  command.local = set.local;
  command.outside = set.local && !step.session.in_transaction() && step.embedded == nullptr;
  command.off = is_zero(set);
  // Behind an earlier one it puts a limit back, for example after a build with CONCURRENTLY.
  if (lock_timeouts_.empty()) {
    command.unlimited_before = unlimited_wait_;
  }
  lock_timeouts_.push_back(command);
}

void FileFacts::add_wait(const replay::Step& step) {
  const auto* setting = step.session.setting("lock_timeout");
  const bool limited = step.session.timeout_ms("lock_timeout") > 0 || (setting != nullptr && !setting->known);
  if (!limited) {
    unlimited_wait_ = step.origin;
  }
  for (auto& command : lock_timeouts_) {
    const bool in_force = setting != nullptr && setting->by == command.by;
    command.guards = command.guards || (limited && in_force);
    if (!limited && !command.unlimited_after) {
      command.unlimited_after = step.origin;
      command.in_force_then = in_force;
    }
  }
}

const std::vector<RowChange>& FileFacts::row_changes(std::uint32_t transaction) const {
  static const std::vector<RowChange> none;
  return transaction == change_transaction_ ? row_changes_ : none;
}

bool FileFacts::waits(const RowChange& change, const catalog::Constraint& key) const {
  const auto is_meant = [&](const sql::SetConstraints& set) {
    return set.all ||
           std::ranges::any_of(set.constraints, [&](const sql::Name& name) { return name.name == key.name; });
  };
  bool deferred = key.initially_deferred;
  for (std::size_t i = 0; i < set_constraints_.size(); ++i) {
    const auto& set = set_constraints_[i];
    // IMMEDIATE also checks what waits already; DEFERRED is for what comes.
    if (is_meant(set) && (i < change.set_constraints || !set.deferred)) {
      deferred = set.deferred && key.deferrable;
    }
  }
  return deferred;
}

void FileFacts::add_row_change(const replay::Step& step) {
  if (step.origin.transaction != change_transaction_) {
    row_changes_.clear();
    set_constraints_.clear();
    change_transaction_ = step.origin.transaction;
  }
  RowChange change;
  change.by = step.origin;
  const auto of = [&](const sql::Name& table) {
    const auto* relation = step.catalog.find(table);
    change.table = relation != nullptr ? relation->id : catalog::no_relation;
  };
  const auto& statement = *step.statement;
  if (const auto* insert = statement.as<sql::Insert>()) {
    of(insert->table);
    change.inserts = true;
  } else if (const auto* update = statement.as<sql::Update>()) {
    of(update->table);
    change.updated = update->columns;
  } else if (const auto* erase = statement.as<sql::Delete>()) {
    of(erase->table);
    change.deletes = true;
    deleted_from_.push_back(step.catalog.qualify(erase->table));
  } else if (const auto* merge = statement.as<sql::Merge>()) {
    of(merge->table);
    change.inserts = merge->inserts;
    change.deletes = merge->deletes;
    change.updated = merge->updated_columns;
  } else if (const auto* copy = statement.as<sql::Copy>(); copy != nullptr && copy->from && copy->table) {
    of(*copy->table);
    change.inserts = true;
  } else if (const auto* set = statement.as<sql::SetConstraints>()) {
    set_constraints_.push_back(*set);
  } else if (const auto* command = statement.as<sql::Transaction>();
             command != nullptr && command->kind == sql::Transaction::Kind::rollback_to) {
    row_changes_.clear();
    // Which of them came after the savepoint is not looked into: what puts a check off may be undone.
    std::erase_if(set_constraints_, [](const sql::SetConstraints& earlier) { return earlier.deferred; });
  }
  if (change.table != catalog::no_relation) {
    // What a MERGE does to a row that it finds is not looked into.
    dropped_keys_.add_rows(change, change.inserts || statement.as<sql::Merge>() != nullptr);
    change.set_constraints = set_constraints_.size();
    row_changes_.push_back(std::move(change));
  }
}

void FileFacts::add(const replay::Step& step, bool waits) {
  const auto& statement = *step.statement;
  add_row_change(step);
  dropped_keys_.add(step);
  if (waits) {
    add_wait(step);
  }
  if (const auto* set = statement.as<sql::SetVariable>()) {
    add_lock_timeout(*set, step);
  } else if (const auto* select = statement.as<sql::Select>()) {
    for (const auto& call : select->set_config) {
      add_lock_timeout(call, step);
    }
  }
  if (statement.as<sql::SetVariable>() != nullptr || statement.as<sql::Transaction>() != nullptr) {
    return;
  }
  if (transactions_ == 0 || step.origin.transaction != last_transaction_) {
    ++transactions_;
  }
  if (effective_ == 0 || step.index != last_statement_) {
    ++effective_;
  }
  last_transaction_ = step.origin.transaction;
  last_statement_ = step.index;
  if (!schema_change_ && changes_schema(statement)) {
    schema_change_ = step.origin;
  }
  non_transactional_ = non_transactional_ || step.effects.refuses_transaction_block;
  add_drops(statement);
}

void FileFacts::add_drop(sql::ObjectKind kind, const sql::Name& name, std::string_view sub_name) {
  dropped_[name.name].push_back({kind, name.schema, std::string(sub_name)});
}

void FileFacts::add_drops(const sql::Statement& statement) {
  if (const auto* drop = statement.as<sql::Drop>(); drop != nullptr && drop->if_exists) {
    for (std::size_t i = 0; i < drop->objects.size(); ++i) {
      add_drop(drop->kind, drop->objects[i],
               i < drop->sub_names.size() ? std::string_view(drop->sub_names[i]) : std::string_view());
    }
  } else if (const auto* alter = statement.as<sql::AlterTable>()) {
    for (const auto& action : alter->actions) {
      if (const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
          constraint != nullptr && constraint->if_exists) {
        add_drop(sql::ObjectKind::constraint, alter->table, constraint->name);
      } else if (const auto* column = std::get_if<sql::DropColumn>(&action.what);
                 column != nullptr && column->if_exists) {
        add_drop(sql::ObjectKind::column, alter->table, column->column);
      }
    }
  }
}

bool FileFacts::deleted_from(const sql::Name& table) const {
  return std::find(deleted_from_.begin(), deleted_from_.end(), table) != deleted_from_.end();
}

bool FileFacts::dropped_if_exists(sql::ObjectKind kind, const sql::Name& name,
                                  std::string_view sub_name) const {
  const auto found = dropped_.find(name.name);
  if (found == dropped_.end()) {
    return false;
  }
  return std::any_of(found->second.begin(), found->second.end(), [&](const Dropped& dropped) {
    const bool same_schema = dropped.schema == name.schema || dropped.schema.empty() || name.schema.empty();
    return dropped.kind == kind && same_schema && dropped.sub_name == sub_name;
  });
}

}  // namespace migralint::lint
