#include "cli/terminal.hpp"

#include <cstdlib>
#include <string>

#include <unistd.h>

#include "project/files.hpp"

namespace migralint::cli {
namespace {

/// Set and not empty, as https://no-color.org says.
bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_forced(const char* name) { return is_set(name) && std::string_view(std::getenv(name)) != "0"; }

void write_error(std::string_view text) noexcept {
  bool closed = false;
  // There is nowhere left to say that standard error cannot be written.
  (void)project::write_all(STDERR_FILENO, text, closed);
}

}  // namespace

void print_error(std::string_view message) noexcept {
  write_error("migralint: ");
  print_error_line(message);
}

void print_error_line(std::string_view line) noexcept {
  write_error(line);
  write_error("\n");
}

void print_error_text(std::string_view text) noexcept { write_error(text); }

bool print(std::string_view text) {
  bool closed = false;
  const auto problem = project::write_all(STDOUT_FILENO, text, closed);
  if (problem.empty() || closed) return true;
  print_error("standard output: " + problem);
  return false;
}

bool use_color(ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  if (is_set("NO_COLOR")) return false;
  if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR")) return true;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return !dumb && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace migralint::cli
