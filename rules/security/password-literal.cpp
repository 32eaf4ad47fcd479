#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
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

constexpr std::string_view advice_for_roles =
    "safe form: make the role without a password, and set it outside the migrations (psql's \\password, a "
    "secret store)";
constexpr std::string_view advice_for_subscriptions =
    "safe form: leave it out of the connection, and name a password file or a connection service of the "
    "database server in it (passfile=…, service=…)";
constexpr std::string_view advice_for_mappings =
    "safe form: leave it out, and set it outside the migrations (ALTER USER MAPPING by hand), or have it in "
    "a connection service of the database server";

void report_password(Span span, std::string_view secret, const std::string& whose, std::string_view advice,
                     Report& report) {
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
  finding.evidence.emplace_back(advice);
  if (hash) {
    finding.level = Level::warning;
    finding.evidence.emplace_back("a hash cannot be used to log in, but it can be attacked offline");
  }
}

/// psql writes the variable's value between the quotes of `:'name'`.
bool is_psql_variable(Span inside, const Context& context) {
  return context.step().raw.has_psql_variables && inside.begin >= 2 &&
         context.text({inside.begin - 2, inside.begin}) == ":'";
}

void check_role(const sql::RoleStatement& role, const Context& context, Report& report) {
  const Span span = role.password_span.empty() ? context.statement().range : role.password_span;
  if (!role.has_password || is_psql_variable(span, context)) {
    return;
  }
  const std::string name =
      role.roles.empty() ? std::string() : "of role " + findings::role_name(role.roles.front());
  report_password(span, role.password_span.empty() ? "?" : context.text(role.password_span), name,
                  advice_for_roles, report);
}

/// Between "user:" and "@host" of postgresql://user:password@host/database.
std::string_view password_of_address(std::string_view address) {
  const std::string_view authority = address.substr(0, address.find_first_of("/?"));
  const auto user_end = authority.rfind('@');
  const auto colon = authority.find(':');
  return user_end != std::string_view::npos && colon < user_end
             ? authority.substr(colon + 1, user_end - colon - 1)
             : std::string_view();
}

/// Behind `password =` of a list of keywords, or `password=` of an address.
std::string_view password_of_keyword(std::string_view info) {
  constexpr std::string_view keyword = "password";
  for (auto at = info.find(keyword); at != std::string_view::npos; at = info.find(keyword, at + 1)) {
    std::string_view value = info.substr(at + keyword.size());
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (value.starts_with('=')) {
      value.remove_prefix(1);
      value.remove_prefix(std::min(value.find_first_not_of(" '"), value.size()));
      return value.substr(0, value.find_first_of(" '&"));
    }
  }
  return {};
}

/// The password in a libpq connection string; empty: none.
std::string_view password_of(std::string_view info) {
  for (const std::string_view scheme : {"postgresql://", "postgres://"}) {
    if (info.starts_with(scheme)) {
      const auto found = password_of_address(info.substr(scheme.size()));
      return found.empty() ? password_of_keyword(info) : found;
    }
  }
  return password_of_keyword(info);
}

/// The inside of a token 'x' or E'x'.
std::string_view inside_of(std::string_view quoted) {
  const auto open = quoted.find('\'') + 1;
  return quoted.substr(open, quoted.size() - open - 1);
}

/// The strings of the statement that stand behind a word (in lower case).
template <class Visit>
void each_string_behind(std::string_view word, const Context& context, const Visit& visit) {
  const std::string_view text = context.text();
  script::Lexer lexer(text, context.statement().range);
  script::Token before = lexer.next_code();
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (token.kind == script::TokenKind::string && script::word_is(text, before, word)) {
      visit(token.span, inside_of(token.span.of(text)));
    }
    before = token;
  }
}

void check_connection(const std::string& name, const Context& context, Report& report) {
  each_string_behind("connection", context, [&](Span span, std::string_view connection) {
    report_password(span, password_of(connection), "of subscription " + sql::quoted(name),
                    advice_for_subscriptions, report);
  });
}

void check_subscription(const sql::CreateSubscription& subscription, const Context& context, Report& report) {
  check_connection(subscription.name, context, report);
}

void check_altered_subscription(const sql::AlterSubscription& subscription, const Context& context,
                                Report& report) {
  check_connection(subscription.name, context, report);
}

// CREATE and ALTER USER MAPPING … OPTIONS (password '…'), of which the statement model only has the tag.
void check_mapping(const sql::Other& other, const Context& context, Report& report) {
  if (other.tag != "CREATE USER MAPPING" && other.tag != "ALTER USER MAPPING") {
    return;
  }
  each_string_behind("password", context, [&](Span span, std::string_view password) {
    report_password(span, password, "of a user mapping", advice_for_mappings, report);
  });
}

}  // namespace

MIGRALINT_RULE(security_password_literal) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A password in the text of a migration",
    .hooks = {on<check_role>, on<check_subscription>, on<check_altered_subscription>, on<check_mapping>},
};
