// Text helpers that know nothing of the project.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migralint {

/// The candidate that `word` is most likely a misspelling of: at most a third of its letters differ
/// (insertions, deletions, replacements and swaps of neighbours count one each), or the only one that it is
/// the beginning of. The first of equals; none when nothing is near.
std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string_view> candidates);
std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// A message's tail: ` (did you mean "b"?)`, or nothing.
std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

/// ASCII only, independent of the locale.
std::string to_lower(std::string_view text);
bool ends_with_ignoring_case(std::string_view text, std::string_view ending);
std::string_view trim(std::string_view text);
/// The trimmed, non-empty parts.
std::vector<std::string_view> split_list(std::string_view text, char separator);

}  // namespace migralint
