#!/usr/bin/env python3
"""Every key of the configuration does what its page says. Usage: options_test.py path/to/migralint

A key without an effect here, or without a value that is refused, fails the test; so does a key that docs/configuration.md or the page of
its rule does not name.
"""

import json
import os
import re
import sys
import unittest
from pathlib import Path

import cli_test

ROOT = Path(__file__).resolve().parents[2]
FIRST = "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n"
SECOND = "CREATE INDEX idx_orders_status ON orders (status);\n"
INDEX = "locking/index-not-concurrent"
STATS = json.dumps(
    {
        "version": 1,
        "taken_at": "2026-11-20T08:00:00Z",
        "relations": [{"schema": "public", "name": "orders", "kind": "table", "rows": 900, "bytes": 900 << 10}],
    }
)
STRICT = "CREATE TABLE IF NOT EXISTS events (id bigint PRIMARY KEY, at timestamp);\n"

# Key: the rule to look at, the SQL of the judged file, what the configuration says without and with the key, and the levels of the rule's
# findings without and with it.
EFFECTS = {
    "pg-version": ("locking/detach-partition-not-concurrent", "ALTER TABLE orders DETACH PARTITION orders_1;\n",
                   "", "pg-version = 13", ["error"], []),
    "transaction": ("will-fail/not-allowed-in-transaction", "CREATE INDEX CONCURRENTLY i ON orders (status);\n",
                    "", 'transaction = "file"', [], ["error"]),
    "lock-timeout-set-by-runner": ("locking/lock-timeout-missing", SECOND,
                                   "", "lock-timeout-set-by-runner = true", ["warning"], []),
    "statement-timeout-set-by-runner": ("locking/timeout-kills-concurrent-build", "CREATE INDEX CONCURRENTLY i ON orders (status);\n",
                                        "", "statement-timeout-set-by-runner = true", [], ["warning"]),
    "preset": ("types/timestamp-without-time-zone", STRICT, 'preset = "default"', 'preset = "strict"', [], ["warning"]),
    "extensions": ("extension/not-created", "CREATE INDEX i ON orders USING gin (status gin_trgm_ops);\n",
                   "", 'extensions = ["pg_trgm"]', ["error"], []),
    "exclude": (INDEX, SECOND, "", 'exclude = ["db/2*.sql"]', ["error"], []),
    "select": (INDEX, SECOND, "", 'select = ["data-loss/*"]', ["error"], []),
    "ignore": (INDEX, SECOND, "", 'ignore = ["locking/*"]', ["error"], []),
    "history": ("will-fail/object-exists", FIRST, "", "history = false", ["error"], []),
    "history-complete": ("will-fail/object-missing", "ALTER TABLE orders DROP COLUMN total;\n",
                         "", "history-complete = false", ["error"], []),
    "stats": (INDEX, SECOND, "", 'stats = "stats.json"', ["error"], ["warning"]),
    "small-table-rows": (INDEX, SECOND, 'stats = "stats.json"', 'stats = "stats.json"\nsmall-table-rows = 899', ["warning"], ["error"]),
    "small-table-size": (INDEX, SECOND, 'stats = "stats.json"', 'stats = "stats.json"\nsmall-table-size = "899kB"', ["warning"], ["error"]),
    "small-tables": (INDEX, SECOND, "", 'small-tables = ["orders"]', ["error"], ["warning"]),
    "hot-tables": (INDEX, SECOND, 'small-tables = ["*"]', 'small-tables = ["*"]\nhot-tables = ["orders"]', ["warning"], ["error"]),
    "schema": ("will-fail/object-exists", "CREATE TABLE items (id bigint PRIMARY KEY);\n", "", 'schema = "dump.sql"', [], ["error"]),
    "baseline": (INDEX, SECOND, "", 'baseline = "known.json"', ["error"], []),
    "rules": (INDEX, SECOND, "", f'[rules]\n"{INDEX}" = "note"', ["error"], ["note"]),
    "overrides": (INDEX, SECOND, "", f'[[overrides]]\npaths = ["db/*"]\nrules = {{"{INDEX}" = "note"}}', ["error"], ["note"]),
}

