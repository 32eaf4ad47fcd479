// What `migralint trace` found, written out for people and for machines.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "trace/results.hpp"

namespace migralint::report {

struct TraceRun {
  std::string server_version;  ///< "15.18"
  int pg_version = 15;
  std::span<const trace::Traced> histories;
};

struct TraceFormat {
  std::string_view name;  ///< as in --output-format
  std::string (*render)(const TraceRun& run);
};

/// The default one first.
std::span<const TraceFormat> trace_formats();

/// For each file a table of predicted and observed, then remarks, then a line of counts.
std::string render_trace_text(const TraceRun& run);
/// The contract `trace --output-format json`, version 1: docs/schema/trace.schema.json.
std::string render_trace_json(const TraceRun& run);

/// "m/002.sql:3: the server refuses this statement: relation "t" does not exist (42P01)", with the server's
/// detail and hint on lines of their own.
std::string describe(const trace::Failure& failure);

}  // namespace migralint::report
