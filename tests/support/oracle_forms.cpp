#include "support/oracle_forms.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "script/script.hpp"

namespace migralint::test {
namespace {

constexpr int oldest = 12;
constexpr int newest = 18;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "refused (42809 -15, 0A000 17-): …".
Expected<std::vector<Refusal>, std::string> read_refusals(std::string_view why) {
  std::vector<Refusal> refusals;
  constexpr std::string_view opening = "refused (";
  const auto end = why.find(')');
  if (!why.starts_with(opening) || end == std::string_view::npos) return refusals;
  for (const auto part : split_list(why.substr(opening.size(), end - opening.size()), ',')) {
    constexpr std::size_t sqlstate_length = 5;
    Refusal refusal{std::string(part.substr(0, sqlstate_length)), {}};
    const auto versions = trim(part.substr(std::min(part.size(), sqlstate_length)));
    if (!versions.empty()) {
      const auto range = read_versions(versions);
      if (!range) return Unexpected(range.error());
      refusal.versions = *range;
    }
    refusals.push_back(std::move(refusal));
  }
  return refusals;
}

std::vector<std::string> statements_of(const std::string& text) {
  std::vector<std::string> result;
  for (const auto& statement : script::split(text).statements) {
    result.emplace_back(statement.range.of(text));
  }
  return result;
}

class FormReader {
 public:
  Expected<std::vector<Form>, std::string> read(std::string_view text) {
    std::size_t begin = 0;
    while (begin <= text.size()) {
      const auto end = std::min(text.find('\n', begin), text.size());
      ++line_;
      if (auto problem = line(text.substr(begin, end - begin)); !problem.empty()) {
        return Unexpected("line " + std::to_string(line_) + ": " + problem);
      }
      begin = end + 1;
    }
    if (auto problem = finish(); !problem.empty()) return Unexpected(std::move(problem));
    return std::move(forms_);
  }

 private:
  std::string line(std::string_view text) {
    constexpr std::string_view form = "-- form: ";
    if (text.starts_with(form)) {
      auto problem = finish();
      open_.emplace();
      open_->id = trim(text.substr(form.size()));
      open_->line = line_;
      section_ = nullptr;
      return problem;
    }
    if (!open_) return {};
    if (text == "-- setup") return begin_section(setup_);
    if (text == "-- same transaction") return begin_section(same_transaction_);
    if (text == "-- measure") return begin_section(measure_);
    if (section_ != nullptr) {
      section_->append(text).push_back('\n');
      return {};
    }
    return head(text);
  }

  std::string head(std::string_view text) {
    constexpr std::string_view why = "-- why: ";
    constexpr std::string_view versions = "-- versions: ";
    if (text.starts_with(why)) {
      open_->why = trim(text.substr(why.size()));
      auto refusals = read_refusals(open_->why);
      if (!refusals) return refusals.error();
      open_->refusals = std::move(*refusals);
    } else if (text.starts_with(versions)) {
      const auto range = read_versions(trim(text.substr(versions.size())));
      if (!range) return range.error();
      open_->versions = *range;
    } else if (!trim(text).empty()) {
      return "neither a head line nor a section: " + std::string(text);
    }
    return {};
  }

  std::string begin_section(std::string& section) {
    section_ = &section;
    return {};
  }

  std::string finish() {
    if (!open_) return {};
    const auto place = "form " + open_->id + ": ";
    open_->setup = statements_of(setup_);
    open_->same_transaction = statements_of(same_transaction_);
    auto measured = statements_of(measure_);
    for (auto* section : {&setup_, &same_transaction_, &measure_}) {
      section->clear();
    }
    if (open_->id.find('/') == std::string::npos) return place + "is not family/slug";
    if (measured.size() != 1) return place + "measures " + std::to_string(measured.size()) + " statements";
    if (!ids_.insert(open_->id).second) return place + "is there twice";
    open_->statement = std::move(measured.front());
    forms_.push_back(std::move(*open_));
    open_.reset();
    return {};
  }

  std::vector<Form> forms_;
  std::set<std::string> ids_;
  std::optional<Form> open_;
  std::string setup_, same_transaction_, measure_;
  std::string* section_ = nullptr;
  int line_ = 0;
};

}  // namespace

Expected<VersionRange, std::string> read_versions(std::string_view text) {
  const auto dash = text.find('-');
  const auto from = text.substr(0, dash);
  const auto to = dash == std::string_view::npos ? from : text.substr(dash + 1);
  const auto first = from.empty() ? oldest : number(from);
  const auto last = to.empty() ? newest : number(to);
  if (!first || !last || text == "-" || text.empty() || *first > *last) {
    return Unexpected("\"" + std::string(text) + "\" is not a range of versions");
  }
  return VersionRange{*first, *last};
}

std::string Form::refused_with(int version) const {
  for (const auto& refusal : refusals) {
    if (refusal.versions.contains(version)) return refusal.code;
  }
  return {};
}

Expected<std::vector<Form>, std::string> read_forms(std::string_view text) { return FormReader().read(text); }

Expected<std::vector<Unpredictable>, std::string> read_unpredictable(std::string_view text) {
  std::vector<Unpredictable> result;
  for (const auto line : split_list(text, '\n')) {
    if (line.starts_with('#')) continue;
    const auto first = line.find(' ');
    const auto rest = trim(line.substr(std::min(first, line.size())));
    const auto second = rest.find(' ');
    if (second == std::string_view::npos) {
      return Unexpected("not form, versions and reason: " + std::string(line));
    }
    const auto versions = rest.substr(0, second);
    VersionRange range;
    if (versions != "all") {
      const auto read = read_versions(versions);
      if (!read) return Unexpected(read.error());
      range = *read;
    }
    result.push_back({std::string(line.substr(0, first)), range, std::string(trim(rest.substr(second)))});
  }
  return result;
}

}  // namespace migralint::test
