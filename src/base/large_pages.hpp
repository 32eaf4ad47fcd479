// Large pages of memory (2 MiB on x86-64) where the system has them. A run on a large file spends a tenth of
// its time on getting memory 4 KiB at a time; one on a small file would spend as much on clearing megabytes
// that it does not need.
#pragma once

#include <cstddef>

namespace migralint {

/// Whether memory that is touched for the first time from now on may come in large pages, where whoever
/// mapped it has asked for them. Does nothing where there is no such choice.
void use_large_pages(bool on);

/// As many bytes of SQL are about to be read: if they are many, large pages are used, and the heap gets room
/// for them.
void prepare_heap_for(std::size_t bytes);

}  // namespace migralint
