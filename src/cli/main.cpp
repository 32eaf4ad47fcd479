#include "base/large_pages.hpp"
#include "cli/run.hpp"

// What jemalloc (cmake/Dependencies.cmake) reads at its start: large pages, in one arena so that they are
// few.
extern "C" const char* malloc_conf;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
const char* malloc_conf = "thp:always,narenas:1,oversize_threshold:0";

#if defined(__linux__)
namespace {

// Before all that allocates. What is to be read tells how much memory it takes: see read_scope().
[[gnu::constructor(101)]] void begin_with_small_pages() { migralint::use_large_pages(false); }

}  // namespace
#endif

int main(int count, char** arguments) { return migralint::cli::run(count, arguments); }
