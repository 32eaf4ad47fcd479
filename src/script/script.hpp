// One migration file as statements with exact byte ranges, cut where psql would cut them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "script/tools.hpp"

namespace migralint::script {

struct Statement {
  Span range;              ///< from its first token to its last; no comments around it, no ';'
  Span with_terminator;    ///< up to the ';' (or `\;`) where there is one
  std::uint32_t lead = 0;  ///< where the blanks and comments before it begin: the end of what precedes it
  bool sent_with_previous = false;  ///< joined to the one before by psql's `\;`: one query for the server
  bool has_psql_variables = false;  ///< :name, :'name', :"name", :{?name}
  bool has_meta_command = false;    ///< a psql meta-command stands inside `with_terminator`
  bool in_down_section = false;     ///< behind a marker such as `-- +goose Down`: the way back
};

/// A psql meta-command: from the backslash to the end of its arguments.
struct MetaCommand {
  Span range;
  std::string_view name;  ///< "set", "if", "restrict"; points into the text
};

struct Comment {
  Span span;  ///< a line comment without its line end
  bool block = false;
  bool own_line = false;     ///< nothing else stands on the line or lines that it takes
  bool code_before = false;  ///< something other than white space and comments stands before it on its line
};

/// What is wrong with the file itself, at the opening delimiter of what the end of the file cuts off.
struct Problem {
  Span span;
  std::string_view message;
};

/// From one up or down marker of a migration tool to the next, or to the end of the file. What stands before
/// the first marker is in no section and is forward code.
struct Section {
  Span range;   ///< begins with the marker
  Span marker;  ///< the comment
  bool down = false;
};

struct Script {
  std::vector<Statement> statements;  ///< in order, disjoint
  std::vector<MetaCommand> meta_commands;
  std::vector<Span> copy_data;    ///< lines behind COPY … FROM STDIN, with the closing `\.` line
  std::vector<Comment> comments;  ///< in order; none from within strings, data and meta-commands
  std::vector<Problem> problems;
  std::vector<Section> sections;
  ToolUse tool;  ///< what its marker comments say
};

/// Cuts a file into statements. Never fails: what never ends (a quote, a comment) is a Problem and reaches
/// the end of the file. Follows psql (manual: psql, "Meta-Commands" and "SQL Interpolation";
/// src/fe_utils/psqlscan.l), with one difference: a ';' inside parentheses ends the statement unless it is
/// CREATE RULE, because no other statement can hold one and what follows a forgotten ')' must not be lost.
/// The markers of migration tools that end a section or a statement end it here too. Offsets are into `text`,
/// a UTF-8 BOM counted.
Script split(std::string_view text);

/// The text of a statement as the parser is to read it, with its ';'. Same length as in the file, so that
/// offsets stay exact: meta-commands are blanked, and with `fill_variables` psql's variables become names or
/// strings as far as that can be. `buffer` holds a changed text.
std::string_view prepare(std::string_view text, const Statement& statement, std::string& buffer,
                         bool fill_variables);

}  // namespace migralint::script
