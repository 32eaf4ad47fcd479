#include "report/uri.hpp"

#include <iterator>

#include <fmt/format.h>

namespace migralint::report {

namespace {

// RFC 3986's unreserved characters and '/'. A ':' in the first folder's name would be read as a scheme's end.
bool stays(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
         std::string_view("-._~/").find(byte) != std::string_view::npos;
}

}  // namespace

std::string to_uri(std::string_view path) {
  while (path.substr(0, 2) == "./") {
    path.remove_prefix(2);
  }
  std::string uri = !path.empty() && path.front() == '/' ? "file://" : "";
  for (const char byte : path) {
    if (stays(byte)) {
      uri += byte;
    } else {
      fmt::format_to(std::back_inserter(uri), "%{:02X}",
                     static_cast<unsigned>(static_cast<unsigned char>(byte)));
    }
  }
  return uri;
}

}  // namespace migralint::report
