// What CASCADE takes along, as far as the history shows it.
#pragma once

#include <string>
#include <vector>

#include "lint/context.hpp"

namespace migralint::dependants {

struct Dependant {
  std::string what;  ///< "view active_users", "foreign key items.items_order_id_fkey"
  std::string drop;  ///< the statement that drops it by name; empty: it goes in another way
  catalog::RelationId relation = catalog::no_relation;  ///< itself, or the table that it is part of
  catalog::Origin origin;
  std::string part = {};  ///< the column, constraint, trigger or policy of `relation`
  bool certain = true;    ///< false: it may use another thing of that name
};

/// Of objects[i] of a DROP … CASCADE, without what the statement names itself.
std::vector<Dependant> of_object(const sql::Drop& drop, std::size_t i, const lint::Context& context);
/// The history shows everything that can depend on objects of this kind.
bool all_are_known(const sql::Drop& drop, const lint::Context& context);
/// DROP … CASCADE takes more than objects[i] along, or may: what data-loss/drop-cascade reports.
bool cascade_takes_more(const sql::Drop& drop, std::size_t i, const std::vector<Dependant>& found,
                        const lint::Context& context);
/// Whether the query of a view certainly uses a column of a table, and not one of the same name elsewhere.
bool reads_column(const catalog::Relation& view, const catalog::Relation& table,
                  const catalog::Column& column, const lint::Context& context);
/// Whether an expression of the table (a policy's, a generated column's) uses one of its columns.
bool mentions(const sql::ExprPtr& expr, const catalog::Relation& table, std::string_view column);

/// Whether UPDATE OF or WHEN of a trigger names a column of its table.
bool fires_on(const catalog::Trigger& trigger, std::string_view column);

/// Of a column: views, and views of these, foreign keys, generated columns, policies and triggers that use
/// it.
std::vector<Dependant> of_column(const catalog::Relation& table, std::string_view column,
                                 const lint::Context& context);
/// Of a primary key or unique constraint: the foreign keys that reference its columns, its own table's, too.
std::vector<Dependant> of_constraint(const catalog::Relation& table, std::string_view constraint,
                                     const lint::Context& context);

}  // namespace migralint::dependants
