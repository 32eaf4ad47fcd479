#include "rules/support/extensions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/name_table.hpp"

namespace migralint::extensions {

namespace {

struct Entry {
  std::string_view name;
  std::string_view extension;
};

constexpr auto types = std::to_array<Entry>({
    {"citext", "citext"},
    {"cube", "cube"},
    {"geography", "postgis"},
    {"geometry", "postgis"},
    {"halfvec", "vector"},
    {"hstore", "hstore"},
    {"isbn", "isn"},
    {"isbn13", "isn"},
    {"issn", "isn"},
    {"lquery", "ltree"},
    {"ltree", "ltree"},
    {"ltxtquery", "ltree"},
    {"query_int", "intarray"},
    {"raster", "postgis_raster"},
    {"seg", "seg"},
    {"sparsevec", "vector"},
    {"vector", "vector"},
});

constexpr auto functions = std::to_array<Entry>({
    {"crosstab", "tablefunc"},
    {"crypt", "pgcrypto"},
    {"create_hypertable", "timescaledb"},
    {"dblink", "dblink"},
    {"dblink_connect", "dblink"},
    {"dblink_exec", "dblink"},
    {"difference", "fuzzystrmatch"},
    {"dmetaphone", "fuzzystrmatch"},
    {"earth_distance", "earthdistance"},
    {"gen_random_bytes", "pgcrypto"},
    {"gen_salt", "pgcrypto"},
    {"hmac", "pgcrypto"},
    {"levenshtein", "fuzzystrmatch"},
    {"ll_to_earth", "earthdistance"},
    {"metaphone", "fuzzystrmatch"},
    {"pgp_sym_decrypt", "pgcrypto"},
    {"pgp_sym_encrypt", "pgcrypto"},
    {"postgis_version", "postgis"},
    {"similarity", "pg_trgm"},
    {"soundex", "fuzzystrmatch"},
    {"st_makepoint", "postgis"},
    {"st_setsrid", "postgis"},
    {"unaccent", "unaccent"},
    {"uuid_generate_v1", "uuid-ossp"},
    {"uuid_generate_v1mc", "uuid-ossp"},
    {"uuid_generate_v3", "uuid-ossp"},
    {"uuid_generate_v4", "uuid-ossp"},
    {"uuid_generate_v5", "uuid-ossp"},
    {"word_similarity", "pg_trgm"},
});

constexpr auto operator_classes = std::to_array<Entry>({
    {"gin__int_ops", "intarray"},
    {"gin_trgm_ops", "pg_trgm"},
    {"gist__int_ops", "intarray"},
    {"gist__intbig_ops", "intarray"},
    {"gist_geometry_ops_2d", "postgis"},
    {"gist_geometry_ops_nd", "postgis"},
    {"gist_ltree_ops", "ltree"},
    {"gist_trgm_ops", "pg_trgm"},
    {"halfvec_cosine_ops", "vector"},
    {"halfvec_ip_ops", "vector"},
    {"halfvec_l2_ops", "vector"},
    {"vector_cosine_ops", "vector"},
    {"vector_ip_ops", "vector"},
    {"vector_l1_ops", "vector"},
    {"vector_l2_ops", "vector"},
});

constexpr auto index_methods = std::to_array<Entry>({
    {"bloom", "bloom"},
    {"hnsw", "vector"},
    {"ivfflat", "vector"},
    {"pgroonga", "pgroonga"},
    {"rum", "rum"},
});

// From the control files of PostgreSQL 13 to 18 and of the extensions themselves.
constexpr auto trusted = std::to_array<std::string_view>({
    "bool_plperl",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dict_int",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "isn",
    "jsonb_plperl",
    "lo",
    "ltree",
    "pg_trgm",
    "pgcrypto",
    "plperl",
    "plpgsql",
    "pltcl",
    "seg",
    "tablefunc",
    "tcn",
    "timescaledb",
    "tsm_system_rows",
    "tsm_system_time",
    "unaccent",
    "uuid-ossp",
    "vector",
});
constexpr auto untrusted = std::to_array<std::string_view>({
    "adminpack",
    "amcheck",
    "autoinc",
    "bloom",
    "dblink",
    "dict_xsyn",
    "earthdistance",
    "file_fdw",
    "insert_username",
    "intagg",
    "moddatetime",
    "pageinspect",
    "pg_buffercache",
    "pg_cron",
    "pg_freespacemap",
    "pg_prewarm",
    "pg_stat_statements",
    "pg_surgery",
    "pg_visibility",
    "pg_walinspect",
    "pgrowlocks",
    "pgstattuple",
    "plperlu",
    "plpython3u",
    "pltclu",
    "postgres_fdw",
    "refint",
    "sslinfo",
    "xml2",
});

/// The extension that the list gives for a name; empty if it has none.
template <const auto& entries>
std::string_view find(std::string_view name) {
  constexpr auto name_at = [](std::size_t place) { return entries[place].name; };
  static constexpr NameTable<entries.size()> table(name_at);
  const std::size_t place = table.find(name, name_at);
  return place != table.missing ? entries[place].extension : std::string_view();
}

template <std::size_t N>
bool has(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string_view of_type(std::string_view type) { return find<types>(type); }

std::string_view of_function(std::string_view function, int pg_version) {
  constexpr int first_with_uuid = 13;
  if (function == "gen_random_uuid" && pg_version < first_with_uuid) {
    return "pgcrypto";
  }
  return find<functions>(function);
}

std::string_view of_operator_class(std::string_view name) { return find<operator_classes>(name); }

std::string_view of_index_method(std::string_view method) { return find<index_methods>(method); }

bool provides(std::string_view installed, std::string_view extension) {
  constexpr auto needs = std::to_array<Entry>({
      {"earthdistance", "cube"},
      {"pgrouting", "postgis"},
      {"postgis_raster", "postgis"},
      {"postgis_sfcgal", "postgis"},
      {"postgis_tiger_geocoder", "fuzzystrmatch"},
      {"postgis_tiger_geocoder", "postgis"},
      {"postgis_topology", "postgis"},
      {"vectorscale", "vector"},
  });
  return installed == extension || std::any_of(needs.begin(), needs.end(), [&](const Entry& entry) {
           return entry.name == installed && entry.extension == extension;
         });
}

std::optional<bool> is_trusted(std::string_view extension) {
  if (has(trusted, extension)) {
    return true;
  }
  return has(untrusted, extension) ? std::optional(false) : std::nullopt;
}

}  // namespace migralint::extensions
