// Sorting where the key takes longer to make than to compare.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace migralint {

/// Sorts by what `key_of` gives for each item; equal ones stay as they stand.
template <class T, class KeyOf>
void sort_by_key(std::vector<T>& items, const KeyOf& key_of) {
  std::vector<std::string> keys;
  keys.reserve(items.size());
  for (const auto& item : items) {
    keys.push_back(key_of(item));
  }
  if (std::is_sorted(keys.begin(), keys.end())) return;
  std::vector<std::pair<std::string, T>> keyed;
  keyed.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    keyed.emplace_back(std::move(keys[i]), std::move(items[i]));
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), items.begin(),
                 [](auto& pair) { return std::move(pair.second); });
}

}  // namespace migralint
