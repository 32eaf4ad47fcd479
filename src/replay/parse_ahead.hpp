// Reads statements ahead of the replay, on several threads: parsing is three quarters of all the work.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/helpers.hpp"
#include "base/waiting.hpp"
#include "parser/parser.hpp"
#include "replay/readers.hpp"
#include "script/script.hpp"
#include "sql/lower.hpp"
#include "sql/plpgsql.hpp"
#include "sql/statement.hpp"

namespace migralint::replay {

struct EmbeddedParsed;

/// One statement, read: its node, or why there is none.
struct ParsedStatement {
  sql::Statement statement;
  std::optional<parser::ParseError> error;   ///< offset is into the file
  std::unique_ptr<EmbeddedParsed> embedded;  ///< DO blocks in PL/pgSQL, CREATE SCHEMA with elements
};

/// What a DO block or a CREATE SCHEMA runs.
struct EmbeddedParsed {
  sql::EmbeddedProgram program;
  std::vector<ParsedStatement>
      statements;  ///< parallel to program.statements; those that do not parse are left out
                   ///  there too: PL/pgSQL variables make some unreadable
};

/// A run of statements of one file: the unit of work. Small enough that little is held in memory.
struct Chunk {
  std::string_view text;  ///< of the whole file
  std::span<const script::Statement> raw;
  std::size_t bytes = 0;                ///< of its statements
  std::vector<ParsedStatement> parsed;  ///< parallel to raw, once done
  /// Of a small file that nobody has split yet: who reads it does, and sets `raw`.
  std::optional<script::Script> script;
  enum class State : std::uint8_t {
    waiting,
    taken,
    done
  } state = State::waiting;    ///< guarded by the pool's mutex
  std::exception_ptr failure;  ///< out of memory on another thread
};

class ParseAhead {
 public:
  /// Of SQL in one chunk: enough to make the hand-over between threads cheap, little enough to stay in the
  /// cache.
  static constexpr std::size_t chunk_bytes = 16UL * 1024;

  explicit ParseAhead(unsigned jobs);
  ~ParseAhead();
  ParseAhead(const ParseAhead&) = delete;
  ParseAhead& operator=(const ParseAhead&) = delete;

  /// How many bytes it is worth to submit before the first is asked for: all threads are busy with less, and
  /// what is read waits in memory.
  [[nodiscard]] std::size_t depth() const { return jobs_ > 1 ? std::size_t{jobs_} * 4 * chunk_bytes : 0; }
  void submit(std::span<Chunk* const> chunks);
  /// Returns when `chunk` is read; reads it, and others as long as another thread has it, on this thread.
  void finish(Chunk& chunk);
  /// Frees what finish() gave: best done by a thread that makes more of it.
  void discard(std::vector<ParsedStatement> parsed);
  /// Forgets what was submitted; nobody reads it any more when this returns.
  void cancel();

 private:
  using Lock = LockHere;

  void work();
  static void read(sql::Reader& reader, Chunk& chunk);
  /// Reads the chunks of small files together: waking a thread takes longer than to read one.
  std::vector<Chunk*> take(const Lock& lock);
  void read_here(Chunk& chunk, Lock& lock);
  /// False where there is no room for a parser of its own, and other threads have one. Lets go of the lock
  /// meanwhile.
  bool can_read_here(Lock& lock);

  unsigned jobs_;
  std::optional<LentReader> own_reader_;
  bool has_room_ = true;  ///< for it
  std::mutex mutex_;
  std::condition_variable work_ready_;
  std::condition_variable chunk_done_;
  std::deque<Chunk*> waiting_;
  const Chunk* awaited_ = nullptr;  ///< what finish() sleeps for
  std::size_t taken_ = 0;           ///< by other threads, and not yet done
  std::vector<std::vector<ParsedStatement>> discarded_;
  std::size_t beginning_ = 0;  ///< helpers that do not have a reader yet
  std::size_t reading_ = 0;    ///< helpers that have one
  bool stopping_ = false;
  std::vector<Helpers> helpers_;  // from the second submitted chunk on: a small run needs none
};

}  // namespace migralint::replay
