// The test vectors of github/codeql-action, src/fingerprints.test.ts.
#include "report/line_hash.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using migralint::report::line_hashes;
using Hashes = std::vector<std::string>;

TEST_CASE("an empty file has the hash of its end", "[report]") {
  CHECK(line_hashes("") == Hashes{"c129715d7a2bc9a3:1"});
}

TEST_CASE("blanks do not count in a line's hash", "[report]") {
  CHECK(line_hashes(" a\nb\n  \t\tc\n d") ==
        Hashes{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
}

TEST_CASE("repeated lines are numbered", "[report]") {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += "Lorem ipsum dolor sit amet.\n";
  }
  CHECK(line_hashes(text) == Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                                    "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                                    "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                                    "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("a line's hash depends on the lines after it", "[report]") {
  CHECK(line_hashes("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n") ==
        Hashes{"e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1", "5c482a0f8b35ea28:1",
               "54517377da7028d2:1", "2c644846cb18d53e:1", "f1b89f20de0d133:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("line ends of all kinds give the same hashes", "[report]") {
  const Hashes expected{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1",
                        "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                        "c129715d7a2bc9a3:1"};
  CHECK(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n") == expected);
  CHECK(line_hashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n") == expected);
  CHECK(line_hashes(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r") == expected);
}

TEST_CASE("the hash of SQL is that of Microsoft's SARIF tool", "[report]") {
  const auto hashes = line_hashes(
      "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';\n"
      "CREATE INDEX orders_note_idx ON orders (note);\n");
  REQUIRE(hashes.size() == 3);
  CHECK(hashes[1] == "310cb2c3ce341233:1");
}
