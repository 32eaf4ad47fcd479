// Everything a rule may ask. A new question becomes a function here, with a unit test, not code in a rule.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.hpp"
#include "effects/effects.hpp"
#include "effects/judgements.hpp"
#include "lint/file_facts.hpp"
#include "lint/finding.hpp"
#include "lint/mentions.hpp"
#include "lint/settings.hpp"
#include "replay/replay.hpp"
#include "script/file_version.hpp"

namespace migralint::lint {

/// Names the file of an Origin for evidence: "0001_init.up.sql:4".
class Places {
 public:
  virtual ~Places() = default;
  [[nodiscard]] virtual std::string describe(const catalog::Origin& origin) const = 0;
  /// What is written there; empty when it is not in a file.
  [[nodiscard]] virtual std::string_view text(const catalog::Origin& origin) const = 0;
  /// 1-based line of a byte of a file.
  [[nodiscard]] virtual std::size_t line(std::uint32_t file, std::uint32_t byte) const = 0;
};

/// How new a relation is to this migration file.
struct Newness {
  enum class Kind : std::uint8_t {
    existing,        ///< it may be there, with rows and users, before this file runs
    in_transaction,  ///< made in the transaction that is open now: nobody else can see it
    in_file,         ///< made earlier in this file, committed, never filled
    filled_in_file,  ///< made earlier in this file, and filled: others can see it, it has rows
  };
  Kind kind = Kind::existing;
  const catalog::Relation* relation = nullptr;  ///< null: not in the history
  bool emptied = false;                         ///< this file has deleted all its rows, and put none in since
  catalog::Origin filled;  ///< filled_in_file: what put rows in (into the table, for an index)
};

class Context {
 public:
  Context(const replay::Step& step, const Settings& settings, const Places& places, const FileFacts& facts)
      : step_(step), settings_(settings), places_(places), facts_(facts) {}

  [[nodiscard]] const sql::Statement& statement() const { return *step_.statement; }
  [[nodiscard]] const replay::Step& step() const { return step_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return step_.catalog; }
  [[nodiscard]] const session::Session& session() const { return step_.session; }
  [[nodiscard]] const effects::Effects& effects() const { return step_.effects; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] int pg_version() const { return settings_.pg_version; }
  [[nodiscard]] std::string_view text() const { return step_.file.text(); }
  [[nodiscard]] std::string_view text(Span span) const { return span.of(text()); }
  [[nodiscard]] effects::Environment environment() const {
    return {step_.catalog, step_.session, settings_.pg_version};
  }

  /// What this file has shown before this statement.
  [[nodiscard]] const FileFacts& facts() const { return facts_; }

  /// What the statement uses, wherever it stands in it. Several rules ask.
  [[nodiscard]] const mentions::Uses& uses() const {
    if (!uses_) {
      uses_ = mentions::uses_of(statement());
    }
    return *uses_;
  }

  /// "V003.sql:12"; "line 12" when it is this file.
  [[nodiscard]] std::string place(const catalog::Origin& origin) const;
  /// What is written there, in whichever file it is.
  [[nodiscard]] std::string_view source(const catalog::Origin& origin) const { return places_.text(origin); }
  /// "orders exists since 0001_init.up.sql:4" or "orders is not in the history: taken as an existing table".
  [[nodiscard]] std::string existence(const sql::Name& name) const;
  [[nodiscard]] std::optional<Related> related(const catalog::Origin& origin, std::string message) const;

  [[nodiscard]] Newness newness(const sql::Name& name) const;
  [[nodiscard]] Newness newness(const catalog::Relation* relation) const;
  /// Existing, so that its locks and scans hurt somebody.
  [[nodiscard]] bool is_existing(const sql::Name& name) const {
    return newness(name).kind == Newness::Kind::existing;
  }
  /// True when the relation is temporary.
  [[nodiscard]] bool is_temporary(const sql::RelationName& name) const;

