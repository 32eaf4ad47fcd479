// JSON that people or their databases have written, read with an error that names the place.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/expected.hpp"

namespace migralint::lint {

/// The document, or `line 3, column 7: not JSON`. A byte order mark at its beginning is passed over.
Expected<nlohmann::json, std::string> parse_json(std::string_view text);

}  // namespace migralint::lint
