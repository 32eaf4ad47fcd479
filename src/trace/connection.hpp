// One session of a throw-away server: libpq, with errors as values and waits that a signal ends.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

struct pg_conn;

namespace migralint::trace {

/// Where a server listens.
struct Address {
  std::string socket_directory;
  std::string port;
  std::string user;
};

/// An ERROR of the server. Without an SQLSTATE: the connection is gone, or a signal ended the wait.
struct ServerError {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
};

/// A NOTICE, WARNING or DEBUG message.
struct Notice {
  std::string sqlstate;
  std::string message;
};

struct Answer {
  std::vector<std::vector<std::string>> rows;  ///< NULL is the empty text
  std::string tag;                             ///< "ALTER TABLE"
};

class Connection {
 public:
  /// Waits for the session to open. `application` is shown in pg_stat_activity.
  static Expected<Connection, std::string> open(const Address& address, const std::string& database);

  /// Runs one simple query and waits for its end. Of several statements in it, the answer is the last one's.
  Expected<Answer, ServerError> run(const std::string& sql);
  /// The same for COPY … FROM STDIN: `data` are the lines behind it.
  Expected<Answer, ServerError> run(const std::string& sql, std::string_view copy_data);

  /// In three steps, to look at other things in between: send; ended within a time?; fetch the answer.
  void send(const std::string& sql);
  bool ended_within(std::chrono::milliseconds time);
  Expected<Answer, ServerError> answer(std::string_view copy_data = {});

  /// Asks the server to stop what runs; answer() then has the error.
  void cancel();

  /// What the server said since the last call.
  std::vector<Notice> take_notices();
  [[nodiscard]] int process_id() const;
  [[nodiscard]] bool in_transaction() const;
  /// The transaction has failed: only ROLLBACK is left.
  [[nodiscard]] bool in_failed_transaction() const;
  [[nodiscard]] int server_version() const;  ///< 150018

 private:
  struct Closer {
    void operator()(pg_conn* connection) const;
  };

  Connection() : notices_(std::make_unique<std::vector<Notice>>()) {}
  ServerError lost() const;
  void give_copy_data(std::string_view data);

  std::unique_ptr<std::vector<Notice>> notices_;  // libpq holds a pointer to it
  std::unique_ptr<pg_conn, Closer> connection_;
};

/// Text as an SQL literal: 'it''s'.
std::string literal(std::string_view text);

}  // namespace migralint::trace
