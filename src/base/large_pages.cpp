#include "base/large_pages.hpp"

#include <cstdlib>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace migralint {

void use_large_pages([[maybe_unused]] bool on) {
#if defined(PR_SET_THP_DISABLE)
  // A refusal costs speed only.
  static_cast<void>(prctl(PR_SET_THP_DISABLE, on ? 0UL : 1UL, 0UL, 0UL, 0UL));
#endif
}

void prepare_heap_for(std::size_t bytes) {
  // Measured: half of it takes a tenth longer with large pages, three times as much a sixth less.
  constexpr std::size_t many = 192UL << 10U;
  constexpr std::size_t room = 64UL << 20U;
  if (bytes < many) {
    return;
  }
  use_large_pages(true);
  // jemalloc maps memory in steps that are no multiples of a large page, so their ends come in small ones.
  // One large piece, given back untouched, is what it takes from next. (Through a volatile: compilers leave
  // out such a pair.)
  void* volatile piece = std::malloc(room);
  std::free(piece);
}

}  // namespace migralint
