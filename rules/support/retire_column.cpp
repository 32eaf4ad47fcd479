// The end of a change in which another column takes the place of one.
#include <algorithm>

#include <fmt/format.h>

#include "rules/support/defaults.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "rules/support/types.hpp"

namespace migralint::steps {

namespace {

using Kind = sql::Expr::Kind;

bool has(const std::vector<std::string>& columns, const std::string& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool mentions(const sql::ExprPtr& expr, const std::string& column) {
  return expr && has(sql::columns_of(*expr), column);
}

/// It asks of the column no more than whether it is NULL, which can be asked of every type.
bool asks_for_null_only(const sql::Expr& expr, const std::string& column) {
  const bool is_null_test = expr.kind == Kind::is_null || expr.kind == Kind::is_not_null;
  if (is_null_test && expr.args.size() == 1 && expr.args.front().kind == Kind::column) {
    return true;
  }
  return (expr.kind != Kind::column || expr.name != column) &&
         std::all_of(expr.args.begin(), expr.args.end(),
                     [&](const sql::Expr& part) { return asks_for_null_only(part, column); });
}

}  // namespace

bool uses(const catalog::Index& index, const std::string& column) {
  return has(index.including, column) || mentions(index.predicate, column) ||
         std::any_of(index.keys.begin(), index.keys.end(), [&](const sql::IndexKey& key) {
           return key.column == column || mentions(key.expr, column);
         });
}

namespace {

/// What the new column gets, and what of it only a reader can write.
class Retirement {
 public:
  Retirement(const lint::Context& context, const Takeover& takeover, const catalog::Relation& table,
             const catalog::Column& column)
      : context_(context),
        takeover_(takeover),
        table_(table),
        column_(column),
        shown_(sql::quoted(takeover.table)),
        old_(sql::quoted(takeover.column)),
        fresh_(sql::quoted(takeover.fresh)) {}

  std::string run() {
    find_default();
    find_sequence();
    std::string sql = indexes();
    add_dependants();
    if (column_.not_null && !column_.not_null_valid) {
      add(left_, "its NOT NULL, not valid");
    } else if (column_.not_null) {
      sql += not_null(context_, takeover_.table, takeover_.fresh);
      sql += not_null_of_old();
    }
    return sql + (left_.empty() && last_words_.empty() ? last_deploy() : in_words());
  }

 private:
  static void add(std::string& list, const std::string& what) { list += (list.empty() ? "" : ", ") + what; }

  [[nodiscard]] sql::TypeName old_type() const {
    return effects::storage_type(column_.type, context_.catalog());
  }
  [[nodiscard]] sql::TypeName new_type() const {
    return takeover_.type.empty() ? old_type() : effects::storage_type(takeover_.type, context_.catalog());
  }
  [[nodiscard]] bool keeps_type() const {
    return takeover_.type.empty() || types::work_alike(old_type(), new_type());
  }

  /// What the statement itself makes of the default counts, else what the column has.
  void find_default() {
    sql::ExprPtr expr = column_.default_expr;
    bool is_new = false;
    for (std::size_t i = 0; takeover_.alter != nullptr && i < takeover_.alter->actions.size(); ++i) {
      const auto& what = takeover_.alter->actions[i].what;
      const auto* set = std::get_if<sql::SetDefault>(&what);
      const auto* drop = std::get_if<sql::DropDefault>(&what);
      if (set != nullptr && set->column == takeover_.column) {
        expr = set->expr;
        is_new = true;
      } else if (drop != nullptr && drop->column == takeover_.column && !is_new) {
        expr = nullptr;
      }
    }
    if (!expr || defaults::is_null(*expr)) {
      return;
    }
    const bool fits = is_new || takeover_.type.empty() || defaults::fits(*expr, old_type(), new_type());
    if (const auto text = fits ? defaults::text_of(*expr) : std::nullopt) {
      default_ = *text;
    } else {
      add(last_words_, "its default");
    }
  }

