#!/usr/bin/env python3
"""Table sizes: --stats, stats-query, small and busy tables. Usage: stats_test.py path/to/migralint

What the query gives is taken from a real server where one is installed; MIGRALINT_PG_BINDIR names one.
"""

import glob
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import cli_test
from cli_test import BAD, BAD_RULE
from reports_test import closed, load, schema_errors

INIT = "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\nCREATE TABLE audit.log (id bigint PRIMARY KEY, at date);\n"
MEGABYTE = 1 << 20


def relation(name, rows, size, schema="public"):
    return {"schema": schema, "name": name, "kind": "table", "rows": rows, "bytes": size}


def document(*relations):
    return json.dumps({"version": 1, "taken_at": "2026-11-20T08:00:00Z", "relations": relations})


class StatsTest(cli_test.CliTest):
    def setUp(self):
        super().setUp()
        self.write("db/1.sql", INIT)
        self.write("db/2.sql", BAD)

    def finding(self, rule=BAD_RULE, *arguments):
        """Of that rule, in the second file."""
        result = self.run_program("check", "db/2.sql", "--output-format", "json", *arguments)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        found = [finding for finding in json.loads(result.stdout)["findings"] if finding["rule"] == rule]
        self.assertEqual(len(found), 1, result.stdout)
        return found[0]

    def with_stats(self, *relations, rule=BAD_RULE):
        self.write("stats.json", document(*relations))
        finding = self.finding(rule, "--stats", "stats.json")
        return finding["level"], finding["evidence"]

    def test_small_tables_weigh_less(self):
        level, evidence = self.with_stats(relation("orders", 1200, 96 * 1024))
        self.assertEqual(level, "warning")
        self.assertIn("orders has about 1,200 rows, 96 kB (statistics of 2026-11-20): a warning instead of an error", evidence)

    def test_large_tables_say_how_large(self):
        level, evidence = self.with_stats(relation("orders", 48_000_000, 12 << 30))
        self.assertEqual(level, "error")
        self.assertIn("orders has about 48,000,000 rows, 12 GB (statistics of 2026-11-20)", evidence)
        self.assertNotIn("instead", evidence)

    def test_few_rows_in_many_bytes(self):
        self.assertEqual(self.with_stats(relation("orders", 10, 17 * MEGABYTE))[0], "error")
        self.assertEqual(self.with_stats(relation("orders", 10_001, MEGABYTE))[0], "error")
        self.assertEqual(self.with_stats(relation("orders", 10_000, 16 * MEGABYTE))[0], "warning")

    def test_unknown_is_not_small(self):
        for other in (relation("invoices", 1, 8192), relation("orders", 1, 8192, schema="old")):
            level, evidence = self.with_stats(other)
            self.assertEqual(level, "error")
            self.assertNotIn("statistics", evidence)
        self.assertEqual(self.with_stats(relation("orders", None, MEGABYTE))[0], "error")
        self.assertEqual(self.with_stats(relation("orders", 5, None))[0], "error")

    def test_never_analyzed_but_tiny(self):
        level, evidence = self.with_stats(relation("orders", None, 16 * 1024))
        self.assertEqual(level, "warning")
        self.assertIn("orders is never analyzed, 16 kB", evidence)

    def test_thresholds(self):
        self.write("migralint.toml", 'small-table-rows = 100\nsmall-table-size = "1MB"\n')
        self.assertEqual(self.with_stats(relation("orders", 101, 8192))[0], "error")
        self.assertEqual(self.with_stats(relation("orders", 100, 8192))[0], "warning")
        self.assertEqual(self.with_stats(relation("orders", 100, 2 * MEGABYTE))[0], "error")

    def test_only_harm_that_grows(self):
        for sql, rule, level in (
            ("DROP TABLE IF EXISTS orders;\n", "data-loss/drop-table", "warning"),
            ("ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int NOT NULL;\n", "will-fail/required-column", "error"),
            ("ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;\n", "locking/lock-timeout-missing", "warning"),
            ("CREATE INDEX IF NOT EXISTS i ON orders (status);\n", "locking/lock-timeout-missing", "warning"),
        ):
            self.write("db/2.sql", sql)
            self.assertEqual(self.with_stats(relation("orders", 1, 8192), rule=rule)[0], level, sql)

    def test_each_part_of_a_statement_by_itself(self):
        """Both tables of a foreign key and each sub-command have their own work."""
        self.write("db/2.sql", "ALTER TABLE audit.log ADD COLUMN a int, ALTER COLUMN at TYPE text;\n")
        level, evidence = self.with_stats(relation("log", 7, 8192, "audit"), rule="rewrite/column-type")
        self.assertEqual(level, "warning")
        self.assertIn("audit.log has about 7 rows", evidence)

    def test_all_tables_of_a_statement_must_be_small(self):
        self.write("db/2.sql", "VACUUM FULL orders, audit.log;\n")
        self.write("stats.json", document(relation("orders", 1, 8192), relation("log", 10**9, 10**12, "audit")))
        result = self.run_program("check", "db/2.sql", "--output-format", "json", "--stats", "stats.json")
        found = [finding for finding in json.loads(result.stdout)["findings"] if finding["rule"] == "rewrite/vacuum-full-or-cluster"]
        self.assertTrue(all(finding["level"] == "error" for finding in found if "log" in finding["evidence"]), found)
        self.assertGreater(len(found), 0)

    def test_new_tables_are_no_matter(self):
        self.write("db/2.sql", "CREATE TABLE IF NOT EXISTS fresh (id bigint PRIMARY KEY, a text);\nCREATE INDEX IF NOT EXISTS i ON fresh (a);\n")
        self.write("stats.json", document(relation("fresh", 10**9, 10**12)))
        without = self.run_program("check", "db/2.sql", "--output-format", "json").stdout
        self.assertEqual(self.run_program("check", "db/2.sql", "--output-format", "json", "--stats", "stats.json").stdout, without)

    def test_lists(self):
        for config, level, evidence in (
            ('small-tables = ["orders"]', "warning", "orders is small, as the configuration says: a warning instead of an error"),
            ('small-tables = ["public.ord*"]', "warning", "orders is small"),
            ('small-tables = ["audit.*"]', "error", ""),
            ('small-tables = ["orders"]\nhot-tables = ["orders"]', "error", "orders is busy, as the configuration says"),
        ):
            self.write("migralint.toml", config + "\n")
            finding = self.finding()
            self.assertEqual(finding["level"], level, config)
            self.assertIn(evidence, finding["evidence"])

    def test_busy_tables_go_before_statistics(self):
        self.write("migralint.toml", 'hot-tables = ["orders"]\n')
        level, evidence = self.with_stats(relation("orders", 10, 8192))
        self.assertEqual(level, "error")
        self.assertIn("orders is busy, as the configuration says", evidence)

    def test_notes_about_locks_on_busy_tables_are_warnings(self):
        self.write("db/2.sql", "CREATE TABLE IF NOT EXISTS items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);\n")
        rule = "locking/foreign-key-locks-referenced-table"
        self.assertEqual(self.finding(rule)["level"], "note")
        self.write("migralint.toml", 'hot-tables = ["orders"]\n')
        finding = self.finding(rule)
        self.assertEqual(finding["level"], "warning")
        self.assertIn("orders is busy, as the configuration says: a warning instead of a note", finding["evidence"])
        self.write("migralint.toml", 'hot-tables = ["items"]\n')
        self.assertEqual(self.finding(rule)["level"], "note")

    def test_configuration(self):
        self.write("ci/stats.json", document(relation("orders", 1, 8192)))
        self.write("migralint.toml", 'stats = "ci/stats.json"\n')
        self.assertEqual(self.finding()["level"], "warning")
        self.write("empty.json", document())
        self.assertEqual(self.finding(BAD_RULE, "--stats", "empty.json")["level"], "error")

    def test_mistakes(self):
        for text, message in (
            (None, "stats.json: no such file or directory"),
            ("", "stats.json: the file is empty"),
            ("x", "stats.json: line 1, column 1: not JSON"),
            ("{}", "stats.json: not the output of `migralint stats-query`"),
            ('{"version": 3, "relations": []}', "statistics of version 3, which this migralint does not know"),
            ('{"version": 1, "relations": [1]}', "relation 1 needs"),
            ('{"version": 1, "relations": [{"schema": "a", "name": "b", "rows": -1}]}', "relation 1 needs"),
            ('{"version": 1, "relations": [{"schema": "a", "name": "b", "bytes": "9"}]}', "relation 1 needs"),
        ):
            if text is not None:
                self.write("stats.json", text)
            result = self.run_program("check", "db", "--stats", "stats.json")
            self.assert_failure(result, message)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        for config, message in (
            ('small-table-size = "16"', "migralint.toml:1:20: small-table-size must be a size such as \"16MB\""),
            ("small-table-rows = -1", "small-table-rows must be a number"),
            ('hot-tables = "x"', "hot-tables must be a list"),
            ('hot-tables = ["[x"]', 'has a "[" that is never closed'),
        ):
            self.write("migralint.toml", config + "\n")
            self.assert_failure(self.run_program("check", "db"), message)


