#include "base/text.hpp"

#include <array>

#include "support/catch.hpp"

using namespace migralint;

namespace {

std::string near(std::string_view word) {
  static constexpr std::array<std::string_view, 4> known{"select", "locking/check-validates", "ignore", "db"};
  return did_you_mean(word, known).value_or("");
}

}  // namespace

TEST_CASE("a near word is suggested and a far one is not", "[base]") {
  CHECK(near("selct") == "select");
  CHECK(near("SELECT") == "select");
  CHECK(near("slecet") == "select");
  CHECK(near("ingore") == "ignore");
  CHECK(near("locking/check-validate") == "locking/check-validates");
  CHECK(near("dc") == "db");
  CHECK(near("xy") == "");
  CHECK(near("exclude") == "");
  CHECK(near("") == "");
  CHECK(near("locking/check") == "locking/check-validates");
  CHECK(near("loc") == "");
}

TEST_CASE("a suggestion is a tail for a message", "[base]") {
  static constexpr std::array<std::string_view, 1> known{"schema"};
  CHECK(suggestion("shcema", known) == " (did you mean \"schema\"?)");
  CHECK(suggestion("history", known).empty());
}

TEST_CASE("lists are split into trimmed parts", "[base]") {
  CHECK(split_list(" a, b ,,c ", ',') == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(split_list("", ',').empty());
}

TEST_CASE("endings ignore the case of ASCII letters", "[base]") {
  CHECK(ends_with_ignoring_case("a.SQL", ".sql"));
  CHECK_FALSE(ends_with_ignoring_case("sql", ".sql"));
}
