#include "script/suppressions.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

using namespace migralint;
using script::Suppression;

namespace {

std::vector<Suppression> find(std::string_view text) {
  return script::find_suppressions(text, script::split(text));
}

std::vector<std::string> names(const Suppression& suppression) {
  std::vector<std::string> result;
  for (const auto& pattern : suppression.patterns)
    result.push_back(pattern.text);
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("words that are meant as a suppression and are none", "[script]") {
  for (const std::string_view comment :
       {"-- migralint:ignore-next-line a/b", "-- migralint:disable a/b", "-- migralint: skip",
        "/* migralint:disable-file a/b */", "-- migralint:nolint"}) {
    INFO(comment);
    const auto found = find(std::string(comment) + "\nselect 1;");
    REQUIRE(found.size() == 1);
    CHECK(found[0].unknown);
    CHECK(found[0].patterns.empty());
    CHECK_FALSE(found[0].whole_file);
  }
  for (const std::string_view comment :
       {"-- migralint: offers a table of locks", "-- migralint:ignored by us", "-- see migralint:disable",
        "-- migralint: https://example.com"}) {
    INFO(comment);
    CHECK(find(std::string(comment) + "\nselect 1;").empty());
  }
}

TEST_CASE("the words of a suppression comment", "[script]") {
  struct Case {
    std::string_view comment;
    Names names;
    std::string reason;
  };
  const Case cases[] = {
      {"-- migralint:ignore a/b", {"a/b"}, ""},
      {"--migralint:ignore a/b -- small table", {"a/b"}, "small table"},
      {"-- migralint:ignore a/b, c/*,d/e-f -- x -- y", {"a/b", "c/*", "d/e-f"}, "x -- y"},
      {"-- migralint:ignore: a/b", {"a/b"}, ""},
      {"-- MigraLint: Ignore a/b", {"a/b"}, ""},
      {"-- migralint:ignore a/b c/d because it is small", {"a/b", "c/d"}, "because it is small"},
      {"-- migralint:ignore a/b - small", {"a/b"}, "small"},
      {"-- migralint:ignore a/b \xE2\x80\x94 small", {"a/b"}, "small"},
      {"-- migralint:ignore bogus", {"bogus"}, ""},
      {"-- migralint:ignore", {}, ""},
      {"-- migralint:ignore -- only a reason", {}, "only a reason"},
      {"-- migralint:ignore a/b,", {"a/b"}, ""},
      {"/* migralint:ignore a/b -- why */", {"a/b"}, "why"},
      {"/* migralint:ignore a/b,\n   c/d */", {"a/b", "c/d"}, ""},
  };
  for (const auto& one : cases) {
    INFO(one.comment);
    const std::string text = std::string(one.comment) + "\nselect 1;";
    const auto found = find(text);
    REQUIRE(found.size() == 1);
    CHECK(names(found[0]) == one.names);
    CHECK(found[0].reason == one.reason);
    CHECK(found[0].comment.of(text) == one.comment);
    CHECK_FALSE(found[0].whole_file);
    for (const auto& pattern : found[0].patterns)
      CHECK(pattern.span.of(text) == pattern.text);
  }
}

TEST_CASE("other comments are no suppressions", "[script]") {
  const std::string_view cases[] = {"-- ignore a/b",
                                    "-- migralint a/b",
                                    "-- migralint:ignored a/b",
                                    "-- see migralint:ignore",
                                    "'-- migralint:ignore a/b'",
                                    "$$\n-- migralint:ignore a/b\n$$",
                                    "--",
                                    "/**/",
                                    "/*/"};
  for (const auto text : cases) {
    INFO(text);
    CHECK(find(text).empty());
  }
}

TEST_CASE("what a suppression covers", "[script]") {
  struct Case {
    std::string_view text;
    std::optional<std::uint32_t> statement, line;
  };
  const std::optional<std::uint32_t> none;
  const Case cases[] = {
      {"-- migralint:ignore a/b\nx;", 0, none},
      {"x;\n-- migralint:ignore a/b\n\n-- other\n/* more */\ny;", 1, none},
      {"x; -- migralint:ignore a/b\ny;", none, 1},
      {"x\n  y -- migralint:ignore a/b\n  z;", none, 2},
      {"x\n  -- migralint:ignore a/b\n  -- other\n\n  y,\n  z;", none, 5},
      {"x /* migralint:ignore a/b */ y;", none, 1},
      {"x;\n/* migralint:ignore a/b */ y;", 1, none},
      {"x;\r\n-- migralint:ignore a/b\r\ny;", 1, none},
      {"x;\n-- migralint:ignore a/b\n", none, none},
      {"-- migralint:ignore a/b", none, none},
      {"x;\n-- migralint:ignore a/b\n\\set y 1\nz;", 1, none},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    const auto found = find(one.text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].statement == one.statement);
    CHECK(found[0].line == one.line);
  }
}

TEST_CASE("several suppressions stack on one statement", "[script]") {
  const auto found = find("x;\n-- migralint:ignore a/b\n-- migralint:ignore c/d\ny;");
  REQUIRE(found.size() == 2);
  CHECK(found[0].statement == 1U);
  CHECK(found[1].statement == 1U);
}

TEST_CASE("ignore-file counts before the first statement only", "[script]") {
  const auto leading = find("-- header\n-- migralint:ignore-file a/*, b/c -- legacy\nx;");
  REQUIRE(leading.size() == 1);
  CHECK(leading[0].whole_file);
  CHECK_FALSE(leading[0].misplaced);
  CHECK(names(leading[0]) == Names{"a/*", "b/c"});
  CHECK(leading[0].reason == "legacy");
  CHECK_FALSE(leading[0].statement);
  const auto late = find("x;\n-- migralint:ignore-file a/b\ny;");
  REQUIRE(late.size() == 1);
  CHECK(late[0].whole_file);
  CHECK(late[0].misplaced);
  CHECK(find("x -- migralint:ignore-file a/b\n;")[0].misplaced);
  CHECK_FALSE(find("-- migralint:ignore-file a/b")[0].misplaced);
}
