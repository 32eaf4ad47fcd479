#include "session/session.hpp"

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::sql::Transaction;
using namespace migralint::session;
using migralint::test::Replayed;

namespace {

Transaction command(Transaction::Kind kind, std::string name = {}, bool chain = false) {
  Transaction result;
  result.kind = kind;
  result.name = std::move(name);
  result.chain = chain;
  return result;
}

HeldLock lock(migralint::catalog::RelationId id, LockMode mode) { return {id, {}, mode, {}, true}; }

std::string value(const Replayed& db, std::string_view name) {
  const Setting* setting = db.session.setting(name);
  return setting == nullptr ? "-" : setting->value;
}

}  // namespace

TEST_CASE("autocommit: each statement is its own transaction", "[session]") {
  Replayed db;
  db.open_file("SELECT 1");
  const auto first = db.session.transaction_id();
  CHECK_FALSE(db.session.in_transaction());
  CHECK_FALSE(db.session.refuses_non_transactional());
  db.session.hold({lock(1, LockMode::access_exclusive)});
  db.run("SELECT 2");
  CHECK(db.session.transaction_id() != first);
  CHECK(db.session.transaction().locks.empty());
}

TEST_CASE("BEGIN … COMMIT is one transaction", "[session]") {
  Replayed db;
  db.open_file("BEGIN; CREATE TABLE t (a int); CREATE TABLE u (a int)");
  CHECK(db.session.transaction().kind == TransactionKind::explicit_);
  CHECK(db.session.transaction().statements == 2);
  REQUIRE(db.session.transaction().begin);
  CHECK(db.session.refuses_non_transactional());
  CHECK(db.relation("t").origin.transaction == db.session.transaction_id());
  CHECK(db.relation("u").origin.transaction == db.session.transaction_id());
  CHECK(db.session.problem_of(command(Transaction::Kind::begin)) ==
        TransactionProblem::already_in_transaction);
  db.run("BEGIN");
  CHECK(db.relation("u").origin.transaction == db.session.transaction_id());
  db.run("COMMIT");
  CHECK_FALSE(db.session.in_transaction());
  CHECK(db.session.problem_of(command(Transaction::Kind::commit)) == TransactionProblem::no_transaction);
  CHECK(db.session.problem_of(command(Transaction::Kind::rollback)) == TransactionProblem::no_transaction);
  CHECK(db.session.problem_of(command(Transaction::Kind::commit, {}, true)) ==
        TransactionProblem::chain_outside);
  CHECK(db.session.problem_of(command(Transaction::Kind::savepoint, "s")) ==
        TransactionProblem::savepoint_outside);
}

TEST_CASE("AND CHAIN begins the next transaction at once", "[session]") {
  Replayed db;
  db.open_file("BEGIN; CREATE TABLE t (a int)");
  const auto first = db.session.transaction_id();
  db.session.hold({lock(1, LockMode::share)});
  db.run("COMMIT AND CHAIN");
  CHECK(db.session.transaction().kind == TransactionKind::explicit_);
  CHECK(db.session.transaction_id() != first);
  CHECK(db.session.transaction().locks.empty());
  db.run("CREATE TABLE u (a int); ROLLBACK AND CHAIN");
  CHECK(db.session.in_transaction());
  CHECK(db.find("t") != nullptr);
  CHECK(db.find("u") == nullptr);
}

TEST_CASE("PREPARE TRANSACTION ends the block", "[session]") {
  Replayed db;
  db.open_file("BEGIN; CREATE TABLE t (a int); PREPARE TRANSACTION 'x'");
  CHECK_FALSE(db.session.in_transaction());
  CHECK(db.find("t") != nullptr);
  CHECK(db.catalog.open_scopes() == 0);
}

TEST_CASE("an explicit transaction left open is lost with its connection", "[session]") {
  Replayed db;
  db.file("BEGIN; CREATE TABLE t (a int)");
  CHECK(db.find("t") == nullptr);
  CHECK(db.catalog.open_scopes() == 0);
}

