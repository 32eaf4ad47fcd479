// What the linter says of a state of the files, and what is new in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "fix/edits.hpp"
#include "lint/linter.hpp"

namespace migralint::fix {

/// One history as the linter sees it.
struct Judgement {
  std::vector<lint::Finding> findings;
  std::vector<std::size_t> unparsed;       ///< by file
  std::vector<lint::Finding> beside = {};  ///< lint::Result::fixed_beside
};

/// A rule at a statement. A rule that speaks once per file has the file for its statement.
using Key = std::tuple<std::uint32_t, std::string_view, std::uint32_t>;
/// How often, and at which levels, strongest first.
using Counts = std::map<Key, std::vector<lint::Level>>;

/// Suppressed findings are left out. `ids` by file; what is folded into another finding counts as there.
Key key_of(const lint::Finding& finding, const std::vector<StatementIds>& ids);
Counts count(const Judgement& judgement, const std::vector<StatementIds>& ids);
/// The same for each file as a whole, at statement 0.
Counts of_files(const Counts& counts);
/// The findings of `after` that were not there, or at a lower level: indices. One that moved with its part of
/// a statement to a statement of its own is not new.
std::vector<std::size_t> new_findings(const Counts& before, const Judgement& after,
                                      const std::vector<StatementIds>& ids);

}  // namespace migralint::fix
