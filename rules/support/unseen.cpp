#include "rules/support/unseen.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::unseen {

bool hides(const lint::Context& context, const catalog::Origin& made) {
  const auto* unseen = context.catalog().unseen_since(made);
  return unseen != nullptr && unseen->file == context.step().file.id;
}

void weaken(lint::Finding& finding, const lint::Context& context, const catalog::Origin& made) {
  const auto* unseen = context.catalog().unseen_since(made);
  if (unseen == nullptr) {
    return;
  }
  finding.level = std::min(finding.level, lint::Level::warning);
  finding.evidence.push_back(
      fmt::format("unless what runs at {} has changed that: it is built at run time, or a function's own",
                  context.place(*unseen)));
}

}  // namespace migralint::unseen
