#include <fmt/format.h>

#include "lint/rule.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// What a tool fills in when the file is run is no secret of the repository.
bool is_placeholder(std::string_view text) {
  return text.starts_with("${") || text.starts_with("{{") || text.starts_with("%(") ||
         text.starts_with("<%") || text.starts_with("$(") || text.starts_with("__") || text.empty();
}

// "SCRAM-SHA-256$4096:…", "md5" and 32 digits: cannot be used to log in, but can be attacked offline.
bool is_hash(std::string_view text) {
  return text.starts_with("SCRAM-SHA-256$") || (text.starts_with("md5") && text.size() == 35);
}

void report_password(Span span, std::string_view secret, const std::string& whose, Report& report) {
  if (is_placeholder(secret)) {
    return;
  }
  const bool hash = is_hash(secret);
  auto& finding = report(
      span,
      fmt::format(
          "the password {} stands in the migration: everybody who reads the repository, the server's log "
          "or the tool's output has {}",
          whose, hash ? "its hash" : "it"));
  finding.label = "it stays in the version history for good";
  finding.evidence.emplace_back(
      "safe form: make the role without a password, and set it outside the migrations (psql's \\password, a "
      "secret "
      "store)");
  if (hash) {
    finding.level = Level::warning;
    finding.evidence.emplace_back("a hash cannot be used to log in, but it can be attacked offline");
  }
}

void check_role(const sql::RoleStatement& role, const Context& context, Report& report) {
  if (!role.has_password) {
    return;
  }
  const std::string name = role.roles.empty() ? std::string() : "of role " + sql::quoted(role.roles.front());
  const Span span = role.password_span.empty() ? context.statement().range : role.password_span;
  report_password(span, role.password_span.empty() ? "?" : context.text(role.password_span), name, report);
}

void check_subscription(const sql::CreateSubscription& subscription, const Context& context, Report& report) {
  if (subscription.has_password) {
    report_password(context.statement().range, "?", "of subscription " + sql::quoted(subscription.name),
                    report);
  }
}

void check_altered_subscription(const sql::AlterSubscription& subscription, const Context& context,
                                Report& report) {
  if (subscription.has_password) {
    report_password(context.statement().range, "?", "of subscription " + sql::quoted(subscription.name),
                    report);
  }
}

// CREATE and ALTER USER MAPPING … OPTIONS (password '…'), of which the statement model only has the tag.
void check_mapping(const sql::Other& other, const Context& context, Report& report) {
  if (other.tag != "CREATE USER MAPPING" && other.tag != "ALTER USER MAPPING") {
    return;
  }
  const std::string_view text = context.text();
  script::Lexer lexer(text, context.statement().range);
  script::Token before = lexer.next_code();
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (token.kind == script::TokenKind::string && script::word_is(text, before, "password")) {
      const Span inside{token.span.begin + 1, token.span.end - 1};
      report_password(token.span, inside.of(text), "of a user mapping", report);
    }
    before = token;
  }
}

}  // namespace

MIGRALINT_RULE(security_password_literal) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A password in the text of a migration",
    .hooks = {on<check_role>, on<check_subscription>, on<check_altered_subscription>, on<check_mapping>},
};
