#include "replay/replay.hpp"

#include <deque>
#include <list>
#include <utility>

#include "catalog/apply.hpp"
#include "replay/parse_ahead.hpp"

namespace migralint::replay {

namespace {

// Bytes of SQL in one chunk: enough to make the hand-over between threads cheap, little enough to stay in the
// cache.
constexpr std::size_t chunk_bytes = 32UL * 1024;

/// A file with its statements cut into chunks.
struct Prepared {
  const SourceFile* source = nullptr;
  script::Script script;
  std::list<Chunk> chunks;  // a list: the pool holds pointers
};

Prepared prepare_file(const SourceFile& source) {
  Prepared prepared{&source, script::split(source.text), {}};
  const std::span<const script::Statement> all = prepared.script.statements;
  std::size_t begin = 0;
  while (begin < all.size()) {
    std::size_t end = begin;
    std::size_t bytes = 0;
    while (end < all.size() && bytes < chunk_bytes) {
      bytes += all[end++].range.size();
    }
    prepared.chunks.push_back({source.text, all.subspan(begin, end - begin), {}, Chunk::State::waiting, {}});
    begin = end;
  }
  return prepared;
}

std::size_t count_forward(const script::Script& script) {
  std::size_t count = 0;
  for (const auto& statement : script.statements) {
    count += statement.in_down_section ? 0 : 1;
  }
  return count;
}

/// What one SELECT … or ALTER TABLE … leaves locked for the rest of its transaction.
std::vector<session::HeldLock> held_locks(const effects::Effects& effects, const catalog::Origin& origin) {
  std::vector<session::HeldLock> held;
  held.reserve(effects.locks.size());
  for (const auto& lock : effects.locks) {
    if (lock.until == effects::Until::transaction) {
      held.push_back({lock.id, lock.name, lock.mode, origin, lock.existing});
    }
  }
  return held;
}

/// The state of one history while it is replayed.
class Run {
 public:
  Run(ParseAhead& parse_ahead, const Handler& handler, bool complete)
      : parse_ahead_(parse_ahead), handler_(handler) {
    if (!complete) {
      catalog_.mark_incomplete({});
    }
  }

  void file(Prepared& prepared, std::uint32_t id, const std::function<void()>& chunk_begins) {
    File file{id, prepared.source, &prepared.script, count_forward(prepared.script)};
    const bool judged = prepared.source->role != Role::history;
    session_.start_file(prepared.source->mode, id, file.forward_statements, catalog_);
    catalog_.begin_file();
    if (judged) {
      handler_.file_begin(file);
    }
    std::uint32_t index = 0;
    for (auto& chunk : prepared.chunks) {
      chunk_begins();
      parse_ahead_.finish(chunk);
      for (std::size_t i = 0; i < chunk.parsed.size(); ++i) {
        statement(file, index++, chunk.raw[i], chunk.parsed[i]);
      }
      std::vector<ParsedStatement>().swap(chunk.parsed);
    }
    if (judged) {
      handler_.file_end({file, catalog_, session_});
    }
    session_.end_file(catalog_);
  }

  void end() {
    if (handler_.history_end) {
      handler_.history_end(catalog_);
    }
  }

