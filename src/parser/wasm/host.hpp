// The sandbox that libpg_query runs in. wasm2c turned the WebAssembly module into C; what a browser or node
// would provide to it (memory, traps, setjmp/longjmp) is provided here, per instance, without any state
// shared by threads.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <functional>
#include <memory>

#include <pgquery.h>
#include <pgquery_names.hpp>

/// Each call into the module is refused below this address of the calling thread's stack (set per thread).
extern "C" void migralint_set_stack_limit(std::uintptr_t limit);
extern "C" __thread std::uintptr_t migralint_stack_limit;

namespace migralint::parser {
struct Tree;
}

namespace migralint::parser::wasm {

/// Who wants to see the tree instead of having it written as JSON.
struct TreeRequest {
  const std::function<void(const Tree&)>* visit = nullptr;
  std::exception_ptr failure;  ///< what the visitor threw: it must not pass through the module's frames
  bool too_deep = false;       ///< part of the tree was not shown for want of stack
};

}  // namespace migralint::parser::wasm

/// What the module's imports get as their first argument; wasm2c chose the name.
struct Z_a_instance_t {
  Z_pgquery_instance_t module{};
  std::jmp_buf* trap_target = nullptr;    ///< where a trap goes: the host's call into the module
  std::jmp_buf* unwind_target = nullptr;  ///< where the module's own longjmp goes: its innermost invoke_*
  wasm_rt_trap_t trap = WASM_RT_TRAP_NONE;
  migralint::parser::wasm::TreeRequest* tree_request = nullptr;  ///< null: JSON is wanted
};

namespace migralint::parser::wasm {

using Host = Z_a_instance_t;

/// Readable bytes kept behind the memory's end, so that a text at its very end can be read with padding.
inline constexpr std::size_t memory_padding = 65536;

struct Unmap {
  void operator()(Host* host) const;
};

/// An instance without its memory's content yet. It stands in one mapping with its memory, at the distance
/// from it that the compiled module knows. Null when the system has no room for the addresses.
std::unique_ptr<Host, Unmap> make_host();

/// The instance whose memory begins there.
inline Host& host_of(const std::uint8_t* memory) {
  return *reinterpret_cast<Host*>(const_cast<std::uint8_t*>(memory) - PGQUERY_instance_room);
}

/// Which instance this thread is running: a trap does not say.
void set_running(Host* host);

/// The lowest address of this thread's stack that the module may use.
std::uintptr_t stack_limit();

/// Makes the memory at least `bytes` long; false when it may not be so long or the system refuses.
bool grow_to(wasm_rt_memory_t& memory, std::uint64_t bytes);

/// Runs `call` inside the sandbox. False when it trapped (Host::trap says why): then the instance's state is
/// undefined and it must be replaced. `call` must not own anything: a trap jumps over destructors.
template <class Call>
bool run(Host& host, const Call& call) {
  std::jmp_buf target;
  host.trap_target = &target;
  host.unwind_target = nullptr;
  set_running(&host);
  migralint_set_stack_limit(stack_limit());
  if (setjmp(target) != 0) return false;
  call();
  return true;
}

}  // namespace migralint::parser::wasm
