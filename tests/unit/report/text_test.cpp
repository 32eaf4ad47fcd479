#include <string>
#include <string_view>

#include "lint/rule.hpp"
#include "support/catch.hpp"
#include "unit/report/run_builder.hpp"

using migralint::Span;
using migralint::test::RunBuilder;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string text_of(RunBuilder& builder) { return migralint::test::render(builder, "text"); }

/// The report of one finding that underlines `part` of `sql`.
std::string underlined(std::string sql, std::string_view part) {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", std::move(sql));
  builder.add(file, part, "something");
  return text_of(builder);
}

}  // namespace

TEST_CASE("a clean run says what it has looked at", "[report]") {
  RunBuilder builder;
  const auto first = builder.add_file("1.sql", "SELECT 1;");
  const auto second = builder.add_file("2.sql", "SELECT 1;\nDO $$BEGIN EXECUTE x; END$$;");
  for (const auto file : {first, second}) {
    builder.file(file).tool = "Flyway";
  }
  builder.file(first).statements = 3;
  builder.file(second).statements = 11;
  builder.options().pg_version = 16;
  CHECK(text_of(builder) ==
        "no findings in 2 files · 14 statements judged, 0 not judged · Flyway, PostgreSQL 16\n");

  builder.file(second).not_judged = {
      {builder.find(second, "EXECUTE x"), "EXECUTE of a text built at run time"}};
  CHECK(text_of(builder) ==
        "no findings in 2 files · 14 statements judged, 1 not judged (2.sql:2: EXECUTE of a text built at "
        "run time)"
        " · Flyway, PostgreSQL 16\n");
}

TEST_CASE("many places that are not judged are listed below, the first five of them", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("1.sql", "\n\n\n\n\n\n\n");
  for (std::uint32_t i = 0; i < 7; ++i) {
    builder.file(file).not_judged.push_back({{i, i}, "a reason"});
  }
  const std::string text = text_of(builder);
  CHECK(contains(
      text,
      "7 not judged · one implicit transaction a file, PostgreSQL 15\n  not judged: 1.sql:1: a reason\n"));
  CHECK(contains(text, "  not judged: 1.sql:5: a reason\n  not judged: 2 more places\n"));
  CHECK_FALSE(contains(text, "1.sql:6:"));
}

TEST_CASE("a statement whose syntax error is reported is not listed again", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("1.sql", "SELEC 1;");
  builder.file(file).statements = 1;
  builder.file(file).unparsed = 1;
  builder.file(file).not_judged = {{{0, 7}, "syntax error at or near \"SELEC\""}};
  builder.add(file, "SELEC", "syntax error").rule = "syntax/error";
  CHECK(contains(text_of(builder), "0 statements judged, 1 not judged · one"));
}

TEST_CASE("quiet hides notes, and says nothing when nothing is left", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("1.sql", "SELECT 1;");
  builder.add(file, "SELECT", "advice").level = migralint::lint::Level::note;
  builder.options().quiet = true;
  builder.options().statistics = true;
  CHECK(text_of(builder).empty());
  builder.add(file, "1", "trouble");
  const std::string text = text_of(builder);
  CHECK(contains(text, "trouble"));
  CHECK_FALSE(contains(text, "in 1 of 1 file"));
  CHECK_FALSE(contains(text, "advice"));
}

TEST_CASE("suppressed findings are counted and not shown", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("1.sql", "SELECT 1;");
  builder.add(file, "SELECT", "hidden").suppressed = "";
  CHECK(text_of(builder) ==
        "no findings in 1 file, 1 suppressed · 0 statements judged, 0 not judged · "
        "one implicit transaction a file, PostgreSQL 15\n");
}

TEST_CASE("the page of a rule is named once", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("1.sql", "SELECT 1;");
  builder.add(file, "SELECT", "first");
  builder.add(file, "1", "second");
  const std::string text = text_of(builder);
  CHECK(text.find("migralint explain") == text.rfind("migralint explain"));
}

TEST_CASE("tabs, line ends and the byte order mark do not move the underline", "[report]") {
  CHECK(contains(underlined("a\tDROP b", "DROP"), " 1 | a   DROP b\n   |     ^^^^\n"));
  CHECK(contains(underlined("\xEF\xBB\xBF"
                            "DROP b\r\nc\r\n",
                            "DROP"),
                 "m.sql:1:1\n   |\n 1 | DROP b\n   | ^^^^\n"));
  CHECK(contains(underlined("a\rDROP b\rc", "DROP"), "m.sql:2:1\n   |\n 2 | DROP b\n   | ^^^^\n"));
  CHECK(contains(underlined("a 😀 DROP", "DROP"), "m.sql:1:5\n   |\n 1 | a 😀 DROP\n   |      ^^^^\n"));
  CHECK(contains(underlined("a e\xCC\x81 DROP", "DROP"), "\n   |     ^^^^\n"));
}

TEST_CASE("the gutter is as wide as the largest line number", "[report]") {
  CHECK(contains(underlined(std::string(9, '\n') + "DROP", "DROP"),
                 "\n   --> m.sql:10:1\n    |\n 10 | DROP\n    | ^^^^\n"));
}

TEST_CASE("a span over several lines shows the first and the last one", "[report]") {
  CHECK(
      contains(underlined("a DROP\n  b c", "DROP\n  b"), " 1 | a DROP\n   |   ^^^^\n 2 |   b c\n   |   ^\n"));
  CHECK(
      contains(underlined("DROP\nx\ny\nb", "DROP\nx\ny\nb"), " 1 | DROP\n   | ^^^^\n...\n 4 | b\n   | ^\n"));
  CHECK(contains(underlined("DROP\n\nnext", "DROP\n\n"), " 1 | DROP\n   | ^^^^\n   |\n"));
}