# Key: lines with a value that it cannot have, and what is said of them.
MISTAKES = {
    "pg-version": ("pg-version = 11", "1:14: pg-version must be a major version from 12 to 19"),
    "transaction": ('\ntransaction = "files"', '2:15: transaction is "files", but must be one of "autocommit", "implicit", "file", "batch", "pipeline"'),
    "lock-timeout-set-by-runner": ('lock-timeout-set-by-runner = "5s"', "1:30: lock-timeout-set-by-runner must be true or false"),
    "statement-timeout-set-by-runner": ("statement-timeout-set-by-runner = 1", "1:35: statement-timeout-set-by-runner must be true or false"),
    "preset": ('preset = "strickt"', '1:10: preset is "strickt", but must be one of "default", "strict"'),
    "extensions": ("extensions = [\n  1]", "2:3: extensions must hold text in quotes"),
    "exclude": ('exclude = "db"', '1:11: exclude must be a list: ["…"]'),
    "select": ('select = ["locking"]', '1:11: unknown rule "locking" (did you mean "locking/*"?)'),
    "ignore": ('ignore = ["lokcing/*"]', '1:11: unknown rule "lokcing/*" (did you mean "locking/*"?)'),
    "fail-level": ('fail-level = "warn"', '1:14: fail-level is "warn", but must be one of "error", "warning", "note", "never"'),
    "history": ('history = "no"', "1:11: history must be true or false"),
    "history-complete": ("history-complete = 0", "1:20: history-complete must be true or false"),
    "baseline": ("baseline = true", "1:12: baseline must be text in quotes"),
    "stats": ("stats = [1]", "1:9: stats must be text in quotes"),
    "small-table-rows": ("small-table-rows = -1", "1:20: small-table-rows must be a number"),
    "small-table-size": ('small-table-size = "16"', '1:20: small-table-size must be a size such as "16MB"'),
    "small-tables": ('small-tables = ["[a"]', '1:17: the pattern "[a" has a "[" that is never closed'),
    "hot-tables": ('hot-tables = "a"', '1:14: hot-tables must be a list: ["…"]'),
    "schema": ("schema = 1", "1:10: schema must be text in quotes"),
    "rules": (f'[rules]\n"{INDEX}" = "fatal"', f'2:34: {INDEX} is "fatal", but must be one of "error", "warning", "note", "off"'),
    "overrides": ("[[overrides]]\npg-version = 15", '1:1: an override needs paths = ["…"]'),
}

CONVENTIONS = {
    "table": "CREATE TABLE a (id bigint PRIMARY KEY);\n",
    "column": "ALTER TABLE orders ADD COLUMN a int;\n",
    "index": "CREATE INDEX a ON orders (id);\n",
    "constraint": "ALTER TABLE orders ADD CONSTRAINT a CHECK (id > 0);\n",
    "view": "CREATE VIEW a AS SELECT 1 AS one;\n",
    "sequence": "CREATE SEQUENCE a;\n",
    "type": "CREATE TYPE a AS ENUM ('x');\n",
    "function": "CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
    "schema": "CREATE SCHEMA a;\n",
    "trigger": "CREATE TRIGGER a BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();\n",
}


