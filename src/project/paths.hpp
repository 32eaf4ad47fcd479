// Names of files: their order, their normal form, the pattern language of the configuration.
#pragma once

#include <string>
#include <string_view>

namespace migralint::project {

/// The order in which migrations run by their names: runs of digits count as numbers of any length ("9" <
/// "10", "007" = "7" unless all else is equal), folder by folder. Flyway's version ends at "__" and its parts
/// are numbers: "V1__a" < "V1.1__b" < "V1_2__c" < "V2__d", and "R__…" comes after everything versioned. A
/// strict weak order.
bool migration_less(std::string_view a, std::string_view b);
/// Keys compare as strings as their paths do by migration_less(): many are sorted faster by them.
std::string migration_key(std::string_view path);

/// Without "./", doubled and trailing slashes; ".." stays, since "a/.." is not "." when a is a symbolic link.
std::string normalised(std::string_view path);

/// The normal form, and relative to `directory` (absolute) when the path is absolute and below it.
std::string shown(std::string_view path, std::string_view directory);

/// "a/b" and "c"; an empty part stands for nothing: joined("", "c") is "c".
std::string joined(std::string_view directory, std::string_view name);
std::string_view parent_of(std::string_view path);
std::string_view name_of(std::string_view path);

/// Whether a glob covers a path, both relative to one folder. `*` and `?` stop at slashes, `**` does not,
/// `[a-z]` and
/// `[!a-z]` are sets, `\` quotes. As in .gitignore, a pattern that covers a folder covers all below it, and
/// one without a slash (but at its end) matches in any folder.
bool glob_covers(std::string_view pattern, std::string_view path);
/// Empty, or what is wrong with the pattern: `"[" is never closed`.
std::string glob_problem(std::string_view pattern);

}  // namespace migralint::project
