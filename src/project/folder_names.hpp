// What stands in folders, for many questions about few of them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace migralint::project {

/// Lists each folder once, when it is first asked about: opening a file that is not there costs as much as
/// opening one that is, and most names that are tried are not there.
class FolderNames {
 public:
  /// False: there is no such file. True also where the folder cannot be listed.
  bool may_have(std::string_view path);

 private:
  struct Folder {
    std::unordered_set<std::string> names;
    bool listed = false;
  };
  std::unordered_map<std::string, Folder> folders_;
};

}  // namespace migralint::project
