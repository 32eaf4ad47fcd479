#include "fix/diff.hpp"

#include <string>

#include "support/catch.hpp"

using migralint::fix::unified_diff;

TEST_CASE("a patch", "[fix]") {
  CHECK(unified_diff("m/1.sql", "a\n", "a\n").empty());
  CHECK(unified_diff("m/1.sql", "a\nb\nc\n", "a\nx\nc\n") ==
        "--- a/m/1.sql\n+++ b/m/1.sql\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  CHECK(unified_diff("m/1.sql", "", "x\n") == "--- a/m/1.sql\n+++ b/m/1.sql\n@@ -0,0 +1 @@\n+x\n");
  CHECK(unified_diff("m/1.sql", "x\n", "") == "--- a/m/1.sql\n+++ b/m/1.sql\n@@ -1 +0,0 @@\n-x\n");
}

TEST_CASE("a missing line end at the end of the file is said", "[fix]") {
  CHECK(unified_diff("f", "a", "b\na") ==
        "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n+b\n a\n\\ No newline at end of file\n");
  CHECK(unified_diff("f", "a", "a\n") ==
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("line ends stay as they are", "[fix]") {
  CHECK(unified_diff("f", "a\r\nb\r\n", "x\r\na\r\nb\r\n") ==
        "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n+x\r\n a\r\n b\r\n");
}

TEST_CASE("places far apart are two hunks, near ones are one", "[fix]") {
  std::string before;
  for (int i = 1; i <= 20; ++i) {
    before += std::to_string(i) + "\n";
  }
  std::string near = before;
  near.replace(near.find("3\n"), 1, "x");
  std::string both = near;
  both.replace(both.find("10\n"), 2, "y");
  std::string far = near;
  far.replace(far.find("18\n"), 2, "z");
  const auto hunks = [&](const std::string& after) {
    const auto diff = unified_diff("f", before, after);
    std::size_t count = 0;
    for (auto at = diff.find("@@ -"); at != std::string::npos; at = diff.find("@@ -", at + 1)) {
      ++count;
    }
    return count;
  };
  CHECK(hunks(near) == 1);
  CHECK(hunks(both) == 1);
  CHECK(hunks(far) == 2);
}

TEST_CASE("paths as git writes them", "[fix]") {
  const auto head = [](const std::string& path) {
    const auto diff = unified_diff(path, "", "x\n");
    return diff.substr(0, diff.find('\n'));
  };
  CHECK(head("/m/1.sql") == "--- a/m/1.sql");
  CHECK(head("m/a b.sql") == "--- a/m/a b.sql\t");
  CHECK(head("m/a\"b\n.sql") == "--- \"a/m/a\\\"b\\012.sql\"");
}
