// Fixed texts back into their files.
#pragma once

#include <string>
#include <string_view>

namespace migralint::fix {

/// Replaces a file's text in one step: it keeps its mode, a symbolic link stays one and its target is
/// replaced. Refused when the file is read-only or no longer holds `before`. Empty text: done; otherwise the
/// reason.
std::string write(const std::string& path, std::string_view before, std::string_view after);

}  // namespace migralint::fix