TEST_CASE("an empty span, and one beyond the end, get one caret", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "SELECT");
  builder.add(file, "SELECT", "end").span = Span{6, 6};
  CHECK(contains(text_of(builder), "m.sql:1:7\n   |\n 1 | SELECT\n   |       ^\n"));
  builder.add(file, "SELECT", "beyond").span = Span{60, 70};
  CHECK(contains(text_of(builder), "beyond\n  --> m.sql:1:7\n   |\n 1 | SELECT\n   |       ^\n"));
}

TEST_CASE("an empty file has no lines to show", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "");
  builder.add(file, "", "nothing here");
  CHECK(contains(text_of(builder), "  --> m.sql:1:1\n   |\n   = migralint explain"));
}

TEST_CASE("long lines are cut around what is underlined", "[report]") {
  const std::string text = underlined(std::string(300, 'a') + " DROP " + std::string(300, 'b'), "DROP");
  CHECK(contains(text, "m.sql:1:302\n"));
  CHECK(contains(text, " 1 | …aaaa"));
  CHECK(contains(text, "bbbb…\n   | " + std::string(51, ' ') + "^^^^\n"));
  CHECK_FALSE(contains(text, std::string(60, 'a')));
  // Not in the middle of a character.
  std::string wide;
  for (int i = 0; i < 200; ++i) {
    wide += "表";
  }
  const std::string cut = underlined(wide + "DROP" + wide, "DROP");
  CHECK(contains(cut, "表…\n"));
  CHECK_FALSE(contains(cut, "\xEF\xBF\xBD"));
}

TEST_CASE("nothing from a file or a name reaches the terminal as a control sequence", "[report]") {
  RunBuilder builder;
  const std::string evil =
      "\x1b[31m\x07\x08\x7f\xC2\x9B"
      "\xE2\x80\xAE"
      "\r\n\xff";
  const auto other = builder.add_file("p" + evil, "SELECT 1;" + evil);
  const auto file = builder.add_file("q" + evil, "SELECT 2;" + evil + "SELECT" + evil);
  builder.file(file).tool = evil;
  builder.file(other).not_judged = {{{0, 1}, evil}};
  auto& finding = builder.add(file, "SELECT 2;" + evil + "SELECT", evil);
  finding.label = evil;
  finding.evidence = {evil};
  finding.related = {{other, {0, 1}, evil}, {file, {40, 45}, evil}};
  finding.fix = migralint::lint::Fix{migralint::lint::Fix::Class::plan, evil, evil + evil, {}};
  const std::string text = text_of(builder);
  for (const char bad : {'\x1b', '\x07', '\x08', '\x7f', '\r', '\xff'}) {
    CHECK(text.find(bad) == std::string::npos);
  }
  CHECK_FALSE(contains(text, "\xC2\x9B"));
  CHECK_FALSE(contains(text, "\xE2\x80\xAE"));
}

TEST_CASE("small advice that repeats in a file is shown once and counted", "[report]") {
  RunBuilder builder;
  const auto first =
      builder.add_file("1.sql", "CREATE TABLE a ();\nCREATE TABLE b ();\nCREATE TABLE c ();\n");
  const auto second = builder.add_file("2.sql", "CREATE TABLE d ();\n");
  const auto add = [&](std::uint32_t file, std::string_view part, migralint::lint::Level level) {
    auto& finding = builder.add(file, part, "fails when the file is run again");
    finding.rule = "idempotency/create-without-if-not-exists";
    finding.made_by = migralint::lint::find_rule(finding.rule)->rule;
    finding.level = level;
  };
  add(first, "TABLE a", migralint::lint::Level::note);
  add(first, "TABLE b", migralint::lint::Level::note);
  add(first, "TABLE c", migralint::lint::Level::note);
  add(second, "TABLE d", migralint::lint::Level::note);
  std::string text = text_of(builder);
  CHECK(contains(text, "--> 1.sql:1:8\n"));
  CHECK_FALSE(contains(text, "--> 1.sql:2:8\n"));
  CHECK(contains(text, "\nnote[idempotency/create-without-if-not-exists]: 2 more in 1.sql, lines 2, 3\n"));
  CHECK(contains(text, "--> 2.sql:1:8\n"));
  CHECK_FALSE(contains(text, "more in 2.sql"));
  CHECK(contains(text, "4 notes"));

  RunBuilder warnings;
  const auto file = warnings.add_file("1.sql", "CREATE TABLE a ();\nCREATE TABLE b ();\n");
  for (const std::string_view part : {"TABLE a", "TABLE b"}) {
    warnings.add(file, part, "blocks every write").level = migralint::lint::Level::note;
  }
  text = text_of(warnings);
  CHECK(contains(text, "--> 1.sql:2:8\n"));
}

TEST_CASE("the report is the same on however many threads", "[report]") {
  RunBuilder builder;
  for (int i = 0; i < 19; ++i) {
    const auto file = builder.add_file("m" + std::to_string(i) + ".sql", "a b c d e\n");
    for (const auto* part : {"a", "b", "c", "d", "e"}) {
      builder.add(file, part, "something about it");
    }
  }
  builder.options().jobs = 1;
  const std::string alone = text_of(builder);
  builder.options().jobs = 5;
  CHECK(text_of(builder) == alone);
  CHECK(alone.find("migralint explain") == alone.rfind("migralint explain"));
}
