// The relations that every database has: system catalogs and system views.
#pragma once

#include <string_view>

namespace migralint::catalog {

inline constexpr std::string_view system_schema = "pg_catalog";

/// A relation of pg_catalog in some version from 12 to 18 (manual, System Catalogs and System Views). A name
/// without a schema means it before anything of the search_path (manual, 5.9.5 The System Catalog Schema).
bool is_system_relation(std::string_view name);

}  // namespace migralint::catalog
