#include "script/tools.hpp"

#include <algorithm>
#include <array>

#include "script/changesets.hpp"
#include "script/lines.hpp"
#include "script/scan.hpp"
#include "script/script.hpp"
#include "script/sections.hpp"

namespace migralint::script {

namespace {

using scan::equals_ignoring_case;

// Read in the tools' sources, and tried where they could be run: docs/transactions.md.
constexpr std::array tool_facts{
    ToolFacts{Tool::unknown, "", Sending::unknown, Sending::unknown, "", false},
    ToolFacts{Tool::psql, "psql", Sending::each_statement, Sending::unknown, "", true},
    ToolFacts{Tool::sqitch, "sqitch", Sending::each_statement, Sending::unknown, "", true},
    ToolFacts{Tool::goose, "goose", Sending::file, Sending::each_statement, "-- +goose NO TRANSACTION",
              false},
    ToolFacts{Tool::sql_migrate, "sql-migrate", Sending::file, Sending::each_statement,
              "-- +migrate Up notransaction", false},
    ToolFacts{Tool::dbmate, "dbmate", Sending::file, Sending::one_query, "-- migrate:up transaction:false",
              false},
    ToolFacts{Tool::node_pg_migrate, "node-pg-migrate", Sending::batch, Sending::unknown, "", false},
    ToolFacts{Tool::tern, "tern", Sending::file, Sending::each_statement,
              "a line that is exactly ---- tern: disable-tx ----", false},
    ToolFacts{Tool::drizzle, "Drizzle", Sending::batch, Sending::unknown, "", false},
    ToolFacts{Tool::atlas, "Atlas", Sending::file, Sending::each_statement,
              "-- atlas:txmode none as the first line, with an empty line behind it", false},
    ToolFacts{Tool::sqlx, "sqlx", Sending::file, Sending::one_query,
              "-- no-transaction as the very first bytes of the file", false},
    ToolFacts{Tool::graphile_migrate, "graphile-migrate", Sending::file, Sending::one_query,
              "--! no-transaction as the first line of the body", false},
    ToolFacts{Tool::liquibase, "Liquibase", Sending::file, Sending::each_statement,
              "runInTransaction:false on the --changeset line", false},
    ToolFacts{Tool::flyway, "Flyway", Sending::file, Sending::each_statement,
              "executeInTransaction=false into a file beside it that is named like it with .conf at the end",
              false},
    ToolFacts{Tool::prisma, "Prisma", Sending::one_query, Sending::unknown, "", false},
    ToolFacts{Tool::golang_migrate, "golang-migrate", Sending::one_query, Sending::unknown, "", false},
    ToolFacts{Tool::diesel, "diesel", Sending::file, Sending::one_query,
              "run_in_transaction = false into metadata.toml beside it", false},
    ToolFacts{Tool::refinery, "refinery", Sending::file, Sending::unknown, "", false},
    ToolFacts{Tool::supabase, "Supabase", Sending::pipeline, Sending::unknown, "", false},
    ToolFacts{Tool::hasura, "Hasura", Sending::file, Sending::unknown, "", false},
};

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

/// The tool whose comment this is, when it can be nobody else's.
Tool owner_of(std::string_view comment, std::string_view inside) {
  switch (inside.empty() ? '\0' : scan::lower(inside.front())) {
    case '+':
      if (starts_with(inside, "+goose")) return Tool::goose;
      return starts_with(inside, "+migrate") ? Tool::sql_migrate : Tool::unknown;
    case 'm':
      return starts_with(inside, "migrate:up") || starts_with(inside, "migrate:down") ? Tool::dbmate
                                                                                      : Tool::unknown;
    case '>':
      return starts_with(comment, "--> statement-breakpoint") ? Tool::drizzle : Tool::unknown;
    case '-':
      if (comment == "---- create above / drop below ----" || comment == "---- tern: disable-tx ----") {
        return Tool::tern;
      }
      break;
    case 'a':
      return starts_with(inside, "atlas:") ? Tool::atlas : Tool::unknown;
    case 'l':
      return names_liquibase(comment) ? Tool::liquibase : Tool::unknown;
    case '!':
      return starts_with(comment, "--! ") ? Tool::graphile_migrate : Tool::unknown;
    default:
      break;
  }
  // Two plain words, which only with nothing else in the line are a marker: see marker_of.
  const Marker marker = marker_of(comment, false);
  return marker == Marker::up || marker == Marker::down ? Tool::node_pg_migrate : Tool::unknown;
}

/// Tools whose comments may stand in the files of another one: Atlas reads goose's folders, sqlx's directive
/// is three plain words.
bool gives_way(Tool tool) { return tool == Tool::atlas || tool == Tool::drizzle || tool == Tool::unknown; }

bool in_down_section(const Script& script, std::uint32_t at) {
  return std::any_of(script.sections.begin(), script.sections.end(), [at](const Section& section) {
    return section.down && section.range.begin <= at && at < section.range.end;
  });
}

/// `-- migrate:up a:b transaction:false`, `-- +migrate Up notransaction`: a word behind the marker.
bool has_word(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    text = without_blanks(text);
    std::size_t length = 0;
    while (length < text.size() && !scan::is(text[length], scan::space))
      ++length;
    if (text.substr(0, length) == word) return true;
    text.remove_prefix(length);
  }
  return false;
}

bool opts_out(Tool tool, std::string_view comment, std::string_view inside) {
  switch (tool) {
    case Tool::goose:
      return equals_ignoring_case(without_blanks(inside.substr(6)), "no transaction");
    case Tool::sql_migrate:
      return starts_with(comment, "-- +migrate Up ") && has_word(inside.substr(12), "notransaction");
    case Tool::dbmate:
      return starts_with(inside, "migrate:up") && has_word(inside.substr(10), "transaction:false");
    case Tool::tern:
      return comment == "---- tern: disable-tx ----";
    case Tool::graphile_migrate:
      return without_blanks(inside.substr(1)) == "no-transaction";
    default:
      return false;
  }
}

/// Atlas's file directives stand in the comment lines at the very top, which an empty line ends (LocalFile in
/// its sql/migrate/dir.go).
bool atlas_header_opts_out(std::string_view text) {
  bool found = false;
  bool open = true;
  bool detached = false;
  for_each_line(text, [&](Span line) {
    if (!open) return;
    const std::string_view words = line.of(text);
    open = starts_with(words, "--") || starts_with(words, "#");
    if (!open) detached = words.empty();
    found = found || (open && has_word(inside_comment(words), "atlas:txmode") && has_word(words, "none"));
  });
  return found && (detached || open);
}

}  // namespace

