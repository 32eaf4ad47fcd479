#include "script/line_index.hpp"

#include <string>
#include <string_view>

#include "tests/support/catch.hpp"

using namespace migralint;
using script::LineIndex;
using script::Position;

TEST_CASE("lines end at LF, CRLF and CR", "[script]") {
  const std::string_view text = "a\nbc\r\nd\re\n";
  const LineIndex index(text);
  CHECK(index.line_count() == 5);
  CHECK(index.position(0) == Position{1, 1});
  CHECK(index.position(1) == Position{1, 2});
  CHECK(index.position(2) == Position{2, 1});
  CHECK(index.position(4) == Position{2, 3});
  CHECK(index.position(6) == Position{3, 1});
  CHECK(index.position(8) == Position{4, 1});
  CHECK(index.position(10) == Position{5, 1});
  CHECK(index.position(99) == Position{5, 1});
  CHECK(index.line_text(1) == "a");
  CHECK(index.line_text(2) == "bc");
  CHECK(index.line_text(3) == "d");
  CHECK(index.line_text(4) == "e");
  CHECK(index.line_text(5).empty());
  CHECK(index.line_text(6).empty());
  CHECK(index.line_text(0).empty());
  CHECK(LineIndex("a\r").line_count() == 2);
  CHECK(LineIndex("a\n\nb").position(3) == Position{3, 1});
}

TEST_CASE("an empty file has one line", "[script]") {
  const LineIndex index("");
  CHECK(index.line_count() == 1);
  CHECK(index.position(0) == Position{1, 1});
  CHECK(index.line_text(1).empty());
}

TEST_CASE("columns count code points", "[script]") {
  const std::string_view text = "\tä€x\n\xF0\x9F\x98\x80y";  // the last line: one emoji, then y
  const LineIndex index(text);
  CHECK(index.position(1) == Position{1, 2});
  CHECK(index.position(3) == Position{1, 3});
  CHECK(index.position(6) == Position{1, 4});
  CHECK(index.position(12) == Position{2, 2});
  CHECK(index.utf16_position(12) == Position{2, 3});
  CHECK(index.utf16_position(6) == Position{1, 4});
}

TEST_CASE("a BOM takes no column", "[script]") {
  const LineIndex index(
      "\xEF\xBB\xBF"
      "ab\nc");
  CHECK(index.position(0) == Position{1, 1});
  CHECK(index.position(3) == Position{1, 1});
  CHECK(index.position(4) == Position{1, 2});
  CHECK(index.position(6) == Position{2, 1});
  CHECK(index.line_text(1) == "ab");
}

TEST_CASE("columns on very long lines are right", "[script]") {
  std::string text;
  std::size_t code_points = 0;
  while (text.size() < 20000) {
    text += "ä\xF0\x9F\x98\x80z";
    code_points += 3;
  }
  const LineIndex index(text);
  CHECK(index.position(static_cast<std::uint32_t>(text.size())) == Position{1, code_points + 1});
  CHECK(index.utf16_position(static_cast<std::uint32_t>(text.size())) ==
        Position{1, code_points / 3 * 4 + 1});
  CHECK(index.position(7 * 1000) == Position{1, 3001});
}
