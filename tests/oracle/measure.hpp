// What a server does with a form.
#pragma once

#include <atomic>
#include <string>

#include "base/expected.hpp"
#include "support/oracle_forms.hpp"
#include "trace/observe.hpp"
#include "trace/server.hpp"

namespace migralint::oracle {

/// Makes the database that every form's database is a clone of. Empty: done.
std::string make_template(const trace::ThrowawayServer& server, const std::string& fixture);

/// Measures forms one after the other; one a thread.
class Measurer {
 public:
  static Expected<Measurer, std::string> make(const trace::ThrowawayServer& server, unsigned number);

  /// The text is why it could not be measured: a set-up that fails.
  Expected<trace::Observation, std::string> measure(const test::Form& form);

 private:
  struct Session {
    std::string database;
    trace::Connection connection;
  };

  Measurer(const trace::ThrowawayServer& server, trace::Connection admin, unsigned number)
      : server_(&server), admin_(std::move(admin)), number_(number) {}
  Expected<Session, std::string> clone();
  Expected<Session, std::string> connect(std::string database);
  void drop(Session session);
  /// A form without set-up that was rolled back leaves its database as it was.
  Expected<Session, std::string> database_for(const test::Form& form);
  void give_back(Session session, const test::Form& form, bool rolled_back);
  Expected<trace::Observation, std::string> measure_in(Session& session, const test::Form& form);
  Expected<trace::Observation, std::string> measure_outside(Session& session, const test::Form& form);

  const trace::ThrowawayServer* server_;
  trace::Connection admin_;
  unsigned number_;
  std::string unused_;  ///< a clone that is as it was made
  unsigned clones_ = 0;
};

}  // namespace migralint::oracle
