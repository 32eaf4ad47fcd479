#include "base/large_pages.hpp"

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

}  // namespace migralint
