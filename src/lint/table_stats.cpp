// The statistics file and the query that makes it.
#include <fmt/format.h>

#include "lint/json_input.hpp"
#include "lint/table_sizes.hpp"

namespace migralint::lint {

namespace {

constexpr int format_version = 1;

// Runs on PostgreSQL 12 and later. Rows are estimated as the planner does it (plancat.c, estimate_rel_size):
// the density of the last ANALYZE times the pages that there are now. Before 14 a table that was never
// analyzed has reltuples 0, since then -1.
constexpr std::string_view query =
    R"sql(-- The sizes of all tables, for `migralint check --stats FILE`. Run it where the data is, on a replica if you like:
--   migralint stats-query | psql -AtX DATABASE > migralint-stats.json
-- It reads the catalogs only, and needs no privilege beyond CONNECT.
WITH storage AS (
  SELECT c.oid,
         CASE WHEN pg_relation_size(c.oid) = 0 THEN 0
              WHEN c.relpages > 0 AND c.reltuples >= 0 THEN
                (c.reltuples / c.relpages * (pg_relation_size(c.oid) / current_setting('block_size')::int))::bigint
         END AS rows,
         pg_total_relation_size(c.oid) AS bytes
  FROM pg_class AS c
  WHERE c.relkind IN ('r', 'm')
), relations AS (
  SELECT n.nspname AS schema, c.relname AS name,
         CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'table' END AS kind, s.rows, s.bytes
  FROM storage AS s
  JOIN pg_class AS c ON c.oid = s.oid
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  UNION ALL
  SELECT n.nspname, c.relname, 'partitioned table',
         CASE WHEN count(*) = count(s.rows) THEN coalesce(sum(s.rows), 0)::bigint END,
         CASE WHEN count(*) = count(s.bytes) THEN coalesce(sum(s.bytes), 0)::bigint END
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL pg_partition_tree(c.oid) AS t
  LEFT JOIN storage AS s ON s.oid = t.relid
  WHERE c.relkind = 'p' AND t.isleaf
  GROUP BY n.nspname, c.relname
)
SELECT '{"version": 1, "taken_at": ' || to_json(to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
       || ', "server_version": ' || to_json(current_setting('server_version'))
       || ', "database": ' || to_json(current_database()::text)
       || ', "relations": ['
       || coalesce(string_agg(chr(10) || row_to_json(r), ',' ORDER BY r.schema, r.name), '')
       || chr(10) || ']}'
FROM relations AS r
WHERE r.schema <> 'information_schema' AND r.schema !~ '^pg_';
)sql";

/// False: it is there, and neither null nor a number that can count something.
bool read_count(const nlohmann::json& object, const char* name, std::optional<std::int64_t>& to) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) {
    return true;
  }
  if (!found->is_number_integer() || found->get<std::int64_t>() < 0) {
    return false;
  }
  to = found->get<std::int64_t>();
  return true;
}

bool read_relation(const nlohmann::json& object, TableStats& to) {
  if (!object.is_object() || !object.contains("schema") || !object.contains("name")) {
    return false;
  }
  const auto& schema = object["schema"];
  const auto& name = object["name"];
  TableSize size;
  if (!schema.is_string() || !name.is_string() || !read_count(object, "rows", size.rows) ||
      !read_count(object, "bytes", size.bytes)) {
    return false;
  }
  to.tables[{schema.get<std::string>(), name.get<std::string>()}] = size;
  return true;
}

}  // namespace

std::string_view stats_query() { return query; }

Expected<TableStats, std::string> parse_table_stats(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) {
    return Unexpected(document.error());
  }
  if (!document->is_object() || !document->contains("version") || !document->contains("relations") ||
      !(*document)["relations"].is_array()) {
    return Unexpected(
        std::string("not the output of `migralint stats-query`: \"version\" and \"relations\" are missing"));
  }
  if ((*document)["version"] != format_version) {
    return Unexpected(fmt::format("statistics of version {}, which this migralint does not know",
                                  (*document)["version"].dump()));
  }
  TableStats stats;
  const auto taken = document->find("taken_at");
  if (taken != document->end() && taken->is_string()) {
    stats.taken_on = taken->get<std::string>().substr(0, std::string_view("2026-11-20").size());
  }
  const auto& relations = (*document)["relations"];
  for (std::size_t i = 0; i < relations.size(); ++i) {
    if (!read_relation(relations[i], stats)) {
      return Unexpected(fmt::format(
          "relation {} needs \"schema\" and \"name\", and numbers in \"rows\" and \"bytes\"", i + 1));
    }
  }
  return stats;
}

}  // namespace migralint::lint
