#include "lint/baseline.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "lint/json_input.hpp"
#include "lint/rule.hpp"

namespace migralint::lint {

namespace {

constexpr int format_version = 1;

/// Null: not there, or no text.
const std::string* text_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

bool is_fingerprint(std::string_view text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<BaselineEntry> entry(const nlohmann::json& object) {
  if (!object.is_object()) {
    return std::nullopt;
  }
  const auto* path = text_member(object, "path");
  const auto* rule = text_member(object, "rule");
  const auto* fingerprint = text_member(object, "fingerprint");
  if (path == nullptr || rule == nullptr || fingerprint == nullptr || !is_fingerprint(*fingerprint)) {
    return std::nullopt;
  }
  return BaselineEntry{*path, *rule, *fingerprint};
}

void normalise(Baseline& baseline) {
  std::sort(baseline.begin(), baseline.end());
  baseline.erase(std::unique(baseline.begin(), baseline.end()), baseline.end());
}

/// One comparison of a baseline with a run.
class Matcher {
 public:
  Matcher(const Baseline& baseline, const Result& result, const BaselineScope& scope)
      : baseline_(baseline), result_(result), scope_(scope), used_(baseline.size(), false) {
    match_.known.assign(result.findings.size(), false);
    for (std::uint32_t file = 0; file < result.files.size(); ++file) {
      paths_.push_back(is_judged(file) ? scope.path(file) : std::string());
      if (!paths_.back().empty()) files_.emplace(paths_.back(), file);
    }
  }

  BaselineMatch run() {
    match_in_place();
    match_moved();
    for (std::size_t i = 0; i < result_.findings.size(); ++i) {
      if (wants_entry(i)) match_.found.push_back(as_entry(i));
    }
    for (std::size_t i = 0; i < baseline_.size(); ++i) {
      if (used_[i]) continue;
      (is_stale(baseline_[i]) ? match_.stale : match_.kept).push_back(baseline_[i]);
    }
    normalise(match_.found);
    return std::move(match_);
  }

 private:
  [[nodiscard]] bool is_judged(std::uint32_t file) const {
    return result_.files[file].source->role != replay::Role::history;
  }

  [[nodiscard]] bool wants_entry(std::size_t finding) const {
    return !result_.findings[finding].suppressed && !paths_[result_.findings[finding].file].empty();
  }

  [[nodiscard]] BaselineEntry as_entry(std::size_t finding) const {
    const auto& found = result_.findings[finding];
    return {paths_[found.file], std::string(found.rule), found.fingerprint};
  }

  void match_in_place() {
    for (std::size_t i = 0; i < result_.findings.size(); ++i) {
      if (!wants_entry(i)) continue;
      const auto wanted = as_entry(i);
      const auto at = std::lower_bound(baseline_.begin(), baseline_.end(), wanted);
      if (at == baseline_.end() || *at != wanted) continue;
      const auto index = static_cast<std::size_t>(at - baseline_.begin());
      match_.known[i] = !used_[index];
      used_[index] = true;
    }
  }

  void match_moved() {
    std::unordered_multimap<std::string_view, std::size_t> gone;
    for (std::size_t i = 0; i < baseline_.size(); ++i) {
      if (!used_[i] && is_gone(baseline_[i].path)) gone.emplace(baseline_[i].fingerprint, i);
    }
    for (std::size_t i = 0; i < result_.findings.size() && !gone.empty(); ++i) {
      if (!wants_entry(i) || match_.known[i]) continue;
      const auto found = gone.find(result_.findings[i].fingerprint);
      if (found == gone.end()) continue;
      match_.known[i] = true;
      used_[found->second] = true;
      gone.erase(found);
    }
  }

  bool is_gone(const std::string& path) {
    if (files_.contains(path)) return false;
    const auto [at, is_new] = gone_.try_emplace(path, false);
    if (is_new) at->second = !scope_.exists(path);
    return at->second;
  }

  bool is_stale(const BaselineEntry& entry) {
    const auto file = files_.find(entry.path);
    return file == files_.end() ? is_gone(entry.path) : has_run(entry.rule, file->second);
  }

  // A rule that is switched off in this run finds nothing, which proves nothing.
  [[nodiscard]] bool has_run(std::string_view id, std::uint32_t file) const {
    const auto* rule = find_rule(id);
    const auto* settings = result_.files[file].settings;
    if (rule == nullptr || settings == nullptr || settings->levels.empty()) return true;
    return settings->levels[static_cast<std::size_t>(rule - all_rules().data())] != Level::off;
  }

  const Baseline& baseline_;
  const Result& result_;
  const BaselineScope& scope_;
  BaselineMatch match_;
  std::vector<bool> used_;                      ///< parallel to baseline_
  std::vector<std::string> paths_;              ///< parallel to result_.files
  std::map<std::string, std::uint32_t> files_;  ///< judged ones by path
  std::unordered_map<std::string, bool> gone_;
};

}  // namespace

Expected<Baseline, std::string> parse_baseline(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) {
    return Unexpected(document.error());
  }
  if (!document->is_object() || !document->contains("version") || !document->contains("findings")) {
    return Unexpected(std::string("not a baseline: \"version\" and \"findings\" are missing"));
  }
  if ((*document)["version"] != format_version) {
    return Unexpected(fmt::format("baseline of version {}, which this migralint does not know",
                                  (*document)["version"].dump()));
  }
  const auto& findings = (*document)["findings"];
  if (!findings.is_array()) {
    return Unexpected(std::string("\"findings\" is no list"));
  }
  Baseline baseline;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto read = entry(findings[i]);
    if (!read) {
      return Unexpected(
          fmt::format("entry {} needs \"path\", \"rule\" and \"fingerprint\" (16 hex digits)", i + 1));
    }
    baseline.push_back(std::move(*read));
  }
  normalise(baseline);
  return baseline;
}

std::string format_baseline(const Baseline& baseline) {
  Baseline sorted = baseline;
  normalise(sorted);
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  const auto text = [](const std::string& value) {
    return nlohmann::json(value).dump(-1, ' ', false, replace);
  };
  std::string out = fmt::format("{{\n\"version\": {},\n\"findings\": [", format_version);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    out += fmt::format("{}{{\"path\": {}, \"rule\": {}, \"fingerprint\": {}}}", i == 0 ? "\n" : ",\n",
                       text(sorted[i].path), text(sorted[i].rule), text(sorted[i].fingerprint));
  }
  out += sorted.empty() ? "]\n}\n" : "\n]\n}\n";
  return out;
}

BaselineMatch match(const Baseline& baseline, const Result& result, const BaselineScope& scope) {
  return Matcher(baseline, result, scope).run();
}

}  // namespace migralint::lint
