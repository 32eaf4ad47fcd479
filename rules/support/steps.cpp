#include "rules/support/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/recipes.hpp"

namespace migralint::steps {

std::string drop_of_same_name(const sql::AlterTable& alter, std::string_view constraint) {
  const bool dropped =
      std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
        return drop != nullptr && drop->name == constraint;
      });
  return dropped ? fmt::format("DROP CONSTRAINT IF EXISTS {}, ", sql::quoted(constraint)) : std::string();
}

std::string name_for(const sql::AlterTable& alter, const sql::Constraint& constraint,
                     const lint::Context& context) {
  std::string plain = recipes::constraint_name(constraint, alter.table.name);
  return drop_of_same_name(alter, plain).empty() ? recipes::constraint_name(constraint, alter.table, context)
                                                 : plain;
}

std::string row_trigger(const lint::Context& context, std::string_view name, std::string_view table,
                        std::string_view body) {
  constexpr int first_with_replaceable_triggers = 14;
  const bool replaceable = context.pg_version() >= first_with_replaceable_triggers;
  return fmt::format(
      "CREATE OR REPLACE FUNCTION {0}() RETURNS trigger LANGUAGE plpgsql AS\n"
      "$$ BEGIN {2} RETURN NEW; END $$;\n"
      "{3}TRIGGER {0} BEFORE INSERT OR UPDATE ON {1} FOR EACH ROW EXECUTE FUNCTION {0}();\n",
      name, table, body,
      replaceable ? std::string("CREATE OR REPLACE ")
                  : fmt::format("DROP TRIGGER IF EXISTS {} ON {};\nCREATE ", name, table));
}

}  // namespace migralint::steps
