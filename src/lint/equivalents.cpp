#include "lint/equivalents.hpp"

#include <algorithm>
#include <array>

#include "lint/rule.hpp"
#include "script/scan.hpp"

namespace migralint::lint {

namespace {

using script::Dialect;

// squawk 2.66, eugene 0.8, Atlas with its extended analyzers, pgfence 0.5.
constexpr std::array table{
    Equivalent{Dialect::squawk, "adding-field-with-default",
               "rewrite/volatile-default rewrite/generated-column",
               "constants and stable functions such as now() are not flagged: nothing is rewritten"},
    Equivalent{Dialect::squawk, "adding-foreign-key-constraint", "locking/foreign-key-validates", ""},
    Equivalent{Dialect::squawk, "adding-not-nullable-field",
               "locking/not-null-scan locking/not-null-without-backfill",
               "quiet on the proof of a validated CHECK, also of an earlier file"},
    Equivalent{Dialect::squawk, "adding-serial-primary-key-field", "locking/unique-builds-index",
               "with USING INDEX see locking/primary-key-nullable-columns"},
    Equivalent{Dialect::squawk, "adding-required-field", "will-fail/required-column", ""},
    Equivalent{Dialect::squawk, "ban-alter-domain-with-add-constraint", "locking/domain-constraint-scan", ""},
    Equivalent{Dialect::squawk, "ban-char-field", "types/char", "off by default"},
    Equivalent{Dialect::squawk, "ban-concurrent-index-creation-in-transaction",
               "will-fail/not-allowed-in-transaction", "knows five ways in which a file is sent, not two"},
    Equivalent{
        Dialect::squawk, "ban-create-domain-with-constraint", "",
        "a new domain with a constraint locks nothing; adding one later does "
        "(locking/domain-constraint-scan), and so does a column of it (rewrite/constrained-domain-column)"},
    Equivalent{Dialect::squawk, "ban-drop-column", "data-loss/drop-column", ""},
    Equivalent{Dialect::squawk, "ban-drop-database", "data-loss/drop-database-or-schema", ""},
    Equivalent{Dialect::squawk, "ban-drop-not-null", "compatibility/drop-not-null", "off by default"},
    Equivalent{Dialect::squawk, "ban-drop-table", "data-loss/drop-table data-loss/drop-cascade", ""},
    Equivalent{Dialect::squawk, "ban-duplicate-column-assignments", "",
               "PostgreSQL refuses it (42701) whenever the statement runs: the first test shows it"},
    Equivalent{Dialect::squawk, "ban-truncate-cascade", "data-loss/truncate data-loss/drop-cascade",
               "TRUNCATE without CASCADE is reported too"},
    Equivalent{Dialect::squawk, "ban-uncommitted-transaction", "transaction/unbalanced", ""},
    Equivalent{Dialect::squawk, "changing-column-type",
               "rewrite/column-type rewrite/column-type-unknown rewrite/index-rebuild rewrite/check-rescan "
               "compatibility/column-type-change will-fail/narrowing-type",
               "only what the change costs: a free one is at most a note"},
    Equivalent{Dialect::squawk, "constraint-missing-not-valid",
               "locking/check-validates locking/foreign-key-validates locking/unique-builds-index "
               "locking/exclusion-constraint locking/validate-in-same-transaction",
               "NOT VALID is advised only where PostgreSQL has it"},
    Equivalent{Dialect::squawk, "disallowed-unique-constraint", "locking/unique-builds-index", ""},
    Equivalent{Dialect::squawk, "identifier-too-long", "syntax/identifier-too-long", ""},
    Equivalent{Dialect::squawk, "prefer-bigint-over-int", "types/prefer-bigint types/int-primary-key",
               "types/prefer-bigint is off by default"},
    Equivalent{Dialect::squawk, "prefer-bigint-over-smallint", "types/prefer-bigint types/int-primary-key",
               "types/prefer-bigint is off by default"},
    Equivalent{Dialect::squawk, "prefer-identity", "types/serial", "off by default"},
    Equivalent{Dialect::squawk, "prefer-repack", "rewrite/vacuum-full-or-cluster",
               "for every version, not only 19"},
    Equivalent{Dialect::squawk, "prefer-robust-stmts",
               "idempotency/create-without-if-not-exists idempotency/drop-without-if-exists "
               "idempotency/constraint-not-guarded",
               "a note where one transaction makes the file all or nothing"},
    Equivalent{Dialect::squawk, "prefer-text-field", "types/prefer-text", "off by default"},
    Equivalent{Dialect::squawk, "prefer-timestamp-tz", "types/timestamp-without-time-zone",
               "off by default; the name prefer-timestamptz is read as well"},
    Equivalent{Dialect::squawk, "renaming-column", "compatibility/rename-column", ""},
    Equivalent{Dialect::squawk, "renaming-table", "compatibility/rename-table",
               "quiet when a view with the old name follows"},
    Equivalent{Dialect::squawk, "require-concurrent-index-creation", "locking/index-not-concurrent", ""},
    Equivalent{Dialect::squawk, "require-concurrent-index-deletion", "locking/drop-index-not-concurrent",
               "quiet where CONCURRENTLY is impossible"},
    Equivalent{Dialect::squawk, "require-concurrent-partition-detach",
               "locking/detach-partition-not-concurrent", ""},
    Equivalent{Dialect::squawk, "require-concurrent-reindex", "locking/reindex-not-concurrent", ""},
    Equivalent{Dialect::squawk, "require-enum-value-ordering", "",
               "a value at the end is what most enums want"},
    Equivalent{Dialect::squawk, "require-lock-timeout",
               "locking/lock-timeout-missing locking/lock-timeout-ineffective",
               "only where a lock is taken that others wait for"},
    Equivalent{Dialect::squawk, "require-statement-timeout", "",
               "it limits work, not waiting, and cancels concurrent builds: "
               "locking/timeout-kills-concurrent-build reports it there"},
    Equivalent{Dialect::squawk, "require-table-schema", "naming/unqualified", "off by default"},
    Equivalent{Dialect::squawk, "require-timeout-settings",
               "locking/lock-timeout-missing locking/lock-timeout-ineffective",
               "the old name of the two timeout rules"},
    Equivalent{Dialect::squawk, "transaction-nesting",
               "transaction/unbalanced transaction/control-under-tool", ""},
    Equivalent{Dialect::squawk, "unused-ignore", "suppression/unknown-rule suppression/unused", ""},
    Equivalent{Dialect::eugene, "E1", "locking/check-validates locking/foreign-key-validates", ""},
    Equivalent{Dialect::eugene, "E2", "locking/not-null-scan locking/not-null-without-backfill", ""},
    Equivalent{Dialect::eugene, "E3", "types/json", "off by default"},
    Equivalent{Dialect::eugene, "E4",
               "transaction/slow-under-lock transaction/several-tables-locked transaction/backfill-with-ddl",
               "what is instant under the lock is not reported"},
    Equivalent{Dialect::eugene, "E5",
               "rewrite/column-type rewrite/column-type-unknown rewrite/index-rebuild rewrite/check-rescan "
               "compatibility/column-type-change will-fail/narrowing-type",
               "only what the change costs"},
    Equivalent{Dialect::eugene, "E6", "locking/index-not-concurrent", ""},
    Equivalent{Dialect::eugene, "E7", "locking/unique-builds-index", ""},
    Equivalent{Dialect::eugene, "E8", "locking/exclusion-constraint", ""},
    Equivalent{Dialect::eugene, "E9", "locking/lock-timeout-missing locking/lock-timeout-ineffective", ""},
    Equivalent{Dialect::eugene, "E10", "transaction/slow-under-lock", ""},
    Equivalent{Dialect::eugene, "E11", "rewrite/generated-column", ""},
    Equivalent{Dialect::eugene, "W12", "", "two ALTER TABLEs of one table in a transaction lock it once"},
    Equivalent{Dialect::eugene, "W13", "",
               "an enum is a choice, not a risk; what changing one costs is will-fail/new-enum-value-used"},
    Equivalent{Dialect::eugene, "W14", "locking/primary-key-nullable-columns",
               "quiet when the columns are known to be NOT NULL"},
    Equivalent{Dialect::eugene, "E15", "constraint/foreign-key-without-index", ""},
    Equivalent{
        Dialect::atlas, "destructive",
        "data-loss/drop-table data-loss/drop-column data-loss/drop-database-or-schema data-loss/drop-cascade",
        "the analyzer: DS101 to DS103"},
    Equivalent{Dialect::atlas, "DS101", "data-loss/drop-database-or-schema", ""},
    Equivalent{Dialect::atlas, "DS102", "data-loss/drop-table data-loss/drop-cascade", ""},
    Equivalent{Dialect::atlas, "DS103", "data-loss/drop-column", ""},
    Equivalent{Dialect::atlas, "incompatible", "compatibility/rename-table compatibility/rename-column",
               "the analyzer: BC101 and BC102"},
    Equivalent{Dialect::atlas, "BC101", "compatibility/rename-table", ""},
    Equivalent{Dialect::atlas, "BC102", "compatibility/rename-column", ""},
    Equivalent{Dialect::atlas, "data_depend",
               "will-fail/unique-on-existing-data will-fail/required-column locking/not-null-scan "
               "locking/not-null-without-backfill",
               "the analyzer: MF101 to MF104"},
    Equivalent{Dialect::atlas, "MF101", "will-fail/unique-on-existing-data", ""},
    Equivalent{Dialect::atlas, "MF102", "will-fail/unique-on-existing-data", ""},
    Equivalent{Dialect::atlas, "MF103", "will-fail/required-column", ""},
    Equivalent{Dialect::atlas, "MF104", "locking/not-null-scan locking/not-null-without-backfill", ""},
    Equivalent{Dialect::atlas, "CD101", "",
               "dropping a foreign key loses no row and takes a short lock: locking/lock-timeout-missing and "
               "locking/foreign-key-locks-referenced-table speak of it"},
    Equivalent{
        Dialect::atlas, "concurrent_index",
        "locking/index-not-concurrent locking/drop-index-not-concurrent will-fail/not-allowed-in-transaction",
        "the analyzer: PG101 to PG103"},
    Equivalent{Dialect::atlas, "PG101", "locking/index-not-concurrent", ""},
    Equivalent{Dialect::atlas, "PG102", "locking/drop-index-not-concurrent", ""},
    Equivalent{Dialect::atlas, "PG103", "will-fail/not-allowed-in-transaction", ""},
    Equivalent{Dialect::atlas, "PG104", "locking/unique-builds-index", ""},
    Equivalent{Dialect::atlas, "PG105", "locking/unique-builds-index", ""},
    Equivalent{Dialect::atlas, "PG110", "", "the order of columns costs a few bytes a row, and no lock"},
    Equivalent{Dialect::atlas, "PG301",
               "rewrite/column-type rewrite/column-type-unknown rewrite/index-rebuild rewrite/check-rescan "
               "compatibility/column-type-change will-fail/narrowing-type",
               "only what the change costs"},
    Equivalent{Dialect::atlas, "PG302", "rewrite/volatile-default rewrite/generated-column", ""},
    Equivalent{Dialect::atlas, "PG303", "locking/not-null-scan", ""},
    Equivalent{Dialect::atlas, "PG304", "locking/primary-key-nullable-columns", ""},
    Equivalent{Dialect::atlas, "PG305", "locking/check-validates", ""},
    Equivalent{Dialect::atlas, "PG306", "locking/foreign-key-validates", ""},
    Equivalent{Dialect::atlas, "naming", "naming/convention",
               "the analyzer: NM101 to NM106; off until expressions are configured"},
    Equivalent{Dialect::atlas, "NM101", "naming/convention", ""},
    Equivalent{Dialect::atlas, "NM102", "naming/convention", ""},
    Equivalent{Dialect::atlas, "NM103", "naming/convention", ""},
    Equivalent{Dialect::atlas, "NM104", "naming/convention", ""},
    Equivalent{Dialect::atlas, "NM105", "naming/convention", ""},
    Equivalent{Dialect::atlas, "NM106", "naming/convention", ""},
    Equivalent{Dialect::pgfence, "add-column-not-null-no-default", "will-fail/required-column", ""},
    Equivalent{Dialect::pgfence, "add-column-non-constant-default", "rewrite/volatile-default",
               "stable functions such as now() are not flagged"},
    Equivalent{Dialect::pgfence, "add-column-constant-default", "",
               "nothing is rewritten from PostgreSQL 11 on"},
    Equivalent{Dialect::pgfence, "add-column-default-pre-pg11", "", "versions below 12 are no target here"},
    Equivalent{Dialect::pgfence, "add-column-stored-generated", "rewrite/generated-column", ""},
    Equivalent{Dialect::pgfence, "add-column-serial", "rewrite/generated-column types/serial", ""},
    Equivalent{Dialect::pgfence, "add-column-json", "types/json", "off by default"},
    Equivalent{Dialect::pgfence, "add-column-inline-foreign-key",
               "locking/foreign-key-validates locking/foreign-key-locks-referenced-table", ""},
    Equivalent{Dialect::pgfence, "add-constraint-fk-no-not-valid", "locking/foreign-key-validates", ""},
    Equivalent{Dialect::pgfence, "add-constraint-check-no-not-valid", "locking/check-validates", ""},
    Equivalent{Dialect::pgfence, "add-constraint-unique", "locking/unique-builds-index", ""},
    Equivalent{Dialect::pgfence, "add-constraint-unique-using-index", "",
               "a short lock: locking/lock-timeout-missing speaks of it"},
    Equivalent{Dialect::pgfence, "add-constraint-exclude", "locking/exclusion-constraint", ""},
    Equivalent{Dialect::pgfence, "add-constraint-unknown-type", "",
               "every kind of constraint that PostgreSQL has is known"},
    Equivalent{Dialect::pgfence, "create-table-exclude-constraint", "", "a new table has no rows"},
    Equivalent{Dialect::pgfence, "add-pk-without-using-index", "locking/unique-builds-index", ""},
    Equivalent{Dialect::pgfence, "add-pk-using-index", "locking/primary-key-nullable-columns",
               "quiet when the columns are known to be NOT NULL"},
    Equivalent{Dialect::pgfence, "validate-constraint", "",
               "VALIDATE lets reads and writes go on; locking/validate-in-same-transaction reports where it "
               "does not"},
    Equivalent{Dialect::pgfence, "alter-column-type",
               "rewrite/column-type rewrite/column-type-unknown rewrite/index-rebuild rewrite/check-rescan "
               "compatibility/column-type-change will-fail/narrowing-type",
               "only what the change costs"},
    Equivalent{Dialect::pgfence, "alter-column-set-not-null",
               "locking/not-null-scan locking/not-null-without-backfill", ""},
    Equivalent{Dialect::pgfence, "drop-not-null", "compatibility/drop-not-null", "off by default"},
    Equivalent{Dialect::pgfence, "alter-enum-add-value", "will-fail/new-enum-value-used",
               "only when the value is used in the same transaction"},
    Equivalent{Dialect::pgfence, "create-index-not-concurrent", "locking/index-not-concurrent", ""},
    Equivalent{Dialect::pgfence, "drop-index-not-concurrent", "locking/drop-index-not-concurrent", ""},
    Equivalent{Dialect::pgfence, "reindex-non-concurrent", "locking/reindex-not-concurrent", ""},
    Equivalent{Dialect::pgfence, "refresh-matview-blocking", "locking/refresh-not-concurrent", ""},
    Equivalent{Dialect::pgfence, "refresh-matview-concurrent", "", "readers go on"},
    Equivalent{Dialect::pgfence, "attach-partition", "locking/attach-partition-scan", ""},
    Equivalent{Dialect::pgfence, "detach-partition", "locking/detach-partition-not-concurrent", ""},
    Equivalent{Dialect::pgfence, "detach-partition-concurrent", "", "readers and writers go on"},
    Equivalent{Dialect::pgfence, "create-trigger", "locking/trigger-or-rule", ""},
    Equivalent{Dialect::pgfence, "drop-trigger", "locking/trigger-or-rule", ""},
    Equivalent{Dialect::pgfence, "enable-disable-trigger", "locking/trigger-or-rule", ""},
    Equivalent{Dialect::pgfence, "drop-table", "data-loss/drop-table data-loss/drop-cascade", ""},
    Equivalent{Dialect::pgfence, "drop-column", "data-loss/drop-column", ""},
    Equivalent{Dialect::pgfence, "drop-constraint", "", "a short lock, and nothing is lost"},
    Equivalent{Dialect::pgfence, "drop-schema", "data-loss/drop-database-or-schema",
               "only with CASCADE: without it an empty schema goes"},
    Equivalent{Dialect::pgfence, "drop-schema-cascade",
               "data-loss/drop-database-or-schema data-loss/drop-cascade", ""},
    Equivalent{Dialect::pgfence, "drop-database", "data-loss/drop-database-or-schema", ""},
    Equivalent{Dialect::pgfence, "truncate", "data-loss/truncate", ""},
    Equivalent{Dialect::pgfence, "truncate-cascade", "data-loss/truncate data-loss/drop-cascade", ""},
    Equivalent{Dialect::pgfence, "delete-without-where",
               "data-loss/delete-without-where transaction/unbatched-backfill", ""},
    Equivalent{Dialect::pgfence, "set-logged-unlogged", "rewrite/storage data-loss/unlogged-table", ""},
    Equivalent{Dialect::pgfence, "vacuum-full", "rewrite/vacuum-full-or-cluster", ""},
    Equivalent{Dialect::pgfence, "cluster", "rewrite/vacuum-full-or-cluster", ""},
    Equivalent{Dialect::pgfence, "rename-column", "compatibility/rename-column", ""},
    Equivalent{Dialect::pgfence, "rename-table", "compatibility/rename-table", ""},
    Equivalent{Dialect::pgfence, "rename-schema", "compatibility/move-schema", ""},
    Equivalent{Dialect::pgfence, "fk-missing-index", "constraint/foreign-key-without-index", ""},
    Equivalent{Dialect::pgfence, "replica-identity-full", "replication/replica-identity", ""},
    Equivalent{Dialect::pgfence, "enable-rls", "security/row-security-disabled", "only without a policy"},
    Equivalent{Dialect::pgfence, "disable-rls", "security/row-security-disabled", ""},
    Equivalent{
        Dialect::pgfence, "inherit", "",
        "its scan and locks are in `migralint locks`; transaction/slow-under-lock reports it under a lock"},
    Equivalent{Dialect::pgfence, "no-inherit", "", "a short lock"},
    Equivalent{Dialect::pgfence, "create-policy", "", "a policy locks for a moment and loses nothing"},
    Equivalent{Dialect::pgfence, "create-enum-type", "", "an enum is a choice, not a risk"},
    Equivalent{Dialect::pgfence, "ban-char-field", "types/char", "off by default"},
    Equivalent{Dialect::pgfence, "prefer-text-field", "types/prefer-text", "off by default"},
    Equivalent{Dialect::pgfence, "prefer-timestamptz", "types/timestamp-without-time-zone", "off by default"},
    Equivalent{Dialect::pgfence, "prefer-bigint-over-int", "types/prefer-bigint types/int-primary-key",
               "types/prefer-bigint is off by default"},
    Equivalent{Dialect::pgfence, "prefer-identity", "types/serial", "off by default"},
    Equivalent{Dialect::pgfence, "ban-alter-domain-add-constraint", "locking/domain-constraint-scan", ""},
    Equivalent{Dialect::pgfence, "ban-create-domain-with-constraint", "", "a new domain locks nothing"},
    Equivalent{Dialect::pgfence, "prefer-robust-create-index",
               "idempotency/create-without-if-not-exists idempotency/invalid-index-kept", ""},
    Equivalent{Dialect::pgfence, "prefer-robust-create-table", "idempotency/create-without-if-not-exists",
               ""},
    Equivalent{Dialect::pgfence, "prefer-robust-drop-index", "idempotency/drop-without-if-exists", ""},
    Equivalent{Dialect::pgfence, "prefer-robust-drop-table", "idempotency/drop-without-if-exists", ""},
    Equivalent{Dialect::pgfence, "missing-lock-timeout", "locking/lock-timeout-missing",
               "only where a lock is taken that others wait for"},
    Equivalent{Dialect::pgfence, "missing-statement-timeout", "",
               "it limits work, not waiting, and cancels concurrent builds"},
    Equivalent{Dialect::pgfence, "missing-application-name", "",
               "a name for pg_stat_activity is no risk of a migration"},
    Equivalent{Dialect::pgfence, "missing-idle-timeout", "",
               "a migration tool does not idle in its transactions"},
    Equivalent{Dialect::pgfence, "lock-timeout-zero", "locking/lock-timeout-ineffective", ""},
    Equivalent{Dialect::pgfence, "lock-timeout-too-long", "",
               "how long others may wait is a choice of the project"},
    Equivalent{Dialect::pgfence, "lock-timeout-after-dangerous-statement",
               "locking/lock-timeout-ineffective locking/lock-timeout-missing", ""},
    Equivalent{Dialect::pgfence, "statement-timeout-too-long", "",
               "how long a migration may work is a choice of the project"},
    Equivalent{Dialect::pgfence, "concurrent-in-transaction", "will-fail/not-allowed-in-transaction", ""},
    Equivalent{Dialect::pgfence, "not-valid-validate-same-tx", "locking/validate-in-same-transaction", ""},
    Equivalent{Dialect::pgfence, "statement-after-access-exclusive",
               "transaction/slow-under-lock transaction/backfill-with-ddl",
               "what is instant under the lock is not reported"},
    Equivalent{Dialect::pgfence, "wide-lock-window",
               "transaction/several-tables-locked transaction/slow-under-lock", ""},
    Equivalent{Dialect::pgfence, "update-in-migration",
               "transaction/unbatched-backfill data-loss/update-without-where transaction/backfill-with-ddl",
               "only changes of all rows"},
    Equivalent{Dialect::pgfence, "unclosed-transaction", "transaction/unbalanced", ""},
};

/// squawk renamed one.
std::string_view present_name(std::string_view name) {
  return script::scan::equals_ignoring_case(name, "prefer-timestamptz") ? "prefer-timestamp-tz" : name;
}

bool same_name(Dialect tool, std::string_view written, std::string_view rule) {
  if (tool == Dialect::squawk) written = present_name(written);
  return written.size() == rule.size() &&
         std::equal(written.begin(), written.end(), rule.begin(),
                    [](char a, char b) { return script::scan::lower(a) == script::scan::lower(b); });
}

bool names_rule(std::string_view list, std::string_view id) {
  while (!list.empty()) {
    const auto blank = std::min(list.find(' '), list.size());
    if (list.substr(0, blank) == id) {
      return true;
    }
    list.remove_prefix(std::min(blank + 1, list.size()));
  }
  return false;
}

}  // namespace

std::span<const Equivalent> equivalents() { return table; }

std::string_view to_string(Dialect tool) {
  constexpr std::array names{"migralint", "squawk", "eugene", "Atlas", "pgfence"};
  return names[static_cast<std::size_t>(tool)];
}

bool covers_rule(const script::Suppression& comment, std::string_view id) {
  return std::any_of(table.begin(), table.end(), [&](const Equivalent& known) {
    if (known.tool != comment.dialect || !names_rule(known.ours, id)) {
      return false;
    }
    return comment.patterns.empty() ||
           std::any_of(comment.patterns.begin(), comment.patterns.end(), [&](const script::Pattern& pattern) {
             return same_name(known.tool, pattern.text, known.rule);
           });
  });
}

}  // namespace migralint::lint
