#include "parser/text.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"

using migralint::parser::byte_of_character;
using migralint::parser::find_bad_byte;
using namespace std::string_view_literals;

TEST_CASE("valid UTF-8 has no bad byte", "[parser]") {
  for (const auto text :
       {""sv, "plain"sv, "exactly8"sv, "é"sv, "€"sv, "😀"sv, "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv,
        "\xF4\x8F\xBF\xBF"sv, "\x7F"sv, "mixed é in a longer text, €, 😀 and so on"sv}) {
    INFO(text);
    CHECK_FALSE(find_bad_byte(text).has_value());
  }
}

TEST_CASE("the first bad byte is found", "[parser]") {
  struct Row {
    std::string_view text;
    std::size_t at;
  };
  for (const auto& row :
       {Row{"\0"sv, 0}, Row{"abc\0def, longer"sv, 3}, Row{"12345678\0"sv, 8}, Row{"\x80"sv, 0},
        Row{"\xC0\x80"sv, 0}, Row{"\xC1\xBF"sv, 0}, Row{"a\xC3"sv, 1}, Row{"\xE0\x9F\xBF"sv, 0},
        Row{"\xED\xA0\x80"sv, 0}, Row{"\xF0\x8F\xBF\xBF"sv, 0}, Row{"\xF4\x90\x80\x80"sv, 0},
        Row{"\xF5\x80\x80\x80"sv, 0}, Row{"é\xE2\x82"sv, 2}, Row{"\xE2\x82\x41"sv, 0}}) {
    INFO(row.text);
    REQUIRE(find_bad_byte(row.text).has_value());
    CHECK(*find_bad_byte(row.text) == row.at);
  }
}

TEST_CASE("characters are turned into bytes", "[parser]") {
  const auto text = "aé€😀b"sv;
  CHECK(byte_of_character(text, 0) == 0);
  CHECK(byte_of_character(text, 1) == 0);
  CHECK(byte_of_character(text, 2) == 1);
  CHECK(byte_of_character(text, 3) == 3);
  CHECK(byte_of_character(text, 4) == 6);
  CHECK(byte_of_character(text, 5) == 10);
  CHECK(byte_of_character(text, 6) == text.size());
  CHECK(byte_of_character("", 1) == 0);
}