  /// The sequence of a serial column goes with the column that owns it.
  void find_sequence() {
    if (column_.identity) {
      add(last_words_, "its identity, behind the last number");
    }
    for (const auto id : table_.owned_sequences) {
      const auto* sequence = context_.catalog().get(id);
      if (sequence != nullptr && sequence->owned_by_column == takeover_.column && !column_.identity) {
        sequence_ = sql::quoted(
            sql::Name{takeover_.table.schema.empty() ? "" : sequence->schema, sequence->name, {}});
      }
    }
    if (!column_.serial) {
      return;
    }
    if (sequence_.empty()) {
      add(last_words_, "its sequence, OWNED BY the new column");
    } else if (default_.empty() && column_.default_expr == nullptr) {
      default_ = fmt::format("nextval({})", recipes::literal(sequence_));
    }
  }

  /// An index on another type may need another operator class, and its predicate other constants.
  [[nodiscard]] bool can_be_made(const catalog::Index& index) const {
    const std::string& column = takeover_.column;
    return keeps_type() || ((index.method == "btree" || index.method == "hash") &&
                            (!index.predicate || asks_for_null_only(*index.predicate, column)) &&
                            std::none_of(index.keys.begin(), index.keys.end(), [&](const sql::IndexKey& key) {
                              return mentions(key.expr, column) ||
                                     (key.column == column && !key.opclass.empty());
                            }));
  }

  std::string indexes() {
    std::string concurrently;
    std::string by_partition;
    for (const auto id : table_.indexes) {
      const auto* index = context_.catalog().get(id);
      if (index == nullptr || !index->index || !index->index->constraint.empty() ||
          !uses(*index->index, takeover_.column)) {
        continue;
      }
      const auto text = can_be_made(*index->index)
                            ? definitions::index_text(*index, takeover_.column, fresh_, context_)
                            : std::nullopt;
      if (!text) {
        add(left_, "index " + sql::quoted(index->name));
        continue;
      }
      const recipes::IndexText made{table_.qualified(), recipes::object_name(index->name, {}, "new"),
                                    index->index->unique, *text};
      if (table_.kind == catalog::RelationKind::partitioned_table) {
        by_partition += recipes::next_migration(context_) + recipes::timeout_guard_next(context_) +
                        recipes::index_by_partition(made, context_, table_);
      } else {
        concurrently += create_concurrently(made, index->schema);
      }
    }
    add_indexes_of_partitions();
    return (concurrently.empty() ? concurrently : recipes::next_outside(context_) + concurrently) +
           by_partition;
  }

  static std::string create_concurrently(const recipes::IndexText& index, const std::string& schema) {
    return fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\nCREATE {}INDEX CONCURRENTLY {} ON {} {};\n",
                       sql::quoted(sql::Name{schema, index.name, {}}), index.unique ? "UNIQUE " : "",
                       sql::quoted(index.name), sql::quoted(index.table), index.definition);
  }

  /// Those that a partition has for itself.
  void add_indexes_of_partitions() {
    for (const auto* child : context_.catalog().descendants(table_.id)) {
      for (const auto id : child->indexes) {
        const auto* index = context_.catalog().get(id);
        if (index != nullptr && index->index && index->index->parent == catalog::no_relation &&
            uses(*index->index, takeover_.column)) {
          add(left_, "index " + sql::quoted(index->name));
        }
      }
    }
  }

  /// Whatever else reads the column or goes with it.
  void add_dependants() {
    for (const auto& dependant : dependants::of_column(table_, takeover_.column, context_)) {
      add(left_, dependant.what);
    }
    for (const auto& constraint : table_.constraints) {
      const bool is_check = constraint.kind == sql::Constraint::Kind::check;
      if (constraint.kind != sql::Constraint::Kind::not_null &&
          (has(constraint.columns, takeover_.column) ||
           (is_check && mentions(constraint.expr, takeover_.column)))) {
        add(left_, "constraint " + sql::quoted(constraint.name));
      }
    }
  }

  [[nodiscard]] bool in_primary_key() const {
    const auto* key = table_.primary_key();
    return key != nullptr && has(key->columns, takeover_.column);
  }

  /// Code that does not name the old column would leave a NULL there, which that does not take.
  [[nodiscard]] bool old_needs_value() const {
    const bool gets_one = takeover_.both_ways || column_.default_expr || column_.serial || column_.identity;
    return column_.not_null && !gets_one;
  }