  /// Inside a transaction block now, whatever opened it.
  [[nodiscard]] bool in_transaction() const { return step_.session.in_transaction(); }
  /// "the transaction that began at line 1" / "the transaction that the migration tool opens around the file"
  /// / …
  [[nodiscard]] std::string transaction_description() const;
  /// Inside a DO block: the guards around the statement; null elsewhere.
  [[nodiscard]] const sql::EmbeddedStatement* embedded() const { return step_.embedded; }
  /// Lowers a finding's level to note and says why: a table that is new in this file but was filled.
  static void lower_to_note(Finding& finding, std::string why);

 private:
  const replay::Step& step_;
  const Settings& settings_;
  const Places& places_;
  const FileFacts& facts_;
  mutable std::optional<mentions::Uses> uses_;
};

/// What is asked about all files of a history, found out when somebody does.
class HistoryFacts {
 public:
  explicit HistoryFacts(const replay::Migrations& migrations) : migrations_(&migrations) {}
  /// Some migration has a way back: a file of its own or a section.
  [[nodiscard]] bool has_ways_back() const;
  /// What the name of a file says of its version.
  [[nodiscard]] const std::optional<script::FileVersion>& version(std::size_t file) const;
  /// The files whose version has that number, in the order in which they run.
  [[nodiscard]] std::span<const std::size_t> files_numbered(const std::string& number) const;

 private:
  void read_versions() const;

  const replay::Migrations* migrations_;
  mutable std::optional<bool> has_ways_back_;
  mutable std::vector<std::optional<script::FileVersion>>
      versions_;  ///< parallel to the files, once asked for
  mutable std::unordered_map<std::string, std::vector<std::size_t>> numbered_;
};

class FileContext {
 public:
  /// `files` is the history that the file belongs to, in order; `index` its place there.
  FileContext(const replay::FileEnd& end, const Settings& settings, const Places& places,
              const FileFacts& facts, const HistoryFacts& history, std::span<const replay::SourceFile> files,
              std::size_t index)
      : end_(end),
        settings_(settings),
        places_(places),
        facts_(facts),
        history_(history),
        files_(files),
        index_(index) {}
  [[nodiscard]] const replay::FileEnd& end() const { return end_; }
  [[nodiscard]] const session::Session& session() const { return end_.session; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return end_.catalog; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const Places& places() const { return places_; }
  [[nodiscard]] const HistoryFacts& history() const { return history_; }
  /// What the whole file has shown.
  [[nodiscard]] const FileFacts& facts() const { return facts_; }
  /// All files of the history, in the order in which they run.
  [[nodiscard]] std::span<const replay::SourceFile> files() const { return files_; }
  /// Where this one stands in files().
  [[nodiscard]] std::size_t index() const { return index_; }
  /// What the file made or changed and is still there, but for temporary ones.
  struct Changed {
    std::vector<const catalog::Relation*> tables;
    std::vector<const catalog::Relation*> with_several_indexes;  ///< tables and materialized views
  };
  [[nodiscard]] const Changed& changed() const;
  /// "V003.sql:12"; "line 12" when it is this file.
  [[nodiscard]] std::string place(const catalog::Origin& origin) const;
  /// Made by this file, not known by a reference only.
  [[nodiscard]] bool is_of_file(const catalog::Origin& origin) const {
    return origin.known() && origin.file == end_.file.id;
  }

 private:
  const replay::FileEnd& end_;
  const Settings& settings_;
  const Places& places_;
  const FileFacts& facts_;
  const HistoryFacts& history_;
  std::span<const replay::SourceFile> files_;
  std::size_t index_ = 0;
  // Several rules look at each of them. Most of what a file makes is indexes and sequences.
  mutable std::optional<Changed> changed_;
};

/// A file whose way back has been run after it.
class WayBackContext {
 public:
  WayBackContext(const replay::WayBack& back, const Settings& settings, const Places& places)
      : back_(back), settings_(settings), places_(places) {}
  [[nodiscard]] const replay::WayBack& back() const { return back_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return back_.catalog; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// "V003.sql:12"; "line 12" when it is this file.
  [[nodiscard]] std::string place(const catalog::Origin& origin) const;
  [[nodiscard]] std::string_view source(const catalog::Origin& origin) const { return places_.text(origin); }

 private:
  const replay::WayBack& back_;
  const Settings& settings_;
  const Places& places_;
};

}  // namespace migralint::lint
