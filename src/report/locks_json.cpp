#include "report/json_writer.hpp"
#include "report/locks.hpp"
#include "script/line_index.hpp"

namespace migralint::report {
namespace {

using locks::LockTable;
using locks::StatementRow;

void write_names(JsonWriter& json, std::string_view key, const std::vector<sql::Name>& names) {
  json.key(key).begin_array();
  for (const auto& name : names) {
    json.value(sql::quoted(name));
  }
  json.end_array();
}

void write_lock(JsonWriter& json, const effects::Lock& lock) {
  json.begin_object().member("schema", lock.name.schema).member("name", lock.name.name);
  json.member("kind", locks::kind_name(lock.kind)).member("mode", session::to_string(lock.mode));
  json.member("until", lock.until == effects::Until::transaction ? "transaction" : "statement");
  json.key("existing").boolean(lock.existing).end_object();
}

void write_row(JsonWriter& json, const StatementRow& row, const replay::SourceFile& file,
               const script::LineIndex& lines) {
  const auto place = lines.position(row.span.begin);
  json.line().begin_object().member("path", file.path);
  json.member("line", place.line).member("column", place.column).key("kind");
  row.kind.empty() ? json.null() : json.value(row.kind);
  json.key("in_do_block").boolean(row.in_block);
  json.key("transaction").begin_object().member("mode", session::to_string(file.mode));
  json.member("id", row.transaction).end_object();
  json.key("allowed_in_transaction").boolean(row.allowed_in_transaction);
  json.key("refused").boolean(row.refused);
  json.key("locks").begin_array();
  for (const auto& lock : row.locks) {
    write_lock(json, lock);
  }
  json.end_array();
  write_names(json, "rewrites", row.rewrites);
  write_names(json, "scans", row.scans);
  write_names(json, "index_builds", row.index_builds);
  json.key("blocks").begin_object();
  write_names(json, "reads", row.blocks.reads);
  write_names(json, "writes", row.blocks.writes);
  json.end_object().member("cost", effects::to_string(row.cost)).key("unknown_because");
  row.unknown_because.empty() ? json.null() : json.value(row.unknown_because);
  json.key("error");
  row.error.empty() ? json.null() : json.value(row.error);
  json.end_object();
}

}  // namespace

std::string render_locks_json(const LockTable& table) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("version").number(1);
  json.member("pg_version",
              static_cast<std::size_t>(table.files.empty() ? 15 : table.files.front()->pg_version));
  json.line().key("statements").begin_array();
  std::uint32_t file = 0;
  const replay::SourceFile* source = nullptr;
  script::LineIndex lines{std::string_view()};
  for (const auto& row : table.rows) {
    if (source == nullptr || row.file != file) {
      file = row.file;
      source = table.files[file];
      lines = script::LineIndex(source->text);
    }
    write_row(json, row, *source, lines);
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace migralint::report