class Options(cli_test.CliTest):
    def setUp(self):
        super().setUp()
        self.write("db/1.sql", FIRST)
        self.write("stats.json", STATS)
        self.write("dump.sql", FIRST + "CREATE TABLE items (id bigint PRIMARY KEY);\n")

    def levels(self, rule, sql, config):
        self.write("db/2.sql", sql)
        self.write("migralint.toml", config + "\n")
        result = self.run_program("check", "db/2.sql", "--output-format", "json")
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return [finding["level"] for finding in json.loads(result.stdout)["findings"] if finding["rule"] == rule]

    def assert_refused(self, config, message):
        """One line that names the place, and nothing judged."""
        self.write("db/2.sql", SECOND)
        self.write("migralint.toml", config + "\n")
        result = self.run_program("check", "db")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertEqual(result.stderr, f"migralint.toml:{message}\n")

    def test_every_key_has_an_effect(self):
        self.write("db/2.sql", SECOND)
        self.assertEqual(self.run_program("check", "db/2.sql", "--write-baseline", "known.json").returncode, 0)
        for key, (rule, sql, before, after, without, with_it) in EFFECTS.items():
            with self.subTest(key=key):
                self.assertEqual(self.levels(rule, sql, before), without)
                self.assertEqual(self.levels(rule, sql, after), with_it)

    def test_the_level_that_fails(self):
        self.write("db/2.sql", SECOND)
        self.assertEqual(self.run_program("check", "db/2.sql").returncode, 1)
        self.write("migralint.toml", 'fail-level = "never"\n')
        self.assertEqual(self.run_program("check", "db/2.sql").returncode, 0)

    def test_a_folder_that_looks_like_a_part(self):
        rule, sql, *_ = EFFECTS["history-complete"]
        for config, expected in (("", []), ("history-complete = true", [rule])):
            self.write("3.3/1.sql", FIRST)
            self.write("3.3/2.sql", sql)
            self.write("migralint.toml", config + "\n")
            document = json.loads(self.run_program("check", "3.3/2.sql", "--output-format", "json").stdout)
            self.assertEqual([finding["rule"] for finding in document["findings"] if finding["rule"] == rule], expected)

    def test_a_history_that_is_said_to_be_complete(self):
        rule = "will-fail/object-missing"
        for sql, expected in (
            ("ALTER TABLE invoices ADD COLUMN a int;\nALTER TABLE bills ADD COLUMN a int;\nDROP TABLE invoices;\n", ["error", "error"]),
            ("DROP TABLE IF EXISTS invoices;\n", []),
            ("SELECT * FROM pg_class, information_schema.tables, schema_migrations;\n", []),
            ("SELECT f();\nDROP TABLE invoices;\n", []),  # f() may have made it
        ):
            self.assertEqual(self.levels(rule, sql, ""), [], sql)
            self.assertEqual(self.levels(rule, sql, "history-complete = true"), expected, sql)

    def test_every_key_refuses_nonsense(self):
        for key, (config, message) in MISTAKES.items():
            with self.subTest(key=key):
                self.assert_refused(config, message)

    def test_every_key_is_documented_and_tested(self):
        """The program itself says which keys it knows: a misspelt one is refused."""
        page = (ROOT / "docs" / "configuration.md").read_text()
        rows = re.findall(r"^\| (`.*?`|`.*?` and .*?) \|", page, re.M)
        documented = {key for row in rows for key in re.findall(r"`([a-z-]+)`", row)} | {"rules", "overrides"}
        source = (ROOT / "src" / "project" / "config.cpp").read_text()
        listed = re.search(r"top_keys = .*?\{(.*?)\}\);", source, re.S).group(1)
        known = set(re.findall(r'"([a-z-]+)"', listed)) | {"lock-timeout-set-by-runner", "statement-timeout-set-by-runner"}
        self.assertGreater(len(known), 15)
        self.assertEqual(known - documented, set())
        self.assertEqual(known, set(EFFECTS) | {"fail-level"})
        self.assertEqual(known, set(MISTAKES))

    def test_every_key_of_an_override_has_an_effect(self):
        for key in ("pg-version", "transaction", "lock-timeout-set-by-runner", "statement-timeout-set-by-runner", "rules"):
            rule, sql, _, after, without, with_it = EFFECTS[key]
            value = f'rules = {{"{INDEX}" = "note"}}' if key == "rules" else after
            for paths, expected in (("db/2.sql", with_it), ("other/*", without)):
                with self.subTest(key=key, paths=paths):
                    self.assertEqual(self.levels(rule, sql, f'[[overrides]]\npaths = ["{paths}"]\n{value}'), expected)

    def test_strict_wakes_every_rule_that_is_off(self):
        listed = json.loads(self.run_program("rules", "--output-format", "json").stdout)["rules"]
        sleeping = [rule["id"] for rule in listed if rule["level"] == "off"]
        self.assertGreater(len(sleeping), 10)
        self.write("db/2.sql", STRICT + 'ALTER TABLE orders ADD COLUMN "Total" float, ADD COLUMN price money;\n')
        self.write("migralint.toml", 'preset = "strict"\n')
        document = json.loads(self.run_program("check", "db/2.sql", "--output-format", "json").stdout)
        awake = {finding["rule"] for finding in document["findings"]} & set(sleeping)
        self.assertGreaterEqual(awake, {"types/money", "naming/mixed-case", "naming/unqualified"})
        self.assertNotIn("types/forbidden", awake)  # nothing is forbidden
        # A level still has the last word.
        self.write("migralint.toml", 'preset = "strict"\n[rules]\n"types/*" = "off"\n')
        document = json.loads(self.run_program("check", "db/2.sql", "--output-format", "json").stdout)
        self.assertEqual([finding for finding in document["findings"] if finding["rule"].startswith("types/")], [])

    def test_naming_convention(self):
        rule = "naming/convention"
        page = (ROOT / "rules" / "naming" / "convention.md").read_text()
        for kind, sql in CONVENTIONS.items():
            with self.subTest(kind=kind):
                self.assertIn(f"`{kind}`", page)
                self.assertEqual(self.levels(rule, sql, ""), [])
                self.assertEqual(self.levels(rule, sql, f'[rules."{rule}"]\n{kind} = "^b$"'), ["warning"])
                self.assertEqual(self.levels(rule, sql, f'[rules."{rule}"]\nlevel = "error"\n{kind} = "^b$"'), ["error"])
                self.assertEqual(self.levels(rule, sql, f'[rules."{rule}"]\n{kind} = "^a$"'), [])
                self.assert_refused(f'[rules."{rule}"]\n{kind} = "(b"', f'2:{len(kind) + 4}: {kind}: "(b" is not a regular expression (missing ): (b)')

    def test_forbidden_types(self):
        rule = "types/forbidden"
        self.assertIn("types = [", (ROOT / "rules" / "types" / "forbidden.md").read_text())
        for spelling in ("int", "integer", "int4", "INT", " integer "):
            sql = "ALTER TABLE orders ADD COLUMN n int;\n"
            self.assertEqual(self.levels(rule, sql, f'[rules."{rule}"]\ntypes = ["{spelling}"]'), ["warning"], spelling)
        self.assertEqual(self.levels(rule, "ALTER TABLE orders ADD COLUMN n int;\n", f'[rules."{rule}"]\ntypes = "xml"'), [])
        self.assertEqual(self.levels(rule, "ALTER TABLE orders ADD COLUMN n int;\n", ""), [])
        self.assert_refused(f'[rules."{rule}"]\ntypes = ["varchar(20)"]', '2:10: types: "varchar(20)" has a length; a type is named without')
        self.assert_refused(f'[rules."{rule}"]\ntypes = [""]', "2:10: types: a type has a name")
        self.assert_refused(f'[rules."{rule}"]\ntypes = 3', '2:9: types must be a list: ["…"]')

    def test_options_that_a_rule_does_not_have(self):
        self.assert_refused('[rules."types/forbidden"]\ntype = ["xml"]', '2:1: unknown key "type" (did you mean "types"?)')
        self.assert_refused('[rules."naming/convention"]\ncolumns = "a"', '2:1: unknown key "columns" (did you mean "column"?)')
        self.assert_refused('[rules."naming/convention"]\nlevel = "loud"', '2:9: level is "loud", but must be one of "error", "warning", "note", "off"')

    def test_files_that_the_configuration_names(self):
        self.write("db/2.sql", SECOND)
        for key in ("stats", "schema", "baseline"):
            with self.subTest(key=key):
                self.write("migralint.toml", f'{key} = "nowhere.json"\n')
                result = self.run_program("check", "db")
                self.assertEqual(result.returncode, 2)
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
                self.assertIn("nowhere.json: no such file or directory", result.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    cli_test.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
