#!/usr/bin/env python3
"""The program as a whole: exit codes, streams, options, configuration. Usage: cli_test.py path/to/migralint"""

import json
import os
import pty
import resource
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None

INIT = "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, status text);\n"
# Exactly one error whatever else is said about the file.
BAD = "CREATE INDEX idx_orders_status ON orders (status);\n"
BAD_RULE = "locking/index-not-concurrent"
CLEAN = "SELECT 1;\n"


class CliTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="migralint-cli-")
        self.addCleanup(self.scratch.cleanup)
        self.root = Path(os.path.realpath(self.scratch.name))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def run_program(self, *arguments, stdin=None, env=None, cwd=None, addresses=None):
        """`addresses`: how many bytes of them the program may have."""

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))

        environment = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm"}
        for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment.update(env or {})
        return subprocess.run(
            [PROGRAM, *arguments],
            input=stdin if stdin is not None else "",
            capture_output=True,
            text=True,
            cwd=cwd or self.root,
            env=environment,
            timeout=60,
            preexec_fn=limit if addresses else None,
        )

    def findings(self, *arguments, stdin=None, code=None):
        """The findings of a run as (rule, path) pairs, read from the JSON report."""
        result = self.run_program("check", "--output-format", "json", *arguments, stdin=stdin)
        if code is not None:
            self.assertEqual(result.returncode, code, result.stderr)
        document = json.loads(result.stdout)
        return [(finding["rule"], finding["path"]) for finding in document["findings"]]

    def assert_failure(self, result, message):
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        self.assertIn(message, result.stderr)


class Program(CliTest):
    def test_run_by_the_dynamic_loader(self):
        """Then what the system calls the program's file is the loader."""
        loader = Path("/lib64/ld-linux-x86-64.so.2")
        if not loader.exists():
            self.skipTest(f"no {loader} on this machine")
        self.write("1.sql", BAD)
        result = subprocess.run([loader, PROGRAM, "check", "1.sql"], capture_output=True, text=True, cwd=self.root, timeout=60)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(f"error[{BAD_RULE}]", result.stdout)


class ShortOfMemory(CliTest):
    GIB = 1 << 30

    def test_one_parser_after_the_other(self):
        """Each parser takes 4 GiB of addresses, that of PL/pgSQL as many: where there is room for two, the histories wait
        for each other, and nothing is lost or counted twice."""
        if self.run_program("--version", addresses=10 * self.GIB).returncode != 0:
            self.skipTest("the sanitizer needs more addresses")
        for folder in ("a", "b", "c"):
            for number in range(40):
                self.write(f"{folder}/{number:03}.sql", f"CREATE TABLE t{number} (a int);\n{BAD}" * 5)
            self.write(f"{folder}/999.sql", "DO $$ BEGIN CREATE INDEX ON t1 (a); END $$;\n")
        for arguments in (("a",), ("a", "b", "c")):
            wanted = self.run_program("check", *arguments)
            self.assertEqual(wanted.returncode, 1, wanted.stderr)
            for jobs in ("1", "2", "4"):
                got = self.run_program("check", "--jobs", jobs, *arguments, addresses=10 * self.GIB)
                self.assertEqual((got.stdout, got.stderr), (wanted.stdout, ""))

    def test_no_room_for_any(self):
        self.write("db/001.sql", BAD)
        result = self.run_program("check", "db", addresses=3 * self.GIB)
        if result.returncode == 1:
            self.skipTest("this parser needs no more")
        self.assertEqual(result.returncode, 2, result.stderr)


