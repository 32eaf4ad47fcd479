// How many forms there are, without a server: for `--count`.
#pragma once

#include <ostream>
#include <vector>

#include "support/oracle_forms.hpp"

namespace migralint::oracle {

/// Writes a markdown table: a row a family, a column a major version, how many of them a server refuses
/// (on one of them at least) and how many are in unpredictable.txt.
void print_counts(const std::vector<test::Form>& forms, const std::vector<test::Unpredictable>& listed,
                  std::ostream& to);

}  // namespace migralint::oracle
