#include "trace/connection.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include <poll.h>

#include "base/text.hpp"
#include "trace/interrupt.hpp"
#include "trace/libpq.hpp"

namespace migralint::trace {
namespace {

using Milliseconds = std::chrono::milliseconds;
constexpr Milliseconds for_ever{-1};
// A signal may come just before poll() begins.
constexpr Milliseconds look_for_signals{200};

struct Clearer {
  void operator()(PGresult* result) const { pq().PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, Clearer>;

std::string field(const PGresult* result, int code) {
  const char* text = pq().PQresultErrorField(result, code);
  return text != nullptr ? text : "";
}

void keep_notice(void* to, const PGresult* result) {
  static_cast<std::vector<Notice>*>(to)->push_back(
      {field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY)});
}

ServerError error_of(const PGresult* result) {
  ServerError error{field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY),
                    field(result, PG_DIAG_MESSAGE_DETAIL), field(result, PG_DIAG_MESSAGE_HINT)};
  if (error.message.empty()) error.message = trim(pq().PQresultErrorMessage(result));
  return error;
}

Answer answer_of(PGresult* result) {
  Answer answer;
  answer.tag = pq().PQcmdStatus(result);
  const int columns = pq().PQnfields(result);
  for (int row = 0; row < pq().PQntuples(result); ++row) {
    auto& values = answer.rows.emplace_back();
    for (int column = 0; column < columns; ++column) {
      values.emplace_back(pq().PQgetvalue(result, row, column),
                          static_cast<std::size_t>(pq().PQgetlength(result, row, column)));
    }
  }
  return answer;
}

void drain_copy(PGconn* connection) {
  char* buffer = nullptr;
  while (pq().PQgetCopyData(connection, &buffer, 0) > 0) {
    pq().PQfreemem(buffer);
  }
}

}  // namespace

void Connection::Closer::operator()(pg_conn* connection) const { pq().PQfinish(connection); }

Expected<Connection, std::string> Connection::open(const Address& address, const std::string& database) {
  if (!pq().loaded) return Unexpected("libpq cannot be loaded: " + pq().problem);
  const std::array<const char*, 6> keywords = {"host", "port", "user", "dbname", "application_name", nullptr};
  const std::array<const char*, 6> values = {address.socket_directory.c_str(),
                                             address.port.c_str(),
                                             address.user.c_str(),
                                             database.c_str(),
                                             "migralint",
                                             nullptr};
  Connection connection;
  connection.connection_.reset(pq().PQconnectdbParams(keywords.data(), values.data(), 0));
  PGconn* handle = connection.connection_.get();
  if (handle == nullptr) return Unexpected(std::string("out of memory"));
  if (pq().PQstatus(handle) != CONNECTION_OK)
    return Unexpected(std::string(trim(pq().PQerrorMessage(handle))));
  pq().PQsetNoticeReceiver(handle, keep_notice, connection.notices_.get());
  return connection;
}

Expected<Answer, ServerError> Connection::run(const std::string& sql) { return run(sql, {}); }

Expected<Answer, ServerError> Connection::run(const std::string& sql, std::string_view copy_data) {
  send(sql);
  return answer(copy_data);
}

// A query that cannot be sent leaves its error for answer().
void Connection::send(const std::string& sql) { pq().PQsendQuery(connection_.get(), sql.c_str()); }

bool Connection::ended_within(Milliseconds time) {
  PGconn* handle = connection_.get();
  const auto until = std::chrono::steady_clock::now() + time;
  while (pq().PQisBusy(handle) != 0) {
    auto left = std::chrono::duration_cast<Milliseconds>(until - std::chrono::steady_clock::now());
    if (time == for_ever) left = look_for_signals;
    if (left.count() < 0) return false;
    pollfd waiting{pq().PQsocket(handle), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min(left, look_for_signals).count()));
    if (interrupt_signal() != 0) return false;
    if (ready > 0 && pq().PQconsumeInput(handle) == 0) return true;
  }
  return true;
}

Expected<Answer, ServerError> Connection::answer(std::string_view copy_data) {
  std::optional<Answer> last;
  std::optional<ServerError> failure;
  for (;;) {
    if (!ended_within(for_ever)) return Unexpected(lost());
    const ResultPtr result(pq().PQgetResult(connection_.get()));
    if (!result) break;
    switch (pq().PQresultStatus(result.get())) {
      case PGRES_COPY_IN:
        give_copy_data(copy_data);
        break;
      case PGRES_COPY_OUT:
        drain_copy(connection_.get());
        break;
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_EMPTY_QUERY:
        last = answer_of(result.get());
        break;
      default:
        if (!failure) failure = error_of(result.get());
    }
  }
  if (failure) return Unexpected(std::move(*failure));
  if (!last) return Unexpected(lost());
  return std::move(*last);
}

void Connection::cancel() {
  struct Freer {
    void operator()(PGcancel* handle) const { pq().PQfreeCancel(handle); }
  };
  const std::unique_ptr<PGcancel, Freer> handle(pq().PQgetCancel(connection_.get()));
  std::array<char, 256> problem{};
  if (handle) pq().PQcancel(handle.get(), problem.data(), static_cast<int>(problem.size()));
}

void Connection::give_copy_data(std::string_view data) {
  PGconn* handle = connection_.get();
  constexpr std::size_t piece = 1 << 20;
  for (std::size_t at = 0; at < data.size(); at += piece) {
    const auto part = data.substr(at, piece);
    pq().PQputCopyData(handle, part.data(), static_cast<int>(part.size()));
  }
  pq().PQputCopyEnd(handle, nullptr);
}

ServerError Connection::lost() const {
  if (interrupt_signal() != 0) return {{}, "interrupted", {}, {}};
  return {{}, std::string(trim(pq().PQerrorMessage(connection_.get()))), {}, {}};
}

std::vector<Notice> Connection::take_notices() { return std::exchange(*notices_, {}); }

int Connection::process_id() const { return pq().PQbackendPID(connection_.get()); }

bool Connection::in_transaction() const {
  return pq().PQtransactionStatus(connection_.get()) == PQTRANS_INTRANS || in_failed_transaction();
}

bool Connection::in_failed_transaction() const {
  return pq().PQtransactionStatus(connection_.get()) == PQTRANS_INERROR;
}

int Connection::server_version() const { return pq().PQserverVersion(connection_.get()); }

std::string literal(std::string_view text) {
  // E'' reads backslashes the same way whatever standard_conforming_strings says.
  std::string result = "E'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += c;
    result += c;
  }
  return result + '\'';
}

}  // namespace migralint::trace