class ExitCodes(CliTest):
    def test_clean(self):
        self.write("db/1.sql", CLEAN)
        result = self.run_program("check", "db")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertEqual(result.stderr, "")
        self.assertIn("1 file", result.stdout)  # silence would be ambiguous

    def test_findings(self):
        self.write("db/1.sql", BAD)
        result = self.run_program("check", "db")
        self.assertEqual(result.returncode, 1)
        self.assertIn(BAD_RULE, result.stdout)
        self.assertIn("db/1.sql:1:1", result.stdout)
        self.assertEqual(result.stderr, "")

    def test_exit_zero(self):
        self.write("db/1.sql", BAD)
        self.assertEqual(self.run_program("check", "db", "--exit-zero").returncode, 0)
        self.assertEqual(self.run_program("check", "db", "none", "--exit-zero").returncode, 2)

    def test_fail_level(self):
        self.write("db/1.sql", "DROP TABLE orders;\n")
        rule = ("--select", "data-loss/drop-table")  # a warning
        codes = {"error": 0, "warning": 1, "note": 1, "never": 0}
        for level, code in codes.items():
            self.assertEqual(self.run_program("check", "db", *rule, "--fail-level", level).returncode, code, level)

    def test_suppressed_findings_do_not_fail(self):
        self.write("db/1.sql", f"-- migralint:ignore {BAD_RULE} -- nobody writes here\n{BAD}")
        self.assertEqual(self.run_program("check", "db", "--select", BAD_RULE).returncode, 0)


