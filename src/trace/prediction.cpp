#include "trace/prediction.hpp"

#include <string>

namespace migralint::trace {
namespace {

effects::Effects unknown(std::string because) {
  effects::Effects result;
  result.known = false;
  result.unknown_because = std::move(because);
  return result;
}

}  // namespace

effects::Effects predict(const replay::Step& step) {
  if (step.statement == nullptr) return unknown("does not parse: " + step.error->message);
  if (!step.unjudged.empty()) return unknown(step.unjudged.front().reason);
  if (step.statement->as<sql::Do>() == nullptr) return step.effects;
  return {};
}

void add_embedded(effects::Effects& to, const replay::Step& step) {
  const auto& embedded = *step.embedded;
  const bool may_not_run = embedded.conditional || embedded.catalog_guard || !embedded.handled.empty();
  if (to.known && (may_not_run || !step.effects.known)) {
    to.known = false;
    to.unknown_because =
        may_not_run ? "the block runs parts of it under a condition" : step.effects.unknown_because;
  }
  to.locks.insert(to.locks.end(), step.effects.locks.begin(), step.effects.locks.end());
  to.work.insert(to.work.end(), step.effects.work.begin(), step.effects.work.end());
  to.refuses_transaction_block |= step.effects.refuses_transaction_block && !may_not_run;
}

}  // namespace migralint::trace
