// Aligned columns for a terminal.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace migralint::report {

using TextRow = std::vector<std::string>;

/// One line for each row; all have the same number of cells. The first column is of numbers, which stand at
/// the right of it.
void append_table(std::string& out, std::span<const TextRow> rows);

}  // namespace migralint::report
