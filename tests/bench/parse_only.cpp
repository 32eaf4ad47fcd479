// The baseline of the speed targets: what libpg_query alone costs. Cuts a generated file (one statement ends
// at each
// ";\n") and turns every statement into JSON, and does nothing with it.
//
// usage: migralint_parse_only FILE.sql
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "parser/parser.hpp"

namespace {

struct Totals {
  std::size_t statements = 0;
  std::size_t json_bytes = 0;
  std::size_t errors = 0;
};

Totals parse_all(std::string_view sql) {
  Totals totals;
  migralint::parser::Parser parser;
  while (!sql.empty()) {
    const std::size_t end = sql.find(";\n");
    const auto tree = parser.parse(sql.substr(0, end));
    totals.json_bytes += tree ? tree->text.size() : 0;
    totals.errors += tree ? 0 : 1;
    ++totals.statements;
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 2);
  }
  return totals;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: migralint_parse_only FILE.sql\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", argv[1]);
    return 2;
  }
  const std::string sql{std::istreambuf_iterator<char>(file), {}};
  const Totals totals = parse_all(sql);
  std::printf("%zu statements, %zu bytes of JSON, %zu errors\n", totals.statements, totals.json_bytes,
              totals.errors);
  return totals.errors == 0 ? 0 : 1;
}
