#include "parser/engine.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>
#include <new>

#include "parser/tree.hpp"
#include "parser/wasm/host.hpp"

namespace migralint::parser {
namespace {

using wasm::Host;

void init_module_once() {
  static std::once_flag once;
  std::call_once(once, Z_pgquery_init_module);
}

/// One instance of the module: its memory, its table, its globals.
class Instance {
 public:
  Instance() : host_(wasm::make_host()) {
    if (host_ == nullptr) throw std::bad_alloc();
    init_module_once();
    const bool ok = wasm::run(*host_, [this] {
      Z_pgquery_instantiate(&host_->module, host_.get());
      PGQUERY_start(&host_->module);
    });
    if (!ok) {
      Z_pgquery_free(&host_->module);
      throw std::bad_alloc();
    }
  }
  ~Instance() { Z_pgquery_free(&host_->module); }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] Host& host() { return *host_; }
  [[nodiscard]] Z_pgquery_instance_t* module() { return &host_->module; }
  [[nodiscard]] wasm_rt_memory_t& memory() { return *PGQUERY_wasmMemory(&host_->module); }

  /// The NUL-terminated text at `at`, in place.
  [[nodiscard]] std::string_view text(u32 at) {
    const wasm_rt_memory_t& bytes = memory();
    if (at == 0 || at >= bytes.size) return {};
    const auto* begin = reinterpret_cast<const char*>(bytes.data + at);
    const void* end = std::memchr(begin, 0, bytes.size - at);
    return {begin, end == nullptr ? 0 : static_cast<std::size_t>(static_cast<const char*>(end) - begin)};
  }

  /// The `index`th 32-bit field of the structure at `at`.
  [[nodiscard]] u32 field(u32 at, u32 index) {
    const std::uint64_t place = std::uint64_t{at} + std::uint64_t{index} * sizeof(u32);
    if (at == 0 || place + sizeof(u32) > memory().size) return 0;
    u32 value = 0;
    std::memcpy(&value, memory().data + place, sizeof value);
    return value;
  }

 private:
  std::unique_ptr<Host, wasm::Unmap> host_;
};

EngineError trap_error(wasm_rt_trap_t trap) {
  const auto message = trap == WASM_RT_TRAP_EXHAUSTION ? too_deep : too_large;
  return {ParseError::Kind::limit, std::string(message), 0};
}

EngineError out_of_memory() { return {ParseError::Kind::limit, std::string(too_large), 0}; }

}  // namespace

struct SqlEngine::State {
  std::unique_ptr<Instance> instance = std::make_unique<Instance>();
  u32 input = 0;  ///< a block in the module's memory, kept from call to call
  u32 input_capacity = 0;
  u32 result = 0;         ///< what the last call returned, not yet freed
  u32 string_result = 0;  ///< likewise, of the calls that return a text
  bool stale = false;     ///< the instance trapped, or holds more memory than it should keep

  /// A memory that was large once stays large (the module gives nothing back), so such an instance is
  /// replaced.
  static constexpr std::size_t large_input = 1U << 20U;
  static constexpr std::size_t large_output = 16U << 20U;

  void renew() {
    instance.reset();
    instance = std::make_unique<Instance>();
    input = input_capacity = result = string_result = 0;
    stale = false;
  }

  /// Frees the last result and puts `text` into the module's memory.
  bool prepare(std::string_view text);
  /// Parses what prepare() got; an error for a trap or what PostgreSQL says.
  std::optional<EngineError> parse_input();
  Expected<Json, EngineError> finish(std::string_view json, std::size_t input_size);
};

bool SqlEngine::State::prepare(std::string_view text) {
  if (stale) renew();
  auto* const module = instance->module();
  const auto needed = static_cast<u32>(text.size() + 1);
  const bool ok = wasm::run(instance->host(), [this, module, needed] {
    if (result != 0) PGQUERY_wasm_free_parse_result(module, result);
    if (string_result != 0) PGQUERY_wasm_free_string(module, string_result);
    result = string_result = 0;
    if (needed <= input_capacity) return;
    if (input != 0) PGQUERY_free(module, input);
    input_capacity = std::bit_ceil(std::max(needed, u32{16384}));
    input = PGQUERY_malloc(module, input_capacity);
  });
  if (!ok || input == 0 || std::uint64_t{input} + needed > instance->memory().size) {
    stale = true;
    return false;
  }
  std::uint8_t* const target = instance->memory().data + input;
  std::memcpy(target, text.data(), text.size());
  target[text.size()] = 0;
  return true;
}

Expected<Json, EngineError> SqlEngine::State::finish(std::string_view json, std::size_t input_size) {
  if (input_size > large_input || json.size() > large_output) stale = true;
  return Json{json};
}

SqlEngine::SqlEngine() : state_(std::make_unique<State>()) {}
SqlEngine::~SqlEngine() = default;

// The result is a PgQueryParseResult: tree, stderr text, error. PgQueryError: message, function, file, line,
// cursor position, context.
std::optional<EngineError> SqlEngine::State::parse_input() {
  if (!wasm::run(instance->host(),
                 [&] { result = PGQUERY_wasm_parse_query_raw(instance->module(), input); })) {
    stale = true;
    return trap_error(instance->host().trap);
  }
  const u32 error = instance->field(result, 2);
  if (error != 0) {
    return EngineError{ParseError::Kind::syntax, std::string(instance->text(instance->field(error, 0))),
                       instance->field(error, 4)};
  }
  if (instance->field(result, 0) == 0) {
    stale = true;
    return out_of_memory();
  }
  return std::nullopt;
}

std::optional<EngineError> SqlEngine::read(std::string_view sql,
                                           const std::function<void(const Tree&)>& visit) {
  State& state = *state_;
  if (!state.prepare(sql)) return out_of_memory();
  wasm::TreeRequest request{&visit, nullptr, false};
  Host& host = state.instance->host();
  host.tree_request = &request;
  auto error = state.parse_input();
  host.tree_request = nullptr;
  if (request.failure) std::rethrow_exception(request.failure);
  if (!error && request.too_deep) error = EngineError{ParseError::Kind::limit, std::string(too_deep), 0};
  if (sql.size() > State::large_input) state.stale = true;
  return error;
}

Expected<Json, EngineError> SqlEngine::parse(std::string_view sql) {
  State& state = *state_;
  if (!state.prepare(sql)) return Unexpected(out_of_memory());
  if (auto error = state.parse_input()) return Unexpected(std::move(*error));
  return state.finish(state.instance->text(state.instance->field(state.result, 0)), sql.size());
}

Expected<Json, EngineError> SqlEngine::parse_plpgsql(std::string_view statement) {
  State& state = *state_;
  if (!state.prepare(statement)) return Unexpected(out_of_memory());
  Instance& instance = *state.instance;
  if (!wasm::run(instance.host(),
                 [&] { state.string_result = PGQUERY_wasm_parse_plpgsql(instance.module(), state.input); })) {
    state.stale = true;
    return Unexpected(trap_error(instance.host().trap));
  }
  if (state.string_result == 0) {
    state.stale = true;
    return Unexpected(out_of_memory());
  }
  // The function returns one text: the tree, or the error's message, without a place.
  const auto text = instance.text(state.string_result);
  if (!text.starts_with('{')) return Unexpected(EngineError{ParseError::Kind::syntax, std::string(text), 0});
  return state.finish(text, statement.size());
}

std::string_view parser_description() { return "libpg_query 18 (wasm)"; }

}  // namespace migralint::parser
