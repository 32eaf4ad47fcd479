#include "trace/server.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "project/files.hpp"
#include "trace/interrupt.hpp"
#include "trace/keeper.hpp"

extern char** environ;

namespace migralint::trace {
namespace {

/// libpq reads PGHOST, PGSERVICE, PGOPTIONS and many more; so does every program of the server.
void forget_postgres_environment() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.starts_with("PG")) names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const auto& name : names) {
    ::unsetenv(name.c_str());
  }
}

/// A pipe's two ends, closed when they are not taken.
struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read = ends[0];
      write = ends[1];
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(read);
    close(write);
  }
  static void close(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }
};

/// Everything up to the end of the pipe; nothing when a signal came before it.
std::string read_report(int descriptor) {
  std::string text;
  constexpr int look_for_signals_ms = 200;
  while (interrupt_signal() == 0) {
    pollfd waiting{descriptor, POLLIN, 0};
    if (::poll(&waiting, 1, look_for_signals_ms) <= 0) continue;
    std::array<char, 4096> buffer{};
    const auto size = ::read(descriptor, buffer.data(), buffer.size());
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return {};
}

}  // namespace

std::string missing_in(const std::string& bin_directory) {
  for (const char* program : {"initdb", "postgres"}) {
    const auto path = bin_directory + "/" + program;
    if (::access(path.c_str(), X_OK) != 0) return path + ": " + project::os_message(errno);
  }
  return {};
}

Expected<ThrowawayServer, std::string> ThrowawayServer::start(const std::string& bin_directory) {
  if (::geteuid() == 0) {
    return Unexpected(std::string("PostgreSQL refuses to run as root: run this as another user"));
  }
  if (auto missing = missing_in(bin_directory); !missing.empty()) {
    return Unexpected("no server binaries: " + missing);
  }
  forget_postgres_environment();
  Pipe lifeline;
  Pipe report;
  if (lifeline.read < 0 || report.read < 0) return Unexpected("pipe: " + project::os_message(errno));
  const pid_t keeper = ::fork();
  if (keeper < 0) return Unexpected("fork: " + project::os_message(errno));
  if (keeper == 0) keep_server(bin_directory, {lifeline.read, report.write});

  ThrowawayServer server;
  server.keeper_ = keeper;
  server.lifeline_ = std::exchange(lifeline.write, -1);
  Pipe::close(report.write);
  const auto text = read_report(report.read);
  if (text.empty()) {
    return Unexpected(std::string(interrupt_signal() != 0 ? "interrupted" : "the server did not start"));
  }
  if (text.front() != '+') return Unexpected(text.substr(1));
  server.address_ = {text.substr(1), server_port, server_user};
  return server;
}

ThrowawayServer::ThrowawayServer(ThrowawayServer&& other) noexcept
    : address_(std::move(other.address_)),
      keeper_(std::exchange(other.keeper_, -1)),
      lifeline_(std::exchange(other.lifeline_, -1)) {}

ThrowawayServer& ThrowawayServer::operator=(ThrowawayServer&& other) noexcept {
  if (this != &other) {
    stop();
    address_ = std::move(other.address_);
    keeper_ = std::exchange(other.keeper_, -1);
    lifeline_ = std::exchange(other.lifeline_, -1);
  }
  return *this;
}

ThrowawayServer::~ThrowawayServer() { stop(); }

void ThrowawayServer::stop() {
  Pipe::close(lifeline_);
  if (keeper_ < 0) return;
  // A second signal does not shorten this: nothing is to stay behind.
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
  keeper_ = -1;
}

}  // namespace migralint::trace
