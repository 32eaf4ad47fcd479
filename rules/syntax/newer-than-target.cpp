#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>

#include "lint/mentions.hpp"
#include "lint/rule.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using ConstraintKind = sql::Constraint::Kind;

constexpr int newest_known = 18;

constexpr std::string_view narrowed = "a publication of some columns or rows of a table";

/// Where a rule looks for features: says each that the target does not have.
class Features {
 public:
  Features(const Context& context, Report& report) : context_(context), report_(report) {}

  void needs(int version, Span span, std::string_view what, std::string_view answer = "refuses it") const {
    if (version <= context_.pg_version()) {
      return;
    }
    const Span place = span.empty() ? context_.statement().range : span;
    auto& finding =
        report_(place, place,
                fmt::format("{} needs PostgreSQL {}: {} {}", what, version, context_.pg_version(), answer));
    finding.label = fmt::format("new in PostgreSQL {}", version);
    finding.evidence.push_back(
        fmt::format("the target is PostgreSQL {} (pg-version)", context_.pg_version()));
  }

  void constraint(const sql::Constraint& constraint, Span span, bool of_table) const {
    const Span place = constraint.span.empty() ? span : constraint.span;
    if (!constraint.enforced) {
      needs(18, place, "NOT ENFORCED");
    }
    if (constraint.nulls_not_distinct) {
      needs(15, place, "NULLS NOT DISTINCT");
    }
    if (!constraint.set_columns.empty()) {
      needs(15, place, "ON DELETE SET NULL or SET DEFAULT of some columns only");
    }
    if (constraint.without_overlaps) {
      needs(18, place, "WITHOUT OVERLAPS");
    }
    if (constraint.kind == ConstraintKind::generated && constraint.generated_virtual) {
      needs(18, place, "a virtual generated column");
    }
    if (constraint.kind == ConstraintKind::not_null && of_table) {
      needs(18, place, "NOT NULL as a table constraint");
    }
  }

  void column(const sql::ColumnDefinition& column, bool create) const {
    for (const auto& part : column.constraints) {
      constraint(part, column.span, false);
    }
    if (!column.compression.empty()) {
      needs(14, column.span, "COMPRESSION");
    }
    if (!column.storage.empty() && create) {
      needs(16, column.span, "STORAGE in a column definition");
    }
  }

  void action(const sql::Action& action) const {
    const auto& what = action.what;
    if (const auto* add = std::get_if<sql::AddColumn>(&what)) {
      column(add->column, true);
    } else if (const auto* added = std::get_if<sql::AddConstraint>(&what)) {
      constraint(added->constraint, action.span, true);
    } else if (const auto* altered = std::get_if<sql::AlterConstraint>(&what);
               altered != nullptr && (altered->changes_enforceability || altered->changes_inherit)) {
      needs(18, action.span,
            altered->changes_inherit ? "ALTER CONSTRAINT … INHERIT" : "ALTER CONSTRAINT … ENFORCED");
    } else if (const auto* detach = std::get_if<sql::DetachPartition>(&what);
               detach != nullptr && (detach->concurrently || detach->finalize)) {
      needs(14, action.span,
            detach->finalize ? "DETACH PARTITION … FINALIZE" : "DETACH PARTITION … CONCURRENTLY");
    } else if (std::holds_alternative<sql::SetExpression>(what)) {
      needs(17, action.span, "SET EXPRESSION");
    } else if (std::holds_alternative<sql::DropExpression>(what)) {
      needs(13, action.span, "DROP EXPRESSION");
    } else if (const auto* setting = std::get_if<sql::TableSetting>(&what)) {
      table_setting(*setting, action.span);
    }
  }

 private:
  void table_setting(const sql::TableSetting& setting, Span span) const {
    if (setting.kind == sql::TableSetting::Kind::column_compression) {
      needs(14, span, "SET COMPRESSION");
    } else if (setting.kind == sql::TableSetting::Kind::access_method) {
      needs(15, span, "SET ACCESS METHOD");
    }
  }

  const Context& context_;
  Report& report_;
};

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  const Features features(context, report);
  for (const auto& column : create.columns) {
    features.column(column, true);
  }
  for (const auto& constraint : create.constraints) {
    features.constraint(constraint, create.table.span, true);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const Features features(context, report);
  for (const auto& action : alter.actions) {
    features.action(action);
  }
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (index.nulls_not_distinct) {
    Features(context, report).needs(15, index.keywords, "NULLS NOT DISTINCT");
  }
}

