#include "script/file_version.hpp"

#include "script/scan.hpp"

namespace migralint::script {

namespace {

bool take_ending(std::string_view& text, std::string_view ending) {
  if (text.size() <= ending.size()) return false;
  const std::size_t rest = text.size() - ending.size();
  if (!scan::equals_ignoring_case(text.substr(rest), ending)) return false;
  text = text.substr(0, rest);
  return true;
}

std::string_view leading_digits(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && scan::is(text[length], scan::digit))
    ++length;
  return text.substr(0, length);
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0')
    digits.remove_prefix(1);
  return digits;
}

// V1.2_3__a: parts between dots or underscores are numbers, and 1 is 1.0 (MigrationVersion in Flyway).
std::optional<FileVersion> flyway_version(std::string_view name) {
  const std::size_t separator = name.find("__");
  if (separator == std::string_view::npos || separator < 2) return std::nullopt;
  FileVersion version;
  version.kind = name[0];
  version.written = name.substr(1, separator - 1);
  std::string_view rest = version.written;
  std::string zeros;
  while (!rest.empty()) {
    const std::string_view digits = leading_digits(rest);
    if (digits.empty()) return std::nullopt;
    const std::string_view part = without_zeros(digits);
    if (part == "0" && !version.number.empty()) {
      zeros += ".0";
    } else {
      version.number += (version.number.empty() ? "" : zeros + ".") + std::string(part);
      zeros.clear();
    }
    rest.remove_prefix(digits.size());
    if (rest.empty()) break;
    if (rest.size() < 2 || (rest.front() != '.' && rest.front() != '_')) return std::nullopt;
    rest.remove_prefix(1);
  }
  return version;
}

bool is_calendar_day(std::string_view digits) {
  if (digits.size() != 8) return false;
  const std::string_view month = digits.substr(4, 2);
  const std::string_view day = digits.substr(6, 2);
  const bool century = digits.substr(0, 2) == "19" || digits.substr(0, 2) == "20";
  return century && month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

std::optional<FileVersion> plain_version(std::string_view name) {
  FileVersion version;
  version.written = leading_digits(name);
  const std::string_view rest = name.substr(version.written.size());
  if (version.written.empty()) return std::nullopt;
  // More digits behind it: a date in parts, or a number within a number.
  const bool separated = !rest.empty() && (rest.front() == '_' || rest.front() == '-' || rest.front() == '.');
  const bool goes_on = rest.size() > 1 && scan::is(rest[1], scan::digit);
  if (!separated || goes_on) return std::nullopt;
  version.number = std::string(without_zeros(version.written));
  version.is_day = is_calendar_day(version.written);
  return version;
}

}  // namespace

std::optional<FileVersion> file_version(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  std::string_view name = path.substr(slash + 1);
  std::string_view folder = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  if ((name == "up.sql" || name == "migration.sql") && slash != std::string_view::npos) {
    const std::size_t above = folder.find_last_of('/');
    name = folder.substr(above + 1);
    folder = above == std::string_view::npos ? std::string_view() : folder.substr(0, above);
  } else if (!take_ending(name, ".sql")) {
    return std::nullopt;
  } else {
    take_ending(name, ".tx");
    take_ending(name, ".up");
  }
  if (name.empty()) return std::nullopt;
  auto version = name[0] == 'V' || name[0] == 'B' ? flyway_version(name) : plain_version(name);
  if (version) {
    version->migration = name;
    version->folder = folder;
  }
  return version;
}

}  // namespace migralint::script
