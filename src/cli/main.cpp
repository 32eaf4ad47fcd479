#include "cli/run.hpp"

// What jemalloc (cmake/Dependencies.cmake) reads at its start. An arena for each of the first four threads:
// with one for all they wait for each other, and a thread that was asleep may wake on the processor of the
// one that it waited for. Small pieces in groups of eight pages: there are many, and each group is kept
// account of. Large pages are left to the system: virtual machines whose host takes unused memory back need
// several times as long for one as for the same memory in small ones.
extern "C" const char* malloc_conf;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
const char* malloc_conf = "narenas:4,oversize_threshold:0,slab_sizes:16-4096:8";

int main(int count, char** arguments) { return migralint::cli::run(count, arguments); }
