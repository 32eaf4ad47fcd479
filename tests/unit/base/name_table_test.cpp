#include "base/name_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "support/catch.hpp"

using namespace migralint;

namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"", "a", "ab", "abc", "abcd", "int4", "int8", "timestamptz", "information_schema", "abcd"});
constexpr auto name_at = [](std::size_t place) { return names[place]; };
constexpr NameTable<names.size()> table(name_at);

}  // namespace

TEST_CASE("a name table finds each name where it stands first", "[base]") {
  for (const auto name : names) {
    const auto first = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    CHECK(table.find(name, name_at) == first);
  }
}

TEST_CASE("a name table finds nothing else", "[base]") {
  for (const std::string_view name :
       {"b", "abcde", "INT4", "int", "timestamp", "information_schemb", "\xFF\xFE"}) {
    CHECK(table.find(name, name_at) == table.missing);
  }
}

TEST_CASE("long names that differ only where their numbers do not are told apart", "[base]") {
  // name_key() takes the first, middle and last four bytes.
  static constexpr auto twins = std::to_array<std::string_view>(
      {"abcdXXXXabcdXXXXabcd", "abcdYYYYabcdYYYYabcd", "abcdZZZZabcdZZZZabcd"});
  static constexpr auto twin_at = [](std::size_t place) { return twins[place]; };
  static constexpr NameTable<twins.size()> both(twin_at);
  static_assert(name_key(twins[0]) == name_key(twins[1]));
  for (std::size_t i = 0; i < twins.size(); ++i) {
    CHECK(both.find(twins[i], twin_at) == i);
  }
  CHECK(both.find("abcdWWWWabcdWWWWabcd", twin_at) == both.missing);
}
