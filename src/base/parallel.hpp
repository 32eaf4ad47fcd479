// The same work for each of many things, on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace migralint {

/// Calls `work(i)` for each i below `count`, on up to `jobs` threads, the caller's among them: each takes the
/// next that nobody has begun. Returns when all are done; throws the first exception, after which no more are
/// begun.
void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace migralint
