// PostgreSQL's client library, loaded when `trace` asks for it: it brings a dozen libraries along, and every
// other command would pay for them at each start.
#pragma once

#include <string>

#include <libpq-fe.h>

namespace migralint::trace {

// What is used of it (PostgreSQL manual, libpq).
// clang-format off
#define MIGRALINT_LIBPQ(X) \
  X(PQbackendPID) \
  X(PQcancel) \
  X(PQclear) \
  X(PQcmdStatus) \
  X(PQconnectdbParams) \
  X(PQconsumeInput) \
  X(PQerrorMessage) \
  X(PQfinish) \
  X(PQfreeCancel) \
  X(PQfreemem) \
  X(PQgetCancel) \
  X(PQgetCopyData) \
  X(PQgetResult) \
  X(PQgetlength) \
  X(PQgetvalue) \
  X(PQisBusy) \
  X(PQnfields) \
  X(PQntuples) \
  X(PQputCopyData) \
  X(PQputCopyEnd) \
  X(PQresultErrorField) \
  X(PQresultErrorMessage) \
  X(PQresultStatus) \
  X(PQsendQuery) \
  X(PQserverVersion) \
  X(PQsetNoticeReceiver) \
  X(PQsocket) \
  X(PQstatus) \
  X(PQtransactionStatus)
// clang-format on

struct Libpq {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declarator
#define MIGRALINT_MEMBER(name) decltype(&::name) name = nullptr;
  MIGRALINT_LIBPQ(MIGRALINT_MEMBER)
#undef MIGRALINT_MEMBER
  bool loaded = false;
  std::string problem;  ///< the loader's words when it is not
};

/// Loads it at the first call. Nothing else in it may be used unless `loaded`.
const Libpq& pq();

}  // namespace migralint::trace
