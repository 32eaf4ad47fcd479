// Measured forms whose outcome the text of a migration cannot tell, each with the reason.
#pragma once

#include <string_view>

namespace migralint::test {

/// The reason why the form `id` is not predictable on `version`; null when it is.
const std::string_view* why_unpredictable(std::string_view id, int version);

}  // namespace migralint::test
