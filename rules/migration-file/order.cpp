#include <fmt/format.h>

#include "rules/support/tools.hpp"
#include "script/file_version.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using script::FileVersion;
using script::Tool;

// Tools whose record of what has run is the number alone.
bool number_is_key(Tool tool) {
  switch (tool) {
    case Tool::goose:
    case Tool::dbmate:
    case Tool::golang_migrate:
    case Tool::sqlx:
    case Tool::tern:
    case Tool::flyway:
    case Tool::refinery:
    case Tool::supabase:
      return true;
    default:
      return false;
  }
}

// "20240115093000_name/migration.sql": Prisma records the folder's whole name, so its number may be there
// twice.
bool is_named_by_folder(std::string_view path) { return path.ends_with("/migration.sql"); }

// A day as a number (20240115) is shared by the migrations of that day where the whole name counts.
bool collides(const FileVersion& mine, const FileVersion& other, Tool tool) {
  return mine.kind == other.kind && mine.number == other.number && mine.folder == other.folder &&
         mine.migration != other.migration && (!mine.is_day || number_is_key(tool));
}

// "0005_a.sql", "0005_a/up.sql".
std::string_view name_of(const FileVersion& version, std::string_view path) {
  return path.substr(static_cast<std::size_t>(version.migration.data() - path.data()));
}

// With --since: a new file that stands before one that is merged.
void check_late(const FileVersion& mine, const FileContext& context, Report& report) {
  const auto files = context.files();
  const auto& base = files[context.index()].base;
  if (base.state != replay::BaseFile::State::missing) {
    return;
  }
  for (std::size_t i = files.size() - 1; i > context.index(); --i) {
    const auto& other = context.history().version(i);
    if (!files[i].base.exists() || files[i].role == replay::Role::down || !other ||
        other->kind != mine.kind || other->folder != mine.folder || other->number == mine.number) {
      continue;
    }
    const auto& merged = files[i].base;
    auto& finding =
        report(Span{}, fmt::format("{} comes before {}, which is in {} already: a database that has run that "
                                   "one skips this file, refuses it, or runs it late",
                                   name_of(mine, files[context.index()].path), name_of(*other, files[i].path),
                                   merged.revision));
    finding.evidence.emplace_back("safe form: give it a version behind the newest merged one");
    return;
  }
}

// Drizzle goes by its list: numbers mean nothing to it.
bool check_listing(const replay::Listing& listing, Report& report) {
  switch (listing.state) {
    case replay::Listing::State::no_list:
      return false;
    case replay::Listing::State::listed:
      break;
    case replay::Listing::State::unlisted:
      report(Span{}, "Drizzle never runs this file: meta/_journal.json does not list it")
          .evidence.emplace_back("drizzle-kit generate writes both; a merge may have kept only one of them");
      break;
    case replay::Listing::State::late:
      report(Span{}, fmt::format("a database that has run {} never runs this file: its time in "
                                 "meta/_journal.json is not after that one's",
                                 listing.after))
          .evidence.emplace_back(
              "Drizzle compares times, not names; safe form: generate this migration again");
      break;
  }
  return true;
}

bool is_drizzle(const replay::SourceFile& file) {
  return script::split(file.text).tool.tool == Tool::drizzle;
}

void check(const FileContext& context, Report& report) {
  const auto files = context.files();
  if (check_listing(files[context.index()].listing, report)) {
    return;
  }
  const auto& mine = context.history().version(context.index());
  if (!mine) {
    return;
  }
  if (is_named_by_folder(files[context.index()].path)) {
    check_late(*mine, context, report);
    return;
  }
  const auto tool = tools::tool_of(context.settings(), context.end().file);
  for (const std::size_t i : context.history().files_numbered(mine->number)) {
    // Said once, at the later one of two that are judged.
    const bool later = i > context.index() && files[i].role == replay::Role::judged;
    if (i == context.index() || later || files[i].role == replay::Role::down ||
        files[i].role == replay::Role::way_back) {
      continue;
    }
    const auto& other = context.history().version(i);
    if (!other || !collides(*mine, *other, tool)) {
      continue;
    }
    auto& finding = report(Span{}, fmt::format("the version {} is taken: {} has it too", mine->written,
                                               name_of(*other, files[i].path)));
    if (tool == Tool::drizzle || is_drizzle(files[i])) {
      Context::lower_to_note(
          finding,
          "Drizzle runs what its meta/_journal.json lists, whatever the numbers: that list is not here");
      return;
    }
    finding.evidence.emplace_back(
        number_is_key(tool)
            ? fmt::format("{} refuses the two, or records both as one", script::facts_of(tool).name)
            : std::string(
                  "a tool that keeps versions runs one of the two, or neither; others run them in the order "
                  "of their names"));
    return;
  }
  check_late(*mine, context, report);
}

}  // namespace

MIGRALINT_RULE(migration_file_order) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary =
        "Two migrations of one history with the same version; with --since, a new one before a merged one",
    .hooks = {on<check>},
};