class Paths(CliTest):
    def test_no_path(self):
        self.write("db/1.sql", BAD)
        result = self.run_program("check", cwd=self.root / "db")
        self.assert_failure(result, "no path given")
        self.assertEqual(result.stdout, "")

    def test_missing_path_still_reports_the_others(self):
        self.write("db/migrations/1.sql", BAD)
        result = self.run_program("check", "db/migratons", "db/migrations")
        self.assert_failure(
            result, "migralint: db/migratons: no such file or directory (did you mean db/migrations?)\n"
        )
        self.assertIn(BAD_RULE, result.stdout)

    def test_only_a_missing_path(self):
        result = self.run_program("check", "nowhere")
        self.assert_failure(result, "migralint: nowhere: no such file or directory\n")
        self.assertEqual(result.stdout, "")

    def test_unreadable_file(self):
        path = self.write("db/1.sql", BAD)
        self.write("db/2.sql", CLEAN)
        path.chmod(0)
        if os.access(path, os.R_OK):
            self.skipTest("root may read everything")
        self.assert_failure(self.run_program("check", "db"), "migralint: db/1.sql: permission denied\n")

    def test_directory_without_migrations(self):
        (self.root / "empty").mkdir()
        self.assert_failure(self.run_program("check", "empty"), "empty: no .sql files in it")

    def test_a_link_that_leads_nowhere_is_said_once(self):
        self.write("db/1.sql", CLEAN)
        self.write("db/3.sql", CLEAN)
        os.symlink("gone.sql", self.root / "db/2.sql")
        result = self.run_program("check", "db")
        self.assert_failure(result, "migralint: db/2.sql: no such file or directory\n")
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertIn("1 path could not be read", result.stdout)
        named = self.run_program("check", "db/2.sql")
        self.assertEqual(named.stderr, "migralint: db/2.sql: no such file or directory\n")

    def test_pipes_in_a_folder_are_not_read(self):
        self.write("db/1.sql", BAD)
        os.mkfifo(self.root / "db/2.sql")
        os.symlink("2.sql", self.root / "db/3.sql")
        self.assertEqual(self.findings("--select", BAD_RULE, "db", code=1), [(BAD_RULE, "db/1.sql")])

    def test_same_file_twice(self):
        self.write("db/1.sql", BAD)
        os.symlink("db/1.sql", self.root / "link.sql")
        names = ("db/1.sql", "./db/1.sql", "db", "link.sql", str(self.root / "db" / "1.sql"))
        found = self.findings("--select", BAD_RULE, *names, code=1)
        self.assertEqual(found, [(BAD_RULE, "db/1.sql")])

    def test_absolute_paths_are_shown_relative(self):
        self.write("db/1.sql", BAD)
        found = self.findings("--select", BAD_RULE, str(self.root / "db"), code=1)
        self.assertEqual(found, [(BAD_RULE, "db/1.sql")])

    def test_order_and_history(self):
        self.write("db/9.sql", "CREATE TABLE t (id bigint);\n")
        self.write("db/10.sql", "CREATE INDEX i ON t (id);\n")
        result = self.run_program("check", "db/10.sql")
        self.assertIn("9.sql:1", result.stdout)
        self.assertNotIn("9.sql:1", self.run_program("check", "db/10.sql", "--no-history").stdout)

    def journal(self, *entries):
        listed = [{"idx": at, "version": "7", "when": when, "tag": tag} for at, (tag, when) in enumerate(entries)]
        self.write("drizzle/meta/_journal.json", json.dumps({"version": "7", "dialect": "postgresql", "entries": listed}))

    def orders(self, *arguments):
        """What migration-file/order says, by file."""
        result = self.run_program("check", "--output-format", "json", *arguments)
        found = [f for f in json.loads(result.stdout)["findings"] if f["rule"] == "migration-file/order"]
        return {finding["path"]: finding["message"] for finding in found}

    def test_drizzle_runs_what_its_journal_lists(self):
        self.write("drizzle/0000_b.sql", "CREATE TABLE t (id bigint PRIMARY KEY);\n")
        self.write("drizzle/0001_a.sql", "ALTER TABLE t ADD COLUMN a text;\n")
        self.write("drizzle/0001_z.sql", "ALTER TABLE t ADD COLUMN b text;\n")
        self.write("drizzle/0002_c.sql", "CREATE INDEX i ON t (b);\n")
        # Without the list the names say what runs.
        self.assertEqual(list(self.orders("drizzle")), ["drizzle/0001_z.sql"])
        self.journal(("0000_b", 1), ("0001_z", 2), ("0001_a", 3), ("0002_c", 4))
        self.assertEqual(self.orders("drizzle"), {})
        self.journal(("0000_b", 1), ("0001_z", 2), ("0002_c", 3))
        never = "Drizzle never runs this file: meta/_journal.json does not list it"
        self.assertEqual(self.orders("drizzle"), {"drizzle/0001_a.sql": never})
        # What never runs is in nobody's way, and nothing else is said of it.
        self.write("drizzle/0001_a.sql", "CREATE TABLE t (id bigint);\nDROP TABLE t;\n")
        self.assertEqual(
            [rule for rule, path in self.findings("drizzle") if path == "drizzle/0001_a.sql"], ["migration-file/order"]
        )
        self.write("drizzle/0001_a.sql", "ALTER TABLE t ADD COLUMN a text;\n")
        # A migration with an older time is passed over where the newer one has run.
        self.journal(("0000_b", 1), ("0001_z", 5), ("0001_a", 3), ("0002_c", 6))
        self.assertIn("a database that has run 0001_z.sql never runs this file", self.orders("drizzle")["drizzle/0001_a.sql"])
        self.assertEqual(len(self.orders("drizzle")), 1)

    def test_drizzle_history_is_in_the_order_of_the_journal(self):
        self.write("drizzle/0002_first.sql", "CREATE TABLE t (id bigint PRIMARY KEY);\n")
        self.write("drizzle/0001_second.sql", "CREATE INDEX i ON t (id);\n")
        self.write("drizzle/0000_never.sql", "CREATE TABLE t (id bigint PRIMARY KEY);\n")
        self.journal(("0002_first", 1), ("0001_second", 2))
        result = self.run_program("check", "drizzle/0001_second.sql")
        self.assertIn("t exists since 0002_first.sql:1", result.stdout)
        exists = self.findings("drizzle/0001_second.sql", "drizzle/0002_first.sql", "--select", "will-fail/*")
        self.assertEqual(exists, [])

    def test_a_journal_that_cannot_be_read_is_none(self):
        self.write("drizzle/0001_a.sql", CLEAN)
        for text in ("", "[]", "{", '{"entries": 1}', '{"entries": [1]}', '{"entries": [{"tag": 1}]}'):
            self.write("drizzle/meta/_journal.json", text)
            self.assertEqual(self.orders("drizzle"), {}, text)
        self.write("drizzle/meta/_journal.json", "{")
        self.assert_failure(self.run_program("check", "drizzle"), "drizzle/meta/_journal.json: not valid JSON")

    def test_a_listed_file_that_is_missing(self):
        self.write("drizzle/0001_a.sql", CLEAN)
        self.journal(("0000_gone", 1), ("0001_a", 2))
        result = self.run_program("check", "drizzle")
        self.assert_failure(
            result, "migralint: drizzle/meta/_journal.json: lists 0000_gone.sql, which is not there: Drizzle stops at it\n"
        )

    def test_schema(self):
        self.write("dump.sql", "CREATE TABLE t (id bigint);\n")
        self.write("db/1.sql", "CREATE INDEX i ON t (id);\n")
        result = self.run_program("check", "db", "--schema", "dump.sql")
        self.assertEqual(result.returncode, 1)
        self.assertIn("dump.sql:1", result.stdout)
        missing = self.run_program("check", "db", "--schema", "dmp.sql")
        self.assert_failure(missing, "dmp.sql: no such file or directory")
        self.assertIn("db/1.sql", missing.stdout)

    def test_down_files_are_not_judged(self):
        self.write("db/1.down.sql", "DROP TABLE orders;\n")
        self.assertEqual(self.run_program("check", "db").returncode, 0)
        self.write("db/1.down.sql", "DROP TABEL orders;\n")
        self.assertEqual(self.findings("db", code=1), [("syntax/error", "db/1.down.sql")])


