#include "cli/run.hpp"

// What jemalloc (cmake/Dependencies.cmake) reads at its start: one arena, so that what one thread gives back
// the others take. Large pages are left to the system: virtual machines whose host takes unused memory back
// need several times as long for one as for the same memory in small ones.
extern "C" const char* malloc_conf;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
const char* malloc_conf = "narenas:1,oversize_threshold:0";

int main(int count, char** arguments) { return migralint::cli::run(count, arguments); }
