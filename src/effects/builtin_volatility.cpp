// How volatile PostgreSQL's own functions are, by version. The facts are in builtin_functions.inc.
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

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
  std::uint8_t size = 0;    ///< of its name, in bytes
  Volatility volatility = Volatility::unknown;
  std::uint8_t first = 0;
  std::uint8_t last = 0;
  bool in_pg_catalog = false;
};

// Each expression of each statement asks for some names: they stand in buckets by their hash, about one in
// each.
constexpr std::size_t buckets = 4096;

/// FNV-1a.
constexpr std::size_t bucket_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  }
  return (hash ^ (hash >> 16U)) % buckets;
}

struct Table {
  std::array<char, text_size> text{};
  std::array<Fact, count> facts{};  ///< bucket by bucket
  std::array<std::uint16_t, buckets + 1> begins{};
};
constexpr Table table = [] {
  Table made;
  for (const auto& entry : functions) {
    ++made.begins[bucket_of(entry.name) + 1];
  }
  for (std::size_t i = 0; i < buckets; ++i) {
    made.begins[i + 1] = static_cast<std::uint16_t>(made.begins[i + 1] + made.begins[i]);
  }
  auto next = made.begins;
  std::uint32_t end = 0;
  for (const auto& entry : functions) {
    made.facts[next[bucket_of(entry.name)]++] = {end,
                                                 static_cast<std::uint8_t>(entry.name.size()),
                                                 entry.volatility,
                                                 entry.first,
                                                 entry.last,
                                                 entry.in_pg_catalog};
    for (const char c : entry.name) {
      made.text[end++] = c;
    }
  }
  return made;
}();

std::string_view name_of(const Fact& fact) { return {table.text.data() + fact.begin, fact.size}; }

const Fact* find(std::string_view function, int pg_version) {
  const std::size_t bucket = bucket_of(function);
  for (std::size_t i = table.begins[bucket]; i < table.begins[bucket + 1]; ++i) {
    const Fact& fact = table.facts[i];
    if (name_of(fact) == function && fact.first <= pg_version && pg_version <= fact.last) {
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
