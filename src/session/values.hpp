// The texts of settings. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migralint::session {

/// A duration as PostgreSQL reads it for a setting whose unit is ms ('5s', '1.5min', '500', '2 h'); nothing
/// when it is no such text (parse_int in src/backend/utils/misc/guc.c).
std::optional<std::int64_t> parse_milliseconds(std::string_view text);
/// A list of identifiers such as `"$user", public` (SplitIdentifierString in
/// src/backend/utils/adt/varlena.c).
std::vector<std::string> split_identifiers(std::string_view text);

}  // namespace migralint::session
