// What programs read: JSON and SARIF, read back with a JSON parser of other people.
#include <string>

#include <nlohmann/json.hpp>

#include "report/json_writer.hpp"
#include "report/sarif_text.hpp"
#include "report/uri.hpp"
#include "support/catch.hpp"
#include "unit/report/run_builder.hpp"

using migralint::test::RunBuilder;
using nlohmann::json;

namespace {

json parsed(RunBuilder& builder, std::string_view format) {
  return json::parse(migralint::test::render(builder, format));
}

json sarif_run(RunBuilder& builder) { return parsed(builder, "sarif")["runs"][0]; }

std::string as_json(std::string_view text) {
  std::string out;
  migralint::report::append_json(out, text);
  return out;
}

}  // namespace

TEST_CASE("JSON strings escape what JSON wants escaped", "[report]") {
  CHECK(as_json("a\"b\\c\n\r\t\x01\x7f") == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007f\"");
  CHECK(as_json("ä表😀") == "\"ä表😀\"");
  CHECK(as_json(std::string_view("\0", 1)) == "\"\\u0000\"");
}

TEST_CASE("what is no UTF-8 becomes U+FFFD, as browsers and Node do it", "[report]") {
  CHECK(as_json("a\xff"
                "b") ==
        "\"a\xEF\xBF\xBD"
        "b\"");
  CHECK(as_json("\xE2\x80") == "\"\xEF\xBF\xBD\"");
  CHECK(as_json("\xE0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(as_json("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(as_json("\xC0\xAF") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("JSON counts columns in code points, SARIF in UTF-16 units", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "\xEF\xBB\xBFSELECT 1;\r\n'😀表' DROP");
  builder.add(file, "DROP", "something");
  const json finding = parsed(builder, "json")["findings"][0];
  CHECK(finding["line"] == 2);
  CHECK(finding["column"] == 6);
  CHECK(finding["end_column"] == 10);
  CHECK(finding["start_byte"] == 24);
  CHECK(finding["end_byte"] == 28);
  const json region = sarif_run(builder)["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(region["startColumn"] == 7);
  CHECK(region["endColumn"] == 11);
  CHECK(region["snippet"]["text"] == "DROP");
}

TEST_CASE("an empty run is complete JSON and SARIF", "[report]") {
  RunBuilder builder;
  CHECK(parsed(builder, "json")["findings"] == json::array());
  CHECK(parsed(builder, "json")["summary"]["files"] == 0);
  const json run = sarif_run(builder);
  CHECK(run["results"] == json::array());
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  CHECK(run["tool"]["driver"]["rules"].size() == builder.run().rules.size());
}

TEST_CASE("a region stays within one line", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "DROP\r\n  b\r\n");
  builder.add(file, "DROP\r\n  b", "something");
  const json region = sarif_run(builder)["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(region["startLine"] == 1);
  CHECK(region["endLine"] == 1);
  CHECK(region["endColumn"] == 5);
}

TEST_CASE("two results of one rule on one line have different fingerprints", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "DROP a; DROP b; DROP c;\nDROP d;");
  for (const auto* part : {"DROP a", "DROP b", "DROP c", "DROP d"}) {
    builder.add(file, part, "the same");
  }
  builder.add(file, "DROP d", "another rule").rule = "data-loss/drop-column";
  const json results = sarif_run(builder)["results"];
  const auto hash = [&](std::size_t i) {
    return results[i]["partialFingerprints"]["primaryLocationLineHash"].get<std::string>();
  };
  CHECK(hash(1) == hash(0) + "-2");
  CHECK(hash(2) == hash(0) + "-3");
  CHECK(hash(3).find('-') == std::string::npos);
  CHECK(hash(4) == hash(3));
}

TEST_CASE("suppressed results are left out unless they are asked for", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("m.sql", "DROP a;");
  builder.add(file, "DROP a", "it goes away").suppressed = "nobody reads it";
  CHECK(sarif_run(builder)["results"].empty());
  builder.options().include_suppressed = true;
  const json suppression = sarif_run(builder)["results"][0]["suppressions"][0];
  CHECK(suppression["kind"] == "inSource");
  CHECK(suppression["justification"] == "nobody reads it");
  CHECK(parsed(builder, "json")["findings"][0]["suppressed"] == "nobody reads it");
}

TEST_CASE("the category ends with a slash", "[report]") {
  RunBuilder builder;
  CHECK(sarif_run(builder)["automationDetails"]["id"] == "migralint/");
  builder.options().category = "team/db/";
  CHECK(sarif_run(builder)["automationDetails"]["id"] == "team/db/");
}

TEST_CASE("paths become URIs", "[report]") {
  using migralint::report::to_uri;
  CHECK(to_uri("db/m igrations/1%#?.sql") == "db/m%20igrations/1%25%23%3F.sql");
  CHECK(to_uri("././a:b.sql") == "a%3Ab.sql");
  CHECK(to_uri("../ä\xff.sql") == "../%C3%A4%FF.sql");
  CHECK(to_uri("/var/m.sql") == "file:///var/m.sql");
  CHECK(to_uri("<stdin>") == "%3Cstdin%3E");
}

TEST_CASE("an absolute path has no base", "[report]") {
  RunBuilder builder;
  const auto file = builder.add_file("/var/m.sql", "DROP a;");
  builder.add(file, "DROP a", "it goes away");
  const json artifact =
      sarif_run(builder)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
  CHECK(artifact == json{{"uri", "file:///var/m.sql"}});
}

TEST_CASE("messages are sentences, and hold no links but their own", "[report]") {
  migralint::lint::Finding finding;
  finding.rule = "a/b";
  finding.message = "\"t\" has int[](3)";
  finding.label = "takes SHARE";
  finding.evidence = {"orders is old!", "orders is big"};
  finding.related = {{0, {}, "the [first] one"}, {0, {}, "two"}};
  CHECK(migralint::report::result_message(finding, "") ==
        "\"t\" has int[] (3). Takes SHARE. orders is old! orders is big. Related: [the (first) one](1), "
        "[two](2).");
  finding.fix = migralint::lint::Fix{migralint::lint::Fix::Class::plan, "safe form", "", {}};
  CHECK(migralint::report::result_message(finding, "SELECT 1;\n")
            .find("\n\nSafe form:\n\nSELECT 1;\n\nMore: migralint explain a/b.") != std::string::npos);
}

TEST_CASE("a rule's description is the first paragraph of its page, of a length that GitHub takes",
          "[report]") {
  using migralint::report::full_description;
  migralint::report::RuleInfo rule{"a/b", migralint::lint::Level::error, "short",
                                   "# a/b\n\none `two`\n[three](x).\n\nfour"};
  CHECK(full_description(rule) == "One two three.");
  const std::string page = "# a/b\n\n" + std::string(2000, 'x');
  rule.page = page;
  CHECK(full_description(rule).size() <= 1024);
  rule.page = "";
  CHECK(full_description(rule) == "Short.");
  CHECK(migralint::report::rule_name("data-loss/drop-column2") == "DataLossDropColumn2");
}