TEST_CASE("mode file: the tool's transaction", "[session]") {
  Replayed db;
  db.open_file("CREATE TABLE a (x int)", TransactionMode::file);
  CHECK(db.session.transaction().kind == TransactionKind::tool);
  CHECK_FALSE(db.session.transaction().begin);
  CHECK(db.session.refuses_non_transactional());
  const auto id = db.session.transaction_id();
  db.run("BEGIN");
  CHECK(db.session.transaction_id() == id);
  CHECK(db.session.transaction().kind == TransactionKind::tool);
  // Measured with psql -1: COMMIT really ends the tool's transaction, the rest commits by itself.
  CHECK(db.session.problem_of(command(Transaction::Kind::commit)) == TransactionProblem::none);
  db.run("COMMIT");
  CHECK_FALSE(db.session.in_transaction());
  CHECK_FALSE(db.session.refuses_non_transactional());
  db.run("CREATE TABLE b (x int)");
  CHECK(db.relation("b").origin.transaction != id);
  db.end_file();
  CHECK(db.relations() == "a b");
}

TEST_CASE("mode file: the tool's COMMIT also ends a block of the file's own", "[session]") {
  Replayed db;
  db.file("COMMIT; BEGIN; CREATE TABLE t (a int)", TransactionMode::file);
  CHECK(db.find("t") != nullptr);
}

TEST_CASE("mode implicit: one statement is no block, two are", "[session]") {
  Replayed db;
  db.open_file("SELECT 1", TransactionMode::implicit);
  CHECK_FALSE(db.session.in_transaction());
  CHECK_FALSE(db.session.refuses_non_transactional());
  db.end_file();
  db.open_file("CREATE TABLE t (a int); CREATE TABLE u (a int)", TransactionMode::implicit);
  CHECK(db.session.transaction().kind == TransactionKind::implicit);
  CHECK(db.session.refuses_non_transactional());
  CHECK(db.relation("t").origin.transaction == db.relation("u").origin.transaction);
  // As a server answers inside a multi-statement query.
  CHECK(db.session.problem_of(command(Transaction::Kind::commit)) == TransactionProblem::no_transaction);
  CHECK(db.session.problem_of(command(Transaction::Kind::savepoint, "s")) ==
        TransactionProblem::savepoint_outside);
  CHECK(db.session.problem_of(command(Transaction::Kind::begin)) == TransactionProblem::none);
  const auto id = db.session.transaction_id();
  db.run("COMMIT");
  CHECK(db.session.transaction().kind == TransactionKind::implicit);
  CHECK(db.session.transaction_id() != id);
  CHECK(db.session.refuses_non_transactional());
  db.run("CREATE TABLE v (a int); ROLLBACK");
  CHECK(db.find("v") == nullptr);
  CHECK(db.find("u") != nullptr);
}

TEST_CASE("mode implicit: BEGIN takes over what ran before", "[session]") {
  Replayed db;
  db.open_file("CREATE TABLE t (a int); BEGIN", TransactionMode::implicit);
  CHECK(db.session.transaction().kind == TransactionKind::explicit_);
  CHECK(db.relation("t").origin.transaction == db.session.transaction_id());
  db.run("ROLLBACK");
  CHECK(db.find("t") == nullptr);
}

TEST_CASE("mode pipeline: only the first statement may be a non-transactional one", "[session]") {
  Replayed db;
  db.open_file("", TransactionMode::pipeline);
  CHECK_FALSE(db.session.refuses_non_transactional());
  db.run("SELECT 1");
  CHECK(db.session.refuses_non_transactional());
  db.run("COMMIT");
  CHECK_FALSE(db.session.refuses_non_transactional());
  db.run("BEGIN");
  CHECK(db.session.refuses_non_transactional());
}

