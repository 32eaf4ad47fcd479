// Steps that several safe forms take.
#pragma once

#include <string>
#include <string_view>

#include "lint/context.hpp"

namespace migralint::steps {

/// "DROP CONSTRAINT IF EXISTS c, " when the statement drops the constraint that it adds again, so that the
/// safe form can do so, too; otherwise empty.
std::string drop_of_same_name(const sql::AlterTable& alter, std::string_view constraint);
/// A trigger function with this body, and the trigger that calls it for every row before it is written.
/// `name` and `table` are quoted already.
std::string row_trigger(const lint::Context& context, std::string_view name, std::string_view table,
                        std::string_view body);

}  // namespace migralint::steps
