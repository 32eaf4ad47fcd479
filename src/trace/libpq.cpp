#include "trace/libpq.hpp"

#include <dlfcn.h>

namespace migralint::trace {
namespace {

Libpq load() {
  Libpq result;
  // Never closed: connections may live to the end of the program.
  void* const library = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    result.problem = ::dlerror();
    return result;
  }
  result.loaded = true;
#define MIGRALINT_LOAD(name)                                                  \
  result.name = reinterpret_cast<decltype(&::name)>(::dlsym(library, #name)); \
  if (result.name == nullptr) {                                               \
    result.loaded = false;                                                    \
    result.problem = #name " is not in it";                                   \
  }
  MIGRALINT_LIBPQ(MIGRALINT_LOAD)
#undef MIGRALINT_LOAD
  return result;
}

}  // namespace

const Libpq& pq() {
  static const Libpq library = load();
  return library;
}

}  // namespace migralint::trace
