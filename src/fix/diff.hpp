// The difference of two texts as a patch.
#pragma once

#include <string>
#include <string_view>

namespace migralint::fix {

/// A unified diff with three lines of context that `git apply` and `patch -p1` take, byte for byte: paths
/// behind `a/` and `b/`, line ends as in the file, a missing last one said. Empty when the texts are equal.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace migralint::fix
