#include "replay/replay.hpp"

#include <algorithm>
#include <deque>
#include <list>
#include <utility>

#include "catalog/apply.hpp"
#include "replay/may_do_anything.hpp"
#include "replay/parse_ahead.hpp"

namespace migralint::replay {

namespace {

/// A file with its statements cut into chunks.
struct Prepared {
  const SourceFile* source = nullptr;
  script::Script script;
  std::list<Chunk> chunks;  // a list: the pool holds pointers
};

/// A file that is one chunk is split by the thread that reads it.
bool is_one_chunk(const SourceFile& source) {
  return !source.text.empty() && source.text.size() <= ParseAhead::chunk_bytes;
}

Prepared prepare_one_chunk(const SourceFile& source) {
  Prepared prepared{&source, {}, {}};
  Chunk& chunk = prepared.chunks.emplace_back();
  chunk.text = source.text;
  chunk.bytes = source.text.size();
  chunk.script.emplace();
  return prepared;
}

Prepared prepare_file(const SourceFile& source) {
  Prepared prepared{&source, script::split(source.text), {}};
  const std::span<const script::Statement> all = prepared.script.statements;
  std::size_t begin = 0;
  while (begin < all.size()) {
    std::size_t end = begin;
    std::size_t bytes = 0;
    while (end < all.size() && bytes < ParseAhead::chunk_bytes) {
      bytes += all[end++].range.size();
    }
    Chunk& chunk = prepared.chunks.emplace_back();
    chunk.text = source.text;
    chunk.raw = all.subspan(begin, end - begin);
    chunk.bytes = bytes;
    begin = end;
  }
  return prepared;
}

/// What is only the way back of another file is read when that file has run.
Prepared prepare_in_turn(const SourceFile& source) {
  if (source.role == Role::way_back) {
    return Prepared{&source, {}, {}};
  }
  return is_one_chunk(source) ? prepare_one_chunk(source) : prepare_file(source);
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

/// False for what a way back holds that is none: SELECT 1, a block that only raises an error.
bool changes_something(const ParsedStatement& parsed) {
  const auto& statement = parsed.statement;
  if (statement.as<sql::Do>() != nullptr) {
    return parsed.embedded == nullptr || !parsed.embedded->statements.empty();
  }
  return statement.as<sql::Transaction>() == nullptr && statement.as<sql::SetVariable>() == nullptr &&
         statement.as<sql::Select>() == nullptr;
}

std::vector<std::string> with_first(const std::string& schema, const std::vector<std::string>& path) {
  std::vector<std::string> result{schema};
  result.insert(result.end(), path.begin(), path.end());
  return result;
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

  void file(Prepared& prepared, std::uint32_t id, const std::function<void(const Chunk&)>& chunk_begins) {
    if (prepared.source->role == Role::way_back) {
      return;
    }
    const auto finish = [&](Chunk& chunk) {
      chunk_begins(chunk);
      parse_ahead_.finish(chunk);
    };
    const bool is_one_chunk = !prepared.chunks.empty() && prepared.chunks.front().script;
    if (is_one_chunk) {
      Chunk& whole = prepared.chunks.front();
      finish(whole);
      prepared.script = std::move(*whole.script);
    }
    File file{id, prepared.source, &prepared.script, count_forward(prepared.script)};
    const bool judged = is_named(prepared.source->role);
    const bool goes_back = has_way_back(file);
    session_.start_file(prepared.source->mode, id, file.forward_statements, catalog_);
    catalog_.begin_file();
    if (goes_back) {
      catalog_.keep_before();
      all_seen_ = true;
    }
    if (judged) {
      handler_.file_begin(file);
    }
    std::uint32_t index = 0;
    next_command_ = 0;
    for (auto& chunk : prepared.chunks) {
      if (!is_one_chunk) {
        finish(chunk);
      }
      for (std::size_t i = 0; i < chunk.parsed.size(); ++i) {
        statement(file, index, chunk.raw[i], chunk.parsed[i]);
        if (goes_back && chunk.raw[i].in_down_section) {
          down_section_.push_back({index, &chunk.raw[i], std::move(chunk.parsed[i])});
        }
        ++index;
      }
      parse_ahead_.discard(std::exchange(chunk.parsed, {}));
    }
    if (goes_back) {
      go_back(file);
      catalog_.drop_before();
    }
    if (judged) {
      handler_.file_end({file, catalog_, session_});
    }
    session_.end_file(catalog_);
  }

  /// The files of the whole history, for those that are the way back of others.
  void set_files(const std::vector<SourceFile>& files, std::uint32_t first_file) {
    files_ = &files;
    first_file_ = first_file;
  }

  void end() {
    if (handler_.history_end) {
      handler_.history_end(catalog_);
    }
  }

 private:
  void statement(const File& file, std::uint32_t index, const script::Statement& raw,
                 const ParsedStatement& parsed) {
    const bool never_run = file.source->listing.state == Listing::State::unlisted;
    const bool forward = !raw.in_down_section && file.source->role != Role::down && !never_run;
    const bool judged = is_named(file.source->role);
    const catalog::Origin origin{file.id, index, session_.transaction_id(), raw.range};
    if (forward) {
      note_branches(file, origin);
    }
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
        note_unseen(origin);
      }
      return;
    }
    // Statements joined with psql's \; reach the server as one query, which is one transaction.
    const auto& all = file.script->statements;
    const bool joined = index + 1 < all.size() && all[index + 1].sent_with_previous;
    locks_are_seen_ = joined || parsed.embedded || session_.in_transaction();
    apply_or_judge(file, index, raw, parsed, origin);
    if (!joined) {
      session_.end_statement(catalog_);
    }
  }

