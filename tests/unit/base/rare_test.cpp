#include "base/rare.hpp"

#include "support/catch.hpp"

using namespace migralint;

TEST_CASE("a box holds one value or none, and copies it", "[base]") {
  Box<std::string> box;
  CHECK_FALSE(box.has_value());
  CHECK(box.value_or("other") == "other");
  box.emplace("a") += "b";
  const Box<std::string> copy = box;
  *box = "changed";
  CHECK(*copy == "ab");
  CHECK(copy.value_or("other") == "ab");
  CHECK_FALSE(Box<std::string>(std::optional<std::string>()).has_value());
  CHECK(*Box<std::string>(std::optional<std::string>("x")) == "x");
  box.reset();
  CHECK_FALSE(box);
}

TEST_CASE("what is rare reads as its default until it is written", "[base]") {
  Rare<std::vector<int>> rare;
  CHECK(rare->empty());
  CHECK_FALSE(rare.stored());
  rare.edit().push_back(1);
  CHECK(rare.get() == std::vector<int>{1});
  CHECK(rare.stored());
}

TEST_CASE("a rare text compares as a text", "[base]") {
  RareText text;
  CHECK(text.empty());
  CHECK(text == "");
  text = "schema";
  CHECK(text == std::string("schema"));
  CHECK(text.str() == "schema");
  text = "";
  CHECK(text.empty());
}

TEST_CASE("few items are a vector that takes no room while empty", "[base]") {
  Few<std::string> few;
  CHECK(few.empty());
  CHECK(few.begin() == few.end());
  few.push_back("a");
  few.push_back("b");
  CHECK(few.size() == 2);
  CHECK(few.back() == "b");
  CHECK(few.remove_if([](const std::string& item) { return item == "a"; }) == 1);
  CHECK(few == std::vector<std::string>{"b"});
  few.clear();
  CHECK(few.empty());
}
