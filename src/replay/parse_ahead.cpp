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

/// In which order the server runs them (transformCreateSchemaStmtElements in
/// src/backend/parser/parse_utilcmd.c).
int rank_of(const sql::Statement& statement) {
  if (statement.as<sql::CreateSequence>() != nullptr) {
    return 0;
  }
  if (statement.as<sql::CreateTable>() != nullptr) {
    return 1;
  }
  if (statement.as<sql::CreateView>() != nullptr) {
    return 2;
  }
  if (statement.as<sql::CreateIndex>() != nullptr) {
    return 3;
  }
  return statement.as<sql::CreateTrigger>() != nullptr ? 4 : 5;
}

/// The relation that must be in the new schema: what it makes, or what an index or a trigger is made for.
sql::RelationName* placed_relation(sql::Statement& statement) {
  if (auto* sequence = std::get_if<sql::CreateSequence>(&statement.node)) {
    return &sequence->sequence;
  }
  if (auto* table = std::get_if<sql::CreateTable>(&statement.node)) {
    return &table->table;
  }
  if (auto* view = std::get_if<sql::CreateView>(&statement.node)) {
    return &view->view;
  }
  if (auto* index = std::get_if<sql::CreateIndex>(&statement.node)) {
    return &index->table;
  }
  auto* trigger = std::get_if<sql::CreateTrigger>(&statement.node);
  return trigger != nullptr ? &trigger->table : nullptr;
}

/// Puts what it makes into the new schema; false if another one is written, which the server refuses.
bool put_into(const std::string& schema, sql::Statement& statement) {
  sql::RelationName* relation = placed_relation(statement);
  if (relation != nullptr && relation->schema.empty()) {
    relation->schema = schema;
  }
  return relation == nullptr || relation->schema == schema;
}

std::unique_ptr<EmbeddedParsed> read_elements(sql::Reader& reader, std::string_view text,
                                              std::uint32_t offset, const sql::CreateSchema& schema) {
  auto result = std::make_unique<EmbeddedParsed>();
  std::vector<sql::Statement> elements;
  for (const Span place : schema.elements) {
    const auto element = text.substr(place.begin - offset, place.size());
    auto statement = reader.read(element, place.begin);
    if (!statement) {
      result->program.unjudged.push_back({place, "elements of CREATE SCHEMA that cannot be told apart"});
    } else if (!put_into(schema.name, *statement)) {
      return std::make_unique<EmbeddedParsed>();
    } else {
      elements.push_back(std::move(*statement));
    }
  }
  std::ranges::stable_sort(elements, {}, rank_of);
  for (auto& statement : elements) {
    sql::EmbeddedStatement& embedded = result->program.statements.emplace_back();
    embedded.place = statement.range;
    embedded.text = text.substr(statement.range.begin - offset, statement.range.size());
    embedded.schema_element = true;
    result->statements.push_back({std::move(statement), std::nullopt, nullptr});
  }
  return result;
}

void finish_statement(sql::Reader& reader, std::string_view text, const script::Statement& raw,
                      ParsedStatement& parsed) {
  parsed.statement.range = raw.range;
  if (const auto* block = parsed.statement.as<sql::Do>(); block != nullptr && is_plpgsql(*block)) {
    parsed.embedded = read_block(reader, text, raw.range.begin, *block);
  } else if (const auto* schema = parsed.statement.as<sql::CreateSchema>();
             schema != nullptr && !schema->elements.empty()) {
    parsed.embedded = read_elements(reader, text, raw.range.begin, *schema);
  }
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
  finish_statement(reader, text, raw, parsed);
  return parsed;
}

/// Stands in the file as the parser is to read it, up to a ';'.
bool is_plain(std::string_view file, const script::Statement& raw) {
  const Span whole = raw.with_terminator;
  return !raw.has_psql_variables && !raw.has_meta_command && whole.end == raw.range.end + 1 &&
         file[raw.range.end] == ';';
}

/// How many statements from the first on the parser can read at once: only blanks and comments are between
/// them.
std::size_t count_together(std::string_view file, std::span<const script::Statement> raw) {
  // Little enough that their trees stay in the processor's nearest cache.
  constexpr std::uint32_t most_bytes = 8192;
  std::size_t count = 0;
  while (count < raw.size() && is_plain(file, raw[count]) &&
         raw[count].with_terminator.end - raw[0].range.begin <= most_bytes &&
         (count == 0 || raw[count].lead == raw[count - 1].with_terminator.end)) {
    ++count;
  }
  return count;
}

sql::ReadTogether read_together(sql::Reader& reader, std::string_view file,
                                std::span<const script::Statement> raw, std::span<ParsedStatement> parsed) {
  const std::uint32_t begin = raw.front().range.begin;
  std::vector<Span> places;
  places.reserve(raw.size());
  for (const auto& statement : raw) {
    places.push_back({statement.with_terminator.begin - begin, statement.with_terminator.end - begin});
  }
  const auto text = file.substr(begin, raw.back().with_terminator.end - begin);
  const auto slot = [parsed](std::size_t i) -> sql::Statement& { return parsed[i].statement; };
  const auto result = reader.read_together(text, begin, places, slot);
  for (std::size_t i = 0; result.done && i < raw.size(); ++i) {
    finish_statement(reader, places[i].of(text), raw[i], parsed[i]);
  }
  return result;
}

