#include "project/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "unit/project/scratch.hpp"

using namespace migralint;
using namespace migralint::project;

TEST_CASE("files are read byte for byte", "[project]") {
  const test::Scratch scratch;
  const std::string bytes("a\r\n\0\xff\xfe b", 8);
  CHECK(*read_file(scratch.file("a.sql", bytes)) == bytes);
  CHECK(read_file(scratch.file("empty.sql", ""))->empty());
  const std::string large(300'000, 'x');
  CHECK(*read_file(scratch.file("large.sql", large)) == large);
}

TEST_CASE("a pipe is read to its end", "[project]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], "SELECT 1", 8) == 8);
  ::close(ends[1]);
  CHECK(*read_all(ends[0]) == "SELECT 1");
  ::close(ends[0]);
}

TEST_CASE("what cannot be read is said in the system's words", "[project]") {
  const test::Scratch scratch;
  CHECK(read_file(scratch.path("none.sql")).error() == "no such file or directory");
  CHECK(read_file(scratch.root()).error() == "is a directory");
}

TEST_CASE("files are replaced and keep their mode", "[project]") {
  const test::Scratch scratch;
  const auto path = scratch.file("report.json", "old and longer");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  CHECK(write_file(path, "new").empty());
  CHECK(*read_file(path) == "new");
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777U) == 0640U);
  std::size_t entries = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.root())) {
    entries += entry.exists() ? 1U : 0U;
  }
  CHECK(entries == 1);
}

TEST_CASE("a new file is made; a missing folder is an error", "[project]") {
  const test::Scratch scratch;
  CHECK(write_file(scratch.path("new.json"), "{}").empty());
  CHECK(*read_file(scratch.path("new.json")) == "{}");
  CHECK(write_file(scratch.path("no/new.json"), "{}") == "no such file or directory");
  CHECK(write_file("/dev/null", "{}").empty());
}
