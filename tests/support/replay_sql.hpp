// SQL text straight into a catalog and a session: what a test of either needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/apply.hpp"
#include "catalog/catalog.hpp"
#include "session/session.hpp"
#include "sql/lower.hpp"

namespace migralint::test {

/// Files that run one after the other against one database.
class Replayed {
 public:
  explicit Replayed(int pg_version = 15) : pg_version_(pg_version) {}

  /// Replays one whole file.
  Replayed& file(std::string_view text, session::TransactionMode mode = session::TransactionMode::autocommit);
  /// Replays a file but leaves its session open, as the last statement left it.
  Replayed& open_file(std::string_view text,
                      session::TransactionMode mode = session::TransactionMode::autocommit);
  /// More statements in the open file's session.
  Replayed& run(std::string_view text);
  Replayed& end_file();

  catalog::Catalog catalog;
  session::Session session;
  /// Statements that did not parse, which no test expects.
  std::vector<std::string> errors;

  /// The relation of that name, by search_path; fails the test when there is none.
  [[nodiscard]] const catalog::Relation& relation(std::string_view name) const;
  [[nodiscard]] const catalog::Relation* find(std::string_view name) const;
  [[nodiscard]] const catalog::Column& column(std::string_view table, std::string_view name) const;
  [[nodiscard]] const catalog::Constraint& constraint(std::string_view table, std::string_view name) const;
  /// Names of all relations, sorted, without `public.`: "t t_id_seq t_pkey".
  [[nodiscard]] std::string relations() const;
  /// Names of a table's constraints, sorted.
  [[nodiscard]] std::string constraints(std::string_view table) const;
  /// Names of a table's columns, in order.
  [[nodiscard]] std::string columns(std::string_view table) const;
  /// Names of a table's indexes, sorted.
  [[nodiscard]] std::string indexes(std::string_view table) const;

 private:
  sql::Reader reader_;
  int pg_version_;
  std::uint32_t file_ = 0;
  std::uint32_t statement_ = 0;
};

/// `schema.name` or `name`.
sql::Name name_of(std::string_view text);

}  // namespace migralint::test