class StandardInput(CliTest):
    def test_stdin(self):
        self.assertEqual(self.findings("--select", BAD_RULE, "-", stdin=BAD, code=1), [(BAD_RULE, "<stdin>")])

    def test_stdin_has_the_history_of_its_name(self):
        self.write("db/1.sql", INIT)
        self.write("db/2.sql", CLEAN)
        arguments = ("--select", BAD_RULE, "-", "--stdin-filename", "db/2.sql")
        self.assertEqual(self.findings(*arguments, stdin=BAD, code=1), [(BAD_RULE, "db/2.sql")])
        result = self.run_program("check", *arguments, stdin=BAD)
        self.assertIn("1.sql:1", result.stdout)

    def test_stdin_is_read_for_a_dash_only(self):
        result = self.run_program("check", "--stdin-filename", "x.sql", stdin=BAD)
        self.assert_failure(result, "no path given")
        self.write("db/1.sql", CLEAN)
        result = self.run_program("check", "db", "--stdin-filename", "x.sql", stdin=BAD)
        self.assert_failure(result, '--stdin-filename needs the path "-"')


class Usage(CliTest):
    def test_help(self):
        for command in ((), ("check",), ("rules",), ("explain",)):
            result = self.run_program(*command, "--help")
            self.assertEqual(result.returncode, 0)
            self.assertIn("Usage: migralint", result.stdout)
            self.assertEqual(result.stderr, "")
        check = self.run_program("check", "--help").stdout
        for option in (
            "--output-format --output-file --pg-version --transaction --schema --no-history --select --ignore "
            "--fail-level --exit-zero --config --no-config --color --statistics --jobs --quiet --stdin-filename "
            "--include-suppressed"
        ).split():
            self.assertIn(option, check)

    def test_version(self):
        result = self.run_program("--version")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"^migralint \d+\.\d+\.\d+\n$")

    def test_usage_errors(self):
        self.write("db/1.sql", BAD)
        cases = {
            (): "no command given",
            ("chekc", "db"): 'unknown command "chekc" (did you mean check?)',
            ("db",): "to judge db: migralint check db",
            ("check", "db", "--selct", "x"): "unknown option --selct (did you mean --select?)",
            ("check", "db", "--pg-version", "11"): "must be a major version from 12 to 19",
            ("check", "db", "--transaction", "fil"): '(did you mean "file"?)',
            ("check", "db", "--fail-level", "warn"): '(did you mean "warning"?)',
            ("check", "db", "--color", "sometimes"): "must be one of auto, always, never",
            ("check", "db", "--jobs", "many"): "--jobs",
            ("check", "db", "--output-format", "sarfi"): '(did you mean "sarif"?)',
            ("check", "db", "-o", "jsn:x"): '(did you mean "json"?)',
            ("check", "db", "-o", "json:"): "names no file",
            ("check", "db", "-o", "a", "-o", "b"): "two files for one report",
            ("check", "db", "--select", "locking/index-not-concurent"): f'(did you mean "{BAD_RULE}"?)',
            ("check", "db", "--ignore", "lokcing/*"): '(did you mean "locking/*"?)',
            ("check", "db", "--ignore", "data-loss"): '(did you mean "data-loss/*"?)',
            ("check", "db", "--select", ","): "names no rule",
            ("check", "db", "--config", "none.toml"): "configuration none.toml: no such file or directory",
            ("check", "db", "--config", "x", "--no-config"): "exclude each other",
            ("check", "db", "--schema", "x", "--no-history"): "exclude each other",
            ("rules", "--output-format", "xml"): 'unknown format "xml"',
            ("explain",): "RULE",
            ("explain", "drop-tabel"): '(did you mean "data-loss/drop-table"?)',
        }
        for arguments, message in cases.items():
            with self.subTest(arguments=arguments):
                result = self.run_program(*arguments)
                self.assert_failure(result, message)
                self.assertEqual(result.stdout, "")
                self.assertTrue(result.stderr.startswith("migralint: "), result.stderr)


