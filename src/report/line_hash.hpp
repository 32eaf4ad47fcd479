// GitHub's primaryLocationLineHash: what keeps an alert the same one when the lines above it change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migralint::report {

/// One entry for each line, the way github/codeql-action's upload-sarif step computes them
/// (src/fingerprints.ts): a rolling hash of the 100 characters from the start of the line on, blanks left
/// out, then ":" and how often that hash has come up in the file so far.
std::vector<std::string> line_hashes(std::string_view text);

}  // namespace migralint::report
