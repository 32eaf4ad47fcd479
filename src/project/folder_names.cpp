#include "project/folder_names.hpp"

#include <filesystem>
#include <system_error>

#include "project/paths.hpp"

namespace migralint::project {

bool FolderNames::may_have(std::string_view path) {
  const std::string parent(parent_of(path));
  const auto [at, is_new] = folders_.try_emplace(parent);
  Folder& folder = at->second;
  if (is_new) {
    std::error_code problem;
    for (std::filesystem::directory_iterator entry(parent, problem), end; !problem && entry != end;
         entry.increment(problem)) {
      folder.names.insert(entry->path().filename().string());
    }
    folder.listed =
        !problem || problem == std::errc::no_such_file_or_directory || problem == std::errc::not_a_directory;
  }
  return !folder.listed || folder.names.contains(std::string(name_of(path)));
}

}  // namespace migralint::project
