#include "fix/write.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "project/files.hpp"

namespace migralint::fix {

namespace {

// A rename asks the folder only, so the file's own answer is asked first; root may write whatever it says.
std::string why_read_only(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    return project::os_message(errno);
  }
  if ((info.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0) {
    return "the file is read-only";
  }
  return ::access(path.c_str(), W_OK) == 0 ? std::string() : project::os_message(errno);
}

}  // namespace

std::string write(const std::string& path, std::string_view before, std::string_view after) {
  std::error_code problem;
  const auto target = std::filesystem::canonical(path, problem);
  if (problem) {
    return project::os_message(problem.value());
  }
  auto reason = why_read_only(target.string());
  if (!reason.empty()) {
    return reason;
  }
  const auto now = project::read_file(target.string());
  if (!now) {
    return now.error();
  }
  if (*now != before) {
    return "it was changed by somebody else meanwhile";
  }
  return project::write_file(target.string(), after);
}

}  // namespace migralint::fix
