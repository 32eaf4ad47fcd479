// Edits on a text, and where its statements went.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.hpp"

namespace migralint::fix {

/// Sorted by place; an edit given twice is kept once, insertions at one place follow each other as given.
/// Empty when two of them overlap.
std::vector<lint::Edit> merge(std::span<const lint::Edit> edits);
/// Whether the edits of two fixes can be applied together: they neither overlap nor insert different texts at
/// one place.
bool can_join(std::span<const lint::Edit> edits, std::span<const lint::Edit> others);
/// `edits` as merge() gives them.
std::string apply(std::string_view text, std::span<const lint::Edit> edits);

/// Which statement of a text was which one of the text that it was made from.
using StatementIds = std::vector<std::uint32_t>;
constexpr std::uint32_t new_statement = ~0U;
/// 0, 1, 2, …: the statements of `text` as they are.
StatementIds number_statements(std::string_view text);
/// The ids of `text` carried over to what the edits made of it; what they inserted is a new_statement.
StatementIds carry_over(std::string_view text, const StatementIds& ids, std::span<const lint::Edit> edits,
                        std::string_view edited);

}  // namespace migralint::fix