class Rules(CliTest):
    def test_list(self):
        result = self.run_program("rules")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"(?m)^locking/index-not-concurrent +error +\S")

    def test_json(self):
        document = json.loads(self.run_program("rules", "--output-format", "json").stdout)
        rules = {rule["id"]: rule for rule in document["rules"]}
        self.assertEqual(document["version"], 1)
        self.assertEqual(rules[BAD_RULE]["level"], "error")
        self.assertTrue(rules[BAD_RULE]["summary"])

    def test_every_rule_explains_itself(self):
        document = json.loads(self.run_program("rules", "--output-format", "json").stdout)
        for rule in document["rules"]:
            result = self.run_program("explain", rule["id"])
            self.assertEqual(result.returncode, 0, rule["id"])
            self.assertGreater(len(result.stdout), 50, rule["id"])

    def test_explain_without_the_category(self):
        short = self.run_program("explain", "index-not-concurrent")
        self.assertEqual(short.stdout, self.run_program("explain", BAD_RULE).stdout)

    def test_select_and_ignore(self):
        self.write("db/1.sql", BAD + "DROP TABLE old_orders;\n")

        def rules(*arguments):
            return {rule for rule, _ in self.findings("db", *arguments)}

        self.assertLess({BAD_RULE, "data-loss/drop-table"}, rules())
        self.assertEqual(rules("--select", f"{BAD_RULE},data-loss/*"), {BAD_RULE, "data-loss/drop-table"})
        self.assertEqual(rules("--select", BAD_RULE, "--select", "data-loss/*"), {BAD_RULE, "data-loss/drop-table"})
        self.assertEqual(rules("--select", BAD_RULE, "--ignore", "locking/*"), {BAD_RULE})
        self.assertNotIn(BAD_RULE, rules("--ignore", "locking/*"))


