#include "lint/lock_waits.hpp"

#include <algorithm>

namespace migralint::lint {

namespace {

bool detaches_concurrently(const sql::Action& action) {
  const auto* detach = std::get_if<sql::DetachPartition>(&action.what);
  return detach != nullptr && detach->concurrently;
}

bool needs_no_timeout(const sql::Statement& statement) {
  if (const auto* lock = statement.as<sql::LockTable>()) {
    return lock->nowait;
  }
  if (const auto* alter = statement.as<sql::AlterTable>()) {
    return std::any_of(alter->actions.begin(), alter->actions.end(), detaches_concurrently);
  }
  if (const auto* index = statement.as<sql::CreateIndex>()) {
    return index->concurrently;
  }
  if (const auto* drop = statement.as<sql::Drop>()) {
    return drop->concurrently;
  }
  if (const auto* reindex = statement.as<sql::Reindex>()) {
    return reindex->concurrently;
  }
  return false;
}

bool is_plain_dml(const sql::Statement& statement) {
  return statement.as<sql::Insert>() != nullptr || statement.as<sql::Update>() != nullptr ||
         statement.as<sql::Delete>() != nullptr || statement.as<sql::Merge>() != nullptr ||
         statement.as<sql::Select>() != nullptr || statement.as<sql::Copy>() != nullptr;
}

}  // namespace

const effects::Lock* awaited_lock(const Context& context) {
  if (is_plain_dml(context.statement()) || needs_no_timeout(context.statement())) {
    return nullptr;
  }
  for (const auto& lock : context.effects().locks) {
    if (!lock.existing || !session::blocks_writes(lock.mode)) {
      continue;
    }
    const auto* relation = lock.id != catalog::no_relation ? context.catalog().get(lock.id) : nullptr;
    if (relation != nullptr && context.newness(relation).kind != Newness::Kind::existing) {
      continue;
    }
    // Only REFRESH writes to a materialized view.
    const bool readers_only = lock.kind == catalog::RelationKind::materialized_view;
    if (readers_only && !session::blocks_reads(lock.mode)) {
      continue;
    }
    return &lock;
  }
  return nullptr;
}

}  // namespace migralint::lint
