#include "trace/compare.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace migralint::test {
namespace {

using effects::Effects;
using effects::Reason;
using effects::WorkKind;
using session::LockMode;
using trace::FactKind;
using trace::IndexLocks;
using trace::Observation;
using trace::Verdict;

constexpr catalog::RelationId some_relation = 7;

void predict_lock(Effects& effects, std::string name, LockMode mode, bool existing = true,
                  catalog::RelationKind kind = catalog::RelationKind::table) {
  effects::Lock lock;
  lock.id = existing ? some_relation + static_cast<catalog::RelationId>(effects.locks.size())
                     : catalog::no_relation;
  lock.name = {"public", std::move(name), {}};
  lock.mode = mode;
  lock.existing = existing;
  lock.kind = kind;
  effects.locks.push_back(std::move(lock));
}

void predict_work(Effects& effects, WorkKind kind, std::string name, std::string table,
                  Reason reason = Reason::validates_check, bool existing = true) {
  effects::Work work;
  work.kind = kind;
  work.reason = reason;
  work.id = work.table = existing ? some_relation : catalog::no_relation;
  work.name = {"public", std::move(name), {}};
  work.table_name = {"public", std::move(table), {}};
  work.existing = existing;
  effects.work.push_back(std::move(work));
}

void observe_lock(Observation& seen, std::string name, LockMode mode,
                  catalog::RelationKind kind = catalog::RelationKind::table) {
  seen.locks.push_back({"public." + name, kind, mode});
}

/// A database with table t and its index i.
Observation database() {
  Observation seen;
  seen.relations = {"public.t", "public.i"};
  seen.table_of = {{"public.i", "public.t"}};
  return seen;
}

/// What does not agree, one line each; empty: confirmed.
std::string differences(const Effects& effects, const Observation& seen,
                        IndexLocks index_locks = IndexLocks::beyond_their_table) {
  const auto comparison = trace::compare(effects, seen, index_locks);
  std::string text;
  for (const auto& fact : comparison.facts) {
    if (!fact.agrees()) text += trace::words(fact) + "\n";
  }
  CHECK((comparison.verdict == Verdict::confirmed) == text.empty());
  return text;
}

constexpr auto index_kind = catalog::RelationKind::index;

}  // namespace

TEST_CASE("locks on tables are compared as they are", "[trace]") {
  Effects effects;
  auto seen = database();
  predict_lock(effects, "t", LockMode::share);

  CHECK(differences(effects, seen) == "public.t: predicted SHARE, observed none\n");
  observe_lock(seen, "t", LockMode::share_row_exclusive);
  CHECK(differences(effects, seen) == "public.t: predicted SHARE, observed SHARE ROW EXCLUSIVE\n");
  seen.locks.front().mode = LockMode::share;
  CHECK(differences(effects, seen).empty());
  CHECK(differences({}, seen) == "public.t: predicted none, observed SHARE\n");
}

TEST_CASE("of several parts the strongest lock counts", "[trace]") {
  Effects effects;
  predict_lock(effects, "t", LockMode::access_exclusive);
  predict_lock(effects, "t", LockMode::share);
  effects.locks.back().id = effects.locks.front().id;
  effects.locks.back().part = 1;
  auto seen = database();
  observe_lock(seen, "t", LockMode::access_exclusive);
  CHECK(differences(effects, seen).empty());
}

TEST_CASE("what the transaction held before adds nothing", "[trace]") {
  Effects effects;
  predict_lock(effects, "t", LockMode::share);
  auto seen = database();
  seen.held = {{"public.t", LockMode::access_exclusive}};
  CHECK(differences(effects, seen).empty());
  seen.held = {{"public.t", LockMode::row_exclusive}};
  CHECK(differences(effects, seen) == "public.t: predicted SHARE, observed none\n");
}

