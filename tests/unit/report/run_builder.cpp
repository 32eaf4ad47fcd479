#include "unit/report/run_builder.hpp"

#include <utility>

#include <fmt/format.h>

#include "support/catch.hpp"

namespace migralint::test {

using report::ReportedFile;

RunBuilder::RunBuilder() {
  findings_.reserve(100);
  run_.version = "1.2.3";
  run_.home_page = "https://example.org/migralint";
  run_.rules = {
      {"data-loss/drop-column", lint::Level::warning, "a column and its data go away", ""},
      {"locking/index-not-concurrent", lint::Level::error, "CREATE INDEX without CONCURRENTLY",
       "# locking/index-not-concurrent\n\n`CREATE INDEX` without [`CONCURRENTLY`](https://example.org/c) "
       "stops\nwrites.\n\n"
       "## Safe\n\n```sql safe\nCREATE INDEX CONCURRENTLY i ON t (c);\n```\n"},
      {"locking/not-null-scan", lint::Level::error, "SET NOT NULL reads the whole table", ""},
      {"naming/style", lint::Level::off, "a name that is not in the team's style", ""},
      {"syntax/error", lint::Level::error, "a statement that does not parse", ""},
      {"transaction/slow-under-lock", lint::Level::warning, "slow work under a strong lock", ""},
  };
}

std::uint32_t RunBuilder::add_file(std::string path, std::string text, ReportedFile::Role role) {
  ReportedFile& file = run_.files.emplace_back();
  file.path = std::move(path);
  file.text = texts_.emplace_back(std::move(text));
  file.role = role;
  file.transaction = "implicit";
  return static_cast<std::uint32_t>(run_.files.size() - 1);
}

Span RunBuilder::find(std::uint32_t file, std::string_view part) const {
  const auto at = run_.files[file].text.find(part);
  REQUIRE(at != std::string_view::npos);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

lint::Finding& RunBuilder::add(std::uint32_t file, std::string_view part, std::string message) {
  REQUIRE(findings_.size() < findings_.capacity());
  lint::Finding& finding = findings_.emplace_back();
  finding.rule = "locking/index-not-concurrent";
  finding.level = lint::Level::error;
  finding.message = std::move(message);
  finding.file = file;
  finding.span = find(file, part);
  finding.fingerprint = fmt::format("{:016x}", findings_.size());
  return finding;
}

const report::Run& RunBuilder::run() {
  run_.findings = findings_;
  return run_;
}

namespace {

constexpr std::string_view order_status = R"sql(SET lock_timeout = '2s';

CREATE INDEX idx_orders_status ON orders (status);

ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
)sql";

void add_order_status(RunBuilder& builder) {
  const auto init = builder.add_file("db/migrations/0001_init.up.sql",
                                     "CREATE EXTENSION citext;\n\n\nCREATE TABLE orders (\n  id bigint\n);\n",
                                     ReportedFile::Role::history);
  const auto file = builder.add_file("db/migrations/0042_order_status.up.sql", std::string(order_status));
  builder.file(file).tool = "golang-migrate";
  builder.file(file).statements = 3;

  auto& index = builder.add(file, "CREATE INDEX",
                            "CREATE INDEX blocks every write to \"orders\" until the index is built");
  index.label = "takes SHARE on public.orders: INSERT, UPDATE and DELETE wait for the whole build";
  index.statement = 1;
  index.evidence = {"orders exists since 0001_init.up.sql:4"};
  index.related = {{init, builder.find(init, "CREATE TABLE"), "orders is made here"}};
  index.fix = lint::Fix{
      lint::Fix::Class::plan,
      "safe form, in a migration of its own (golang-migrate sends the whole file as one transaction block)",
      "DROP INDEX CONCURRENTLY IF EXISTS idx_orders_status;\n"
      "CREATE INDEX CONCURRENTLY idx_orders_status ON orders (status);\n",
      {}};

  auto& scan = builder.add(file, "SET NOT NULL",
                           "SET NOT NULL reads all of \"orders\" while nobody can read or write it");
  scan.rule = "locking/not-null-scan";
  scan.label = "ACCESS EXCLUSIVE on public.orders for a full scan";
  scan.statement = 2;
  scan.related = {
      {file, builder.find(file, "CREATE INDEX"), "the transaction holds SHARE from here on"},
      {file, builder.find(file, "SET NOT NULL"), "also transaction/slow-under-lock: a scan under a lock"}};
}

void add_mechanical(RunBuilder& builder) {
  const auto file =
      builder.add_file("./db/ä b/0043.sql",
                       "\xEF\xBB\xBF"
                       "CREATE INDEX \"😀\" ON 表 (c);\r\n"
                       "\tCREATE INDEX b ON t (c); CREATE INDEX d ON t (e);\r\n"
                       "ALTER TABLE t\r\n  DROP COLUMN a,\r\n  DROP COLUMN b,\r\n  DROP COLUMN c\r\n;\r\n");
  builder.file(file).statements = 4;
  auto& emoji = builder.add(file, "表", "the name is wide");
  emoji.label = "under 表";
  auto& tab = builder.add(file, "CREATE INDEX b", "CREATE INDEX blocks every write to \"t\"");
  const Span at = builder.find(file, " b ON");
  tab.fix =
      lint::Fix{lint::Fix::Class::mechanical, "safe form", "", {{{at.begin, at.begin}, " CONCURRENTLY"}}};
  auto& second = builder.add(file, "CREATE INDEX d", "CREATE INDEX blocks every write to \"t\"");
  second.level = lint::Level::note;
  auto& columns =
      builder.add(file, "DROP COLUMN a,\r\n  DROP COLUMN b,\r\n  DROP COLUMN c", "three columns go away");
  columns.rule = "data-loss/drop-column";
  columns.level = lint::Level::warning;
  columns.label = "with their data";
  auto& suppressed = builder.add(file, "DROP COLUMN c", "the last column goes away");
  suppressed.rule = "data-loss/drop-column";
  suppressed.suppressed = "nobody reads it";
}

void add_hostile(RunBuilder& builder) {
  const auto file = builder.add_file("db/0044\x1b[2J.sql",
                                     "SELECT '\x1b]0;owned\x07', '\xE2\x80\xAE', '\xE4' FORM t;\n"
                                     "DO $$ BEGIN EXECUTE x; END $$;\n");
  builder.file(file).statements = 2;
  builder.file(file).unparsed = 1;
  builder.file(file).not_judged = {{{0, builder.find(file, "\nDO").begin}, "syntax error at or near \"t\""},
                                   {builder.find(file, "EXECUTE x"), "EXECUTE of a text built at run time"}};
  auto& finding = builder.add(file, "FORM", "syntax error at or near \"\x1b[31mt\"\nsecond line");
  finding.rule = "syntax/error";
}

}  // namespace

RunBuilder frozen_run() {
  RunBuilder builder;
  add_order_status(builder);
  add_mechanical(builder);
  add_hostile(builder);
  const auto down = builder.add_file("db/0044.down.sql", "", ReportedFile::Role::down);
  builder.file(down).statements = 2;
  builder.file(down).down_statements = 2;
  builder.options().errors = {"db/migratons: no such file or directory"};
  return builder;
}

std::string render(RunBuilder& builder, std::string_view format) {
  const auto* found = report::find_format(format);
  REQUIRE(found != nullptr);
  return report::render(*found, builder.run());
}

}  // namespace migralint::test
