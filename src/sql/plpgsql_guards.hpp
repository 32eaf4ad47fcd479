// What decides whether a part of a PL/pgSQL body runs, and whether its errors matter.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace migralint::sql::plpgsql {

/// Many a script names the conditions of EXCEPTION WHEN by code; these are the names of those that matter to
/// DDL. Others stay as they are.
std::string condition_name(std::string_view condition);

/// Follows which variables (FOUND among them) have got their value from the catalogs, in the order of the
/// source.
class CatalogVariables {
 public:
  /// Does a query or expression read the catalogs (pg_… relations, information_schema, to_reg…()), or a
  /// variable that comes from them?
  [[nodiscard]] bool looked_at_by(std::string_view sql) const;
  /// `may_not_run`: the assignment adds to what the variable can hold.
  void assign(std::string_view variable, bool from_catalogs, bool may_not_run);

 private:
  std::set<std::string, std::less<>> names_;
};

}  // namespace migralint::sql::plpgsql
