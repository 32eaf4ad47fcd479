// Standard output and standard error.
#pragma once

#include <cstdint>
#include <string_view>

namespace migralint::cli {

/// "migralint: message" and a line end, on standard error.
void print_error(std::string_view message) noexcept;

/// A line on standard error as it is: configuration errors begin with their own file and line.
void print_error_line(std::string_view line) noexcept;

/// Text on standard error as it is, without a line end: progress on a terminal.
void print_error_text(std::string_view text) noexcept;

/// Writes to standard output. A reader that has gone away is success: it has what it wanted. False after a
/// message on standard error otherwise (a full disk).
bool print(std::string_view text);

enum class ColorChoice : std::uint8_t { automatic, always, never };

/// Whether to write escapes to standard output: --color, then NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR,
/// TERM=dumb, and whether it is a terminal.
bool use_color(ColorChoice choice);

}  // namespace migralint::cli
