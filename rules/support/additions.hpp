// What ALTER TABLE adds under a name that is taken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::additions {

struct Clash {
  std::string_view what;  ///< "ADD COLUMN"
  std::string name;
  catalog::Origin origin;  ///< of what has the name; not known: an earlier action of the statement adds it
  Span place;
  Span sub_command;
  std::string_view condition;  ///< that the server raises: "duplicate_column"
};

/// Columns, constraints and second primary keys, with the statement's own drops done first.
std::vector<Clash> clashes(const sql::AlterTable& alter, const catalog::Relation& table,
                           const catalog::Catalog& catalog);

}  // namespace migralint::additions
