#include <algorithm>
#include <array>

#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The words of the name between underscores: total_price, unitPrice.
bool sounds_like_money(std::string_view column) {
  constexpr std::array<std::string_view, 12> words{"amount", "balance",  "budget", "charge",
                                                   "cost",   "discount", "fee",    "payment",
                                                   "price",  "refund",   "salary", "total"};
  std::string lower;
  std::transform(column.begin(), column.end(), std::back_inserter(lower),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const auto at = lower.rfind(word);
    const bool at_end = at != std::string::npos &&
                        (at + word.size() == lower.size() || lower.substr(at + word.size()) == "s");
    // A word by itself: coffee holds no fee.
    return at_end && (at == 0 || column[at - 1] == '_' || (column[at] >= 'A' && column[at] <= 'Z'));
  });
}

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if ((use.type.name == "float4" || use.type.name == "float8") && sounds_like_money(use.column)) {
      auto& finding = types::report_type(
          report, use, "cents have no exact form in it, and sums depend on the order of the rows");
      finding.evidence.emplace_back("safe form: numeric(…, 2), or bigint in cents");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_float_for_money) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A floating point column whose name says that it holds money",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
