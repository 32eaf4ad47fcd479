// Runs migrations on a throw-away server and compares each of their statements with the model.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "replay/replay.hpp"
#include "trace/results.hpp"
#include "trace/server.hpp"

namespace migralint::trace {

/// Called before each statement, with the path of its file.
using Progress = std::function<void(const std::string& path)>;

/// Runs one history in a database of its own: the files that are history silently, the judged ones with their
/// statements observed. Ends at the first statement that fails. Roles that the migrations only refer to are
/// made. `migrations` outlives the result.
Traced trace(const ThrowawayServer& server, int pg_version, const replay::Migrations& migrations,
             const Progress& progress);

}  // namespace migralint::trace
