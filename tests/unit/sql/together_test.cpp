// Statements that the parser gets at once are what they are one by one, places included.
#include <string>
#include <string_view>
#include <vector>

#include "script/script.hpp"
#include "sql/lower.hpp"
#include "support/catch.hpp"
#include "support/sql_dump.hpp"

using namespace migralint;

namespace {

struct Together {
  sql::ReadTogether read;
  std::vector<sql::Statement> statements;
  std::vector<Span> places;
};

/// All statements of `file`, which begins with the first and has nothing but blanks and comments between
/// them.
Together read_together(sql::Reader& reader, std::string_view file, std::uint32_t offset = 0) {
  Together result;
  for (const auto& statement : script::split(file).statements) {
    result.places.push_back(statement.with_terminator);
  }
  result.statements.resize(result.places.size());
  result.read = reader.read_together(file, offset, result.places,
                                     [&](std::size_t i) -> sql::Statement& { return result.statements[i]; });
  return result;
}

std::string place(Span span) { return std::to_string(span.begin) + '-' + std::to_string(span.end); }

std::string places_of(const sql::ColumnDefinition& column) {
  std::string text = column.name + ' ' + place(column.span) + " type " + place(column.type.span);
  for (const auto& constraint : column.constraints) {
    text += " constraint " + place(constraint.span);
    text += constraint.expr ? " expression " + place(constraint.expr->span) : "";
    text += " to " + place(constraint.referenced->span);
  }
  return text + '\n';
}

/// What the tree gives a place to, in the statements of the test below.
std::string places_of(const sql::Statement& statement) {
  std::string text = place(statement.range) + '\n';
  if (const auto* create = statement.as<sql::CreateTable>()) {
    text += place(create->table.span) + '\n';
    for (const auto& column : create->columns) {
      text += places_of(column);
    }
    for (const auto& constraint : create->constraints) {
      text += place(constraint.span) + '\n';
    }
    text += place(create->partition_by.span);
    text += create->bound ? place(create->bound->span) : "";
  } else if (const auto* alter = statement.as<sql::AlterTable>()) {
    text += place(alter->table.span) + '\n';
    for (const auto& action : alter->actions) {
      text += place(action.span) + '\n';
      if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
        text += places_of(add->column);
      }
    }
  } else if (const auto* index = statement.as<sql::CreateIndex>()) {
    text += place(index->table.span) + ' ' + place(index->keywords);
    for (const auto& key : index->keys) {
      text += ' ' + place(key.span);
    }
  } else if (const auto* drop = statement.as<sql::Drop>()) {
    for (const auto& object : drop->objects) {
      text += place(object.span);
    }
  } else if (const auto* block = statement.as<sql::Do>()) {
    text += place(block->body_span);
  } else if (const auto* function = statement.as<sql::CreateFunction>()) {
    text +=
        place(function->body_span) + (function->body_statement ? test::dump(*function->body_statement) : "");
  }
  return text;
}

constexpr std::string_view file =
    "CREATE TABLE a.t (id bigint PRIMARY KEY, n numeric(10, 2) NOT NULL DEFAULT 1 + 2,\n"
    "  o text COLLATE \"C\" CHECK (length(o) > 3) REFERENCES p (q), CONSTRAINT c UNIQUE (id, n))\n"
    "  PARTITION BY RANGE (id);\n"
    "-- a comment; with a semicolon\n"
    "CREATE TABLE u PARTITION OF a.t FOR VALUES FROM (1) TO (2);"
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY a.t (lower(o) DESC, n) WHERE n > 0;\n"
    "ALTER TABLE IF EXISTS a.t ADD COLUMN IF NOT EXISTS d timestamp with time zone NOT NULL DEFAULT now(),\n"
    "  ALTER COLUMN n TYPE double precision USING n::float8, ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES z;\n"
    "/* two */ DROP TABLE IF EXISTS s.x, y CASCADE;\n"
    "DO $$ BEGIN PERFORM 1; END $$;\n"
    "CREATE FUNCTION g(v int) RETURNS int LANGUAGE sql AS 'SELECT v + 1';\n"
    "CREATE FUNCTION h() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
    "UPDATE a.t SET n = n + 1 WHERE id = 4;\n"
    "BEGIN;COMMIT;";

}  // namespace

TEST_CASE("statements read together are those read one by one", "[sql]") {
  sql::Reader reader;
  constexpr std::uint32_t offset = 1000;
  const auto together = read_together(reader, file, offset);
  REQUIRE(together.read.done);
  REQUIRE(together.statements.size() == 11);
  for (std::size_t i = 0; i < together.places.size(); ++i) {
    const Span span = together.places[i];
    const auto alone = reader.read(span.of(file), offset + span.begin);
    REQUIRE(alone);
    CHECK(test::dump(together.statements[i]) == test::dump(*alone));
    CHECK(together.statements[i].tag == alone->tag);
    CHECK(places_of(together.statements[i]) == places_of(*alone));
  }
}

TEST_CASE("the statement that does not parse is named, and none is read", "[sql]") {
  sql::Reader reader;
  const auto bad = [&reader](std::string_view file) {
    const auto result = read_together(reader, file).read;
    CHECK_FALSE(result.done);
    return result.error_in;
  };
  CHECK(bad("SELEC 1; SELECT 2; SELECT 3;") == 0);
  CHECK(bad("SELECT 1; SELEC 2; SELECT 3;") == 1);
  CHECK(bad("SELECT 1; SELECT 2; SELECT 3 FROM;") == 2);
  CHECK(bad("SELECT 1; SELECT (2; SELECT 3;") == 1);
  CHECK(bad("SELECT 1; SELECT 2; SELECT 'a' 'b';") == 2);
  CHECK(read_together(reader, "SELECT 1; SELECT 2; SELECT 3;").read.done);
}

TEST_CASE("places that the parser cuts elsewhere are not believed", "[sql]") {
  sql::Reader reader;
  const std::string_view text = "SELECT 1; SELECT 2;";
  sql::Statement kept;
  const auto slot = [&](std::size_t) -> sql::Statement& { return kept; };
  const std::vector<Span> too_few{{0, 19}};
  const std::vector<Span> too_many{{0, 9}, {10, 19}, {19, 19}};
  const std::vector<Span> shifted{{0, 12}, {12, 19}};
  CHECK_FALSE(reader.read_together(text, 0, too_few, slot).done);
  CHECK_FALSE(reader.read_together(text, 0, too_many, slot).done);
  CHECK_FALSE(reader.read_together(text, 0, shifted, slot).done);
  CHECK_FALSE(reader.read_together(text, 0, shifted, slot).error_in);
}