TEST_CASE("savepoints by name, the latest first", "[session]") {
  Replayed db;
  db.open_file("BEGIN; SAVEPOINT a; SAVEPOINT b; SAVEPOINT a");
  CHECK(db.session.problem_of(command(Transaction::Kind::rollback_to, "c")) ==
        TransactionProblem::no_such_savepoint);
  CHECK(db.session.problem_of(command(Transaction::Kind::release, "b")) == TransactionProblem::none);
  db.run("RELEASE a");
  CHECK(db.session.transaction().savepoints.size() == 2);
  db.run("ROLLBACK TO a");
  CHECK(db.session.transaction().savepoints.size() == 1);
  CHECK(db.catalog.open_scopes() == 2);
  db.run("ROLLBACK TO a; COMMIT");
  CHECK(db.catalog.open_scopes() == 0);
}

TEST_CASE("held locks keep the strongest mode and ROLLBACK TO gives back", "[session]") {
  Replayed db;
  db.open_file("BEGIN");
  db.session.hold({lock(1, LockMode::access_share), lock(2, LockMode::share)});
  db.run("SAVEPOINT s");
  HeldLock named = lock(migralint::catalog::no_relation, LockMode::row_exclusive);
  named.name = {"public", "x", {}};
  db.session.hold({lock(1, LockMode::access_exclusive), lock(2, LockMode::access_share),
                   lock(3, LockMode::share), named});
  named.mode = LockMode::share;
  db.session.hold({named});
  const auto& locks = db.session.transaction().locks;
  REQUIRE(locks.size() == 4);
  CHECK(locks[0].mode == LockMode::access_exclusive);
  CHECK(locks[1].mode == LockMode::share);
  CHECK(locks[3].mode == LockMode::share);
  db.run("ROLLBACK TO s");
  REQUIRE(locks.size() == 2);
  CHECK(locks[0].mode == LockMode::access_share);
  db.session.hold({lock(3, LockMode::share), named});
  CHECK(locks.size() == 4);
  db.run("COMMIT");
  CHECK(db.session.transaction().locks.empty());
}

TEST_CASE("SET lasts, SET LOCAL ends with the transaction", "[session]") {
  Replayed db;
  db.open_file("SET lock_timeout = '2s'");
  CHECK(db.session.timeout_ms("lock_timeout") == 2000);
  db.run("SET LOCAL lock_timeout = '9s'");  // outside a transaction: a warning, no effect
  CHECK(db.session.timeout_ms("lock_timeout") == 2000);
  db.run("BEGIN; SET LOCAL lock_timeout = '5s'");
  CHECK(db.session.timeout_ms("lock_timeout") == 5000);
  CHECK(db.session.setting("lock_timeout")->local);
  db.run("COMMIT");
  CHECK(db.session.timeout_ms("lock_timeout") == 2000);
  db.run("BEGIN; SET LOCAL lock_timeout = '5s'; SET lock_timeout = '7s'; COMMIT");
  CHECK(db.session.timeout_ms("lock_timeout") == 7000);
  db.run("BEGIN; SET lock_timeout = '1s'; SET LOCAL lock_timeout = '3s'");
  CHECK(db.session.timeout_ms("lock_timeout") == 3000);
  db.run("COMMIT");
  CHECK(db.session.timeout_ms("lock_timeout") == 1000);
  db.run("RESET lock_timeout");
  CHECK(db.session.timeout_ms("lock_timeout") == 0);
  CHECK(db.session.setting("lock_timeout") == nullptr);
}

TEST_CASE("rolled back settings are undone", "[session]") {
  Replayed db;
  db.open_file("SET statement_timeout = 100; BEGIN; SET statement_timeout = 200; SAVEPOINT s; RESET ALL");
  CHECK(value(db, "statement_timeout") == "-");
  db.run("ROLLBACK TO s");
  CHECK(value(db, "statement_timeout") == "200");
  db.run("SET LOCAL statement_timeout = 300; ROLLBACK");
  CHECK(value(db, "statement_timeout") == "100");
  db.run("SET statement_timeout TO DEFAULT");
  CHECK(value(db, "statement_timeout") == "-");
  db.run("SET lock_timeout = '1min'; DISCARD ALL");
  CHECK(value(db, "lock_timeout") == "-");
}

