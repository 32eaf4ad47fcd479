// What the well-known extensions bring: to recognise that one is used.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migralint::extensions {

/// The extension that a type, a function, an operator class or an index method comes from; empty: none that
/// is known.
std::string_view of_type(std::string_view type);
/// `pg_version`: gen_random_uuid() is built in from 13 on.
std::string_view of_function(std::string_view function, int pg_version);
std::string_view of_operator_class(std::string_view name);
std::string_view of_index_method(std::string_view method);
/// `extension` or one that cannot be there without it.
bool provides(std::string_view installed, std::string_view extension);
/// A role with CREATE on the database may make it (13+); nothing when it is not known.
std::optional<bool> is_trusted(std::string_view extension);

}  // namespace migralint::extensions
