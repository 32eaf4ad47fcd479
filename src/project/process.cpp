#include "project/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace migralint::project {
namespace {

/// Both ends close on every way out, and neither is left to other children.
struct Pipe {
  std::array<int, 2> ends{-1, -1};

  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(0);
    close(1);
  }
  [[nodiscard]] bool valid() const { return ends[0] >= 0; }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

struct FileActions {
  posix_spawn_file_actions_t actions{};
  FileActions() { ::posix_spawn_file_actions_init(&actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
};

/// The child answers SIGPIPE as usual, though this program does not.
struct SpawnAttributes {
  posix_spawnattr_t attributes{};
  SpawnAttributes() {
    ::posix_spawnattr_init(&attributes);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes); }
};

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// A file without a name: the child can read it at its own pace, where a pipe could fill up.
File input_file(std::string_view input) {
  File file(std::tmpfile(), &std::fclose);
  if (!file) return file;
  const bool written =
      input.empty() || std::fwrite(input.data(), 1, input.size(), file.get()) == input.size();
  if (!written || std::fflush(file.get()) != 0 || ::lseek(::fileno(file.get()), 0, SEEK_SET) != 0)
    file.reset();
  return file;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const auto& word : words) {
    // The child gets a copy; nothing writes to it.
    result.push_back(const_cast<char*>(word.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  }
  result.push_back(nullptr);
  return result;
}

/// Reads both until both have ended, so that neither blocks the other.
void read_both(Pipe& out, Pipe& err, ProcessResult& result) {
  std::array<pollfd, 2> waiting{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
  const std::array<std::string*, 2> texts{&result.out, &result.err};
  std::array<char, 65536> buffer{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const auto count = ::read(waiting[i].fd, buffer.data(), buffer.size());
      if (count > 0) texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
      if (count == 0 || (count < 0 && errno != EINTR)) waiting[i].fd = -1;
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Expected<ProcessResult, int> run_process(const std::vector<std::string>& arguments,
                                         const std::vector<std::string>& environment,
                                         std::string_view input) {
  Pipe out;
  Pipe err;
  const File in = input_file(input);
  if (!out.valid() || !err.valid() || !in) return Unexpected(errno);
  FileActions files;
  ::posix_spawn_file_actions_adddup2(&files.actions, ::fileno(in.get()), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files.actions, out.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files.actions, err.ends[1], STDERR_FILENO);
  const SpawnAttributes attributes;
  pid_t child = 0;
  const int problem =
      ::posix_spawnp(&child, arguments.front().c_str(), &files.actions, &attributes.attributes,
                     pointers(arguments).data(), pointers(environment).data());
  if (problem != 0) return Unexpected(problem);
  out.close(1);
  err.close(1);
  ProcessResult result;
  read_both(out, err, result);
  result.code = wait_for(child);
  return result;
}

}  // namespace migralint::project
