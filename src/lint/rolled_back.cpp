#include "lint/rolled_back.hpp"

#include <algorithm>
#include <cstdint>

#include "lint/rule.hpp"

namespace migralint::lint {

namespace {

/// Of the transaction, from the `first` finding of the file on.
void drop_undone(std::vector<Finding>& findings, std::size_t first, std::uint32_t transaction) {
  const auto undone = [&](const Finding& finding) {
    return finding.transaction == transaction && finding.made_by->undone_by_rollback;
  };
  const auto begin = findings.begin() + static_cast<std::ptrdiff_t>(std::min(first, findings.size()));
  findings.erase(std::remove_if(begin, findings.end(), undone), findings.end());
}

}  // namespace

void RolledBack::add(const replay::Step& step, std::vector<Finding>& findings) {
  using Kind = sql::Transaction::Kind;
  const auto* command = step.statement->as<sql::Transaction>();
  if (command == nullptr || step.session.problem_of(*command) != session::TransactionProblem::none) {
    return;
  }
  const auto named = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                                  [&](const Savepoint& set) { return set.name == command->name; });
  switch (command->kind) {
    case Kind::savepoint:
      savepoints_.push_back({command->name, findings.size()});
      return;
    case Kind::release:
      if (named != savepoints_.rend()) {
        savepoints_.erase(named.base() - 1, savepoints_.end());
      }
      return;
    case Kind::rollback_to:
      if (named != savepoints_.rend()) {
        drop_undone(findings, named->findings, step.origin.transaction);
        savepoints_.erase(named.base(), savepoints_.end());
      }
      return;
    case Kind::rollback:
      drop_undone(findings, 0, step.origin.transaction);
      savepoints_.clear();
      return;
    case Kind::commit:
    case Kind::prepare:
      savepoints_.clear();
      return;
    default:
      return;
  }
}

}  // namespace migralint::lint
