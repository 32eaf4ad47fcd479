// The whole way from bytes to reports, with all rules. Input: files, cut at lines that say "--- next file";
// the first byte chooses the transaction mode and the version.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lint/linter.hpp"
#include "lint/rule.hpp"
#include "locks/lock_table.hpp"
#include "report/locks.hpp"
#include "report/report.hpp"

namespace {

using namespace migralint;

constexpr std::string_view separator = "\n--- next file\n";

lint::Input input_of(std::string_view bytes) {
  const auto choice = bytes.empty() ? 0U : static_cast<unsigned char>(bytes.front());
  lint::Settings settings;
  for (const auto& rule : lint::all_rules()) {
    settings.levels.push_back(rule.rule->level == lint::Level::off ? lint::Level::note : rule.rule->level);
  }
  settings.pg_version = 12 + static_cast<int>(choice / 5 % 8);
  lint::Input input;
  while (true) {
    const auto end = std::min(bytes.find(separator), bytes.size());
    replay::SourceFile file;
    file.path = "m/" + std::to_string(input.migrations.files.size()) + ".sql";
    file.text = std::string(bytes.substr(0, end));
    file.mode = static_cast<session::TransactionMode>(choice % 5);
    file.pg_version = settings.pg_version;
    input.migrations.files.push_back(std::move(file));
    input.settings.push_back(settings);
    if (end == bytes.size()) return input;
    bytes.remove_prefix(end + separator.size());
  }
}

void require_place(const std::vector<lint::JudgedFile>& files, std::uint32_t file, Span span) {
  if (file >= files.size() || span.begin > span.end || span.end > files[file].source->text.size())
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<lint::Input> inputs{input_of({reinterpret_cast<const char*>(data), size})};
  const auto result = lint::lint(inputs, 1);
  report::Run run;
  for (const auto& file : result.files) {
    report::ReportedFile reported;
    reported.path = file.source->path;
    reported.text = file.source->text;
    reported.statements = file.statements;
    reported.unparsed = file.unparsed;
    run.files.push_back(std::move(reported));
  }
  for (const auto& finding : result.findings) {
    require_place(result.files, finding.file, finding.span);
    for (const auto& related : finding.related) {
      require_place(result.files, related.file, related.span);
    }
  }
  run.findings = result.findings;
  run.rules = report::registered_rules();
  for (const auto& format : report::formats()) {
    if (report::render(format, run).empty()) std::abort();
  }
  const replay::Migrations* const history = &inputs.front().migrations;
  const auto table = locks::lock_table({&history, 1}, 1);
  for (const auto& format : report::locks_formats()) {
    if (format.render(table).empty()) std::abort();
  }
  return 0;
}
