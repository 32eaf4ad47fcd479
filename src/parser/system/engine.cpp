// The installed libpg_query. It is native code: an exhausted stack would end the process, so a statement that
// could nest deeply is parsed on a thread whose stack is as large as its nesting can need.
#include "parser/engine.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include <pg_query.h>
#include <pthread.h>

#include "parser/tree.hpp"

namespace migralint::parser {
namespace {

/// libpg_query's result structures, whose free functions take them by value.
template <class Result, void (*free_result)(Result)>
class Owned {
 public:
  explicit Owned(Result result) : result_(result) {}
  Owned() = default;
  ~Owned() { free_result(result_); }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;

  void replace(Result result) { free_result(std::exchange(result_, result)); }
  [[nodiscard]] Result& get() { return result_; }

 private:
  Result result_{};
};

// Nothing checks the depth of the recursion that writes the tree. For each byte of text it needs less than 64
// bytes of stack in the worst of the forms tried ("+1" again and again; Debian's library on x86-64); four
// times that is a margin for others. Stack that is not used costs nothing. The grammar keeps its own stack on
// the heap.
constexpr std::size_t stack_per_byte = 256;
constexpr std::size_t base_stack = 1U << 20U;
/// A text this short needs at most a megabyte, which each thread has.
constexpr std::size_t harmless_size = 4096;

template <class Call>
bool on_large_stack(std::size_t text_size, Call& call) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_t thread{};
  const auto start = [](void* argument) -> void* {
    (*static_cast<Call*>(argument))();
    return nullptr;
  };
  const bool started = pthread_attr_setstacksize(&attributes, base_stack + stack_per_byte * text_size) == 0 &&
                       pthread_create(&thread, &attributes, start, &call) == 0;
  pthread_attr_destroy(&attributes);
  return started && pthread_join(thread, nullptr) == 0;
}

/// False when there is no memory for the stack that the text may need.
template <class Call>
bool run(std::size_t text_size, Call call) {
  if (text_size > harmless_size) return on_large_stack(text_size, call);
  call();
  return true;
}

EngineError to_error(const PgQueryError& error) {
  const auto character = error.cursorpos > 0 ? static_cast<std::uint32_t>(error.cursorpos) : 0U;
  return {ParseError::Kind::syntax, error.message == nullptr ? "" : error.message, character};
}

/// The text grown by the padding that Json promises; the result's free function frees it all the same.
Json padded(char*& text) {
  const std::size_t size = std::strlen(text);
  auto* grown = static_cast<char*>(std::realloc(text, size + 1 + Json::padding));
  if (grown == nullptr) throw std::bad_alloc();
  std::memset(grown + size, 0, 1 + Json::padding);
  text = grown;
  return {{text, size}};
}

// A thousand terms of `1 + 1 + …` are about two thousand levels of JSON. Memory for this many costs 9 bytes a
// level, touched only as far as it is used.
constexpr std::size_t max_json_depth = 400'000;
constexpr std::size_t first_capacity = 1 << 16;

EngineError unreadable(simdjson::error_code code) {
  if (code == simdjson::DEPTH_ERROR) return {ParseError::Kind::limit, std::string(too_deep), 0};
  const bool too_big = code == simdjson::CAPACITY || code == simdjson::MEMALLOC;
  if (too_big) return {ParseError::Kind::limit, std::string(too_large), 0};
  return {ParseError::Kind::input,
          std::string("the parse tree cannot be read: ") + simdjson::error_message(code), 0};
}

}  // namespace

struct SqlEngine::State {
  Owned<PgQueryParseResult, pg_query_free_parse_result> tree;
  Owned<PgQueryPlpgsqlParseResult, pg_query_free_plpgsql_parse_result> plpgsql;
  simdjson::dom::parser json;
  simdjson::error_code allocated = json.allocate(first_capacity, max_json_depth);
};

SqlEngine::SqlEngine() : state_(std::make_unique<State>()) {}
SqlEngine::~SqlEngine() = default;

Expected<Json, EngineError> SqlEngine::parse(std::string_view sql) {
  const std::string text(sql);
  PgQueryParseResult result{};
  if (!run(text.size(), [&] { result = pg_query_parse(text.c_str()); })) {
    return Unexpected(EngineError{ParseError::Kind::limit, std::string(too_large), 0});
  }
  state_->tree.replace(result);
  if (result.error != nullptr) return Unexpected(to_error(*result.error));
  return padded(state_->tree.get().parse_tree);
}

std::optional<EngineError> SqlEngine::read(std::string_view sql,
                                           const std::function<void(const Tree&)>& visit) {
  auto json = parse(sql);
  if (!json) return std::move(json.error());
  static_assert(Json::padding >= simdjson::SIMDJSON_PADDING);
  simdjson::dom::element document;
  simdjson::error_code code = state_->allocated;
  if (code == simdjson::SUCCESS) {
    constexpr bool copy = false;  // the text is padded
    code = state_->json.parse(json->text.data(), json->text.size(), copy).get(document);
  }
  if (code != simdjson::SUCCESS) return unreadable(code);
  Tree tree;
  fields(Value(document), [&](std::uint64_t field, Value value) {
    if (field == name_key("version")) tree.version = integer(value);
    if (field == name_key("stmts")) get(value, tree.statements);
  });
  if (tree.statements.size() > 0) visit(tree);
  return std::nullopt;
}

Expected<Json, EngineError> SqlEngine::parse_plpgsql(std::string_view statement) {
  const std::string text(statement);
  PgQueryPlpgsqlParseResult result{};
  if (!run(text.size(), [&] { result = pg_query_parse_plpgsql(text.c_str()); })) {
    return Unexpected(EngineError{ParseError::Kind::limit, std::string(too_large), 0});
  }
  state_->plpgsql.replace(result);
  // Its position counts in the body, not in the statement.
  if (result.error != nullptr) {
    auto error = to_error(*result.error);
    error.character = 0;
    return Unexpected(std::move(error));
  }
  return padded(state_->plpgsql.get().plpgsql_funcs);
}

std::string_view parser_description() { return "libpg_query " PG_MAJORVERSION " (system)"; }

}  // namespace migralint::parser