def find_server():
    named = os.environ.get("MIGRALINT_PG_BINDIR")
    folders = [named] if named else sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return next((folder for folder in reversed(folders) if os.access(os.path.join(folder, "initdb"), os.X_OK)), None)


@unittest.skipIf(find_server() is None or shutil.which("psql") is None, "no PostgreSQL server is installed")
class Query(cli_test.CliTest):
    """Against a server of its own, as another user where this runs as root."""

    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="migralint-stats-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.user = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid}
        binaries = find_server()
        data = os.path.join(self.folder, "data")
        subprocess.run([f"{binaries}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"], check=True, capture_output=True, cwd=self.folder, **self.user)
        self.server = subprocess.Popen(
            [f"{binaries}/postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.user,
        )
        self.addCleanup(self.stop)
        for _ in range(100):
            if self.psql("SELECT 1", check=False).returncode == 0:
                return
            time.sleep(0.1)
        self.fail("the server does not start")

    def stop(self):
        self.server.terminate()
        self.server.wait(30)

    def psql(self, sql, check=True):
        command = ["psql", "-AtX", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-d", "postgres"]
        result = subprocess.run(command, input=sql, capture_output=True, text=True, cwd=self.folder)
        if check:
            self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def test_the_query(self):
        self.psql("""
            CREATE SCHEMA "Odd ""schema";
            CREATE TABLE orders (id int PRIMARY KEY, status text);
            INSERT INTO orders SELECT g, 'x' FROM generate_series(1, 20000) AS g;
            CREATE TABLE "Odd ""schema"."back\\slash" (a int);
            CREATE TABLE untouched (a int);
            INSERT INTO untouched VALUES (1);
            CREATE TABLE parted (a int) PARTITION BY RANGE (a);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
            CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20);
            INSERT INTO parted SELECT g FROM generate_series(0, 19) AS g;
            CREATE MATERIALIZED VIEW mv AS SELECT * FROM orders;
            CREATE VIEW v AS SELECT 1;
            CREATE TEMP TABLE t (a int);
            ANALYZE orders, parted, mv, "Odd ""schema"."back\\slash";
        """)
        query = self.run_program("stats-query")
        self.assertEqual((query.returncode, query.stderr), (0, ""))
        output = self.psql(query.stdout).stdout
        stats = json.loads(output)
        schema = Path(__file__).resolve().parents[2] / "docs" / "schema" / "stats.schema.json"
        self.assertEqual(schema_errors(closed(load(schema)), stats), [])
        self.assertRegex(stats["taken_at"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.maxDiff = None
        found = {(entry["schema"], entry["name"]): entry for entry in stats["relations"]}
        self.assertEqual(
            {key: (entry["kind"], entry["rows"]) for key, entry in found.items()},
            {
                ("public", "orders"): ("table", 20000),
                ('Odd "schema', "back\\slash"): ("table", 0),
                ("public", "untouched"): ("table", found["public", "untouched"]["rows"]),
                ("public", "parted"): ("partitioned table", 20),
                ("public", "parted_1"): ("table", 10),
                ("public", "parted_2"): ("table", 10),
                ("public", "mv"): ("materialized view", 20000),
            },
        )
        self.assertIn(found["public", "untouched"]["rows"], (None, 1))
        self.assertGreater(found["public", "orders"]["bytes"], 20000 * 28)
        self.assertEqual(found["public", "parted"]["bytes"], found["public", "parted_1"]["bytes"] + found["public", "parted_2"]["bytes"])
        self.assertEqual(len(output.splitlines()), len(found) + 2)  # one relation a line
        # And it is what --stats reads.
        self.write("stats.json", output)
        self.write("db/1.sql", INIT)
        self.write("db/2.sql", BAD)
        result = self.run_program("check", "db/2.sql", "--stats", "stats.json")
        self.assertIn("orders has about 20,000 rows", result.stdout)

    def test_an_empty_database(self):
        stats = json.loads(self.psql(self.run_program("stats-query").stdout).stdout)
        self.assertEqual(stats["relations"], [])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: stats_test.py path/to/migralint")
    cli_test.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
