// How volatile PostgreSQL's own functions are, by version. The facts are in builtin_functions.inc.
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/name_table.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::Volatility;

struct Entry {
  std::string_view name;
  Volatility volatility;
  std::uint8_t first;  ///< major versions that have it
  std::uint8_t last;
  bool in_pg_catalog;  ///< false: an extension's
};

constexpr Entry functions[] = {
#include "effects/builtin_functions.inc"
};

// Four thousand pointers would have to be set each time the program starts, so the table that is kept has
// none: the names in one text, and where each begins.
constexpr std::size_t count = std::size(functions);
constexpr std::size_t text_size = [] {
  std::size_t size = 0;
  for (const auto& entry : functions) {
    size += entry.name.size();
  }
  return size;
}();

struct Fact {
  std::uint32_t begin = 0;  ///< of its name in the text
  Volatility volatility = Volatility::unknown;
  std::uint8_t first = 0;
  std::uint8_t last = 0;
  bool in_pg_catalog = false;
};
struct Table {
  std::array<char, text_size> text{};
  std::array<Fact, count + 1> facts{};  ///< the last one ends the text
};
constexpr Table table = [] {
  Table made;
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& entry = functions[i];
    made.facts[i] = {end, entry.volatility, entry.first, entry.last, entry.in_pg_catalog};
    for (const char c : entry.name) {
      made.text[end++] = c;
    }
  }
  made.facts[count].begin = end;
  return made;
}();

constexpr std::string_view name_at(std::size_t place) {
  const std::size_t begin = table.facts[place].begin;
  return {table.text.data() + begin, table.facts[place + 1].begin - begin};
}
constexpr NameTable<count> places(name_at);

const Fact* find(std::string_view function, int pg_version) {
  for (std::size_t place = places.find(function, name_at); place < count && name_at(place) == function;
       ++place) {
    const Fact& fact = table.facts[place];
    if (fact.first <= pg_version && pg_version <= fact.last) {
      return &fact;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<Volatility> builtin_volatility(std::string_view function, int pg_version) {
  const auto* fact = find(function, pg_version);
  return fact != nullptr ? std::optional(fact->volatility) : std::nullopt;
}

bool is_in_pg_catalog(std::string_view function, int pg_version) {
  const auto* fact = find(function, pg_version);
  return fact != nullptr && fact->in_pg_catalog;
}

}  // namespace migralint::effects
