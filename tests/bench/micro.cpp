// What each layer costs by itself, one after the other along the way of the data, on 200 kB that `generate`
// wrote. Each benchmark's bytes are those of the SQL, so that their times can be set against each other.
//
// usage: migralint_micro [--benchmark_filter=REGEX] [--benchmark_min_time=SECONDS] …
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "catalog/apply.hpp"
#include "effects/effects.hpp"
#include "lint/linter.hpp"
#include "parser/parser.hpp"
#include "parser/tree_parser.hpp"
#include "report/report.hpp"
#include "script/script.hpp"
#include "session/session.hpp"
#include "sql/lower.hpp"

namespace {

using namespace migralint;

/// What a benchmark that cannot do its work says; the run then fails.
void fail(const char* what) {
  std::fprintf(stderr, "migralint_micro: %s\n", what);
  std::exit(1);
}

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) {
    fail("no generated input");
  }
  return text;
}

/// Written with care: few findings.
const std::string& ddl() {
  static const std::string text = content(MIGRALINT_DDL);
  return text;
}
/// Nearly every statement is a finding.
const std::string& noisy() {
  static const std::string text = content(MIGRALINT_NOISY);
  return text;
}

std::vector<std::string_view> statements_of(std::string_view text) {
  std::vector<std::string_view> statements;
  for (const auto& raw : script::split(text).statements) {
    statements.push_back(raw.with_terminator.of(text));
  }
  return statements;
}

std::vector<sql::Statement> read_all(std::string_view text) {
  sql::Reader reader;
  std::vector<sql::Statement> read;
  for (const auto& raw : script::split(text).statements) {
    auto statement = reader.read(raw.with_terminator.of(text), raw.range.begin);
    if (!statement) {
      fail("a generated statement does not parse");
    }
    read.push_back(std::move(*statement));
  }
  return read;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void split(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(script::split(ddl()));
  }
  count_bytes(state, ddl());
}

/// libpg_query alone, as the speed target means it: to JSON.
void parse_to_json(benchmark::State& state) {
  const auto statements = statements_of(ddl());
  parser::Parser parser;
  for (auto _ : state) {
    for (const auto statement : statements) {
      benchmark::DoNotOptimize(parser.parse(statement).has_value());
    }
  }
  count_bytes(state, ddl());
}

void parse(benchmark::State& state) {
  const auto statements = statements_of(ddl());
  parser::TreeParser parser;
  std::size_t shown = 0;
  for (auto _ : state) {
    for (const auto statement : statements) {
      parser.read(statement, [&](const parser::Tree& tree) { shown += tree.statements.size(); });
    }
  }
  if (shown != statements.size() * static_cast<std::size_t>(state.iterations())) {
    fail("a tree was not shown");
  }
  count_bytes(state, ddl());
}

void parse_and_lower(benchmark::State& state) {
  const auto statements = statements_of(ddl());
  sql::Reader reader;
  for (auto _ : state) {
    for (const auto statement : statements) {
      benchmark::DoNotOptimize(reader.read(statement, 0).has_value());
    }
  }
  count_bytes(state, ddl());
}

template <class Before>
void replay_all(const std::vector<sql::Statement>& statements, const Before& before) {
  catalog::Catalog catalog;
  session::Session session;
  session.start_file(session::TransactionMode::autocommit, 0, statements.size(), catalog);
  std::uint32_t index = 0;
  for (const auto& statement : statements) {
    const catalog::Origin origin{0, index++, session.transaction_id(), statement.range};
    before(statement, catalog, session);
    session.apply(statement, origin, catalog);
    catalog::apply(catalog, statement, {origin, 15});
    session.end_statement(catalog);
  }
}

void apply(benchmark::State& state) {
  const auto statements = read_all(ddl());
  for (auto _ : state) {
    replay_all(statements, [](const auto&, const auto&, const auto&) {});
  }
  count_bytes(state, ddl());
}

void apply_with_effects(benchmark::State& state) {
  const auto statements = read_all(ddl());
  std::size_t locks = 0;
  for (auto _ : state) {
    replay_all(statements, [&](const auto& statement, const auto& catalog, const auto& session) {
      locks += effects::effects(statement, {catalog, session, 15}).locks.size();
    });
  }
  if (locks == 0) {
    fail("no statement locks anything");
  }
  count_bytes(state, ddl());
}

std::vector<lint::Input> inputs_of(const std::string& text) {
  replay::SourceFile file;
  file.path = "ddl.sql";
  file.text = text;
  std::vector<lint::Input> inputs(1);
  inputs.front().migrations.files.push_back(std::move(file));
  inputs.front().settings.emplace_back();
  return inputs;
}

/// Everything but the report, on one thread.
void lint_all(benchmark::State& state, const std::string& (*text)()) {
  const auto inputs = inputs_of(text());
  for (auto _ : state) {
    benchmark::DoNotOptimize(lint::lint(inputs, 1).findings.size());
  }
  count_bytes(state, text());
}

void report_as(benchmark::State& state, const report::Format& format) {
  const auto inputs = inputs_of(noisy());
  const lint::Result result = lint::lint(inputs, 1);
  if (result.findings.empty()) {
    fail("nothing to report");
  }
  report::Run run;
  report::ReportedFile& file = run.files.emplace_back();
  file.path = "ddl.sql";
  file.text = noisy();
  file.statements = result.files.front().statements;
  run.findings = result.findings;
  run.rules = report::registered_rules();
  run.version = "0";
  for (auto _ : state) {
    benchmark::DoNotOptimize(report::render(format, run).size());
  }
  count_bytes(state, noisy());
  state.counters["findings"] = static_cast<double>(result.findings.size());
}

BENCHMARK(split)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_to_json)->Unit(benchmark::kMillisecond);
BENCHMARK(parse)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_and_lower)->Unit(benchmark::kMillisecond);
BENCHMARK(apply)->Unit(benchmark::kMillisecond);
BENCHMARK(apply_with_effects)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lint_all, few_findings, &ddl)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lint_all, many_findings, &noisy)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  for (const report::Format& format : report::formats()) {
    const std::string name = "report/" + std::string(format.name);
    benchmark::RegisterBenchmark(name.c_str(), report_as, format)->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
