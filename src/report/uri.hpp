#pragma once

#include <string>
#include <string_view>

namespace migralint::report {

/// A relative path as a relative URI reference, "./" left out; an absolute one as a file: URI.
/// Percent-encoded.
std::string to_uri(std::string_view path);

}  // namespace migralint::report
