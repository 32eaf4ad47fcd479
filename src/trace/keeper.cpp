#include "trace/keeper.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "project/files.hpp"

extern char** environ;

namespace migralint::trace {
namespace {

using Arguments = std::vector<std::string>;
constexpr int tick_ms = 20;

// The path of a Unix socket has 107 bytes at most (sun_path), its name in the directory takes 15.
constexpr std::size_t longest_directory = 90;

std::string make_directory() {
  const char* wanted = std::getenv("TMPDIR");
  std::string base = wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
  constexpr std::string_view name = "/migralint-XXXXXX";
  if (base.size() + name.size() > longest_directory) base = "/tmp";
  std::string path = base.append(name);
  return ::mkdtemp(path.data()) != nullptr ? path : std::string();
}

/// Not what the user's session says: no PGPORT, no locale, no time zone.
std::vector<std::string> server_environment() {
  std::vector<std::string> variables = {"LC_ALL=C", "TZ=UTC"};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    for (const std::string_view kept : {"PATH=", "HOME=", "TMPDIR=", "LD_LIBRARY_PATH="}) {
      if (text.starts_with(kept)) variables.emplace_back(text);
    }
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (auto& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

/// Its output goes to the end of `log`.
pid_t spawn(Arguments arguments, const std::string& log) {
  auto environment = server_environment();
  const auto argv = pointers(arguments);
  const auto envp = pointers(environment);
  const pid_t keeper = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  // When the keeper itself is killed, the server does not outlive it.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::getppid() != keeper) ::_exit(1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) {
    ::signal(signal, SIG_DFL);
  }
  const int to = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ::dup2(to, STDOUT_FILENO);
  ::dup2(to, STDERR_FILENO);
  ::execve(argv[0], argv.data(), envp.data());
  ::_exit(127);
}

class Keeper {
 public:
  Keeper(std::string bin_directory, KeeperPipes pipes) : bin_(std::move(bin_directory)), pipes_(pipes) {}

  void run() {
    directory_ = make_directory();
    if (directory_.empty()) {
      report('-', "cannot make a directory for the server: " + project::os_message(errno));
      return;
    }
    const auto problem = start();
    if (problem.empty()) {
      report('+', directory_);
      while (wanted(tick_ms * 10) && running(server_)) {
      }
    } else {
      report('-', problem);
    }
    end(server_, SIGQUIT);
    remove_directory();
  }

 private:
  [[nodiscard]] std::string data() const { return directory_ + "/data"; }
  [[nodiscard]] std::string log() const { return directory_ + "/log"; }

  std::string start() {
    const pid_t initdb = spawn({bin_ + "/initdb", "-D", data(), "-U", server_user, "-A", "trust", "-E",
                                "UTF8", "--locale=C", "--no-sync"},
                               log());
    const int status = wait_for(initdb);
    if (status != 0) return "initdb failed" + last_words();
    server_ = spawn(server_command(), log());
    while (running(server_)) {
      if (!wanted(tick_ms)) return "stopped";
      if (is_ready()) return {};
    }
    return "the server did not start" + last_words();
  }

  [[nodiscard]] Arguments server_command() const {
    Arguments command = {bin_ + "/postgres", "-D", data(), "-k", directory_, "-p", server_port};
    for (const char* setting :
         {"listen_addresses=", "unix_socket_permissions=0700", "log_timezone=UTC", "timezone=UTC",
          // Nothing here needs to survive.
          "fsync=off", "full_page_writes=off", "synchronous_commit=off",
          // Nothing but the observed statement is to touch a table, or to read it for somebody else.
          "autovacuum=off",
          // A table that is read whole is read by a scan, which is counted, not by way of an index.
          "enable_indexscan=off", "enable_indexonlyscan=off", "enable_bitmapscan=off",
          "max_parallel_workers_per_gather=0", "max_parallel_maintenance_workers=0",
          // Locks of statements that refuse transaction blocks are observed with one prepared transaction a
          // relation.
          "max_prepared_transactions=2000", "max_locks_per_transaction=200", "max_connections=100",
          "shared_buffers=64MB"}) {
      command.emplace_back("-c");
      command.emplace_back(setting);
    }
    return command;
  }

  /// The last line of postmaster.pid is the server's state, as pg_ctl reads it (src/bin/pg_ctl/pg_ctl.c,
  /// wait_for_postmaster_start).
  [[nodiscard]] bool is_ready() const {
    std::ifstream file(data() + "/postmaster.pid");
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      if (number == 8) return trim(line) == "ready";
    }
    return false;
  }

  /// Whether somebody still holds the other end of the lifeline; waits that long for its end.
  [[nodiscard]] bool wanted(int milliseconds) const {
    pollfd lifeline{pipes_.lifeline, POLLIN, 0};
    return ::poll(&lifeline, 1, milliseconds) <= 0;
  }

  static bool running(pid_t& process) {
    if (process > 0 && ::waitpid(process, nullptr, WNOHANG) == process) process = -1;
    return process > 0;
  }

  /// The exit status; not 0 when the lifeline ended before.
  int wait_for(pid_t process) const {
    int status = 0;
    while (::waitpid(process, &status, WNOHANG) == 0) {
      if (!wanted(tick_ms)) {
        end(process, SIGTERM);
        return -1;
      }
    }
    return status;
  }

  static void end(pid_t process, int signal) {
    if (process <= 0) return;
    ::kill(process, signal);
    constexpr int patience = 10'000 / tick_ms;
    for (int i = 0; i < patience; ++i) {
      if (::waitpid(process, nullptr, WNOHANG) != 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(tick_ms));
    }
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
  }

  /// Processes of the server may still write for a moment after it has ended.
  void remove_directory() const {
    for (int attempt = 0; attempt < 100; ++attempt) {
      std::error_code problem;
      std::filesystem::remove_all(directory_, problem);
      if (!problem && !std::filesystem::exists(directory_, problem)) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(tick_ms));
    }
  }

  [[nodiscard]] std::string last_words() const {
    std::ifstream file(log());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto words = trim(text);
    constexpr std::size_t most = 1500;
    const auto tail = words.size() > most ? words.substr(words.size() - most) : words;
    return tail.empty() ? std::string() : ":\n" + std::string(tail);
  }

  void report(char kind, const std::string& text) const {
    bool closed = false;
    (void)project::write_all(pipes_.report, kind + text, closed);
    ::close(pipes_.report);
  }

  std::string bin_;
  KeeperPipes pipes_;
  std::string directory_;
  pid_t server_ = -1;
};

/// Nothing of the program is held open: not its output, which a reader may wait for, nor the lifelines of
/// other servers.
void let_go(KeeperPipes pipes) {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(nothing, standard);
  }
  const long limit = ::sysconf(_SC_OPEN_MAX);
  for (int descriptor = 3; descriptor < limit && descriptor < 4096; ++descriptor) {
    if (descriptor != pipes.lifeline && descriptor != pipes.report) ::close(descriptor);
  }
}

}  // namespace

void keep_server(const std::string& bin_directory, KeeperPipes pipes) {
  // Of its own group: Ctrl-C in a terminal reaches the program, which then lets go of the lifeline.
  ::setpgid(0, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    ::signal(signal, SIG_IGN);
  }
  let_go(pipes);
  Keeper(bin_directory, pipes).run();
  ::_exit(0);
}

}  // namespace migralint::trace
