#include "trace/history_run.hpp"

#include <algorithm>
#include <utility>

#include "script/script.hpp"
#include "trace/prediction.hpp"
#include "trace/watch.hpp"

namespace migralint::trace {
namespace {

using session::TransactionKind;

/// Opened by the migration tool, or by PostgreSQL for a query of several statements: not by a BEGIN in the
/// file.
bool is_the_tools(const session::Session& session) {
  const auto kind = session.transaction().kind;
  return kind == TransactionKind::tool || kind == TransactionKind::implicit;
}

/// What would not be itself between a BEGIN and questions about locks: transaction commands, and statements
/// that only make sense where a transaction is open already.
bool runs_plainly(const sql::Statement& statement, const session::Session& session) {
  if (statement.as<sql::Transaction>() != nullptr) return true;
  const auto* set = statement.as<sql::SetVariable>();
  if (set != nullptr && set->kind == sql::SetVariable::Kind::set_transaction) return true;
  return statement.as<sql::LockTable>() != nullptr && !session.in_transaction();
}

/// The lines behind COPY … FROM STDIN, without the `\.` that ends them.
std::string_view copy_data_of(const replay::Step& step) {
  const auto text = step.file.text();
  const auto& all = step.file.script->statements;
  const auto end = step.index + 1 < all.size() ? all[step.index + 1].range.begin : text.size();
  for (const auto& data : step.file.script->copy_data) {
    if (data.begin < step.raw.range.end || data.begin >= end) continue;
    auto lines = data.of(text);
    const auto mark = lines.rfind("\\.");
    return mark == std::string_view::npos ? lines : lines.substr(0, mark);
  }
  return {};
}

/// Everything that differs is a read that was not predicted.
bool only_reads_more(const Comparison& comparison) {
  return comparison.verdict == Verdict::differs &&
         std::all_of(comparison.facts.begin(), comparison.facts.end(), [](const Fact& fact) {
           const bool reads = fact.kind == FactKind::scan || fact.observed_mode == LockMode::access_share;
           return fact.agrees() || (reads && !fact.predicted);
         });
}

/// The statement found nothing to do, and the history does not tell whether it would.
bool skipped_what_is_unknown(const Comparison& comparison, const Observation& observed, bool complete) {
  const auto skips = [](const Notice& notice) { return notice.message.ends_with("skipping"); };
  return !complete && comparison.verdict == Verdict::differs &&
         std::any_of(observed.notices.begin(), observed.notices.end(), skips) &&
         std::all_of(comparison.facts.begin(), comparison.facts.end(),
                     [](const Fact& fact) { return fact.agrees() || !fact.observed; });
}

/// A block or procedure that commits by itself, and was not at the top level.
bool wants_to_commit(const ServerError& error) { return error.sqlstate == "2D000"; }

}  // namespace

void HistoryRun::begin_file(const replay::File& file) {
  if (failed()) return;
  file_ = file.source;
  span_ = {};
  observed_file_ = judged_[file.id] && file.source->role != replay::Role::down;
  if (observed_file_) result_.files.push_back(file.source);
  auto connection = server_.connect(database_);
  if (!connection) {
    fail({{}, connection.error(), {}, {}});
    return;
  }
  connection_ = std::move(*connection);
  tool_transaction_ = 0;
  // "verifying table", which tells of a scan, is said at this level.
  (void)connection_->run("SET client_min_messages = debug1");
  if (!observed_file_) return;
  for (const auto& command : file.script->meta_commands) {
    const auto place = static_cast<std::uint32_t>(result_.files.size() - 1);
    result_.passed_over.push_back({place, command.range, std::string(command.name)});
  }
}

void HistoryRun::step(const replay::Step& step) {
  if (failed() || !step.judged) return;
  if (!begins_statement(step)) {
    if (open_) add_embedded(open_->predicted, step);
    return;
  }
  finish_statement();
  span_ = step.raw.range;
  progress_(file_->path);
  std::string buffer;
  const std::string sql(script::prepare(step.file.text(), step.raw, buffer, false));
  const auto copy_data = copy_data_of(step);
  enter_transaction(step);
  if (failed()) return;
  if (!observed_file_) {
    run_plainly(sql, copy_data);
  } else if (step.statement != nullptr && runs_plainly(*step.statement, step.session)) {
    result_.statements.push_back(traced(step));
    run_plainly(sql, copy_data);
  } else {
    observe(step, sql, copy_data);
  }
}

TracedStatement HistoryRun::traced(const replay::Step& step) const {
  TracedStatement result;
  result.file = static_cast<std::uint32_t>(result_.files.size() - 1);
  result.span = span_;
  if (step.statement != nullptr) result.kind = step.statement->tag;
  return result;
}

/// Brings the server's session to where the model's is.
void HistoryRun::enter_transaction(const replay::Step& step) {
  const bool open = connection_->in_transaction();
  // The first statement of a pipeline may refuse transaction blocks.
  const bool alone = step.effects.refuses_transaction_block && !step.session.refuses_non_transactional();
  if (is_the_tools(step.session) && !alone) {
    const auto wanted = step.session.transaction_id();
    if (open && tool_transaction_ == wanted) return;
    if (open) leave_transaction("COMMIT");
    tool_transaction_ = wanted;
    if (!failed()) run_plainly("BEGIN", {});
  } else if (open && !step.session.in_transaction()) {
    leave_transaction("COMMIT");
  }
}

void HistoryRun::leave_transaction(const char* command) {
  if (connection_->in_transaction()) run_plainly(command, {});
}

void HistoryRun::run_plainly(const std::string& sql, std::string_view copy_data) {
  auto answer = connection_->run(sql, copy_data);
  if (!answer) fail(std::move(answer.error()));
}

void HistoryRun::observe(const replay::Step& step, const std::string& sql, std::string_view copy_data) {
  Open open;
  open.statement = traced(step);
  open.predicted = predict(step);
  open.complete = step.catalog.complete();
  open.block = step.statement != nullptr && step.statement->as<sql::Do>() != nullptr;
  open.observed = connection_->in_transaction() ? observe_in_transaction(*connection_, sql, copy_data)
                                                : observe_alone(sql, copy_data);
  const auto error = open.observed.error;
  // A refusal was predicted or not; any other error says nothing of the model.
  if (!error || refuses_transaction_block(*error)) open_ = std::move(open);
  if (error) fail(*error);
}

/// A statement that is a transaction of its own.
Observation HistoryRun::observe_alone(const std::string& sql, std::string_view copy_data) {
  run_plainly("BEGIN", {});
  auto seen = observe_in_transaction(*connection_, sql, copy_data);
  if (!seen.error) {
    leave_transaction("COMMIT");
    return seen;
  }
  (void)connection_->run("ROLLBACK");
  const bool refused = refuses_transaction_block(*seen.error);
  if (!refused && !wants_to_commit(*seen.error)) return seen;
  seen = observe_outside_transaction(*connection_, server_.address(), database_, sql);
  seen.refused_in_transaction = refused;
  return seen;
}

void HistoryRun::finish_statement() {
  if (!open_) return;
  auto& statement = open_->statement;
  statement.compared = compare(open_->predicted, open_->observed);
  std::string_view because;
  if (open_->block && only_reads_more(*statement.compared)) {
    because = "expressions of the block read tables, and are not judged";
  } else if (skipped_what_is_unknown(*statement.compared, open_->observed, open_->complete)) {
    because = "whether it finds what it looks for is not in the history";
  }
  if (!because.empty()) {
    statement.compared->verdict = Verdict::not_predicted;
    open_->predicted.unknown_because = because;
  }
  if (statement.compared->verdict == Verdict::not_predicted) {
    statement.unknown_because = open_->predicted.unknown_because;
  }
  result_.statements.push_back(std::move(statement));
  open_.reset();
}

void HistoryRun::end_file(const replay::FileEnd& end) {
  finish_statement();
  if (!failed() && connection_) {
    // As session::Session::end_file: the tool commits, and a block that the file left open is lost.
    const auto mode = end.session.mode();
    const bool tool_commits = mode == session::TransactionMode::file ||
                              mode == session::TransactionMode::batch || is_the_tools(end.session);
    leave_transaction(tool_commits ? "COMMIT" : "ROLLBACK");
  }
  connection_.reset();
}

void HistoryRun::fail(ServerError error) {
  if (failed()) return;
  result_.failure = Failure{file_, span_, std::move(error)};
}

}  // namespace migralint::trace
