// A statement as a cell of a table shows it.
#pragma once

#include <string>
#include <string_view>

#include "base/span.hpp"

namespace migralint::report {

/// The statement on one line, without comments, guards and the insides of code blocks, cut where it gets
/// long. Safe for a terminal.
std::string one_line(std::string_view text, Span span);

}  // namespace migralint::report
