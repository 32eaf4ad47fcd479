#include "project/drizzle_journal.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "project/files.hpp"
#include "project/paths.hpp"

namespace migralint::project {

std::optional<DrizzleJournal> DrizzleJournal::parse(std::string_view text) {
  const auto document = nlohmann::json::parse(text, nullptr, false);
  const auto entries = document.is_object() ? document.find("entries") : document.end();
  if (entries == document.end() || !entries->is_array()) return std::nullopt;
  DrizzleJournal journal;
  for (const auto& entry : *entries) {
    const auto tag = entry.is_object() ? entry.find("tag") : entry.end();
    if (tag == entry.end() || !tag->is_string()) return std::nullopt;
    const auto when = entry.find("when");
    const bool has_time = when != entry.end() && when->is_number_integer();
    journal.entries_.push_back({tag->get<std::string>() + ".sql", has_time ? when->get<std::int64_t>() : 0});
  }
  return journal;
}

std::optional<DrizzleJournal> DrizzleJournal::read(const std::string& directory,
                                                   std::vector<std::string>& errors) {
  const auto path = joined(directory, drizzle_journal_name);
  const auto text = read_file(path);
  if (!text) return std::nullopt;
  if (!nlohmann::json::accept(*text)) errors.push_back(path + ": not valid JSON, so Drizzle runs nothing");
  return parse(*text);
}

std::optional<std::size_t> DrizzleJournal::place(std::string_view file) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.file == file; });
  return found == entries_.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - entries_.begin()));
}

const DrizzleJournal::Entry* DrizzleJournal::not_after(std::size_t place) const {
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(place);
  const auto newest =
      std::max_element(entries_.begin(), end, [](const Entry& a, const Entry& b) { return a.when < b.when; });
  return newest != end && newest->when >= entries_[place].when ? &*newest : nullptr;
}

bool DrizzleJournal::less(std::string_view a, std::string_view b) const {
  const auto of_a = place(a);
  const auto of_b = place(b);
  if (of_a && of_b) return *of_a < *of_b;
  if (of_a || of_b) return of_a.has_value();
  return migration_less(a, b);
}

}  // namespace migralint::project