  /// A statement, and those inside it.
  void apply_or_judge(const File& file, std::uint32_t index, const script::Statement& raw,
                      const ParsedStatement& parsed, const catalog::Origin& origin) {
    const std::span<const sql::Unjudged> unjudged =
        parsed.embedded ? std::span<const sql::Unjudged>(parsed.embedded->program.unjudged)
                        : std::span<const sql::Unjudged>();
    const bool commits = parsed.embedded && parsed.embedded->program.commits;
    run(file, index, raw, parsed.statement, nullptr, unjudged, origin, commits);
    if (!parsed.embedded) {
      return;
    }
    // Inside CREATE SCHEMA, names mean what the new schema has first (CreateSchemaCommand).
    const auto* schema = parsed.statement.as<sql::CreateSchema>();
    const auto search_path = catalog_.search_path();
    if (schema != nullptr) {
      catalog_.set_search_path(with_first(schema->name, search_path));
    }
    if (!unjudged.empty()) {
      catalog_.note_unseen_changes(origin);
    }
    run_embedded(file, index, raw, *parsed.embedded, origin);
    if (schema != nullptr) {
      catalog_.set_search_path(search_path);
    }
    // What runs under a condition or is built at run time may or may not have happened.
    if (!unjudged.empty()) {
      note_unseen(origin);
    }
  }

  void run_embedded(const File& file, std::uint32_t index, const script::Statement& raw,
                    const EmbeddedParsed& parsed, const catalog::Origin& origin) {
    for (std::size_t i = 0; i < parsed.statements.size(); ++i) {
      const auto& embedded = parsed.program.statements[i];
      catalog::Origin inner = origin;
      inner.span = embedded.place;
      // A block that commits by itself: which of its statements share a transaction is only known at run
      // time.
      if (i > 0 && parsed.program.commits) {
        session_.end_statement(catalog_);
      }
      inner.transaction = session_.transaction_id();
      run(file, index, raw, parsed.statements[i].statement, &embedded, {}, inner);
    }
  }