/// Reads some statements from the first on, as many at once as the parser takes. Returns how many.
std::size_t read_some(sql::Reader& reader, std::string_view file, std::span<const script::Statement> raw,
                      std::span<ParsedStatement> parsed, std::string& buffer) {
  std::size_t count = std::max<std::size_t>(1, count_together(file, raw));
  if (count > 1) {
    const auto all = read_together(reader, file, raw.first(count), parsed);
    if (all.done) {
      return count;
    }
    if (const auto bad = all.error_in) {
      const bool before = *bad > 1 && read_together(reader, file, raw.first(*bad), parsed).done;
      if (before) {
        return *bad;
      }
      count = *bad + 1;
    }
  }
  std::ranges::transform(raw.first(count), parsed.begin(), [&](const script::Statement& statement) {
    return read_one(reader, file, statement, buffer);
  });
  return count;
}

}  // namespace

ParseAhead::ParseAhead(unsigned jobs) : jobs_(std::max(1U, jobs)) {}

ParseAhead::~ParseAhead() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  work_ready_.notify_all();
  helpers_.clear();
}

void ParseAhead::read(sql::Reader& reader, Chunk& chunk) {
  std::string buffer;
  if (chunk.script) {
    chunk.script = script::split(chunk.text);
    chunk.raw = chunk.script->statements;
  }
  chunk.parsed.resize(chunk.raw.size());
  for (std::size_t done = 0; done < chunk.raw.size();) {
    done +=
        read_some(reader, chunk.text, chunk.raw.subspan(done), std::span(chunk.parsed).subspan(done), buffer);
  }
}

void ParseAhead::submit(std::span<Chunk* const> chunks) {
  if (jobs_ == 1 || chunks.empty()) {
    return;
  }
  {
    const Lock lock(mutex_);
    waiting_.insert(waiting_.end(), chunks.begin(), chunks.end());
    if (waiting_.size() > 1 && helpers_.size() + 1 < jobs_) {
      helpers_.emplace_back(1, [this] { work(); });
    }
  }
  work_ready_.notify_all();
}

std::vector<Chunk*> ParseAhead::take(const Lock&) {
  std::vector<Chunk*> taken;
  std::size_t bytes = 0;
  // Not all that there is: this thread's caller, and the other threads, want some, too.
  const std::size_t most = std::max<std::size_t>(1, waiting_.size() / jobs_);
  while (taken.size() < most && bytes < chunk_bytes) {
    Chunk& chunk = *waiting_.front();
    waiting_.pop_front();
    chunk.state = Chunk::State::taken;
    bytes += chunk.bytes;
    taken.push_back(&chunk);
  }
  taken_ += taken.size();
  return taken;
}

void ParseAhead::work() {
  std::optional<LentReader> reader;
  Lock lock(mutex_);
  ++beginning_;
  lock.unlock();
  try {
    reader.emplace();
  } catch (const std::bad_alloc&) {
    reader.reset();  // no room for another parser: the caller's thread reads what this one would have
  }
  lock.lock();
  --beginning_;
  reading_ += reader ? 1 : 0;
  chunk_done_.notify_one();
  if (!reader) {
    return;
  }
  while (true) {
    wait_here(work_ready_, lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) {
      return;
    }
    for (Chunk* chunk : take(lock)) {
      lock.unlock();
      try {
        read(**reader, *chunk);
      } catch (...) {
        chunk->failure = std::current_exception();
      }
      lock.lock();
      chunk->state = Chunk::State::done;
      --taken_;
      if (chunk == awaited_ || taken_ == 0) {
        chunk_done_.notify_one();
      }
    }
    auto discarded = std::exchange(discarded_, {});
    lock.unlock();
    discarded.clear();
    lock.lock();
  }
}

void ParseAhead::finish(Chunk& chunk) {
  Lock lock(mutex_);
  const auto next = [&]() -> Chunk* {
    if (chunk.state == Chunk::State::waiting) {
      return &chunk;
    }
    return chunk.state == Chunk::State::done || waiting_.empty() ? nullptr : waiting_.front();
  };
  while (next() != nullptr && can_read_here(lock)) {
    if (Chunk* const found = next()) {  // others may have taken it meanwhile
      std::erase(waiting_, found);
      read_here(*found, lock);
    }
  }
  if (chunk.state == Chunk::State::waiting) {
    std::erase(waiting_, &chunk);
    waiting_.push_front(&chunk);
    work_ready_.notify_one();
  }
  awaited_ = &chunk;
  wait_here(chunk_done_, lock, [&chunk] { return chunk.state == Chunk::State::done; });
  awaited_ = nullptr;
  if (chunk.failure) {
    std::rethrow_exception(chunk.failure);
  }
}

void ParseAhead::discard(std::vector<ParsedStatement> parsed) {
  // Where no helper comes, or all are behind, they are freed here.
  constexpr std::size_t most = 64;
  const Lock lock(mutex_);
  if (!helpers_.empty() && discarded_.size() < most) {
    discarded_.push_back(std::move(parsed));
  }
}

void ParseAhead::cancel() {
  Lock lock(mutex_);
  waiting_.clear();
  wait_here(chunk_done_, lock, [this] { return taken_ == 0; });
}

bool ParseAhead::can_read_here(Lock& lock) {
  if (own_reader_ || !has_room_) {
    return has_room_;
  }
  lock.unlock();
  try {
    own_reader_.emplace();
    lock.lock();
  } catch (const std::bad_alloc&) {
    lock.lock();
    wait_here(chunk_done_, lock, [this] { return beginning_ == 0; });
    if (reading_ == 0) {
      throw;
    }
    has_room_ = false;
  }
  return has_room_;
}

/// Takes the lock back when it has read.
void ParseAhead::read_here(Chunk& chunk, Lock& lock) {
  chunk.state = Chunk::State::taken;
  lock.unlock();
  read(**own_reader_, chunk);
  lock.lock();
  chunk.state = Chunk::State::done;
}

}  // namespace migralint::replay