TEST_CASE("set_config() is SET or SET LOCAL", "[session]") {
  Replayed db;
  db.open_file("SELECT set_config('lock_timeout', '4s', false)");
  CHECK(db.session.timeout_ms("lock_timeout") == 4000);
  db.run("BEGIN; SELECT set_config('lock_timeout', '6s', true)");
  CHECK(db.session.timeout_ms("lock_timeout") == 6000);
  db.run("COMMIT");
  CHECK(db.session.timeout_ms("lock_timeout") == 4000);
  db.run("SELECT pg_catalog.set_config('search_path', '\"$user\", App, \"B c\"', false)");
  CHECK(db.catalog.search_path() == std::vector<std::string>{"app", "B c"});
  db.run("SELECT set_config('search_path', '', false)");
  CHECK(db.catalog.search_path().empty());
}

TEST_CASE("search_path follows the transaction and ends with the session", "[session]") {
  using Path = std::vector<std::string>;
  Replayed db;
  db.open_file("BEGIN; SET LOCAL search_path TO a, b");
  CHECK(db.catalog.search_path() == Path{"a", "b"});
  db.run("COMMIT");
  CHECK(db.catalog.search_path() == Path{"public"});
  db.run("SET search_path = a; BEGIN; SET search_path = b; ROLLBACK");
  CHECK(db.catalog.search_path() == Path{"a"});
  db.end_file().open_file("");
  CHECK(db.catalog.search_path() == Path{"public"});
}

TEST_CASE("SET LOCAL counts in an implicit block", "[session]") {
  Replayed db;
  db.open_file("SET LOCAL lock_timeout = '1s'; SELECT 1", TransactionMode::implicit);
  CHECK(db.session.timeout_ms("lock_timeout") == 1000);
}

TEST_CASE("ALTER ROLE and ALTER DATABASE … SET count for later sessions", "[session]") {
  Replayed db;
  db.open_file("ALTER ROLE deploy SET lock_timeout = '3s'; ALTER DATABASE app SET search_path = app, public");
  CHECK(value(db, "lock_timeout") == "-");
  CHECK(db.catalog.search_path() == std::vector<std::string>{"public"});
  db.end_file().open_file("");
  CHECK(db.session.timeout_ms("lock_timeout") == 3000);
  CHECK(db.catalog.search_path() == std::vector<std::string>{"app", "public"});
  db.run("SET lock_timeout = '1s'; RESET lock_timeout");
  CHECK(db.session.timeout_ms("lock_timeout") == 3000);
  db.run("BEGIN; ALTER ROLE deploy RESET lock_timeout; ROLLBACK; SELECT 1");
  db.end_file().open_file("ALTER ROLE deploy RESET lock_timeout");
  CHECK(db.session.timeout_ms("lock_timeout") == 3000);
  db.end_file().open_file("");
  CHECK(value(db, "lock_timeout") == "-");
}

TEST_CASE("The search_path of a role that the migrations make is not that of those who run them",
          "[session]") {
  Replayed db;
  db.open_file(
      "CREATE ROLE app; ALTER ROLE app SET search_path = app; ALTER ROLE app SET lock_timeout = '3s'");
  db.end_file().open_file("");
  CHECK(db.catalog.search_path() == std::vector<std::string>{"public"});
  CHECK(db.session.timeout_ms("lock_timeout") == 3000);
  db.run("ALTER ROLE deploy SET search_path = deploy").end_file().open_file("");
  CHECK(db.catalog.search_path() == std::vector<std::string>{"deploy"});
}

TEST_CASE("settings do not reach the next file", "[session]") {
  Replayed db;
  db.file("SET lock_timeout = '1s'").open_file("");
  CHECK(db.session.setting("lock_timeout") == nullptr);
}