  /// What cannot be read may have made or dropped anything.
  void note_unseen(const catalog::Origin& origin) {
    catalog_.mark_incomplete(origin);
    catalog_.note_unseen_changes(origin);
    all_seen_ = false;
  }

  /// Which branch of psql's \if runs is decided by variables: behind each it is not known what has run.
  void note_branches(const File& file, const catalog::Origin& origin) {
    const auto& commands = file.script->meta_commands;
    catalog::Origin before = origin;
    before.statement -= before.statement > 0 ? 1 : 0;
    for (; next_command_ < commands.size() && commands[next_command_].range.begin < origin.span.begin;
         ++next_command_) {
      const auto name = commands[next_command_].name;
      if (name == "elif" || name == "else" || name == "endif") {
        catalog_.note_unseen_changes(before);
        all_seen_ = false;
      }
    }
  }

  [[nodiscard]] bool has_way_back(const File& file) const {
    if (!handler_.way_back || file.source->role != Role::judged ||
        file.source->listing.state == Listing::State::unlisted) {
      return false;
    }
    return file.source->way_back != SourceFile::none ||
           file.forward_statements < file.script->statements.size();
  }

  /// Runs the way back on a branch of the catalog and of the session, and shows what came of it.
  void go_back(const File& file) {
    const bool own_section = !down_section_.empty();
    std::optional<Prepared> other;
    if (!own_section) {
      if (file.source->way_back == SourceFile::none) {
        return;
      }
      other = prepare_file((*files_)[file.source->way_back]);
    }
    const SourceFile& source = own_section ? *file.source : *other->source;
    const auto id = own_section ? file.id : first_file_ + static_cast<std::uint32_t>(file.source->way_back);
    const File down{id, &source, own_section ? file.script : &other->script, 0};
    const std::size_t count = other ? other->script.statements.size() : down_section_.size();
    back_statements_ = 0;
    const session::Session kept = session_;
    catalog_.begin_branch();
    session_.start_file(source.mode, id, count, catalog_);
    for (const auto& [index, raw, parsed] : down_section_) {
      back(down, index, *raw, parsed);
    }
    if (other) {
      std::uint32_t index = 0;
      for (auto& chunk : other->chunks) {
        parse_ahead_.finish(chunk);
        for (std::size_t i = 0; i < chunk.parsed.size(); ++i) {
          back(down, index++, chunk.raw[i], chunk.parsed[i]);
        }
      }
    }
    session_.end_file(catalog_);
    handler_.way_back({file, down, back_statements_, catalog_, *catalog_.before(), all_seen_});
    catalog_.end_branch();
    session_ = kept;
    down_section_.clear();
  }

  void back(const File& down, std::uint32_t index, const script::Statement& raw,
            const ParsedStatement& parsed) {
    const catalog::Origin origin{down.id, index, session_.transaction_id(), raw.range};
    if (parsed.error) {
      return note_unseen(origin);
    }
    back_statements_ += changes_something(parsed) ? 1 : 0;
    judging_ = false;
    apply_or_judge(down, index, raw, parsed, origin);
    judging_ = true;
    session_.end_statement(catalog_);
  }

  [[nodiscard]] std::string_view setting_value(std::string_view name) const {
    const auto* setting = session_.setting(name);
    return setting != nullptr && setting->known ? std::string_view(setting->value) : std::string_view();
  }

  void run(const File& file, std::uint32_t index, const script::Statement& raw,
           const sql::Statement& statement, const sql::EmbeddedStatement* embedded,
           std::span<const sql::Unjudged> unjudged, const catalog::Origin& origin, bool commits = false) {
    if (file.source->role == Role::judged && judging_) {
      const effects::Effects effects =
          effects::effects(statement, {catalog_, session_, file.source->pg_version});
      handler_.step({file, index, raw, &statement, nullptr, true, embedded, unjudged, catalog_, session_,
                     effects, origin, commits});
      if (locks_are_seen_) {
        session_.hold(held_locks(effects, origin));
      }
    }
    const bool certain = embedded == nullptr || (!embedded->conditional && embedded->handled.empty());
    all_seen_ = all_seen_ && (certain || embedded->catalog_guard);
    session_.apply(statement, origin, catalog_);
    catalog::apply(catalog_, statement,
                   {origin, file.source->pg_version, certain, setting_value("default_tablespace"),
                    setting_value("default_table_access_method")});
    if (may_do_anything(statement, catalog_, file.source->pg_version)) {
      catalog_.note_unseen_changes(origin);
      all_seen_ = false;
    }
  }

