// Revisions, trees and the changes between them.
#include <algorithm>
#include <optional>
#include <utility>

#include "project/git.hpp"

namespace migralint::project {
namespace {

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::optional<std::string> commit_of(const GitRepository& repository, const std::string& revision) {
  const auto found = repository.run({"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
  return found ? std::optional(without_line_end(*found)) : std::nullopt;
}

bool is_shallow(const GitRepository& repository) {
  const auto answer = repository.run({"rev-parse", "--is-shallow-repository"});
  return answer && *answer == "true\n";
}

std::string unknown_revision(const GitRepository& repository, const std::string& revision) {
  std::string message = "unknown revision \"" + revision + '"';
  if (commit_of(repository, "refs/remotes/origin/" + revision)) {
    return message + " (did you mean origin/" + revision + "?)";
  }
  return is_shallow(repository) ? message + " (this clone is shallow: fetch it first)" : message;
}

/// Cuts at NUL; what follows the last one is nothing.
std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    fields.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return fields;
}

/// `--name-status -z`: a status and a path; for R and C two paths, the old one first.
GitChanges read_changes(std::string_view text) {
  GitChanges changes;
  const auto fields = fields_of(text);
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    const auto status = fields[i];
    GitChange change{status.empty() ? 'M' : status[0], status == "R100", {}};
    if (change.status == 'R' || change.status == 'C') {
      if (i + 2 >= fields.size()) break;
      change.old_path = fields[++i];
    }
    if (change.status != 'D') changes.emplace(fields[i + 1], std::move(change));
  }
  return changes;
}

Expected<GitChanges, std::string> diff(const GitRepository& repository, std::vector<std::string> what) {
  std::vector<std::string> arguments{
      "diff",          "--name-status",          "-z", "-M", "--no-color", "--no-relative", "--no-ext-diff",
      "--no-textconv", "--ignore-submodules=all"};
  arguments.insert(arguments.end(), what.begin(), what.end());
  arguments.emplace_back("--");
  const auto text = repository.run(arguments);
  if (!text) return Unexpected(text.error());
  return read_changes(*text);
}

constexpr std::string_view submodule_mode = "160000";
constexpr std::string_view link_mode = "120000";

/// The folder of the repository around a submodule; nothing when it is none.
std::optional<std::string> superproject(const GitRepository& repository) {
  auto top = repository.run({"rev-parse", "--show-superproject-working-tree"});
  if (!top || top->empty()) return std::nullopt;
  return without_line_end(std::move(*top));
}

/// What the repository around a submodule had recorded for it.
Expected<std::string, std::string> recorded_commit(const std::string& outer_top, const GitRepository& inner,
                                                   const std::string& revision) {
  const auto outer = GitRepository::find(outer_top);
  if (!outer) return Unexpected(outer.error());
  auto base = merge_base(*outer, revision);
  if (!base || base->empty()) return base;
  const auto path = inner.top().substr(std::min(inner.top().size(), outer->top().size() + 1));
  const auto entry = outer->run({"ls-tree", "-z", *base, "--", path});
  if (!entry) return Unexpected(entry.error());
  // "160000 commit <id>\t<path>"
  if (!entry->starts_with(submodule_mode)) return std::string();
  const auto id = entry->substr(0, entry->find('\t'));
  auto commit = id.substr(id.rfind(' ') + 1);
  if (commit_of(inner, commit)) return commit;
  return Unexpected("the submodule " + path + " has no commit " + commit + ", where it was at " + revision);
}

}  // namespace

Expected<std::string, std::string> merge_base(const GitRepository& repository, const std::string& revision) {
  if (const auto outer = superproject(repository)) return recorded_commit(*outer, repository, revision);
  const auto commit = commit_of(repository, revision);
  if (!commit) return Unexpected(unknown_revision(repository, revision));
  // Before the first commit of a branch everything is new since then.
  if (!commit_of(repository, "HEAD")) return *commit;
  const auto base = repository.run({"merge-base", *commit, "HEAD"});
  if (base) return without_line_end(*base);
  return Unexpected(is_shallow(repository)
                        ? "this shallow clone does not reach back to where HEAD and " + revision +
                              " meet (git fetch --unshallow; in actions/checkout fetch-depth: 0)"
                        : "HEAD and " + revision + " have no commit in common");
}

Expected<GitChanges, std::string> changes_since(const GitRepository& repository, const std::string& commit,
                                                bool staged) {
  return staged ? diff(repository, {"--cached", commit}) : diff(repository, {commit});
}

Expected<GitChanges, std::string> staged_changes(const GitRepository& repository) {
  return diff(repository, {"--cached"});
}

Expected<GitTree, std::string> tree_of(const GitRepository& repository, const std::string& commit) {
  const auto text = repository.run({"ls-tree", "-r", "-z", "--full-tree", commit});
  if (!text) return Unexpected(text.error());
  GitTree tree;
  for (const auto entry : fields_of(*text)) {
    // "100644 blob <id>\t<path>"
    const auto tab = entry.find('\t');
    if (tab == std::string_view::npos || entry.starts_with(submodule_mode)) continue;
    const auto what = entry.substr(0, tab);
    tree.emplace(entry.substr(tab + 1), what.substr(what.rfind(' ') + 1));
  }
  return tree;
}

Expected<GitIndex, std::string> index_of(const GitRepository& repository) {
  const auto text = repository.run({"ls-files", "--stage", "-z", "--full-name"});
  if (!text) return Unexpected(text.error());
  GitIndex index;
  for (const auto entry : fields_of(*text)) {
    // "100644 <id> <stage>\t<path>"
    const auto tab = entry.find('\t');
    if (tab == std::string_view::npos || entry.starts_with(submodule_mode)) continue;
    const auto id = entry.substr(submodule_mode.size() + 1,
                                 entry.find(' ', submodule_mode.size() + 1) - submodule_mode.size() - 1);
    const bool conflict = tab == 0 || entry[tab - 1] != '0';
    const std::string path(entry.substr(tab + 1));
    if (entry.starts_with(link_mode) && !conflict) index.links.push_back(path);
    index.files[path] = conflict ? std::string() : std::string(id);
  }
  return index;
}

}  // namespace migralint::project
