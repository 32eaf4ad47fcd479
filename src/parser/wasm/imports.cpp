// The functions that the module imports. emscripten's JavaScript beside the module shows what each has to do.
#include <cstring>
#include <type_traits>

#include "parser/tree.hpp"
#include "parser/wasm/host.hpp"

namespace migralint::parser::wasm {
namespace {

template <class T>
constexpr wasm_rt_type_t kind_of() {
  if constexpr (std::is_same_v<T, u32>) return WASM_RT_I32;
  if constexpr (std::is_same_v<T, u64>) return WASM_RT_I64;
  if constexpr (std::is_same_v<T, f32>) return WASM_RT_F32;
  return WASM_RT_F64;
}

template <class Result, class... Arguments>
std::uint32_t function_type() {
  constexpr auto parameters = static_cast<std::uint32_t>(sizeof...(Arguments));
  if constexpr (std::is_void_v<Result>) {
    return wasm_rt_register_func_type(parameters, 0, kind_of<Arguments>()...);
  } else {
    return wasm_rt_register_func_type(parameters, 1, kind_of<Arguments>()..., kind_of<Result>());
  }
}

/// invoke_*: calls an entry of the module's function table, and comes back here when that longjmps. The
/// module looks at the flag that setThrew sets to learn which setjmp is meant.
template <class Result, class... Arguments>
Result invoke(Host* host, u32 index, Arguments... arguments) {
  const wasm_rt_funcref_table_t& table = *PGQUERY_wasmTable(&host->module);
  if (index >= table.size || table.data[index].func == nullptr ||
      table.data[index].func_type != function_type<Result, Arguments...>()) {
    wasm_rt_trap(WASM_RT_TRAP_CALL_INDIRECT);
  }
  const wasm_rt_funcref_t entry = table.data[index];
  const auto function = reinterpret_cast<Result (*)(void*, Arguments...)>(entry.func);

  const u32 stack_pointer = PGQUERY_emscripten_stack_get_current(&host->module);
  std::jmp_buf* const outer = host->unwind_target;
  std::jmp_buf here;
  if (setjmp(here) == 0) {
    host->unwind_target = &here;
    if constexpr (std::is_void_v<Result>) {
      function(entry.module_instance, arguments...);
      host->unwind_target = outer;
      return;
    } else {
      const Result result = function(entry.module_instance, arguments...);
      host->unwind_target = outer;
      return result;
    }
  }
  host->unwind_target = outer;
  PGQUERY_emscripten_stack_restore(&host->module, stack_pointer);
  PGQUERY_setThrew(&host->module, 1, 0);
  return Result();
}

u32 load_u32(const wasm_rt_memory_t& memory, u32 at) {
  if (std::uint64_t{at} + sizeof(u32) > memory.size) wasm_rt_trap(WASM_RT_TRAP_OOB);
  u32 value = 0;
  std::memcpy(&value, memory.data + at, sizeof value);
  return value;
}

void store_u32(wasm_rt_memory_t& memory, u32 at, u32 value) {
  if (std::uint64_t{at} + sizeof(u32) > memory.size) wasm_rt_trap(WASM_RT_TRAP_OOB);
  std::memcpy(memory.data + at, &value, sizeof value);
}

// WASI's numbers.
constexpr u32 success = 0;
constexpr u32 not_seekable = 70;

}  // namespace
}  // namespace migralint::parser::wasm

#include <pgquery_invokes.inc>

using namespace migralint::parser::wasm;

extern "C" {

/// Called between parsing and writing the tree as JSON (scripts/parser-names), with the list of RawStmts.
/// What it returns is written.
u32 migralint_take_tree(Host* host, u32 list) {
  using namespace migralint::parser;
  TreeRequest* const request = host->tree_request;
  if (request == nullptr || list == 0) return list;
  try {
    (*request->visit)({PGQUERY_version, Array(PGQUERY_wasmMemory(&host->module)->data, list)});
  } catch (...) {
    request->failure = std::current_exception();
  }
  return 0;
}

void PGQUERY_IMPORT_emscripten_throw_longjmp(Host* host) {
  if (host->unwind_target == nullptr) wasm_rt_trap(WASM_RT_TRAP_UNCAUGHT_EXCEPTION);
  std::longjmp(*host->unwind_target, 1);
}

u32 PGQUERY_IMPORT_emscripten_resize_heap(Host* host, u32 bytes) {
  return grow_to(*PGQUERY_wasmMemory(&host->module), bytes) ? 1 : 0;
}

/// Taken and dropped: what libpg_query has to say comes back in its result.
u32 PGQUERY_IMPORT_fd_write(Host* host, u32 /*file*/, u32 vectors, u32 count, u32 written) {
  wasm_rt_memory_t& memory = *PGQUERY_wasmMemory(&host->module);
  u32 total = 0;
  for (u32 i = 0; i < count; ++i)
    total += load_u32(memory, vectors + i * 8 + 4);
  store_u32(memory, written, total);
  return success;
}

u32 PGQUERY_IMPORT_fd_read(Host* host, u32 /*file*/, u32 /*vectors*/, u32 /*count*/, u32 read) {
  store_u32(*PGQUERY_wasmMemory(&host->module), read, 0);
  return success;
}

u32 PGQUERY_IMPORT_fd_seek(Host* /*host*/, u32 /*file*/, u64 /*offset*/, u32 /*whence*/, u32 /*result*/) {
  return not_seekable;
}

u32 PGQUERY_IMPORT_fd_close(Host* /*host*/, u32 /*file*/) { return success; }

u32 PGQUERY_IMPORT_setitimer_js(Host* /*host*/, u32 /*which*/, f64 /*timeout*/) { return success; }

void PGQUERY_IMPORT_emscripten_runtime_keepalive_clear(Host* /*host*/) {}

void PGQUERY_IMPORT_assert_fail(Host* /*host*/, u32 /*condition*/, u32 /*file*/, u32 /*line*/,
                                u32 /*function*/) {
  wasm_rt_trap(WASM_RT_TRAP_UNREACHABLE);
}

void PGQUERY_IMPORT_abort_js(Host* /*host*/) { wasm_rt_trap(WASM_RT_TRAP_UNREACHABLE); }

void PGQUERY_IMPORT_exit(Host* /*host*/, u32 /*code*/) { wasm_rt_trap(WASM_RT_TRAP_UNREACHABLE); }

void PGQUERY_IMPORT_proc_exit(Host* /*host*/, u32 /*code*/) { wasm_rt_trap(WASM_RT_TRAP_UNREACHABLE); }

}  // extern "C"
