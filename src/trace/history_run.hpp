// One pass of a history over a database: what the model says of each step beside what the server does with
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "replay/replay.hpp"
#include "trace/results.hpp"
#include "trace/server.hpp"
#include "trace/trace.hpp"

namespace migralint::trace {

class HistoryRun {
 public:
  /// `judged[i]`: whether the i-th file of the history is to be observed.
  HistoryRun(const ThrowawayServer& server, std::string database, std::vector<bool> judged,
             const Progress& progress)
      : server_(server), database_(std::move(database)), judged_(std::move(judged)), progress_(progress) {}

  void begin_file(const replay::File& file);
  void step(const replay::Step& step);
  void end_file(const replay::FileEnd& end);

  [[nodiscard]] bool failed() const { return result_.failure.has_value(); }
  Traced take() { return std::move(result_); }

 private:
  [[nodiscard]] TracedStatement traced(const replay::Step& step) const;
  void enter_transaction(const replay::Step& step);
  void leave_transaction(const char* command);
  void run_plainly(const std::string& sql, std::string_view copy_data);
  void observe(const replay::Step& step, const std::string& sql, std::string_view copy_data);
  Observation observe_alone(const std::string& sql, std::string_view copy_data);
  void finish_statement();
  void fail(ServerError error);

  const ThrowawayServer& server_;
  std::string database_;
  std::vector<bool> judged_;
  const Progress& progress_;
  std::optional<Connection> connection_;
  std::uint32_t tool_transaction_ = 0;  ///< the model's number of the transaction that is open for the tool
  bool observed_file_ = false;
  const replay::SourceFile* file_ = nullptr;
  Span span_;  ///< of the statement that runs
  /// The statement that ran last, compared once all that a DO block runs has been added to its prediction.
  struct Open {
    TracedStatement statement;
    effects::Effects predicted;
    Observation observed;
    bool block = false;    ///< DO
    bool complete = true;  ///< the history shows all that there is
  };
  std::optional<Open> open_;
  Traced result_;
};

}  // namespace migralint::trace