class Outputs(CliTest):
    def test_text_and_sarif_in_one_run(self):
        self.write("db/1.sql", BAD)
        result = self.run_program("check", "db", "-o", "sarif:out.sarif", "-o", "json:out.json")
        self.assertEqual(result.returncode, 1)
        self.assertIn("db/1.sql:1:1", result.stdout)
        self.assertEqual(json.loads((self.root / "out.sarif").read_text())["version"], "2.1.0")
        self.assertEqual(json.loads((self.root / "out.json").read_text())["version"], 1)

    def test_file_instead_of_standard_output(self):
        self.write("db/1.sql", BAD)
        result = self.run_program("check", "db", "--output-format", "json", "--output-file", "out.json")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertEqual(json.loads((self.root / "out.json").read_text())["version"], 1)

    def test_output_that_cannot_be_written(self):
        self.write("db/1.sql", CLEAN)
        result = self.run_program("check", "db", "-o", "json:no/such/folder.json")
        self.assert_failure(result, "migralint: no/such/folder.json: no such file or directory")

    def test_machine_formats_are_whole_documents_in_spite_of_errors(self):
        result = self.run_program("check", "nowhere", "--output-format", "json")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(json.loads(result.stdout)["findings"], [])

    def test_statistics(self):
        self.write("db/1.sql", BAD + BAD.replace("idx_", "ix_"))
        result = self.run_program("check", "db", "--statistics", "--select", BAD_RULE)
        self.assertRegex(result.stdout, rf"(?m)^ *2\b.*{BAD_RULE}|{BAD_RULE}.*\b2$")

    def test_quiet(self):
        self.write("db/1.sql", CLEAN)
        result = self.run_program("check", "db", "--quiet")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        self.write("db/1.sql", BAD)
        output = self.run_program("check", "db", "-q").stdout
        self.assertIn(BAD_RULE, output)
        self.assertNotIn("judged", output)

    def test_jobs_do_not_change_the_report(self):
        for number in range(40):
            self.write(f"db/{number}.sql", BAD.replace("idx", f"i{number}"))
        reports = {self.run_program("check", "db", "--jobs", jobs).stdout for jobs in ("1", "2", "7")}
        self.assertEqual(len(reports), 1)

    def test_closed_pipe(self):
        for number in range(300):
            self.write(f"db/{number}.sql", BAD)
        process = subprocess.Popen(
            [PROGRAM, "check", "db"], cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        process.stdout.read(1)
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(60), 1)

    def test_full_disk(self):
        if not stat.S_ISCHR(os.stat("/dev/full").st_mode):
            self.skipTest("no /dev/full")
        self.write("db/1.sql", CLEAN)
        with open("/dev/full", "w") as full:
            result = subprocess.run(
                [PROGRAM, "check", "db"], cwd=self.root, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
            )
        self.assertEqual(result.returncode, 2)
        self.assertIn("standard output: no space left on device", result.stderr)


class Colors(CliTest):
    ESCAPE = "\x1b["

    def on_terminal(self, *arguments, env=None):
        leader, follower = pty.openpty()
        environment = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm", **(env or {})}
        process = subprocess.Popen(
            [PROGRAM, "check", "db", *arguments], cwd=self.root, stdout=follower, env=environment
        )
        os.close(follower)
        text = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            text += part
        process.wait(60)
        os.close(leader)
        return text.decode()

    def test_colors(self):
        self.write("db/1.sql", BAD)
        self.assertNotIn(self.ESCAPE, self.run_program("check", "db").stdout)
        self.assertIn(self.ESCAPE, self.run_program("check", "db", "--color", "always").stdout)
        forced = {"NO_COLOR": "1"}
        self.assertIn(self.ESCAPE, self.run_program("check", "db", "--color", "always", env=forced).stdout)
        self.assertIn(self.ESCAPE, self.on_terminal())
        self.assertNotIn(self.ESCAPE, self.on_terminal("--color", "never"))
        self.assertNotIn(self.ESCAPE, self.on_terminal(env={"NO_COLOR": "1"}))
        self.assertIn(self.ESCAPE, self.on_terminal(env={"NO_COLOR": ""}))
        self.assertNotIn(self.ESCAPE, self.on_terminal(env={"TERM": "dumb"}))

    def test_no_escapes_in_files(self):
        self.write("db/1.sql", BAD)
        self.on_terminal("-o", "text:out.txt")
        self.assertNotIn(self.ESCAPE, (self.root / "out.txt").read_text())


