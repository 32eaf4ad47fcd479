// What this build's parser makes of files, for `compare`: one line a statement, `FILE:LINE<tab>dump`, or
// `FILE:LINE<tab>error …`. With --check-tree it holds the tree that TreeParser::read() shows against the same
// tree as JSON instead: every field of the one must be in the other. Says what differs, and fails.
//
// usage: migralint_statements [--check-tree] PATH…      (files, and folders with *.sql)
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/name_key.hpp"
#include "parser/parser.hpp"
#include "parser/tree_parser.hpp"
#include "script/line_index.hpp"
#include "script/script.hpp"
#include "sql/lower.hpp"
#include "support/sql_dump.hpp"

namespace {

using migralint::parser::Parser;
namespace parser = migralint::parser;
using Json = simdjson::dom::element;

/// Compares while it walks both; remembers the path to the first difference.
class Comparison {
 public:
  void statements(parser::Array shown, Json json) {
    simdjson::dom::array written;
    if (json["stmts"].get(written) != simdjson::SUCCESS || written.size() != shown.size()) {
      return differ("stmts");
    }
    auto item = written.begin();
    for (const parser::Value raw : shown) {
      fields(parser::body_of(raw), *item, "stmt");
      ++item;
    }
  }
  [[nodiscard]] const std::string& difference() const { return difference_; }

 private:
  void differ(std::string_view where) {
    if (difference_.empty()) {
      difference_ = where;
    }
  }

  void value(parser::Value shown, Json json, const std::string& path) {
    const parser::TreeNode node = parser::node_of(shown);
    if (!node.tag.empty()) {
      Json body;
      return json[node.tag].get(body) == simdjson::SUCCESS
                 ? fields(node.body, body, path + '.' + std::string(node.tag))
                 : differ(path);
    }
    parser::Object object;
    parser::Array items;
    if (get(shown, object)) {
      return fields(object, json, path);
    }
    if (get(shown, items)) {
      return array(items, json, path);
    }
    if (!same_scalar(shown, json)) {
      differ(path);
    }
  }

  static bool same_scalar(parser::Value shown, Json json) {
    std::string_view text;
    std::int64_t number = 0;
    bool flag = false;
    if (get(shown, text)) {
      return json.is_string() && std::string_view(json) == text;
    }
    if (get(shown, number)) {
      return json.is_int64() && std::int64_t(json) == number;
    }
    return get(shown, flag) && json.is_bool() && bool(json) == flag;
  }

  void array(parser::Array shown, Json json, const std::string& path) {
    simdjson::dom::array written;
    if (json.get(written) != simdjson::SUCCESS || written.size() != shown.size()) {
      return differ(path);
    }
    auto item = written.begin();
    for (const parser::Value element : shown) {
      value(element, *item, path + "[]");
      ++item;
    }
  }

  void fields(parser::Object shown, Json json, const std::string& path) {
    simdjson::dom::object written;
    if (json.get(written) != simdjson::SUCCESS) {
      return differ(path);
    }
    for (const parser::Field& field : shown) {
      const std::string place = path + '.' + std::string(field.name);
      Json other;
      if (json[field.name].get(other) != simdjson::SUCCESS) {
        differ(place + " (not in the JSON)");
      } else {
        value(field.value, other, place);
      }
    }
    for (const simdjson::dom::key_value_pair field : written) {
      parser::Value found;
      const bool is_false = field.value.is_bool() && !bool(field.value);  // a Boolean's value, always written
      if (!is_false && !shown.find(migralint::name_key(field.key), found)) {
        differ(path + '.' + std::string(field.key) + " (only in the JSON)");
      }
    }
  }

  std::string difference_;
};

/// What differs, or nothing.
std::string tree_difference(parser::TreeParser& parser, Parser& other, simdjson::dom::parser& reader,
                            std::string_view sql) {
  const auto text = other.parse(sql);
  Json json;
  if (text && reader.parse(text->text.data(), text->text.size(), true).get(json) != simdjson::SUCCESS) {
    return "";  // nested more deeply than this reader goes
  }
  Comparison comparison;
  bool shown = false;
  const auto error = parser.read(sql, [&](const parser::Tree& tree) {
    shown = true;
    if (text) {
      comparison.statements(tree.statements, json);
    }
  });
  if (error.has_value() == text.has_value()) {
    return "one of them is an error";
  }
  if (text && !shown && simdjson::dom::array(json["stmts"]).size() > 0) {
    return "not shown";
  }
  return comparison.difference();
}

struct Reading {
  migralint::sql::Reader reader;
  migralint::parser::TreeParser trees;
  Parser writer;
  simdjson::dom::parser json;
  bool check_tree = false;
  std::size_t statements = 0;
  std::size_t differences = 0;
};

std::string described(Reading& reading, std::string_view file, const migralint::script::Statement& raw) {
  std::string buffer;
  std::string_view sql = migralint::script::prepare(file, raw, buffer, false);
  auto statement = reading.reader.read(sql, raw.range.begin);
  if (!statement && raw.has_psql_variables) {
    sql = migralint::script::prepare(file, raw, buffer, true);
    statement = reading.reader.read(sql, raw.range.begin);
  }
  if (reading.check_tree) {
    return tree_difference(reading.trees, reading.writer, reading.json, sql);
  }
  return statement ? migralint::test::dump(*statement) : "error " + statement.error().message;
}

void describe(Reading& reading, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const migralint::script::LineIndex lines(text);
  for (const auto& raw : migralint::script::split(text).statements) {
    std::string line = described(reading, text, raw);
    ++reading.statements;
    if (reading.check_tree && line.empty()) {
      continue;
    }
    ++reading.differences;
    std::ranges::replace(line, '\n', ' ');
    fmt::print("{}:{}\t{}\n", path, lines.line(raw.range.begin), line);
  }
}

std::vector<std::string> sql_files(const std::filesystem::path& path) {
  std::vector<std::string> files;
  if (!std::filesystem::is_directory(path)) {
    return {path.string()};
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sql") {
      files.push_back(entry.path().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  Reading reading;
  for (const char* argument : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
    if (std::string_view(argument) == "--check-tree") {
      reading.check_tree = true;
      continue;
    }
    for (const std::string& file : sql_files(argument)) {
      describe(reading, file);
    }
  }
  if (!reading.check_tree) {
    return 0;
  }
  fmt::print("{} statements, {} trees differ\n", reading.statements, reading.differences);
  return reading.differences == 0 && reading.statements > 0 ? 0 : 1;
}
