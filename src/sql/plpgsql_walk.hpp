// From the PL/pgSQL tree to the statements in it.
#pragma once

#include "parser/parser.hpp"
#include "sql/plpgsql.hpp"
#include "sql/plpgsql_body.hpp"
#include "sql/plpgsql_tree.hpp"

namespace migralint::sql::plpgsql {

/// `root` is the whole tree of one function. The parser is only asked for the texts of EXECUTE; `root` stays
/// valid.
EmbeddedProgram walk(parser::Parser& parser, Body& body, Tree root);

}  // namespace migralint::sql::plpgsql
