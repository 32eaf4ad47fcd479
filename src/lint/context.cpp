#include "lint/context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/system_relations.hpp"
#include "script/script.hpp"
#include "sql/name.hpp"

namespace migralint::lint {

namespace {

std::string place_in(const replay::File& file, const Places& places, const catalog::Origin& origin) {
  if (origin.file == file.id) {
    return fmt::format("line {}", places.line(origin.file, origin.span.begin));
  }
  return places.describe(origin);
}

}  // namespace

std::string Context::place(const catalog::Origin& origin) const {
  return place_in(step_.file, places_, origin);
}

const FileContext::Changed& FileContext::changed() const {
  if (changed_) {
    return *changed_;
  }
  changed_.emplace();
  for (const auto id : catalog().changed()) {
    const auto* relation = catalog().get(id);
    if (relation == nullptr || relation->persistence == catalog::Persistence::temporary) {
      continue;
    }
    if (relation->is_table()) {
      changed_->tables.push_back(relation);
    }
    if (relation->indexes.size() > 1) {
      changed_->with_several_indexes.push_back(relation);
    }
  }
  return *changed_;
}

std::string FileContext::place(const catalog::Origin& origin) const {
  return place_in(end_.file, places_, origin);
}

std::string Context::existence(const sql::Name& name) const {
  const catalog::Relation* relation = catalog().find(name);
  const std::string shown = sql::quoted(name);
  if (relation == nullptr && catalog().qualify(name).schema == catalog::system_schema) {
    return fmt::format("{} is a relation of the server itself", shown);
  }
  if (relation == nullptr || relation->assumed || !relation->origin.known()) {
    return fmt::format("{} is not in the history that was read: taken as an existing table with rows", shown);
  }
  if (!relation->certainly_created) {
    return fmt::format("{} is made at {} with IF NOT EXISTS, so it may have been there before", shown,
                       place(relation->origin));
  }
  return fmt::format("{} exists since {}", shown, place(relation->origin));
}

std::optional<Related> Context::related(const catalog::Origin& origin, std::string message) const {
  if (!origin.known()) {
    return std::nullopt;
  }
  return Related{origin.file, origin.span, std::move(message)};
}

Newness Context::newness(const sql::Name& name) const { return newness(catalog().find(name)); }

Newness Context::newness(const catalog::Relation* relation) const {
  Newness result;
  result.relation = relation;
  if (relation == nullptr) {
    return result;
  }
  const catalog::Relation* table = relation;
  if (relation->index && relation->index->table != catalog::no_relation) {
    if (const auto* owner = catalog().get(relation->index->table)) {
      table = owner;
    }
  }
  if (table->persistence == catalog::Persistence::temporary) {
    result.kind = Newness::Kind::in_transaction;
    return result;
  }
  result.emptied = table->emptied && table->emptied->file == step_.file.id;
  const auto& origin = table->origin;
  if (!table->certainly_created || table->assumed || origin.file != step_.file.id) {
    return result;
  }
  if (origin.transaction == session().transaction_id()) {
    result.kind = Newness::Kind::in_transaction;
  } else if (table->filled && !table->few_rows && table->filled->file == step_.file.id) {
    result.kind = Newness::Kind::filled_in_file;
    result.filled = *table->filled;
  } else {
    result.kind = Newness::Kind::in_file;
  }
  return result;
}

bool Context::is_temporary(const sql::RelationName& name) const {
  if (name.temporary || name.schema == "pg_temp") {
    return true;
  }
  const auto* relation = catalog().find(name);
  return relation != nullptr && relation->persistence == catalog::Persistence::temporary;
}

std::string Context::transaction_description() const {
  const auto& transaction = session().transaction();
  const std::string_view tool =
      settings_.tool.empty() ? std::string_view("the migration tool") : settings_.tool;
  switch (transaction.kind) {
    case session::TransactionKind::explicit_:
      return transaction.begin ? fmt::format("the transaction that begins at {}", place(*transaction.begin))
                               : std::string("the open transaction");
    case session::TransactionKind::tool:
      return fmt::format("the transaction that {} opens around the file", tool);
    case session::TransactionKind::implicit:
      return fmt::format("the implicit transaction of a file that {} sends as one query", tool);
    case session::TransactionKind::none:
      break;
  }
  if (step_.embedded == nullptr) {
    return "its own transaction";
  }
  return step_.embedded->schema_element ? "the transaction of CREATE SCHEMA"
                                        : "the transaction of the DO block";
}

bool HistoryFacts::has_ways_back() const {
  if (!has_ways_back_) {
    has_ways_back_ = std::ranges::any_of(migrations_->files, [](const replay::SourceFile& file) {
      return file.role == replay::Role::down || file.way_back != replay::SourceFile::none ||
             std::ranges::any_of(script::split(file.text).sections, &script::Section::down);
    });
  }
  return *has_ways_back_;
}

void HistoryFacts::read_versions() const {
  if (!versions_.empty()) {
    return;
  }
  const auto& files = migrations_->files;
  versions_.reserve(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    versions_.push_back(script::file_version(files[i].path));
    if (versions_.back()) {
      numbered_[versions_.back()->number].push_back(i);
    }
  }
}

const std::optional<script::FileVersion>& HistoryFacts::version(std::size_t file) const {
  read_versions();
  return versions_[file];
}

std::span<const std::size_t> HistoryFacts::files_numbered(const std::string& number) const {
  read_versions();
  const auto found = numbered_.find(number);
  return found == numbered_.end() ? std::span<const std::size_t>() : found->second;
}

std::string WayBackContext::place(const catalog::Origin& origin) const {
  return place_in(back_.file, places_, origin);
}

void Context::lower_to_note(Finding& finding, std::string why) {
  finding.level = Level::note;
  finding.evidence.push_back(std::move(why));
}

}  // namespace migralint::lint
