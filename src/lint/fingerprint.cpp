#include "lint/fingerprint.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "script/lexer.hpp"

namespace migralint::lint {

namespace {

// FNV-1a, 64 bit: small, and the same on every platform, which a fingerprint in a baseline file needs.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      add(static_cast<unsigned char>(c));
    }
    add(static_cast<unsigned char>(0));
  }
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      add(static_cast<unsigned char>(number >> (8 * byte)));
    }
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ULL; }
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

std::uint64_t hash_of_words(std::string_view text, Span range) {
  Hash hash;
  script::Lexer lexer(text, range);
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    hash.add(token.span.of(text));
  }
  return hash.value();
}

/// The words of a statement, read once for all findings of it that come one after the other.
class StatementWords {
 public:
  std::uint64_t hash(std::string_view text, const script::Statement& statement) {
    if (statement_ != &statement) {
      statement_ = &statement;
      hash_ = hash_of_words(text, statement.range);
    }
    return hash_;
  }

 private:
  const script::Statement* statement_ = nullptr;
  std::uint64_t hash_ = 0;
};

/// The statement that a span lies in; null for what is said of the whole file, or of a comment.
const script::Statement* statement_of(const script::Script& script, Span span) {
  const auto& all = script.statements;
  auto found = std::upper_bound(
      all.begin(), all.end(), span.begin,
      [](std::uint32_t begin, const script::Statement& statement) { return begin < statement.range.begin; });
  if (found == all.begin()) {
    return nullptr;
  }
  --found;
  return found->with_terminator.contains(span) || found->range.contains(span) ? &*found : nullptr;
}

// Once for the file, and of no part of it: it stands at the first statement that shows it, which may be
// another one tomorrow.
bool is_of_file(const Finding& finding) {
  return finding.sub_command.empty() && finding.made_by != nullptr && finding.made_by->once_per_file;
}

void add_place(Hash& hash, const Finding& finding, std::string_view text, const script::Script& script,
               StatementWords& words) {
  if (is_of_file(finding)) {
    return;
  }
  if (const auto* statement = statement_of(script, finding.span)) {
    const std::uint64_t whole = words.hash(text, *statement);
    hash.add(whole);
    // The part is the whole file where the finding was made at its end.
    const bool inside = statement->range.contains(finding.sub_command);
    const Span part = inside ? finding.sub_command : finding.span;
    hash.add(part == statement->range ? whole : hash_of_words(text, part));
  } else if (finding.span.size() < text.size()) {
    hash.add(finding.span.of(text));
  }
}

}  // namespace

void fingerprint(std::span<Finding> findings, std::string_view path, std::string_view text,
                 const script::Script& script) {
  std::unordered_map<std::uint64_t, unsigned> seen;
  StatementWords words;
  for (auto& finding : findings) {
    Hash hash;
    hash.add(finding.rule);
    hash.add(migration_name(path));
    add_place(hash, finding, text, script, words);
    hash.add(std::to_string(seen[hash.value()]++));
    finding.fingerprint = fmt::format("{:016x}", hash.value());
  }
}

std::string_view migration_name(std::string_view path) {
  const auto slash = path.find_last_of('/');
  if (slash == std::string_view::npos || slash == 0) {
    return path.substr(slash + 1);
  }
  const std::string_view name = path.substr(slash + 1);
  if (name != "up.sql" && name != "down.sql" && name != "migration.sql") {
    return name;
  }
  const auto folder = path.find_last_of('/', slash - 1);
  return folder == std::string_view::npos ? path : path.substr(folder + 1);
}

}  // namespace migralint::lint
