#include "project/files.hpp"

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace migralint::project {
namespace {

/// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool valid() const { return value_ >= 0; }
  int close() {
    const int result = value_ >= 0 ? ::close(value_) : 0;
    value_ = -1;
    return result;
  }

 private:
  int value_;
};

/// One read that survives interruption by a signal.
ssize_t read_some(int descriptor, char* to, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor, to, size);
  } while (count < 0 && errno == EINTR);
  return count;
}

/// `regular_size`: of a regular file, whose end is where its size says (others are read until nothing comes).
Expected<std::string, std::string> read_to_end(int descriptor, std::optional<std::size_t> regular_size) {
  std::string text;
  std::size_t used = 0;
  // One byte more than the file has: it is filled when the file has grown meanwhile.
  text.resize(regular_size.value_or(65535) + 1);
  while (used != regular_size) {
    if (used == text.size()) text.resize(text.size() * 2 + 65536);
    const auto count = read_some(descriptor, text.data() + used, text.size() - used);
    if (count < 0) return Unexpected(os_message(errno));
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
  }
  text.resize(used);
  return text;
}

/// Files keep the mode that they had; a new one gets what open() would have given it.
mode_t mode_for(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) return info.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

std::string write_directly(const std::string& path, std::string_view contents) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.valid()) return os_message(errno);
  bool closed = false;
  return write_all(file.get(), contents, closed);
}

std::string replace_file(const std::string& path, std::string_view contents) {
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkstemp(temporary.data()));
  if (!file.valid()) return os_message(errno);
  bool closed = false;
  std::string problem = write_all(file.get(), contents, closed);
  if (problem.empty() && ::fchmod(file.get(), mode_for(path)) != 0) problem = os_message(errno);
  if (file.close() != 0 && problem.empty()) problem = os_message(errno);
  if (problem.empty() && ::rename(temporary.c_str(), path.c_str()) != 0) problem = os_message(errno);
  if (!problem.empty()) ::unlink(temporary.c_str());
  return problem;
}

}  // namespace

std::string os_message(int code) {
  std::string message = std::generic_category().message(code);
  const bool capital = !message.empty() && message[0] >= 'A' && message[0] <= 'Z';
  // "RPC failed" and the like keep their capitals.
  const bool word = message.size() > 1 && message[1] >= 'a' && message[1] <= 'z';
  if (capital && word) message[0] = static_cast<char>(message[0] - 'A' + 'a');
  return message;
}

Expected<std::string, std::string> read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return Unexpected(os_message(errno));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return Unexpected(os_message(errno));
  if (S_ISDIR(info.st_mode)) return Unexpected(os_message(EISDIR));
  // Files of /proc are regular ones of no size.
  const bool has_size = S_ISREG(info.st_mode) && info.st_size > 0;
  return read_to_end(file.get(),
                     has_size ? std::optional(static_cast<std::size_t>(info.st_size)) : std::nullopt);
}

Expected<std::string, std::string> read_all(int descriptor) { return read_to_end(descriptor, std::nullopt); }

std::string write_file(const std::string& path, std::string_view contents) {
  struct stat info {};
  const bool exists = ::lstat(path.c_str(), &info) == 0;
  if (exists && !S_ISREG(info.st_mode)) return write_directly(path, contents);
  return replace_file(path, contents);
}

std::string write_all(int descriptor, std::string_view contents, bool& closed) {
  while (!contents.empty()) {
    const auto count = ::write(descriptor, contents.data(), contents.size());
    if (count >= 0) {
      contents.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      closed = errno == EPIPE;
      return os_message(errno);
    }
  }
  return {};
}

}  // namespace migralint::project
