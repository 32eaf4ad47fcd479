#include "cli/outputs.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "project/files.hpp"

namespace migralint::cli {
namespace {

std::string unknown_format(std::string_view name) {
  std::vector<std::string_view> names;
  std::string list;
  for (const auto& format : report::formats()) {
    names.push_back(format.name);
    list += (list.empty() ? "" : ", ") + std::string(format.name);
  }
  return "unknown format \"" + std::string(name) + '"' + suggestion(name, names) + "; there are " + list;
}

/// "sarif" of "sarif:out.json", if it can be meant as a format: "./a:b" cannot.
std::optional<std::string_view> format_prefix(std::string_view file) {
  const auto colon = file.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto prefix = file.substr(0, colon);
  const bool is_word = std::all_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return is_word ? std::optional(prefix) : std::nullopt;
}

/// "-" is standard output, as everywhere.
std::string path_of(std::string_view file) { return file == "-" ? std::string() : std::string(file); }

}  // namespace

Expected<std::vector<Output>, std::string> plan_outputs(const std::string& format,
                                                        const std::vector<std::string>& files) {
  const auto* main_format = report::find_format(format);
  if (main_format == nullptr) return Unexpected(unknown_format(format));
  std::vector<Output> outputs;
  Output main{main_format, "", false};
  bool redirected = false;
  for (const std::string_view file : files) {
    const auto prefix = format_prefix(file);
    const auto path = prefix ? file.substr(prefix->size() + 1) : file;
    if (path.empty()) return Unexpected("--output-file " + std::string(file) + " names no file");
    if (!prefix) {
      if (std::exchange(redirected, true))
        return Unexpected(std::string("two files for one report; say FORMAT:FILE"));
      main.path = path_of(path);
      continue;
    }
    const auto* extra = report::find_format(*prefix);
    if (extra == nullptr) return Unexpected(unknown_format(*prefix));
    outputs.push_back({extra, path_of(path), false});
  }
  outputs.insert(outputs.begin(), main);
  return outputs;
}

bool write_outputs(const std::vector<Output>& outputs, report::Run& run, bool color, bool color_everywhere) {
  bool written = true;
  for (const auto& output : outputs) {
    run.color = output.path.empty() ? color : color_everywhere;
    if (output.standard_error) {
      output.format->write(run, &print_error_text);
      continue;
    }
    if (output.path.empty()) {
      bool printed = true;
      output.format->write(run, [&printed](std::string_view piece) { printed = printed && print(piece); });
      written = written && printed;
      continue;
    }
    const auto problem = project::write_file(output.path, report::render(*output.format, run));
    if (!problem.empty()) print_error(output.path + ": " + problem);
    written = written && problem.empty();
  }
  return written;
}

}  // namespace migralint::cli
