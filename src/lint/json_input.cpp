#include "lint/json_input.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::lint {

Expected<nlohmann::json, std::string> parse_json(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const auto before = text.substr(0, std::min(text.size(), error.byte > 0 ? error.byte - 1 : 0));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column = before.size() - (before.rfind('\n') + 1) + 1;
    return Unexpected(text.empty() ? std::string("the file is empty")
                                   : fmt::format("line {}, column {}: not JSON", line, column));
  }
}

}  // namespace migralint::lint
