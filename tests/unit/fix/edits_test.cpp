#include "fix/edits.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::fix;

TEST_CASE("edits are applied in order of place", "[fix]") {
  const std::vector<lint::Edit> edits{{{4, 4}, "X "}, {{0, 1}, "AA"}};
  CHECK(fix::apply("a b c", merge(edits)) == "AA b X c");
  CHECK(fix::apply("abc", {}) == "abc");
}

TEST_CASE("edits that overlap are not merged", "[fix]") {
  CHECK(merge(std::vector<lint::Edit>{{{2, 5}, ""}, {{4, 6}, ""}}).empty());
  CHECK(fix::apply("0123", merge(std::vector<lint::Edit>{{{2, 2}, "b"}, {{2, 2}, "a"}})) == "01ba23");
  CHECK(fix::apply("0123", merge(std::vector<lint::Edit>{{{2, 2}, "a"}, {{1, 2}, "b"}})) == "0ba23");
  CHECK(merge(std::vector<lint::Edit>{{{2, 2}, "a"}, {{2, 2}, "a"}}).size() == 1);
  CHECK(merge(std::vector<lint::Edit>{{{2, 4}, "a"}, {{4, 6}, "b"}}).size() == 2);
}

TEST_CASE("two fixes can be joined when they are apart, or the same", "[fix]") {
  const std::vector<lint::Edit> one{{{2, 4}, "a"}};
  CHECK(can_join(one, std::vector<lint::Edit>{{{6, 6}, "b"}}));
  CHECK(can_join(one, one));
  CHECK_FALSE(can_join(one, std::vector<lint::Edit>{{{3, 3}, "b"}}));
  CHECK_FALSE(can_join(std::vector<lint::Edit>{{{2, 2}, "a"}}, std::vector<lint::Edit>{{{2, 2}, "b"}}));
}

TEST_CASE("statements are followed through edits", "[fix]") {
  const std::string before = "SELECT 1;\nSELECT 2;\nSELECT 3;\n";
  const auto ids = number_statements(before);
  REQUIRE(ids == StatementIds{0, 1, 2});
  const auto follow = [&](std::vector<lint::Edit> edits) {
    const auto merged = merge(edits);
    return carry_over(before, ids, merged, fix::apply(before, merged));
  };
  CHECK(follow({}) == StatementIds{0, 1, 2});
  CHECK(follow({{{10, 10}, "SET a = 1;\n"}}) == StatementIds{0, new_statement, 1, 2});
  CHECK(follow({{{19, 19}, "\nSELECT 9;"}}) == StatementIds{0, 1, new_statement, 2});
  CHECK(follow({{{10, 20}, ""}}) == StatementIds{0, 2});
  // A statement that is changed inside stays the same one.
  CHECK(follow({{{17, 18}, "200"}}) == StatementIds{0, 1, 2});
}
