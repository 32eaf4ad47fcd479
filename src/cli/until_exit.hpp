// What a command leaves behind when it is done.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace migralint::cli {

/// Moves `value` to where nobody frees it: the program ends soon, and the system takes all of its memory at
/// once.
template <class T>
T& keep_until_exit(T&& value) {
  using Value = std::remove_cvref_t<T>;
  static auto& kept = *new std::vector<std::shared_ptr<Value>>;  // never destroyed, on purpose
  return *kept.emplace_back(std::make_shared<Value>(std::forward<T>(value)));
}

}  // namespace migralint::cli
