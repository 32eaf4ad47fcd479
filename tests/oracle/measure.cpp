#include "measure.hpp"

#include <utility>

#include "script/script.hpp"
#include "trace/watch.hpp"

namespace migralint::oracle {
namespace {

constexpr const char* template_database = "oracle_template";

/// `:DBNAME` and `:"DBNAME"`, as psql has them.
std::string filled_in(std::string text, const std::string& database) {
  const auto replace = [&](const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
      text.replace(at, what.size(), by);
    }
  };
  replace(":\"DBNAME\"", '"' + database + '"');
  replace(":DBNAME", database);
  return text;
}

std::string said(const trace::ServerError& error) { return error.sqlstate + " " + error.message; }

/// Empty: all ran.
std::string run_all(trace::Connection& connection, const std::vector<std::string>& statements,
                    const std::string& database) {
  for (const auto& statement : statements) {
    const auto answer = connection.run(filled_in(statement, database));
    if (!answer) return statement + ": " + said(answer.error());
  }
  return {};
}

/// The server takes SET TRANSACTION before any query only, so nothing can be asked first. It locks nothing.
bool is_first_of_transaction(const std::string& statement) {
  return statement.starts_with("SET TRANSACTION");
}

trace::Observation run_only(trace::Connection& connection, const std::string& statement) {
  trace::Observation seen;
  const auto answer = connection.run(statement);
  if (!answer) seen.error = answer.error();
  return seen;
}

}  // namespace

std::string make_template(const trace::ThrowawayServer& server, const std::string& fixture) {
  auto admin = server.connect("postgres");
  if (!admin) return admin.error();
  const auto made = admin->run(std::string("CREATE DATABASE ") + template_database);
  if (!made) return said(made.error());
  auto connection = server.connect(template_database);
  if (!connection) return connection.error();
  std::vector<std::string> statements;
  for (const auto& statement : script::split(fixture).statements) {
    statements.emplace_back(statement.range.of(fixture));
  }
  return run_all(*connection, statements, template_database);
}

Expected<Measurer, std::string> Measurer::make(const trace::ThrowawayServer& server, unsigned number) {
  auto admin = server.connect("postgres");
  if (!admin) return Unexpected(admin.error());
  return Measurer(server, std::move(*admin), number);
}

Expected<Measurer::Session, std::string> Measurer::clone() {
  const auto database = "form_" + std::to_string(number_) + "_" + std::to_string(clones_++);
  const auto made = admin_.run("CREATE DATABASE " + database + " TEMPLATE " + template_database);
  if (!made) return Unexpected(said(made.error()));
  return connect(database);
}

Expected<Measurer::Session, std::string> Measurer::connect(std::string database) {
  auto connection = server_->connect(database);
  if (!connection) return Unexpected(connection.error());
  (void)connection->run("SET client_min_messages = debug1");
  return Session{std::move(database), std::move(*connection)};
}

Expected<Measurer::Session, std::string> Measurer::database_for(const test::Form& form) {
  if (!form.setup.empty() || unused_.empty()) return clone();
  return connect(std::exchange(unused_, {}));
}

void Measurer::give_back(Session session, const test::Form& form, bool rolled_back) {
  if (!rolled_back || !form.setup.empty() || !unused_.empty()) {
    drop(std::move(session));
  } else {
    unused_ = std::move(session.database);
  }
}

void Measurer::drop(Session session) {
  const auto database = std::move(session.database);
  { const auto ended = std::move(session.connection); }
  (void)admin_.run("DROP DATABASE IF EXISTS " + database);
}

Expected<trace::Observation, std::string> Measurer::measure(const test::Form& form) {
  auto session = database_for(form);
  if (!session) return Unexpected(session.error());
  auto seen = measure_in(*session, form);
  const bool outside = seen && seen->refused_in_transaction;
  if (outside && form.setup.empty() && form.same_transaction.empty()) {
    seen = measure_outside(*session, form);
    drop(std::move(*session));
    return seen;
  }
  give_back(std::move(*session), form, seen.has_value());
  if (!outside) return seen;
  session = clone();
  if (!session) return Unexpected(session.error());
  seen = measure_outside(*session, form);
  drop(std::move(*session));
  return seen;
}

Expected<trace::Observation, std::string> Measurer::measure_in(Session& session, const test::Form& form) {
  auto& connection = session.connection;
  if (auto problem = run_all(connection, form.setup, session.database); !problem.empty()) {
    return Unexpected("setup: " + problem);
  }
  (void)connection.run("BEGIN");
  if (auto problem = run_all(connection, form.same_transaction, session.database); !problem.empty()) {
    return Unexpected("same transaction: " + problem);
  }
  const auto statement = filled_in(form.statement, session.database);
  auto seen = is_first_of_transaction(statement) ? run_only(connection, statement)
                                                 : trace::observe_in_transaction(connection, statement);
  (void)connection.run("ROLLBACK");
  return seen;
}

Expected<trace::Observation, std::string> Measurer::measure_outside(Session& session,
                                                                    const test::Form& form) {
  auto before = form.setup;
  before.insert(before.end(), form.same_transaction.begin(), form.same_transaction.end());
  if (auto problem = run_all(session.connection, before, session.database); !problem.empty()) {
    return Unexpected("setup: " + problem);
  }
  auto seen = trace::observe_outside_transaction(session.connection, server_->address(), session.database,
                                                 filled_in(form.statement, session.database));
  seen.refused_in_transaction = true;
  return seen;
}

}  // namespace migralint::oracle