const ToolFacts& facts_of(Tool tool) { return tool_facts[static_cast<std::size_t>(tool)]; }

std::optional<Tool> tool_named(std::string_view name) {
  const auto* const found =
      std::find_if(tool_facts.begin() + 1, tool_facts.end(), [name](const ToolFacts& facts) {
        return facts.name.size() == name.size() &&
               std::equal(name.begin(), name.end(), facts.name.begin(),
                          [](char a, char b) { return scan::lower(a) == scan::lower(b); });
      });
  return found == tool_facts.end() ? std::nullopt : std::optional(found->tool);
}

ToolUse tool_use(std::string_view text, const Script& script) {
  ToolUse use;
  for (const auto& comment : script.comments) {
    const std::string_view words = comment.span.of(text);
    // Drizzle writes its marker behind statements, too.
    if (comment.block || (!comment.own_line && !starts_with(words, "--> "))) continue;
    const std::string_view inside = inside_comment(words);
    const Tool owner = owner_of(words, inside);
    if (owner == Tool::unknown) {
      // Each changeset has its own transaction; one without makes the file's mode a mixed one.
      use.opts_out = use.opts_out || (use.tool == Tool::liquibase && opts_changeset_out(words));
      continue;
    }
    if (gives_way(use.tool) && (use.tool == Tool::unknown || !gives_way(owner))) {
      use = {owner, comment.span, false};
    }
    if (owner == use.tool && !use.opts_out && opts_out(owner, words, inside)) {
      use.opts_out = owner == Tool::goose || !in_down_section(script, comment.span.begin);
    }
  }
  if (use.tool == Tool::atlas) use.opts_out = atlas_header_opts_out(text);
  if (use.tool == Tool::unknown && starts_with(text, "-- no-transaction")) {
    use = {Tool::sqlx, script.comments.front().span, true};
  }
  return use;
}

}  // namespace migralint::script
