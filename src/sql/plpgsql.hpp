// The SQL inside PL/pgSQL: DO blocks (and function bodies) as statements with true positions, with what
// guards them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "base/span.hpp"
#include "parser/parser.hpp"

namespace migralint::sql {

/// One SQL statement found in a PL/pgSQL body, or in CREATE SCHEMA.
struct EmbeddedStatement {
  std::string text;  ///< SQL as PostgreSQL would parse it (a folded EXECUTE text for dynamic ones)
  Span place;  ///< in the file: the statement, or the EXECUTE's text expression (inside the quotes of its
               ///  only literal, if exact)
  bool exact =
      true;  ///< the file's bytes at `place` are `text`: inner spans can be shifted by place.begin. (Two
             ///  differences of equal length: PERFORM reads `SELECT `, an INTO clause reads as blanks.)
  bool dynamic = false;  ///< EXECUTE of a text that could be folded to a constant
  bool conditional =
      false;  ///< under IF, CASE, a loop or in an exception handler, or after a RETURN that is: may not run
  bool in_loop = false;
  bool schema_element = false;  ///< of a CREATE SCHEMA, which runs it in any case
  bool catalog_guard =
      false;  ///< under an IF or CASE whose condition looks into the catalogs (pg_*, information_schema,
              ///< to_reg…)
              ///  or a FOUND / row variable read from them, in a loop over them, or after a RETURN that is
  std::vector<std::string>
      handled;  ///< conditions that enclosing blocks catch and do not raise again: "duplicate_object",
                ///  "others", …
};

/// A part of the body that nothing is said about: an EXECUTE whose text is only known at run time.
struct Unjudged {
  Span place;
  std::string reason;
};

struct EmbeddedProgram {
  std::vector<EmbeddedStatement> statements;
  std::vector<Unjudged> unjudged;
  bool commits = false;  ///< has COMMIT or ROLLBACK: the block ends transactions by itself
};

/// Reads the body of a DO or CREATE FUNCTION / PROCEDURE statement in language plpgsql. `statement` is its
/// whole text, beginning at byte `offset` of the file; `body` is the body's place in the file (Do::body_span,
/// CreateFunction::body_span). An error is the PL/pgSQL parser's, with its place in the file.
Expected<EmbeddedProgram, parser::ParseError> read_plpgsql(parser::Parser& parser, std::string_view statement,
                                                           std::uint32_t offset, Span body);

}  // namespace migralint::sql