  ParseAhead& parse_ahead_;
  const Handler& handler_;
  catalog::Catalog catalog_;
  session::Session session_;
  /// A statement of a way back in the file that is being replayed.
  struct Back {
    std::uint32_t index = 0;
    const script::Statement* raw = nullptr;
    ParsedStatement parsed;
  };
  std::vector<Back> down_section_;
  std::size_t next_command_ = 0;  ///< the first of the file's meta-commands that no statement has passed yet
  const std::vector<SourceFile>* files_ = nullptr;
  std::uint32_t first_file_ = 0;
  std::size_t back_statements_ = 0;
  bool judging_ = true;  ///< false in a way back
  /// Something runs in the transaction of the statement after it: what it locks is remembered only then.
  bool locks_are_seen_ = true;
  bool all_seen_ = true;  ///< since the file began
};

}  // namespace

Replayer::Replayer(unsigned jobs) : parse_ahead_(std::make_unique<ParseAhead>(jobs)) {}
Replayer::~Replayer() = default;

void Replayer::run(const Migrations& migrations, std::uint32_t first_file_id, const Handler& handler) {
  remains_.reset();
  const auto state = std::make_shared<Run>(*parse_ahead_, handler, migrations.complete);
  Run& run = *state;
  run.set_files(migrations.files, first_file_id);
  // Files are split only as far ahead as the threads need work, so that a long history does not pile up in
  // memory.
  std::deque<Prepared> open;
  struct Cancel {
    ParseAhead& parse_ahead;
    ~Cancel() { parse_ahead.cancel(); }
  };
  const Cancel cancel{*parse_ahead_};  // an exception leaves chunks behind that threads still read
  std::deque<Chunk*> unsubmitted;
  std::size_t next_file = 0;
  std::size_t ahead = 0;  // bytes submitted and not yet asked for
  const auto open_next = [&] {
    open.push_back(prepare_in_turn(migrations.files[next_file++]));
    for (auto& chunk : open.back().chunks) {
      unsubmitted.push_back(&chunk);
    }
  };
  // In large steps: each may wake a thread.
  const auto top_up = [&] {
    if (ahead > parse_ahead_->depth() / 2) {
      return;
    }
    std::vector<Chunk*> more;
    std::size_t bytes = 0;  // of more
    while (ahead <= parse_ahead_->depth()) {
      if (bytes >= ParseAhead::chunk_bytes) {  // others can begin with it while more files are split here
        parse_ahead_->submit(more);
        more.clear();
        bytes = 0;
      }
      while (unsubmitted.empty() && next_file < migrations.files.size()) {
        open_next();
      }
      if (unsubmitted.empty()) {
        break;
      }
      ahead += unsubmitted.front()->bytes;
      bytes += unsubmitted.front()->bytes;
      more.push_back(unsubmitted.front());
      unsubmitted.pop_front();
    }
    parse_ahead_->submit(more);
  };
  const auto chunk_begins = [&](const Chunk& chunk) {
    top_up();
    ahead -= chunk.bytes;
  };
  for (std::size_t i = 0; i < migrations.files.size(); ++i) {
    if (open.empty()) {
      open_next();
    }
    run.file(open.front(), first_file_id + static_cast<std::uint32_t>(i), chunk_begins);
    open.pop_front();
  }
  run.end();
  remains_ = state;
}

}  // namespace migralint::replay
