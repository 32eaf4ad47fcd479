#include "report/json_writer.hpp"
#include "report/trace.hpp"
#include "script/line_index.hpp"

namespace migralint::report {
namespace {

using trace::Fact;
using trace::Traced;
using trace::TracedStatement;

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.value(text);
}

void write_side(JsonWriter& json, std::string_view key, bool there, trace::LockMode mode) {
  json.key(key);
  const bool lock = mode != trace::LockMode::none;
  lock ? json.value(session::to_string(mode)) : json.boolean(there);
}

std::string_view word_of(trace::Verdict verdict) {
  return verdict == trace::Verdict::not_predicted ? "not_predicted" : trace::to_string(verdict);
}

void write_statement(JsonWriter& json, const TracedStatement& statement, const replay::SourceFile& file,
                     const script::LineIndex& lines) {
  const auto place = lines.position(statement.span.begin);
  json.line()
      .begin_object()
      .member("path", file.path)
      .member("line", place.line)
      .member("column", place.column);
  write_text(json, "kind", statement.kind);
  write_text(json, "verdict", statement.compared ? word_of(statement.compared->verdict) : "");
  json.key("facts").begin_array();
  if (statement.compared) {
    for (const auto& fact : statement.compared->facts) {
      json.begin_object().member("kind", trace::to_string(fact.kind));
      write_text(json, "relation", fact.relation);
      write_side(json, "predicted", fact.predicted, fact.predicted_mode);
      write_side(json, "observed", fact.observed, fact.observed_mode);
      json.end_object();
    }
  }
  json.end_array();
  write_text(json, "unknown_because", statement.unknown_because);
  json.end_object();
}

void write_failure(JsonWriter& json, const trace::Failure& failure) {
  json.line().begin_object();
  json.key("path");
  failure.file != nullptr ? json.value(failure.file->path) : json.null();
  json.key("line");
  const bool placed = failure.file != nullptr && !failure.span.empty();
  placed ? json.number(script::LineIndex(failure.file->text).line(failure.span.begin)) : json.null();
  write_text(json, "sqlstate", failure.error.sqlstate);
  json.member("message", failure.error.message).end_object();
}

void write_summary(JsonWriter& json, const TraceRun& run) {
  const auto all = trace::count(run.histories);
  json.line().key("summary").begin_object().member("statements", all.statements);
  json.member("confirmed", all.confirmed)
      .member("differs", all.differ)
      .member("not_predicted", all.not_predicted);
  json.end_object();
}

}  // namespace

std::string render_trace_json(const TraceRun& run) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("version").number(1);
  json.member("pg_version", static_cast<std::size_t>(run.pg_version))
      .member("server_version", run.server_version);
  json.line().key("statements").begin_array();
  for (const auto& traced : run.histories) {
    for (std::size_t file = 0; file < traced.files.size(); ++file) {
      const script::LineIndex lines(traced.files[file]->text);
      for (const auto& statement : traced.statements) {
        if (statement.file == file) write_statement(json, statement, *traced.files[file], lines);
      }
    }
  }
  json.end_array().line().key("failures").begin_array();
  for (const auto& traced : run.histories) {
    if (traced.failure) write_failure(json, *traced.failure);
  }
  json.end_array().line().key("roles_made").begin_array();
  for (const auto& traced : run.histories) {
    for (const auto& role : traced.roles) {
      json.value(role);
    }
  }
  json.end_array();
  write_summary(json, run);
  json.end_object();
  return out + '\n';
}

}  // namespace migralint::report