TEST_CASE("relations that nobody else can see are left out", "[trace]") {
  Effects effects;
  predict_lock(effects, "made_by_the_statement", LockMode::access_exclusive, false);
  predict_work(effects, WorkKind::index_build, "made_idx", "made_by_the_statement", Reason::builds_index,
               false);
  CHECK(differences(effects, database()).empty());

  SECTION("but one made before in the same transaction is compared") {
    auto seen = database();
    seen.relations.insert("public.made_by_the_statement");
    CHECK(differences(effects, seen) ==
          "public.made_by_the_statement: predicted ACCESS EXCLUSIVE, observed none\n"
          "public.made_idx: predicted a build, observed none\n");
  }
  SECTION("and so are those that are not there, which only a missing history made it believe in") {
    effects.locks.front().existing = true;
    CHECK(differences(effects, database()).empty());
    effects.locks.front().id = some_relation;
    CHECK_FALSE(differences(effects, database()).empty());
  }
  SECTION("and so are temporary ones") {
    auto seen = database();
    seen.locks.push_back({"pg_temp.mine", catalog::RelationKind::table, LockMode::access_exclusive});
    CHECK(differences({}, seen).empty());
  }
}

TEST_CASE("a lock on an index counts where it stops more than the one on its table", "[trace]") {
  Effects effects;
  auto seen = database();
  predict_lock(effects, "t", LockMode::share);
  observe_lock(seen, "t", LockMode::share);

  SECTION("weak ones follow from planning") {
    observe_lock(seen, "i", LockMode::row_exclusive, index_kind);
    CHECK(differences(effects, seen, IndexLocks::all).empty());
  }
  SECTION("stronger than its table's") {
    observe_lock(seen, "i", LockMode::access_exclusive, index_kind);
    CHECK(differences(effects, seen) == "public.i: predicted none, observed ACCESS EXCLUSIVE\n");
    predict_lock(effects, "i", LockMode::access_exclusive, true, index_kind);
    CHECK(differences(effects, seen).empty());
  }
  SECTION("as strong as its table's") {
    observe_lock(seen, "i", LockMode::share, index_kind);
    CHECK(differences(effects, seen).empty());
    CHECK(differences(effects, seen, IndexLocks::all) == "public.i: predicted none, observed SHARE\n");
  }
  SECTION("as strong as what the transaction holds on its table") {
    seen.held = {{"public.t", LockMode::access_exclusive}};
    observe_lock(seen, "i", LockMode::access_exclusive, index_kind);
    CHECK(differences(effects, seen).empty());
  }
}

TEST_CASE("rewrites, builds and scans are compared", "[trace]") {
  Effects effects;
  auto seen = database();
  SECTION("predicted only") {
    predict_work(effects, WorkKind::rewrite, "t", "t", Reason::changes_type);
    CHECK(differences(effects, seen) == "public.t: predicted a rewrite, observed none\n");
  }
  SECTION("observed only") {
    seen.rewrites = {"public.t"};
    CHECK(differences(effects, seen) == "public.t: predicted none, observed a rewrite\n");
  }
  SECTION("a rewrite reads the table and builds its indexes again: said once") {
    predict_work(effects, WorkKind::rewrite, "t", "t", Reason::changes_type);
    seen.rewrites = {"public.t"};
    seen.scans = {"public.t"};
    seen.index_rebuilds = {{"public.i", "public.t"}};
    CHECK(differences(effects, seen).empty());
  }
  SECTION("a build reads the table: said once") {
    predict_work(effects, WorkKind::index_build, "new", "t", Reason::builds_index);
    seen.index_builds = {{"public.new", "public.t"}};
    seen.scans = {"public.t"};
    CHECK(differences(effects, seen).empty());
    seen.index_builds.clear();
    CHECK(differences(effects, seen) ==
          "public.new: predicted a build, observed none\npublic.t: predicted none, observed a scan\n");
  }
  SECTION("a rebuild is no build") {
    predict_work(effects, WorkKind::index_rebuild, "i", "t", Reason::reindexes);
    seen.index_builds = {{"public.i", "public.t"}};
    CHECK(differences(effects, seen) ==
          "public.i: predicted none, observed a build\npublic.i: predicted a rebuild, observed none\n");
  }
}

