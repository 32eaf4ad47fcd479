// What `migralint trace` has to say: plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "replay/replay.hpp"
#include "trace/compare.hpp"

namespace migralint::trace {

struct TracedStatement {
  std::uint32_t file = 0;  ///< index into Traced::files
  Span span;
  std::string_view kind;               ///< "ALTER TABLE"; static storage
  std::optional<Comparison> compared;  ///< nothing: BEGIN, COMMIT and the like, which have nothing to observe
  std::string unknown_because;         ///< of not predicted ones
};

/// A psql meta-command, which no server knows: passed over.
struct PassedOver {
  std::uint32_t file = 0;
  Span span;
  std::string name;  ///< "if"
};

/// Where the history could not go on.
struct Failure {
  const replay::SourceFile* file = nullptr;  ///< also one of the history; null: no statement was to blame
  Span span;
  ServerError error;
};

struct Traced {
  std::vector<const replay::SourceFile*> files;  ///< the judged ones
  std::vector<TracedStatement> statements;       ///< in the order in which they ran
  std::vector<PassedOver> passed_over;           ///< of judged files
  std::vector<std::string> roles;                ///< made for the migrations, which do not create them
  std::optional<Failure> failure;
};

struct Counts {
  std::size_t statements = 0;
  std::size_t confirmed = 0;
  std::size_t differ = 0;
  std::size_t not_predicted = 0;
};
Counts count(std::span<const Traced> histories);

}  // namespace migralint::trace
