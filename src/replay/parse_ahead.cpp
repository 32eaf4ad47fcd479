#include "replay/parse_ahead.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace migralint::replay {

namespace {

bool is_plpgsql(const sql::Do& block) { return block.language == "plpgsql" || block.language.empty(); }

// The variables of the block are plain column references to the SQL grammar, so most statements parse as they
// stand; one that does not is left to the server.
std::unique_ptr<EmbeddedParsed> read_block(sql::Reader& reader, std::string_view text, std::uint32_t offset,
                                           const sql::Do& block) {
  auto program = sql::read_plpgsql(reader.parser(), text, offset, block.body_span);
  auto result = std::make_unique<EmbeddedParsed>();
  if (!program) {
    result->program.unjudged.push_back(
        {block.body_span, fmt::format("a DO block that PL/pgSQL cannot read: {}", program.error().message)});
    return result;
  }
  result->program = std::move(*program);
  auto& statements = result->program.statements;
  std::vector<sql::EmbeddedStatement> readable;
  for (auto& embedded : statements) {
    auto statement = reader.read(embedded.text, embedded.place.begin);
    if (!statement || statement->tag.empty()) {
      result->program.unjudged.push_back({embedded.place, "a statement that only PL/pgSQL can read"});
      continue;
    }
    if (!embedded.exact) {
      statement->range = embedded.place;
    }
    result->statements.push_back({std::move(*statement), std::nullopt, nullptr});
    readable.push_back(std::move(embedded));
  }
  statements = std::move(readable);
  return result;
}

ParsedStatement read_one(sql::Reader& reader, std::string_view file, const script::Statement& raw,
                         std::string& buffer) {
  ParsedStatement parsed;
  std::string_view text = script::prepare(file, raw, buffer, false);
  auto statement = reader.read(text, raw.range.begin);
  // A colon may be PostgreSQL's own (a slice's bound), so variables are filled in only when it must be.
  if (!statement && raw.has_psql_variables) {
    text = script::prepare(file, raw, buffer, true);
    statement = reader.read(text, raw.range.begin);
  }
  if (!statement) {
    parsed.error = std::move(statement.error());
    return parsed;
  }
  parsed.statement = std::move(*statement);
  parsed.statement.range = raw.range;
  if (const auto* block = parsed.statement.as<sql::Do>(); block != nullptr && is_plpgsql(*block)) {
    parsed.embedded = read_block(reader, text, raw.range.begin, *block);
  }
  return parsed;
}

}  // namespace

ParseAhead::ParseAhead(unsigned jobs) : jobs_(std::max(1U, jobs)) {}

ParseAhead::~ParseAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_ready_.notify_all();
  for (auto& thread : threads_) {
    thread.join();
  }
}

void ParseAhead::read(sql::Reader& reader, Chunk& chunk) {
  std::string buffer;
  chunk.parsed.reserve(chunk.raw.size());
  for (const auto& raw : chunk.raw) {
    chunk.parsed.push_back(read_one(reader, chunk.text, raw, buffer));
  }
}

void ParseAhead::submit(Chunk& chunk) {
  if (jobs_ == 1) {
    return;
  }
  const std::lock_guard lock(mutex_);
  waiting_.push_back(&chunk);
  if (waiting_.size() > 1 && threads_.size() + 1 < jobs_) {
    threads_.emplace_back([this] { work(); });
  }
  work_ready_.notify_one();
}

void ParseAhead::work() {
  std::optional<sql::Reader> reader;
  try {
    reader.emplace();
  } catch (const std::bad_alloc&) {
    return;  // no room for another parser: the caller's thread reads what this one would have
  }
  std::unique_lock lock(mutex_);
  while (true) {
    work_ready_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) {
      return;
    }
    Chunk& chunk = *waiting_.front();
    waiting_.pop_front();
    chunk.state = Chunk::State::taken;
    lock.unlock();
    try {
      read(*reader, chunk);
    } catch (...) {
      chunk.failure = std::current_exception();
    }
    lock.lock();
    chunk.state = Chunk::State::done;
    chunk_done_.notify_one();
  }
}

void ParseAhead::finish(Chunk& chunk) {
  {
    std::unique_lock lock(mutex_);
    if (chunk.state == Chunk::State::waiting) {
      std::erase(waiting_, &chunk);
      chunk.state = Chunk::State::taken;
    } else {
      chunk_done_.wait(lock, [&chunk] { return chunk.state == Chunk::State::done; });
      if (chunk.failure) {
        std::rethrow_exception(chunk.failure);
      }
      return;
    }
  }
  if (!own_reader_) {
    own_reader_.emplace();
  }
  read(*own_reader_, chunk);
  const std::lock_guard lock(mutex_);
  chunk.state = Chunk::State::done;
}

}  // namespace migralint::replay
