// What must hold of a text before the parser may see it, and from the parser's places to ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace migralint::parser {

/// The first byte that makes `text` unfit: a NUL byte, where the parser would silently stop reading, or the
/// start of a sequence that is not UTF-8 (overlong forms, surrogates and code points above U+10FFFF
/// included).
std::optional<std::size_t> find_bad_byte(std::string_view text);

/// The byte at which the `character`th character (from 1) of valid UTF-8 begins; the text's length when it
/// has fewer characters, 0 when `character` is 0.
std::size_t byte_of_character(std::string_view text, std::uint32_t character);

}  // namespace migralint::parser
