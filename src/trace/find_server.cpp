#include "trace/find_server.hpp"

#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "project/config.hpp"
#include "trace/server.hpp"

namespace migralint::trace {

std::string find_bin_directory() {
  const char* path = std::getenv("PATH");
  for (const auto directory : split_list(path != nullptr ? path : "", ':')) {
    if (missing_in(std::string(directory)).empty()) return std::string(directory);
  }
  for (int version = project::newest_pg_version; version >= project::oldest_pg_version; --version) {
    const auto number = std::to_string(version);
    // Debian and its relatives, Red Hat and its, Homebrew on Linux.
    for (const auto& directory : {"/usr/lib/postgresql/" + number + "/bin", "/usr/pgsql-" + number + "/bin",
                                  "/home/linuxbrew/.linuxbrew/opt/postgresql@" + number + "/bin"}) {
      if (missing_in(directory).empty()) return directory;
    }
  }
  return {};
}

}  // namespace migralint::trace
