#include "sql/plpgsql_tree.hpp"

#include <string>

#include "support/catch.hpp"

using namespace migralint::sql::plpgsql;

TEST_CASE("how deep a tree is, is told before it is read", "[sql]") {
  CHECK_FALSE(is_nested_deeper(R"({"a":[1,{"b":2}]})", 3));
  CHECK(is_nested_deeper(R"({"a":[1,{"b":2}]})", 2));
  CHECK_FALSE(is_nested_deeper(R"(["[[[[", "\"[[[[", "\\"])", 1));
  CHECK_FALSE(is_nested_deeper("[][][]", 1));
  CHECK_FALSE(is_nested_deeper("]]]]\"", 1));
  const std::string deep = std::string(max_tree_depth + 1, '[') + std::string(max_tree_depth + 1, ']');
  CHECK(parse_tree(deep).is_discarded());
  CHECK_FALSE(parse_tree(deep.substr(1, deep.size() - 2)).is_discarded());
  CHECK(parse_tree("[1,").is_discarded());
}

TEST_CASE("what is not in a tree reads as empty", "[sql]") {
  const auto json = parse_tree(R"({"node":{"text":"a","number":3,"list":[{"x":{"y":1}}]}})");
  const Tree tree(json);
  CHECK(tree.tag() == "node");
  CHECK(tree.node()["text"].text() == "a");
  CHECK(tree.node()["number"].integer() == 3);
  CHECK(tree.node()["text"].integer(7) == 7);
  CHECK(tree.node()["number"].text().empty());
  CHECK_FALSE(tree["absent"]);
  CHECK_FALSE(tree["absent"]["more"].first());
  CHECK(tree.node()["list"].size() == 1);
  CHECK(tree.node()["list"].first()["x"]["y"].integer() == 1);
  CHECK(Tree().tag().empty());
}
