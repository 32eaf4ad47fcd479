#include "project/git.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "project/files.hpp"
#include "project/process.hpp"

// POSIX has it declared by the program.
extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace migralint::project {
namespace {

using Environment = std::vector<std::string>;

/// What ties a git command to one repository (git rev-parse --local-env-vars, as far as it names places).
constexpr std::array<std::string_view, 5> local_variables{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
                                                          "GIT_PREFIX", "GIT_COMMON_DIR"};

std::string_view name_of_variable(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

/// This program's own, with what makes git's answers the same everywhere.
Environment own_environment() {
  constexpr std::array<std::string_view, 3> fixed{"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0",
                                                  "GIT_LITERAL_PATHSPECS=1"};
  Environment result(fixed.begin(), fixed.end());
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const auto is_fixed = std::any_of(fixed.begin(), fixed.end(), [&](std::string_view other) {
      return name_of_variable(*variable) == name_of_variable(other);
    });
    if (!is_fixed) result.emplace_back(*variable);
  }
  return result;
}

Environment without_local(Environment environment) {
  std::erase_if(environment, [](const std::string& variable) {
    const auto name = name_of_variable(variable);
    return std::find(local_variables.begin(), local_variables.end(), name) != local_variables.end();
  });
  return environment;
}

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

/// git says "fatal: …" first.
std::string complaint(const ProcessResult& result) {
  auto line = result.err.substr(0, result.err.find('\n'));
  for (const std::string_view prefix : {"fatal: ", "error: "}) {
    if (line.starts_with(prefix)) line.erase(0, prefix.size());
  }
  return line.empty() ? "git ended with status " + std::to_string(result.code) : line;
}

Expected<ProcessResult, std::string> run_git(const std::string& folder, const Environment& environment,
                                             const std::vector<std::string>& arguments,
                                             std::string_view input) {
  std::vector<std::string> command{"git", "-C", folder};
  command.insert(command.end(), arguments.begin(), arguments.end());
  auto result = run_process(command, environment, input);
  if (result) return std::move(*result);
  return Unexpected(result.error() == ENOENT ? std::string("git is not on the PATH")
                                             : "git: " + os_message(result.error()));
}

/// One line that git prints, without its end; nothing when it has none to print.
std::optional<std::string> line_of(const std::string& folder, const Environment& environment,
                                   const std::vector<std::string>& arguments) {
  auto result = run_git(folder, environment, arguments, {});
  if (!result || result->code != 0 || result->out.empty()) return std::nullopt;
  if (result->out.back() == '\n') result->out.pop_back();
  return std::move(result->out);
}

const std::vector<std::string> ask_top{"rev-parse", "--show-toplevel"};
const std::vector<std::string> ask_git_dir{"rev-parse", "--absolute-git-dir"};

/// A hook's index is its own repository's, and may be named from the top of the work tree, wherever the hook
/// has gone since.
std::optional<std::string> index_file(const std::string& top, const std::string& git_dir) {
  auto file = variable("GIT_INDEX_FILE");
  if (!file) return std::nullopt;
  const auto own = own_environment();
  auto here = line_of(".", own, ask_git_dir);
  if (!here) here = line_of(".", without_local(own), ask_git_dir);
  if (here != git_dir) return std::nullopt;
  if (file->starts_with('/')) return file;
  const std::unique_ptr<char, decltype(&std::free)> folder(::getcwd(nullptr, 0), &std::free);
  const auto from_here = std::string(folder ? folder.get() : ".") + '/' + *file;
  return ::access(from_here.c_str(), F_OK) == 0 ? from_here : top + '/' + *file;
}

}  // namespace

Expected<GitRepository, std::string> GitRepository::find(const std::string& folder) {
  GitRepository result;
  const auto own = own_environment();
  result.environment_ = without_local(own);
  const auto found = run_git(folder, result.environment_, ask_top, {});
  if (!found) return Unexpected(found.error());
  if (found->code == 0) {
    result.top_ = found->out.substr(0, found->out.size() - 1);
    const auto git_dir = line_of(folder, result.environment_, ask_git_dir);
    if (const auto index = index_file(result.top_, git_dir.value_or(""))) {
      result.environment_.push_back("GIT_INDEX_FILE=" + *index);
    }
    return result;
  }
  // A repository that only the environment knows of.
  const auto top = variable("GIT_DIR") ? line_of(".", own, ask_top) : std::nullopt;
  const auto git_dir = top ? line_of(".", own, ask_git_dir) : std::nullopt;
  if (!git_dir) {
    const auto said = complaint(*found);
    return Unexpected(said.starts_with("not a git repository") ? std::string("not in a git repository")
                                                               : "git: " + said);
  }
  result.top_ = *top;
  result.environment_.push_back("GIT_DIR=" + *git_dir);
  result.environment_.push_back("GIT_WORK_TREE=" + *top);
  if (const auto index = index_file(*top, *git_dir)) {
    result.environment_.push_back("GIT_INDEX_FILE=" + *index);
  }
  return result;
}

Expected<std::string, std::string> GitRepository::run(const std::vector<std::string>& arguments,
                                                      std::string_view input) const {
  auto result = run_git(top_, environment_, arguments, input);
  if (!result) return Unexpected(std::move(result.error()));
  if (result->code != 0) return Unexpected("git: " + complaint(*result));
  return std::move(result->out);
}

Expected<std::vector<std::string>, std::string> GitRepository::blobs(
    const std::vector<std::string>& ids) const {
  std::vector<std::string> texts;
  if (ids.empty()) return texts;
  std::string wanted;
  for (const auto& id : ids) {
    wanted += id + '\n';
  }
  auto answer = run({"cat-file", "--batch"}, wanted);
  if (!answer) return Unexpected(std::move(answer.error()));
  // "<id> blob <size>\n<contents>\n" for each.
  std::string_view rest = *answer;
  for (const auto& id : ids) {
    const auto header = rest.substr(0, rest.find('\n'));
    const auto digits = header.substr(header.rfind(' ') + 1);
    std::size_t size = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const auto begin = header.size() + 1;
    if (read.ec != std::errc() || rest.size() < begin + size + 1) {
      return Unexpected("git has no object " + id + " (a shallow or partial clone?)");
    }
    texts.emplace_back(rest.substr(begin, size));
    rest.remove_prefix(begin + size + 1);
  }
  return texts;
}

}  // namespace migralint::project
