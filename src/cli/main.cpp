#include "cli/run.hpp"

// What jemalloc (cmake/Dependencies.cmake) reads at its start. Touching memory for the first time is a
// quarter of the work on a large file when it is done 4 KiB at a time; one arena keeps the large pages few.
extern "C" const char* malloc_conf;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
const char* malloc_conf =
    "thp:always,narenas:1";  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

int main(int count, char** arguments) { return migralint::cli::run(count, arguments); }