  /// Old code does not rely on it: without a default it has to give a value.
  [[nodiscard]] std::string not_null_of_old() const {
    if (!old_needs_value() || in_primary_key()) {
      return {};
    }
    return recipes::next_deploy(
               fmt::format(", when all code reads {}: then code may leave {} out", fresh_, old_)) +
           recipes::timeout_guard_next(context_) +
           fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL;\n", shown_, old_);
  }

  [[nodiscard]] std::string set_default() const {
    return default_.empty()
               ? std::string()
               : fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {};\n", shown_, fresh_, default_);
  }

  [[nodiscard]] std::string move_sequence() const {
    if (sequence_.empty()) {
      return {};
    }
    const auto type = new_type();
    const bool wider = type.name == "int8" && old_type().name != "int8";
    return fmt::format("ALTER SEQUENCE {} {}OWNED BY {}.{};\n", sequence_, wider ? "AS bigint " : "", shown_,
                       fresh_);
  }

  /// The trigger stores a default of the old column when the new one is NULL.
  [[nodiscard]] std::string note_on_null() const {
    const bool has_default = column_.default_expr && !defaults::is_null(*column_.default_expr);
    return has_default && !column_.not_null
               ? fmt::format("-- until the last deploy an INSERT of NULL into {} stores the default of {}\n",
                             fresh_, old_)
               : std::string();
  }

  // The first statement takes the lock that the others need: who writes meanwhile waits for it, and does not
  // meet the columns without the trigger.
  [[nodiscard]] std::string last_deploy() const {
    return note_on_null() +
           recipes::next_deploy(fmt::format(", when all code uses {} only, in one transaction", fresh_)) +
           recipes::in_one_transaction(
               context_,
               recipes::timeout_guard_next(context_) + set_default() + move_sequence() +
                   fmt::format("-- migralint:ignore data-loss/drop-column -- {2} has its values\n"
                               "ALTER TABLE {0} DROP COLUMN IF EXISTS {1};\n"
                               "DROP TRIGGER IF EXISTS {3} ON {0};\nDROP FUNCTION IF EXISTS {3}();\n",
                               shown_, old_, fresh_, takeover_.trigger));
  }

  [[nodiscard]] std::string in_words() const {
    std::string sql = note_on_null();
    if (!left_.empty()) {
      sql += fmt::format("-- then give {} what else {} has: {}\n", fresh_, old_, left_);
    }
    if (old_needs_value() && in_primary_key()) {
      sql += fmt::format("-- until the last deploy new code writes {}, too\n", old_);
    }
    std::string with = last_words_;
    if (!default_.empty()) {
      add(with, "DEFAULT " + default_);
    }
    if (!sequence_.empty()) {
      add(with,
          fmt::format("{}sequence {}", new_type().name == "int8" ? "as bigint the " : "the ", sequence_));
    }
    return sql + fmt::format(
                     "-- last, when all code uses {0} only, in one transaction: {3}drop {1}, its trigger "
                     "and the function {2}\n",
                     fresh_, old_, takeover_.trigger,
                     with.empty() ? std::string() : fmt::format("give {} {}, ", fresh_, with));
  }

  const lint::Context& context_;
  const Takeover& takeover_;
  const catalog::Relation& table_;
  const catalog::Column& column_;
  std::string shown_;
  std::string old_;
  std::string fresh_;
  std::string default_;
  std::string sequence_;
  std::string left_;        ///< to be given before the last deploy
  std::string last_words_;  ///< to be given in the last one
};

}  // namespace

std::string retire_column(const lint::Context& context, const Takeover& takeover) {
  const auto* table = context.catalog().find(takeover.table);
  const auto* column = table != nullptr ? table->column(takeover.column) : nullptr;
  if (column != nullptr && !column->assumed) {
    return Retirement(context, takeover, *table, *column).run();
  }
  const std::string fresh = sql::quoted(takeover.fresh);
  const std::string old = sql::quoted(takeover.column);
  return fmt::format(
      "-- then give {0} what else {1} has (indexes, constraints, NOT NULL), which the history does not show\n"
      "-- last, when all code uses {0} only, in one transaction: give {0} the default of {1}, drop {1}, its "
      "trigger and the function {2}\n",
      fresh, old, takeover.trigger);
}

}  // namespace migralint::steps