void check_merge(const sql::Merge& /*merge*/, const Context& context, Report& report) {
  Features(context, report).needs(15, context.statement().range, "MERGE");
}

void check_trigger(const sql::CreateTrigger& trigger, const Context& context, Report& report) {
  if (trigger.or_replace) {
    Features(context, report).needs(14, context.statement().range, "CREATE OR REPLACE TRIGGER");
  }
}

void check_function(const sql::CreateFunction& function, const Context& context, Report& report) {
  if (function.has_atomic_body) {
    Features(context, report).needs(14, function.function.span, "a function body that is SQL, not text");
  }
}

void check_publication(const sql::CreatePublication& publication, const Context& context, Report& report) {
  if (!publication.schemas.empty()) {
    Features(context, report).needs(15, context.statement().range, "FOR TABLES IN SCHEMA");
  } else if (publication.narrows_tables) {
    Features(context, report).needs(15, context.statement().range, narrowed);
  }
}

void check_altered_publication(const sql::AlterPublication& publication, const Context& context,
                               Report& report) {
  if (publication.narrows_tables) {
    Features(context, report).needs(15, context.statement().range, narrowed);
  }
}

void check_sequence(const sql::CreateSequence& sequence, const Context& context, Report& report) {
  if (sequence.sequence.unlogged) {
    Features(context, report).needs(15, context.statement().range, "CREATE UNLOGGED SEQUENCE");
  }
}

void check_view(const sql::CreateView& view, const Context& context, Report& report) {
  if (view.security_invoker) {
    Features(context, report).needs(15, context.statement().range, "security_invoker");
  }
}

void check_database(const sql::DatabaseStatement& database, const Context& context, Report& report) {
  if (database.force) {
    Features(context, report).needs(13, context.statement().range, "DROP DATABASE … WITH (FORCE)");
  }
}

// What the parse tree shows where it stands in a query, an expression or a list of options.
void check_syntax(const Context& context, Report& report) {
  for (const auto& syntax : context.statement().new_syntax) {
    Features(context, report).needs(syntax.version, syntax.span, syntax.what);
  }
}

struct NewSetting {
  std::string_view name;
  int version = 0;
};

void check_setting(const sql::SetVariable& set, const Context& context, Report& report) {
  constexpr auto settings = std::to_array<NewSetting>({{"client_connection_check_interval", 14},
                                                       {"default_toast_compression", 14},
                                                       {"event_triggers", 17},
                                                       {"idle_session_timeout", 14},
                                                       {"recursive_worktable_factor", 15},
                                                       {"transaction_timeout", 17}});
  const auto found = std::ranges::find(settings, set.name, &NewSetting::name);
  if (found != settings.end() && set.kind == sql::SetVariable::Kind::set) {
    Features(context, report)
        .needs(found->version, context.statement().range, fmt::format("the setting {}", found->name));
  }
}

void check_statistics(const sql::CreateStatistics& create, const Context& context, Report& report) {
  if (create.statistics.empty()) {
    Features(context, report).needs(16, context.statement().range, "CREATE STATISTICS without a name");
  }
}

void check_rename(const sql::Rename& rename, const Context& context, Report& report) {
  const bool of_view = rename.relation_kind == sql::ObjectKind::view;
  if (rename.kind == sql::ObjectKind::column && of_view) {
    Features(context, report).needs(13, context.statement().range, "ALTER VIEW … RENAME COLUMN");
  }
}

void check_default_privileges(const sql::AlterDefaultPrivileges& alter, const Context& context,
                              Report& report) {
  if (std::ranges::find(alter.privileges, "maintain") != alter.privileges.end()) {
    Features(context, report).needs(17, context.statement().range, "the privilege MAINTAIN");
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) > 127;
}

// 0xff, 0o17, 0b1 or 1_000 that begins at `at`.
bool is_new_number(std::string_view text, std::size_t at) {
  if (text[at] == '0' && at + 1 < text.size() &&
      std::string_view("xXoObB").find(text[at + 1]) != std::string_view::npos) {
    return at + 2 < text.size() && is_word(text[at + 2]);
  }
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  return end + 1 < text.size() && text[end] == '_' && is_digit(text[end + 1]);
}

// The digits among the eight places from `at`, the first in the lowest byte; now and then another one, too.
std::uint64_t digits_at(std::string_view text, std::size_t at) {
  constexpr std::uint64_t each = 0x0101010101010101;
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, sizeof word);
  word ^= each * '0';
  return (word - each * 10) & ~word & (each * 0x80);  // the bytes below 10
}

