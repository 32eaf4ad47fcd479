#include "count.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace migralint::oracle {
namespace {

constexpr test::VersionRange all_versions;

struct Row {
  int total = 0;
  int refused = 0;
  int listed = 0;
  std::map<int, int> by_version;
};

void add(Row& row, const test::Form& form, bool is_listed) {
  ++row.total;
  row.refused += form.refusals.empty() ? 0 : 1;
  row.listed += is_listed ? 1 : 0;
  for (int version = all_versions.first; version <= all_versions.last; ++version) {
    row.by_version[version] += form.versions.contains(version) ? 1 : 0;
  }
}

void print(const std::string& name, const Row& row, std::ostream& to) {
  to << "| " << name << " | " << row.total;
  for (const auto& [version, count] : row.by_version) {
    to << " | " << count;
  }
  to << " | " << row.refused << " | " << row.listed << " |\n";
}

}  // namespace

void print_counts(const std::vector<test::Form>& forms, const std::vector<test::Unpredictable>& listed,
                  std::ostream& to) {
  std::map<std::string, Row> rows;
  Row all;
  for (const auto& form : forms) {
    const bool is_listed = std::any_of(listed.begin(), listed.end(),
                                       [&](const test::Unpredictable& entry) { return entry.id == form.id; });
    add(rows[form.family()], form, is_listed);
    add(all, form, is_listed);
  }
  to << "| family | forms |";
  std::string line = "|---|---:|";
  for (int version = all_versions.first; version <= all_versions.last; ++version) {
    to << ' ' << version << " |";
    line += "---:|";
  }
  to << " refused | listed |\n" << line << "---:|---:|\n";
  for (const auto& [family, row] : rows) {
    print(family, row, to);
  }
  print("all", all, to);
}

}  // namespace migralint::oracle
