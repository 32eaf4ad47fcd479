// The statements that the oracle measures, as tests/oracle/README.md describes their files.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

namespace migralint::test {

struct VersionRange {
  int first = 12;
  int last = 18;
  [[nodiscard]] bool contains(int version) const { return first <= version && version <= last; }
};

/// "15-", "12-14", "-13", "16". The text is the mistake.
Expected<VersionRange, std::string> read_versions(std::string_view text);

/// An SQLSTATE and the versions on which the server answers it.
struct Refusal {
  std::string code;
  VersionRange versions;
};

struct Form {
  std::string id;  ///< family/slug
  std::string why;
  std::vector<Refusal> refusals;
  VersionRange versions;
  std::vector<std::string> setup;             ///< committed one by one
  std::vector<std::string> same_transaction;  ///< before `statement`, not committed
  std::string statement;
  int line = 0;

  [[nodiscard]] std::string family() const { return id.substr(0, id.find('/')); }
  /// The SQLSTATE that the form says the server answers; empty: it runs.
  [[nodiscard]] std::string refused_with(int version) const;
};

/// The forms of one file. The text is the first mistake, with its line.
Expected<std::vector<Form>, std::string> read_forms(std::string_view text);

/// A form that the model leaves open on purpose.
struct Unpredictable {
  std::string id;
  VersionRange versions;
  std::string reason;
};

/// Lines `family/slug  versions  reason`, `#` for comments; versions "all" or as above.
Expected<std::vector<Unpredictable>, std::string> read_unpredictable(std::string_view text);

}  // namespace migralint::test
