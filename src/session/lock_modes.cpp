#include <array>

#include "session/session.hpp"

namespace migralint::session {
namespace {

constexpr std::size_t mode_count = 9;

constexpr std::array<std::string_view, mode_count> lock_names{
    "",      "ACCESS SHARE",        "ROW SHARE", "ROW EXCLUSIVE",   "SHARE UPDATE EXCLUSIVE",
    "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};

// Bit n of row m: m conflicts with n.
constexpr unsigned bit(LockMode mode) { return 1U << static_cast<unsigned>(mode); }
template <class... Modes>
constexpr unsigned bits(Modes... modes) {
  return (bit(modes) | ...);
}
using enum LockMode;
constexpr std::array<unsigned, mode_count> conflict_rows{
    0,
    bits(access_exclusive),
    bits(exclusive, access_exclusive),
    bits(share, share_row_exclusive, exclusive, access_exclusive),
    bits(share_update_exclusive, share, share_row_exclusive, exclusive, access_exclusive),
    bits(row_exclusive, share_update_exclusive, share_row_exclusive, exclusive, access_exclusive),
    bits(row_exclusive, share_update_exclusive, share, share_row_exclusive, exclusive, access_exclusive),
    bits(row_share, row_exclusive, share_update_exclusive, share, share_row_exclusive, exclusive,
         access_exclusive),
    bits(access_share, row_share, row_exclusive, share_update_exclusive, share, share_row_exclusive,
         exclusive, access_exclusive),
};

constexpr std::array<std::string_view, 5> mode_names{"autocommit", "implicit", "file", "batch", "pipeline"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(LockMode mode) { return lock_names[static_cast<std::size_t>(mode)]; }

std::optional<LockMode> lock_mode(std::string_view name) {
  if (name.empty()) {
    return std::nullopt;
  }
  return find_name<LockMode>(lock_names, name);
}

bool conflicts(LockMode a, LockMode b) { return (conflict_rows[static_cast<std::size_t>(a)] & bit(b)) != 0; }

std::string_view to_string(TransactionMode mode) { return mode_names[static_cast<std::size_t>(mode)]; }

std::optional<TransactionMode> transaction_mode(std::string_view name) {
  return find_name<TransactionMode>(mode_names, name);
}

}  // namespace migralint::session
