// Whole files in and out. Failures are values with the operating system's words: "no such file or directory".
#pragma once

#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace migralint::project {

/// The bytes of a file, unchanged. A directory is an error.
Expected<std::string, std::string> read_file(const std::string& path);

/// Everything that can be read from a file descriptor until its end; the caller keeps it.
Expected<std::string, std::string> read_all(int descriptor);

/// Replaces `path` in one step, so that a reader never sees half of it; what is not a regular file
/// (/dev/stdout, a pipe) is written to directly. Empty text: done; otherwise the reason.
std::string write_file(const std::string& path, std::string_view contents);

/// Writes to a file descriptor; empty text or the reason. `closed` is set when the reader has gone away
/// (EPIPE).
std::string write_all(int descriptor, std::string_view contents, bool& closed);

/// strerror without its capital letter: "permission denied".
std::string os_message(int code);

}  // namespace migralint::project
