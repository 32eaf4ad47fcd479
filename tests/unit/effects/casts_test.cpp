#include "effects/casts.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

namespace migralint::test {
namespace {

/// A schema with a column of each of two types.
class TwoTypes {
 public:
  TwoTypes(const std::string& from, const std::string& to, const std::string& more = "") : state_(15) {
    state_.file(
        "CREATE TYPE mood AS ENUM ('sad'); CREATE TYPE temper AS ENUM ('sad'); CREATE DOMAIN code AS text;"
        "CREATE DOMAIN strict AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a int, b int);" +
        more + "CREATE TABLE t (a " + from + ", b " + to + ");");
  }
  bool no_cast() {
    return effects::has_no_assignment_cast(state_.column("t", "a").type, state_.column("t", "b").type,
                                           state_.catalog);
  }
  bool no_reference() {
    return effects::cannot_reference(state_.column("t", "a").type, state_.column("t", "b").type,
                                     state_.catalog);
  }

 private:
  Replayed state_;
};

}  // namespace

TEST_CASE("what is not cast on assignment", "[effects]") {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"text", "int"},        {"int", "boolean"},  {"text", "jsonb"},        {"varchar(5)", "uuid"},
      {"int", "timestamptz"}, {"date", "bigint"},  {"numeric", "bytea"},     {"text", "text[]"},
      {"int", "int[]"},       {"text[]", "int[]"}, {"mood", "temper"},       {"mood", "int"},
      {"int", "mood"},        {"code", "int"},     {"text", "strict"},       {"text[]", "mood[]"},
      {"boolean", "int"},     {"int[]", "int"},    {"timestamp", "interval"}};
  for (const auto& [from, to] : refused) {
    INFO(from + " to " + to);
    CHECK(TwoTypes(from, to).no_cast());
  }
  const std::vector<std::pair<std::string, std::string>> cast{
      {"int", "bigint"},  {"numeric", "int"},  {"int", "text"},   {"mood", "text"},
      {"int[]", "text"},  {"int[]", "text[]"}, {"json", "jsonb"}, {"date", "timestamp"},
      {"text", "code"},   {"mood", "mood"},    {"pair", "int"},   {"text", "pair"},
      {"text", "citext"}, {"hstore", "jsonb"}, {"int", "strict"}, {"char(3)", "varchar(3)"}};
  for (const auto& [from, to] : cast) {
    INFO(from + " to " + to);
    CHECK_FALSE(TwoTypes(from, to).no_cast());
  }
  CHECK_FALSE(TwoTypes("text", "jsonb", "CREATE CAST (text AS jsonb) WITH INOUT AS IMPLICIT;").no_cast());
}

TEST_CASE("what a foreign key cannot compare", "[effects]") {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"int", "uuid"},       {"text", "int"},    {"numeric", "int"},   {"float8", "bigint"},
      {"date", "bigint"},    {"mood", "temper"}, {"text", "mood"},     {"mood", "text"},
      {"int[]", "bigint[]"}, {"int", "int[]"},   {"timestamp", "time"}};
  for (const auto& [key, referenced] : refused) {
    INFO(key + " to " + referenced);
    CHECK(TwoTypes(key, referenced).no_reference());
  }
  const std::vector<std::pair<std::string, std::string>> compared{
      {"int", "bigint"},      {"bigint", "smallint"},  {"int", "numeric"},
      {"text", "varchar(5)"}, {"date", "timestamptz"}, {"mood", "mood"},
      {"int", "strict"},      {"text", "citext"},      {"int[]", "int[]"}};
  for (const auto& [key, referenced] : compared) {
    INFO(key + " to " + referenced);
    CHECK_FALSE(TwoTypes(key, referenced).no_reference());
  }
}

}  // namespace migralint::test
