// Where a statement without comments has its parentheses and commas, found without cutting it into tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace migralint::sql {

/// What it does to the number of open parentheses and brackets.
constexpr int depth_change(char c) { return c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0; }

/// The first `(` at or after `at` that is not quoted; the text's end if there is none.
std::uint32_t first_parenthesis(std::string_view text, std::uint32_t at);

/// What stands between the commas from `at` on that no parenthesis holds, up to the end, a `;`, or the
/// parenthesis that closes more than opened: each without the blanks around it, and none that is empty.
std::vector<Span> between_commas(std::string_view text, std::uint32_t at);

/// Where a name of up to `parts` identifiers with dots between them ends, if it is written without quotes and
/// blanks; `at` if it is not.
std::uint32_t plain_name_end(std::string_view text, std::uint32_t at, int parts);

/// The end of what stands before `end`, without the blanks.
std::uint32_t without_blanks(std::string_view text, std::uint32_t end);

}  // namespace migralint::sql
