// The process that owns a throw-away server and its directory.
#pragma once

#include <string>

namespace migralint::trace {

struct KeeperPipes {
  int lifeline = -1;  ///< read end: its end of file says that the server is no longer wanted
  int report = -1;    ///< write end: "+" and the directory, or "-" and an error
};

/// Runs in the child of a fork: makes the cluster, starts the server, waits for the end of the lifeline,
/// stops the server and removes the directory.
[[noreturn]] void keep_server(const std::string& bin_directory, KeeperPipes pipes);

/// Names that keeper and program agree on.
inline constexpr const char* server_user = "postgres";
inline constexpr const char* server_port = "5432";

}  // namespace migralint::trace
