#include "report/sarif_text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace migralint::report {

namespace {

constexpr std::size_t longest_description = 1024;
constexpr std::size_t longest_help = 32768;

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  while (!text.empty() && (text.front() == '\n' || text.front() == ' ' || text.front() == '\r')) {
    text.remove_prefix(1);
  }
  return text;
}

/// The page behind its title.
std::string_view body(std::string_view page) {
  page = trimmed(page);
  if (page.substr(0, 2) == "# ") {
    page = trimmed(page.substr(std::min(page.find('\n'), page.size())));
  }
  return page;
}

/// Markdown's marks for code, and the target of links, mean nothing in plain text.
std::string plain(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    if (c == '`') {
      continue;
    }
    if (c == ']' && markdown.substr(i, 2) == "](") {
      i = std::min(markdown.find(')', i), markdown.size());
      continue;
    }
    if (c == '[' && markdown.find("](", i) != std::string_view::npos) {
      continue;
    }
    text += c == '\n' ? ' ' : c;
  }
  return text;
}

std::string cut(std::string text, std::size_t length) {
  if (text.size() <= length) {
    return text;
  }
  std::size_t end = text.find_last_of(' ', length - 4);
  if (end == std::string::npos) {
    end = length - 4;
  }
  text.resize(end);
  return text + "….";
}

/// A bracket pair before a parenthesis would be read as a link.
std::string without_links(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
    text.insert(at + 1, 1, ' ');
  }
  return text;
}

/// What stands between the brackets of a link.
std::string link_text(std::string_view text) {
  std::string result(text);
  std::replace(result.begin(), result.end(), '[', '(');
  std::replace(result.begin(), result.end(), ']', ')');
  return result;
}

}  // namespace

std::string sentence(std::string_view text) {
  std::string result(trimmed(text));
  if (result.empty()) {
    return result;
  }
  if (std::string_view(".!?").find(result.back()) == std::string_view::npos) {
    result += '.';
  }
  return result;
}

std::string capitalized(std::string_view text) {
  std::string result = sentence(text);
  if (!result.empty()) {
    result[0] = to_upper(result[0]);
  }
  return result;
}

std::string rule_name(std::string_view id) {
  std::string name;
  bool capital = true;
  for (const char c : id) {
    if (is_word(c)) {
      name += capital ? to_upper(c) : c;
    }
    capital = !is_word(c);
  }
  return name;
}

std::string full_description(const RuleInfo& rule) {
  const std::string_view text = body(rule.page);
  const std::string_view paragraph = text.substr(0, std::min(text.find("\n\n"), text.find("\n#")));
  if (paragraph.empty()) {
    return capitalized(rule.summary);
  }
  return cut(capitalized(plain(paragraph)), longest_description);
}

std::string help_text(const RuleInfo& rule) {
  return fmt::format("{} For the safe form run: migralint explain {}.", full_description(rule), rule.id);
}

std::string help_markdown(const RuleInfo& rule, std::string_view link) {
  std::string_view page = trimmed(rule.page);
  if (page.size() > longest_help) {
    page = page.substr(0, page.find_last_of('\n', longest_help));
  }
  std::string markdown = page.empty() ? capitalized(rule.summary) : std::string(page);
  if (!link.empty()) {
    markdown += fmt::format("\n\n[{}]({})", rule.id, link);
  }
  return markdown;
}

std::string result_message(const lint::Finding& finding, std::string_view safe_form) {
  std::string text = sentence(finding.message);
  if (!finding.label.empty()) {
    text.append(" ").append(capitalized(finding.label));
  }
  for (const auto& evidence : finding.evidence) {
    text.append(" ").append(sentence(evidence));
  }
  text = without_links(std::move(text));
  for (std::size_t i = 0; i < finding.related.size(); ++i) {
    text +=
        fmt::format("{} [{}]({})", i == 0 ? " Related:" : ",", link_text(finding.related[i].message), i + 1);
  }
  if (!finding.related.empty()) {
    text += '.';
  }
  if (finding.fix && !trimmed(safe_form).empty()) {
    const std::string title = capitalized(finding.fix->title.empty() ? "safe form" : finding.fix->title);
    text += fmt::format("\n\n{}:\n\n{}\n\nMore: migralint explain {}.", title.substr(0, title.size() - 1),
                        without_links(std::string(trimmed(safe_form))), finding.rule);
  }
  return text;
}

}  // namespace migralint::report
