// What stands in folders, for many questions about few of them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "project/file_tree.hpp"

namespace migralint::project {

/// Lists each folder once, when it is first asked about: opening a file that is not there costs as much as
/// opening one that is, and most names that are tried are not there.
class FolderNames {
 public:
  /// `known`: folders that need not be listed again.
  explicit FolderNames(FolderLists known = {}) : known_(std::move(known)) {}

  /// False: there is no such file. True also where the folder cannot be listed.
  bool may_have(std::string_view path);
  /// False: none of ways_back(path) is there, because no name in its folder is one of a way back.
  bool may_have_way_back(std::string_view path);

 private:
  struct Folder {
    std::unordered_set<std::string> names;
    bool listed = false;
    bool has_way_back = false;
  };

  const Folder& folder(std::string_view path);

  FolderLists known_;
  std::unordered_map<std::string, Folder> folders_;
  const std::pair<const std::string, Folder>* last_ = nullptr;  ///< in folders_: what is asked about most
};

}  // namespace migralint::project