TEST_CASE("scans are compared where they can be seen", "[trace]") {
  Effects effects;
  predict_work(effects, WorkKind::scan, "t", "t");
  auto seen = database();
  CHECK(differences(effects, seen) == "public.t: predicted a scan, observed none\n");
  SECTION("not of a table without rows") {
    seen.empty = {"public.t"};
    CHECK(differences(effects, seen).empty());
    CHECK(differences({}, seen).empty());
    seen.scans = {"public.t"};
    CHECK(differences({}, seen) == "public.t: predicted none, observed a scan\n");
  }
  SECTION("not of queries") {
    for (const char* tag : {"SELECT 5", "INSERT 0 1", "UPDATE 5"}) {
      seen.tag = tag;
      CHECK(differences(effects, seen).empty());
    }
    seen.tag = "ALTER TABLE";
    CHECK_FALSE(differences(effects, seen).empty());
  }
  SECTION("not of the other side of a foreign key when one side shows nothing to look up") {
    effects.work.front().reason = Reason::validates_foreign_key;
    predict_work(effects, WorkKind::scan, "referenced", "referenced", Reason::validates_foreign_key);
    CHECK_FALSE(differences(effects, seen).empty());
    seen.scans = {"public.t"};
    CHECK(differences(effects, seen).empty());
    seen.scans = {};
    seen.empty = {"public.t"};
    CHECK(differences(effects, seen).empty());
  }
  SECTION("not outside a transaction") {
    seen.left_transaction = true;
    CHECK(differences(effects, seen).empty());
  }
}

TEST_CASE("what is done for each row shows where there are rows", "[trace]") {
  Effects effects;
  predict_lock(effects, "referenced", LockMode::row_share);
  auto seen = database();
  seen.tag = "INSERT 0 0";
  CHECK(differences(effects, seen).empty());
  seen.tag = "INSERT 0 10";
  CHECK(differences(effects, seen) == "public.referenced: predicted ROW SHARE, observed none\n");
  seen.tag = "DELETE 0";
  observe_lock(seen, "t", LockMode::row_exclusive);
  CHECK(differences(effects, seen) == "public.t: predicted none, observed ROW EXCLUSIVE\n");
}

TEST_CASE("what the planner decides is not compared", "[trace]") {
  Effects effects;
  predict_work(effects, WorkKind::rows, "t", "t", Reason::dml);
  auto seen = database();
  CHECK(differences(effects, seen).empty());
  seen.scans = {"public.t"};
  CHECK(differences(effects, seen).empty());
  seen.rewrites = {"public.t"};
  predict_work(effects, WorkKind::rewrite, "t", "t", Reason::changes_type_unknown);
  CHECK(differences(effects, seen).empty());
}

TEST_CASE("a refusal is compared, and alone where the statement failed", "[trace]") {
  Effects effects;
  effects.refuses_transaction_block = true;
  predict_lock(effects, "t", LockMode::share_update_exclusive);
  auto seen = database();
  seen.error = trace::ServerError{"25001", "cannot run inside a transaction block", {}, {}};
  CHECK(differences(effects, seen) ==
        "predicted to be refused in a transaction block, observed to run in one\n");
  seen.refused_in_transaction = true;
  CHECK(differences(effects, seen).empty());
  CHECK(differences({}, seen) == "refused in a transaction block (25001), predicted to run in one\n");
}

TEST_CASE("what the model does not know is not predicted, whatever was observed", "[trace]") {
  Effects effects;
  effects.known = false;
  auto seen = database();
  CHECK(trace::compare(effects, seen).verdict == Verdict::not_predicted);
  observe_lock(seen, "t", LockMode::share);
  const auto comparison = trace::compare(effects, seen);
  CHECK(comparison.verdict == Verdict::not_predicted);
  REQUIRE(comparison.facts.size() == 1);
  CHECK(comparison.facts.front().observed_mode == LockMode::share);
}

}  // namespace migralint::test
