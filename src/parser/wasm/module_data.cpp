// The module's static data, a megabyte, comes into the memory of each instance. Where the system lets us, the
// pages of the program's own file are mapped there: most are never written, many never read, and all
// instances share them. Copying takes longer than to read a hundred statements.
#include <array>
#include <cstring>

#if defined(__linux__)
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "parser/wasm/host.hpp"

extern "C" const u8 migralint_module_data[PGQUERY_data_size];

namespace migralint::parser::wasm {
namespace {

#if defined(__linux__)

/// Where the data stands in the program's file, or nothing.
struct FileOffset {
  bool known = false;
  off_t value = 0;
};

/// The first object that the loader knows is the program.
int find_in_program(dl_phdr_info* program, std::size_t, void* result) {
  const auto at = reinterpret_cast<std::uintptr_t>(migralint_module_data) - program->dlpi_addr;
  for (std::size_t i = 0; i < program->dlpi_phnum; ++i) {
    const auto& segment = program->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || at < segment.p_vaddr ||
        at + PGQUERY_data_size > segment.p_vaddr + segment.p_filesz) {
      continue;
    }
    const auto offset = segment.p_offset + (at - segment.p_vaddr);
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    *static_cast<FileOffset*>(result) = {offset % page == 0 && PGQUERY_data_size % page == 0,
                                         static_cast<off_t>(offset)};
  }
  return 1;
}

/// Whether a file holds at `offset` what the program does: what the system calls the program's file is
/// another one under `ld.so ./migralint`. The data's end is looked at, and its middle.
bool holds_data(int file, off_t offset) {
  constexpr std::size_t part = 256;
  std::array<u8, part> bytes{};
  constexpr std::size_t end = PGQUERY_data_end;
  for (const std::size_t at : {end / 2, end - part}) {
    const auto place = offset + static_cast<off_t>(at);
    if (pread(file, bytes.data(), part, place) != static_cast<ssize_t>(part) ||
        std::memcmp(bytes.data(), migralint_module_data + at, part) != 0) {
      return false;
    }
  }
  return true;
}

/// False where it cannot be done.
bool map_data(u8* memory) {
  static const FileOffset offset = [] {
    FileOffset found;
    dl_iterate_phdr(&find_in_program, &found);
    return found;
  }();
  if (!offset.known) return false;
  const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool mapped =
      holds_data(file, offset.value) && mmap(memory, PGQUERY_data_size, PROT_READ | PROT_WRITE,
                                             MAP_PRIVATE | MAP_FIXED, file, offset.value) == memory;
  close(file);
  return mapped;
}

#else

bool map_data(u8*) { return false; }

#endif

}  // namespace
}  // namespace migralint::parser::wasm

extern "C" void migralint_load_data(wasm_rt_memory_t* memory) {
  if (!migralint::parser::wasm::map_data(memory->data)) {
    std::memcpy(memory->data, migralint_module_data, PGQUERY_data_size);
  }
}
