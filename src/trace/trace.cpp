#include "trace/trace.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "trace/history_run.hpp"
#include "trace/interrupt.hpp"

namespace migralint::trace {
namespace {

/// The role that `role "app" does not exist` names; nothing when the error is another one. The server speaks
/// English: its locale is C.
std::optional<std::string> missing_role(const Failure& failure) {
  constexpr std::string_view undefined_object = "42704";
  constexpr std::string_view begin = "role \"";
  constexpr std::string_view end = "\" does not exist";
  const std::string_view message = failure.error.message;
  if (failure.error.sqlstate != undefined_object || !message.starts_with(begin) || !message.ends_with(end)) {
    return std::nullopt;
  }
  return std::string(message.substr(begin.size(), message.size() - begin.size() - end.size()));
}

std::optional<ServerError> make_database(Connection& admin, const std::string& name) {
  for (const auto& command : {"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name}) {
    auto done = admin.run(command);
    if (!done) return std::move(done.error());
  }
  return std::nullopt;
}

bool make_role(Connection& admin, const std::string& name) {
  const auto command = admin.run("SELECT format('CREATE ROLE %I', " + literal(name) + ")");
  return command && admin.run(command->rows[0][0]).has_value();
}

Traced failed(ServerError error) {
  Traced result;
  result.failure = Failure{nullptr, {}, std::move(error)};
  return result;
}

/// Every file's statements are looked at: those of the history run too.
replay::Migrations all_judged(const replay::Migrations& migrations, int pg_version) {
  auto result = migrations;
  for (auto& file : result.files) {
    if (file.role == replay::Role::history) file.role = replay::Role::judged;
    file.pg_version = pg_version;
  }
  return result;
}

/// The results refer to the caller's files, not to copies of them.
void point_to(const replay::Migrations& to, const replay::Migrations& from, Traced& result) {
  const auto original = [&](const replay::SourceFile* file) -> const replay::SourceFile* {
    return file != nullptr ? &to.files[static_cast<std::size_t>(file - from.files.data())] : nullptr;
  };
  for (auto& file : result.files) {
    file = original(file);
  }
  if (result.failure) result.failure->file = original(result.failure->file);
}

Traced trace_once(const ThrowawayServer& server, const replay::Migrations& migrations,
                  const std::vector<bool>& judged, const std::string& database, const Progress& progress) {
  HistoryRun run(server, database, judged, progress);
  replay::Handler handler;
  handler.file_begin = [&](const replay::File& file) { run.begin_file(file); };
  handler.step = [&](const replay::Step& step) { run.step(step); };
  handler.file_end = [&](const replay::FileEnd& end) { run.end_file(end); };
  replay::Replayer(1).run(migrations, 0, handler);
  return run.take();
}

}  // namespace

Traced trace(const ThrowawayServer& server, int pg_version, const replay::Migrations& migrations,
             const Progress& progress) {
  auto admin = server.connect("postgres");
  if (!admin) return failed({{}, admin.error(), {}, {}});
  std::vector<bool> judged;
  for (const auto& file : migrations.files) {
    judged.push_back(replay::is_named(file.role));
  }
  const auto files = all_judged(migrations, pg_version);
  const std::string database = "migralint_trace";
  std::vector<std::string> roles;
  for (;;) {
    if (auto problem = make_database(*admin, database)) return failed(std::move(*problem));
    auto result = trace_once(server, files, judged, database, progress);
    const auto role = result.failure ? missing_role(*result.failure) : std::nullopt;
    // Once more from the beginning, because a part may have been committed. A role is made once, or not at
    // all.
    if (!role || interrupt_signal() != 0 || !make_role(*admin, *role)) {
      point_to(migrations, files, result);
      result.roles = std::move(roles);
      return result;
    }
    roles.push_back(*role);
  }
}

Counts count(std::span<const Traced> histories) {
  Counts counts;
  for (const auto& traced : histories) {
    for (const auto& statement : traced.statements) {
      if (!statement.compared) continue;
      ++counts.statements;
      counts.confirmed += statement.compared->verdict == Verdict::confirmed ? 1U : 0U;
      counts.differ += statement.compared->verdict == Verdict::differs ? 1U : 0U;
      counts.not_predicted += statement.compared->verdict == Verdict::not_predicted ? 1U : 0U;
    }
  }
  return counts;
}

}  // namespace migralint::trace
