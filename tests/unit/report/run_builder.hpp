// Runs for the tests of the reports, written down by hand: what the rules say today must not change what is
// tested here.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace migralint::test {

class RunBuilder {
 public:
  RunBuilder();

  /// The id of the new file.
  std::uint32_t add_file(std::string path, std::string text,
                         report::ReportedFile::Role role = report::ReportedFile::Role::judged);
  report::ReportedFile& file(std::uint32_t id) { return run_.files[id]; }
  /// Where `part` first stands in the file; fails the test when it does not.
  [[nodiscard]] Span find(std::uint32_t file, std::string_view part) const;
  /// An error of locking/index-not-concurrent that underlines `part`.
  lint::Finding& add(std::uint32_t file, std::string_view part, std::string message);

  [[nodiscard]] const report::Run& run();
  report::Run& options() { return run_; }

 private:
  std::deque<std::string> texts_;
  std::vector<lint::Finding> findings_;
  report::Run run_;
};

/// Some of everything that a report may have to show.
RunBuilder frozen_run();

/// `text` in the format of that name.
std::string render(RunBuilder& builder, std::string_view format);

}  // namespace migralint::test
