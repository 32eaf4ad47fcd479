// PostgreSQL's PL/pgSQL parser wants to know the types of variables. Outside of a server it cannot, and takes
// what it does not know for errors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sql/plpgsql_body.hpp"

namespace migralint::sql::plpgsql {

/// Is this an error that a server, which knows the types, need not report?
bool needs_types(std::string_view message);

/// The statement with each declared variable as `record` or `text`, whichever its uses need. Lines and
/// queries stay. `body` has to be in dollar quotes.
std::string with_plain_types(std::string_view statement, std::uint32_t offset, const Body& body);

}  // namespace migralint::sql::plpgsql