class Configuration(CliTest):
    def test_nearest_configuration(self):
        self.write("migralint.toml", 'select = ["data-loss/*"]\n')
        self.write("a/migralint.toml", f'select = ["{BAD_RULE}"]\n')
        self.write("a/db/1.sql", BAD)
        self.write("b/db/1.sql", BAD)
        self.assertEqual(self.findings("a", "b", code=1), [(BAD_RULE, "a/db/1.sql")])
        self.assertIn((BAD_RULE, "b/db/1.sql"), self.findings("a", "b", "--no-config"))
        self.assertEqual(len(self.findings("a", "b", "--config", "a/migralint.toml")), 2)

    def test_configuration_from_within_a_folder(self):
        self.write("migralint.toml", 'pg-version = 17\n')
        self.write("db/1.sql", CLEAN)
        result = self.run_program("check", "1.sql", "--output-format", "json", cwd=self.root / "db")
        self.assertEqual(json.loads(result.stdout)["pg_version"], 17)
        result = self.run_program("check", "1.sql", "--pg-version", "13", "--output-format", "json", cwd=self.root / "db")
        self.assertEqual(json.loads(result.stdout)["pg_version"], 13)

    def test_transaction(self):
        self.write("migralint.toml", 'transaction = "file"\n')
        self.write("db/1.sql", CLEAN)
        document = json.loads(self.run_program("check", "db", "--output-format", "json").stdout)
        self.assertEqual(document["files"][0]["transaction"], "file")
        document = json.loads(
            self.run_program("check", "db", "--transaction", "batch", "--output-format", "json").stdout
        )
        self.assertEqual(document["files"][0]["transaction"], "batch")

    def test_levels(self):
        self.write("db/1.sql", BAD)
        self.write("db/old/1.sql", BAD)
        self.write(
            "migralint.toml",
            f'select = ["{BAD_RULE}"]\n[rules]\n"locking/*" = "off"\n"{BAD_RULE}" = "note"\n'
            f'[[overrides]]\npaths = ["db/old/**"]\nrules = {{"{BAD_RULE}" = "warning"}}\n',
        )
        result = self.run_program("check", "db", "--output-format", "json")
        levels = {finding["path"]: finding["level"] for finding in json.loads(result.stdout)["findings"]}
        self.assertEqual(levels, {"db/1.sql": "note", "db/old/1.sql": "warning"})
        self.assertEqual(self.run_program("check", "db/1.sql").returncode, 0)
        self.assertEqual(self.run_program("check", "db").returncode, 1)

    def test_fail_level(self):
        self.write("db/1.sql", BAD)
        self.write("migralint.toml", 'fail-level = "never"\n')
        self.assertEqual(self.run_program("check", "db").returncode, 0)
        self.assertEqual(self.run_program("check", "db", "--fail-level", "error").returncode, 1)

    def test_exclude(self):
        self.write("migralint.toml", 'exclude = ["db/1.sql"]\n')
        self.write("db/1.sql", BAD)
        result = self.run_program("check", "db/1.sql")
        self.assertEqual(result.returncode, 0)
        self.assertIn("nothing to judge: the configuration excludes the only file", result.stderr)
        self.write("db/2.sql", BAD)
        self.assertEqual(self.findings("--select", BAD_RULE, "db", "db/1.sql"), [(BAD_RULE, "db/2.sql")])

    def test_schema(self):
        self.write("svc/migralint.toml", 'schema = "dump.sql"\n')
        self.write("svc/dump.sql", "CREATE TABLE t (id bigint);\n")
        self.write("svc/db/1.sql", "CREATE INDEX i ON t (id);\n")
        self.assertIn("dump.sql:1", self.run_program("check", "svc/db").stdout)

    def test_mistakes(self):
        self.write("db/1.sql", BAD)
        self.write("migralint.toml", '\n\n\n\n\n[rules]\n"locking/index-not-concurent" = "off"\n\nzzz = 1\n')
        result = self.run_program("check", "db")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stdout, "")
        first = (
            'migralint.toml:7:1: unknown rule "locking/index-not-concurent" (did you mean "locking/index-not-concurrent"?)'
        )
        self.assertEqual(result.stderr.splitlines()[0], first)
        self.assertTrue(result.stderr.splitlines()[1].startswith("migralint.toml:9:1: "), result.stderr)

    def test_not_toml(self):
        self.write("db/1.sql", BAD)
        self.write("migralint.toml", "pg-version = \n")
        result = self.run_program("check", "db")
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr, r"^migralint\.toml:1:\d+: ")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