bool begins_new_number(std::string_view text, std::size_t at) {
  return is_digit(text[at]) && (at == 0 || !is_word(text[at - 1])) && is_new_number(text, at);
}

// Every statement is looked at, so only digits are, eight places at once.
bool may_have_new_number(std::string_view text) {
  constexpr std::size_t several = sizeof(std::uint64_t);
  static_assert(std::endian::native == std::endian::little);
  std::size_t at = 0;
  for (; at + several <= text.size(); at += several) {
    for (auto digits = digits_at(text, at); digits != 0; digits &= digits - 1) {
      if (begins_new_number(text, at + static_cast<std::size_t>(std::countr_zero(digits)) / 8)) {
        return true;
      }
    }
  }
  for (; at < text.size(); ++at) {
    if (begins_new_number(text, at)) {
      return true;
    }
  }
  return false;
}

// Before 16 the digits end there, and what follows is a name: an error where no name may stand, in 15
// anywhere. Few statements have such a number, so their tokens are only read when something looks like one.
void check_numbers(const Context& context, Report& report) {
  constexpr int first_with_them = 16;
  if (context.pg_version() >= first_with_them) {
    return;
  }
  const Span range = context.statement().range;
  if (!may_have_new_number(context.text(range))) {
    return;
  }
  constexpr int first_that_refuses = 15;
  script::Lexer lexer(context.text(), range);
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    const std::string_view number = context.text(token.span);
    if (token.kind == script::TokenKind::number && is_new_number(number, 0)) {
      return Features(context, report)
          .needs(first_with_them, token.span, fmt::format("the number {}", number),
                 context.pg_version() < first_that_refuses ? "ends it at the first digits" : "refuses it");
    }
  }
}

void check_grant(const sql::Grant& grant, const Context& context, Report& report) {
  if (std::find(grant.privileges.begin(), grant.privileges.end(), "maintain") != grant.privileges.end()) {
    Features(context, report).needs(17, context.statement().range, "the privilege MAINTAIN");
  }
}

// A type of this name that the migrations make is theirs.
void check_types(const Context& context, Report& report) {
  constexpr std::array<std::string_view, 6> multiranges{"int4multirange", "int8multirange", "nummultirange",
                                                        "tsmultirange",   "tstzmultirange", "datemultirange"};
  constexpr int first_with_multiranges = 14;
  if (context.pg_version() >= first_with_multiranges) {
    return;
  }
  for (const auto* type : context.uses().types) {
    const bool is_multirange =
        std::find(multiranges.begin(), multiranges.end(), type->name) != multiranges.end();
    if (is_multirange && type->schema.empty()) {
      Features(context, report).needs(first_with_multiranges, type->span, fmt::format("type {}", type->name));
    }
  }
}

// What the grammar of 18 makes of EXTRACT and SIMILAR TO, which older ones make other functions of.
bool is_syntax(const sql::Name& function) {
  return function.schema == "pg_catalog" &&
         (function.name == "extract" || function.name == "similar_to_escape");
}

// Functions that the target's pg_proc lacks and a newer one has.
void check_functions(const Context& context, Report& report) {
  for (const auto& [name, span] : context.uses().calls) {
    const bool built_in = name.schema.empty() || name.schema == "pg_catalog";
    if (!built_in || effects::builtin_volatility(name.name, context.pg_version()) || is_syntax(name) ||
        context.catalog().find_functions(name) != nullptr) {
      continue;
    }
    for (int version = context.pg_version() + 1; version <= newest_known; ++version) {
      if (effects::builtin_volatility(name.name, version)) {
        Features(context, report).needs(version, span, fmt::format("function {}()", name.name));
        break;
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(syntax_newer_than_target) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "Syntax or a function that the target version of PostgreSQL does not have",
    .hooks = {on<check_create>,
              on<check_alter, sql::AddColumn, sql::AddConstraint, sql::AlterConstraint, sql::DetachPartition,
                 sql::SetExpression, sql::DropExpression, sql::TableSetting>,
              on<check_index>,
              on<check_merge>,
              on<check_trigger>,
              on<check_function>,
              on<check_publication>,
              on<check_altered_publication>,
              on<check_sequence>,
              on<check_view>,
              on<check_database>,
              on<check_grant>,
              on<check_types>,
              on<check_functions>,
              on<check_syntax>,
              on<check_setting>,
              on<check_statistics>,
              on<check_rename>,
              on<check_default_privileges>,
              on<check_numbers>},
};