 private:
  void statement(const File& file, std::uint32_t index, const script::Statement& raw,
                 const ParsedStatement& parsed) {
    const bool forward = !raw.in_down_section && file.source->role != Role::down;
    const bool judged = file.source->role != Role::history;
    const catalog::Origin origin{file.id, index, session_.transaction_id(), raw.range};
    if (parsed.error || !forward) {
      if (judged) {
        const effects::Effects none;
        handler_.step({file,
                       index,
                       raw,
                       parsed.error ? nullptr : &parsed.statement,
                       parsed.error ? &*parsed.error : nullptr,
                       forward,
                       nullptr,
                       {},
                       catalog_,
                       session_,
                       none,
                       origin});
      }
      if (forward) {
        catalog_.mark_incomplete(origin);
      }
      return;
    }
    const std::span<const sql::Unjudged> unjudged =
        parsed.embedded ? std::span<const sql::Unjudged>(parsed.embedded->program.unjudged)
                        : std::span<const sql::Unjudged>();
    run(file, index, raw, parsed.statement, nullptr, unjudged, origin);
    if (parsed.embedded) {
      for (std::size_t i = 0; i < parsed.embedded->statements.size(); ++i) {
        const auto& embedded = parsed.embedded->program.statements[i];
        catalog::Origin inner = origin;
        inner.span = embedded.place;
        // A block that commits by itself: which of its statements share a transaction is only known at run
        // time.
        if (i > 0 && parsed.embedded->program.commits) {
          session_.end_statement(catalog_);
        }
        inner.transaction = session_.transaction_id();
        run(file, index, raw, parsed.embedded->statements[i].statement, &embedded, {}, inner);
      }
      // What runs under a condition or is built at run time may or may not have happened.
      if (!unjudged.empty()) {
        catalog_.mark_incomplete(origin);
      }
    }
    // Statements joined with psql's \; reach the server as one query, which is one transaction.
    const auto& all = file.script->statements;
    if (index + 1 < all.size() && all[index + 1].sent_with_previous) {
      return;
    }
    session_.end_statement(catalog_);
  }

  void run(const File& file, std::uint32_t index, const script::Statement& raw,
           const sql::Statement& statement, const sql::EmbeddedStatement* embedded,
           std::span<const sql::Unjudged> unjudged, const catalog::Origin& origin) {
    if (file.source->role == Role::judged) {
      const effects::Effects effects =
          effects::effects(statement, {catalog_, session_, file.source->pg_version});
      handler_.step({file, index, raw, &statement, nullptr, true, embedded, unjudged, catalog_, session_,
                     effects, origin});
      session_.hold(held_locks(effects, origin));
    }
    session_.apply(statement, origin, catalog_);
    catalog::apply(catalog_, statement, {origin, file.source->pg_version});
  }

  ParseAhead& parse_ahead_;
  const Handler& handler_;
  catalog::Catalog catalog_;
  session::Session session_;
};

}  // namespace

Replayer::Replayer(unsigned jobs) : parse_ahead_(std::make_unique<ParseAhead>(jobs)) {}
Replayer::~Replayer() = default;

void Replayer::run(const Migrations& migrations, std::uint32_t first_file_id, const Handler& handler) {
  Run run(*parse_ahead_, handler, migrations.complete);
  // Files are split only as far ahead as the threads need work, so that a long history does not pile up in
  // memory.
  std::deque<Prepared> open;
  std::deque<Chunk*> unsubmitted;
  std::size_t next_file = 0;
  std::size_t submitted = 0;
  const auto top_up = [&] {
    while (submitted < parse_ahead_->depth()) {
      while (unsubmitted.empty() && next_file < migrations.files.size()) {
        open.push_back(prepare_file(migrations.files[next_file++]));
        for (auto& chunk : open.back().chunks) {
          unsubmitted.push_back(&chunk);
        }
      }
      if (unsubmitted.empty()) {
        return;
      }
      parse_ahead_->submit(*unsubmitted.front());
      unsubmitted.pop_front();
      ++submitted;
    }
  };
  const auto chunk_begins = [&] {
    top_up();
    --submitted;
  };
  for (std::size_t i = 0; i < migrations.files.size(); ++i) {
    if (open.empty()) {
      open.push_back(prepare_file(migrations.files[next_file++]));
      for (auto& chunk : open.back().chunks) {
        unsubmitted.push_back(&chunk);
      }
    }
    run.file(open.front(), first_file_id + static_cast<std::uint32_t>(i), chunk_begins);
    open.pop_front();
  }
  run.end();
}

}  // namespace migralint::replay
