// What makes a finding the same one after the file has been edited elsewhere.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/finding.hpp"
#include "script/script.hpp"

namespace migralint::lint {

/// Sets Finding::fingerprint: 16 hex digits over the rule, the migration's name, the words of the statement
/// and of the part that the finding is about, and an ordinal among equal ones. What a rule says once per file
/// with an empty sub_command is of the file, not of a statement. Blanks, comments, other
/// statements and the folders above the migration do not count. `findings` are those of one file.
void fingerprint(std::span<Finding> findings, std::string_view path, std::string_view text,
                 const script::Script& script);

/// How a migration is called: the file's name, with its folder where every migration has a folder and the
/// names are all alike ("0001_init/up.sql").
std::string_view migration_name(std::string_view path);

}  // namespace migralint::lint
