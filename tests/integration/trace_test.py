#!/usr/bin/env python3
"""trace_test.py MIGRALINT SOURCE_DIR: `migralint trace` with a real server, and what it leaves behind: nothing."""
import json
import os
import pty
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import jsonschema

MIGRALINT = None
SOURCE = None
BINDIR = "/usr/lib/postgresql/15/bin"
SKIPPED = 77


def server_user():
    """Servers do not run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def alive(marker):
    """Processes with `marker` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and marker in (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


class TraceTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="mt-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.tmp = self.root / "tmp"
        self.tmp.mkdir()
        self.user = server_user()
        # The checkout may be where that user cannot look.
        self.program = self.root / "migralint"
        shutil.copy2(MIGRALINT, self.program)
        if self.user is not None:
            os.chown(self.tmp, self.user.pw_uid, self.user.pw_gid)
        self.root.chmod(0o755)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return name

    def options(self, env=None, as_root=False):
        environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(self.tmp), "TERM": "xterm"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment.update(env or {})
        options = {"cwd": self.root, "env": environment}
        if self.user is not None and not as_root:
            options.update(user=self.user.pw_uid, group=self.user.pw_gid, extra_groups=[])
        return options

    def trace(self, *arguments, code=0, bindir=BINDIR, env=None, as_root=False):
        command = [self.program, "trace", "--no-config", *arguments]
        if bindir:
            command += ["--pg-bindir", bindir]
        result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False,
                                stdin=subprocess.DEVNULL, **self.options(env, as_root))
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        self.assertEqual(list(self.tmp.iterdir()), [], "it left something behind")
        return result

    def statements(self, *arguments, code=0, env=None):
        document = json.loads(self.trace("--output-format", "json", *arguments, code=code, env=env).stdout)
        schema = json.loads((SOURCE / "docs/schema/trace.schema.json").read_text())
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        self.assertEqual([error.message for error in validator(schema).iter_errors(document)], [])
        documented = set(schema["$defs"]["statement"]["properties"])
        for statement in document["statements"]:
            self.assertEqual(set(statement), documented)
        return document

    # --- verdicts

    def test_examples_are_confirmed(self):
        shutil.copytree(SOURCE / "examples", self.root / "examples")
        for later in ("0007_order_search", "0008_loyalty", "0009_cleanup"):
            (self.root / f"examples/shop/{later}.up.sql").unlink()
        summary = self.statements("examples")["summary"]
        self.assertGreater(summary["statements"], 15)
        self.assertEqual(summary["confirmed"], summary["statements"])

    def test_an_example_that_the_server_refuses(self):
        shutil.copytree(SOURCE / "examples", self.root / "examples")
        result = self.trace("examples/shop/0007_order_search.up.sql", code=2)
        self.assertIn("refused in a transaction  refused in a transaction  confirmed", result.stdout)
        self.assertIn("0007_order_search.up.sql:5: the server refuses this statement: CREATE INDEX CONCURRENTLY "
                      "cannot run inside a transaction block (25001)", result.stderr)

    def test_table(self):
        self.write("m/001.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n")
        self.write("m/002.sql", "ALTER TABLE orders ALTER COLUMN status SET NOT NULL;\nSELECT 1;\n")
        result = self.trace("m/002.sql")
        self.assertRegex(result.stdout, r"^m/002.sql \(autocommit\): PostgreSQL 15\.\d+\n")
        lines = [line.rstrip() for line in result.stdout.splitlines()[2:]]
        self.assertEqual(lines, [
            "line  statement                                    predicted                       "
            "observed                        verdict",
            "   1  ALTER TABLE orders ALTER COLUMN status SET…  public.orders ACCESS EXCLUSIVE  "
            "public.orders ACCESS EXCLUSIVE  confirmed",
            "                                                   reads public.orders             reads public.orders",
            "   2  SELECT 1                                     –                               "
            "–                               confirmed",
            "",
            "2 statements: 2 confirmed",
        ])

    def test_what_no_text_shows_differs(self):
        self.write("m/001.sql", """
            CREATE TABLE audit (id int);
            CREATE TABLE orders (id int);
            CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS
              $$ BEGIN LOCK TABLE audit IN EXCLUSIVE MODE; END $$;
            CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION note();
        """)
        self.write("m/002.sql", "ALTER TABLE orders ADD COLUMN status text;\n")
        document = self.statements("m/002.sql", code=1)
        self.assertEqual(document["summary"]["differs"], 1)
        facts = document["statements"][0]["facts"]
        self.assertIn({"kind": "lock", "relation": "public.audit", "predicted": False, "observed": "EXCLUSIVE"}, facts)
        self.assertIn({"kind": "lock", "relation": "public.orders", "predicted": "ACCESS EXCLUSIVE",
                       "observed": "ACCESS EXCLUSIVE"}, facts)
        self.assertRegex(self.trace("m/002.sql", code=1).stdout, r"– +public.audit EXCLUSIVE +differs\n(.*\n)*.*1 differs\n")

    def test_what_is_not_predicted_is_said(self):
        self.write("m/001.sql", "CREATE TABLE t (id int);\nCREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';\nCALL p();\n")
        result = self.trace("m")
        self.assertIn("3 statements: 2 confirmed, 1 not predicted", result.stdout)
        self.assertIn("Line 3: not predicted: what procedure p runs", result.stdout)

    def test_what_only_the_missing_history_tells_is_no_difference(self):
        self.write("m/001.sql", "CREATE TABLE t (id int);\nDO $$ BEGIN EXECUTE current_setting('my.sql', true); "
                                "EXCEPTION WHEN others THEN NULL; END $$;\n")
        self.write("m/002.sql", "DROP TRIGGER IF EXISTS nothing ON t;\nDROP TABLE IF EXISTS nowhere;\n")
        statements = self.statements("m/002.sql")["statements"]
        self.assertEqual([s["verdict"] for s in statements], ["not_predicted", "confirmed"])
        self.assertEqual(statements[0]["unknown_because"], "whether it finds what it looks for is not in the history")

    def test_expressions_of_a_block(self):
        self.write("m/001.sql", "CREATE TABLE t (id int);\n")
        self.write("m/002.sql", "DO $$ BEGIN IF (SELECT count(*) FROM t) > 0 THEN RAISE 'filled'; END IF; END $$;\n"
                                "DO $$ BEGIN RAISE NOTICE '%', (SELECT count(*) FROM t); END $$;\n"
                                "DO $$ DECLARE a int[]; BEGIN a[(SELECT count(*) FROM t)] := 1; END $$;\n")
        condition, argument, subscript = self.statements("m/002.sql")["statements"]
        self.assertEqual(condition["verdict"], "confirmed")
        self.assertEqual(argument["verdict"], "confirmed")
        # Subscripts are not looked into, but what they read is no difference.
        self.assertEqual(subscript["verdict"], "not_predicted")
        self.assertIn("expressions", subscript["unknown_because"])

    # --- ways to run

    def test_concurrently_is_watched(self):
        self.write("m/001.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n")
        self.write("m/002.sql", "SET lock_timeout = '1ms';\nCREATE INDEX CONCURRENTLY i ON orders (status);\n"
                                "SHOW lock_timeout;\nDROP INDEX CONCURRENTLY i;\nVACUUM orders;\n")
        statements = self.statements("m/002.sql")["statements"]
        self.assertEqual([s["verdict"] for s in statements], ["confirmed"] * 5)
        for number in (1, 3, 4):
            facts = statements[number]["facts"]
            self.assertIn({"kind": "refusal", "relation": None, "predicted": True, "observed": True}, facts)
            self.assertIn({"kind": "lock", "relation": "public.orders", "predicted": "SHARE UPDATE EXCLUSIVE",
                           "observed": "SHARE UPDATE EXCLUSIVE"}, facts)

    def test_transaction_modes(self):
        self.write("m/001.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n")
        self.write("m/002.sql", "CREATE INDEX CONCURRENTLY i ON orders (status);\n")
        for mode, code in (("autocommit", 0), ("implicit", 0), ("pipeline", 0), ("file", 2), ("batch", 2)):
            with self.subTest(mode):
                self.trace("m/002.sql", "--transaction", mode, code=code)

    def test_locks_are_held_to_the_end_of_the_transaction(self):
        self.write("m/001.sql", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n")
        self.write("m/002.sql", "ALTER TABLE a ADD x int;\nLOCK TABLE b;\nALTER TABLE b ADD x int;\nALTER TABLE a ADD y int;\n")
        statements = self.statements("m/002.sql", "--transaction", "file")["statements"]
        self.assertEqual([len(s["facts"]) for s in statements], [1, 1, 0, 0])
        self.trace("m/002.sql", code=2)  # LOCK TABLE needs a transaction

    def test_explicit_transactions_are_followed(self):
        self.write("m/001.sql", "CREATE TABLE a (id int);\n")
        self.write("m/002.sql", "BEGIN;\nALTER TABLE a ADD x int;\nSAVEPOINT s;\nDROP TABLE a;\nROLLBACK TO s;\nCOMMIT;\n"
                                "INSERT INTO a (x) VALUES (1);\n")
        for mode in ("autocommit", "implicit", "file"):
            with self.subTest(mode):
                document = self.statements("m/002.sql", "--transaction", mode)
                self.assertEqual(document["summary"], {"statements": 3, "confirmed": 3, "differs": 0, "not_predicted": 0})

    def test_do_blocks_are_what_they_run(self):
        self.write("m/001.sql", "CREATE TABLE a (id int);\n")
        self.write("m/002.sql", "DO $$ BEGIN ALTER TABLE a ADD x int; CREATE INDEX a_idx ON a (x); END $$;\n")
        statement = self.statements("m/002.sql")["statements"][0]
        self.assertEqual(statement["verdict"], "confirmed")
        self.assertEqual([fact["kind"] for fact in statement["facts"]], ["lock", "build"])

    def test_dumps_with_data_and_commands_of_psql(self):
        self.write("m/001.sql", "\\restrict abc\nCREATE TABLE a (id int, name text);\nALTER TABLE a OWNER TO shop_owner;\n"
                                "COPY a (id, name) FROM stdin;\n1\tone\n2\t\\N\n\\.\n\\unrestrict abc\n"
                                "GRANT SELECT ON a TO reader;\n")
        self.write("m/002.sql", "ALTER TABLE a ADD CHECK (id = 1) NOT VALID;\n\\echo done\n"
                                "ALTER TABLE a ADD CONSTRAINT two CHECK ((SELECT 1) = 1);\n")
        result = self.trace("m", code=2)
        self.assertIn("Line 1: passed over \\restrict, a command of psql.", result.stdout)
        self.assertIn("Roles that the migrations refer to and do not create were made: shop_owner, reader.", result.stdout)
        self.assertIn("m/002.sql:3: the server refuses this statement: cannot use subquery in check constraint", result.stderr)
        # The data is there: it makes this one fail.
        self.write("m/002.sql", "ALTER TABLE a ADD CONSTRAINT one CHECK (id = 1);\n")
        self.assertIn("violated by some row (23514)", self.trace("m", code=2).stderr)

    # --- errors

    def test_a_migration_that_fails(self):
        self.write("m/001.sql", "CREATE TABLE a (id int);\n\nALTER TABLE\n  b ADD x int;\n")
        self.write("m/002.sql", "ALTER TABLE a ADD x int;\n")
        for path in ("m", "m/002.sql"):
            with self.subTest(path):
                result = self.trace(path, code=2)
                self.assertIn('migralint: m/001.sql:3: the server refuses this statement: relation "b" does not exist '
                              '(42P01)', result.stderr)
        document = self.statements("m", code=2)
        self.assertEqual(document["failures"][0]["line"], 3)
        self.assertEqual(document["failures"][0]["sqlstate"], "42P01")

    def test_a_commit_that_fails(self):
        self.write("m/001.sql", "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p INITIALLY DEFERRED);\n"
                                "INSERT INTO c VALUES (1);\n")
        self.assertIn("m/001.sql:3: the server refuses this statement: insert or update on table \"c\" violates",
                      self.trace("m", code=2).stderr)

    def test_an_extension_that_the_server_lacks(self):
        self.write("m/001.sql", "CREATE EXTENSION no_such_extension;\n")
        result = self.trace("m", code=2)
        self.assertIn("m/001.sql:1:", result.stderr)
        self.assertIn("lacks the extension: install it for that server", result.stderr)

    def test_no_server_binaries(self):
        self.write("m/001.sql", "SELECT 1;\n")
        result = self.trace("m", code=2, bindir=str(self.root / "nowhere"))
        self.assertIn("no server binaries: ", result.stderr)
        self.assertIn("nowhere/initdb: no such file or directory", result.stderr)

    def test_a_server_that_does_not_start(self):
        self.write("m/001.sql", "SELECT 1;\n")
        for program in ("initdb", "postgres"):
            self.write(f"bin/{program}", "#!/bin/sh\necho broken on purpose\nexit 1\n")
            (self.root / "bin" / program).chmod(0o755)
        result = self.trace("m", code=2, bindir=str(self.root / "bin"))
        self.assertIn("initdb failed:\nbroken on purpose", result.stderr)

    @unittest.skipIf(os.geteuid() != 0, "needs root")
    def test_root_is_told_to_be_somebody_else(self):
        self.write("m/001.sql", "SELECT 1;\n")
        self.assertIn("PostgreSQL refuses to run as root: run this as another user",
                      self.trace("m", code=2, as_root=True).stderr)

    def test_usage(self):
        self.assertIn("no path given", self.trace(code=2).stderr)
        self.assertIn('--output-format "sarif"', self.trace("--output-format", "sarif", ".", code=2).stderr)
        self.assertIn("unknown option --pg-version", self.trace("--pg-version", "16", ".", code=2).stderr)

    # --- it touches nothing else, and leaves nothing

    def test_the_environment_does_not_lead_elsewhere(self):
        self.write("m/001.sql", "CREATE TABLE t (id int);\nSELECT 1 / (current_setting('server_encoding') = 'UTF8')::int;\n")
        self.trace("m", env={"PGHOST": "nowhere.invalid", "PGPORT": "1", "PGDATA": "/nowhere", "PGSERVICE": "none",
                             "PGOPTIONS": "-c no_such=1", "PGUSER": "nobody", "PGDATABASE": "none", "PGTZ": "Mars/Olympus",
                             "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"})

    def start_sleeping(self):
        self.write("m/001.sql", "CREATE TABLE t (id int);\n")
        self.write("m/002.sql", "SELECT pg_sleep(300) AS here_it_sleeps;\n")
        process = subprocess.Popen([self.program, "trace", "--no-config", "m", "--pg-bindir", BINDIR],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **self.options())
        self.addCleanup(process.kill)
        deadline = time.monotonic() + 60
        # The server's processes say in their titles what they do.
        while not any("SELECT" in Path(f"/proc/{pid}/cmdline").read_text() for pid in alive("migralint_trace")):
            self.assertLess(time.monotonic(), deadline, "it never came to the statement")
            self.assertIsNone(process.poll())
            time.sleep(0.05)
        return process

    def assert_nothing_left(self, seconds):
        deadline = time.monotonic() + seconds
        while alive(str(self.tmp)) or list(self.tmp.iterdir()):
            self.assertLess(time.monotonic(), deadline, f"{alive(str(self.tmp))} {list(self.tmp.iterdir())}")
            time.sleep(0.05)

    def test_interrupted(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(code):
                process = self.start_sleeping()
                process.send_signal(number)
                process.communicate(timeout=60)
                self.assertEqual(process.returncode, code)
                self.assert_nothing_left(0)

    def test_interrupted_while_it_starts(self):
        self.write("m/001.sql", "SELECT 1;\n")
        for delay in (0.05, 0.3, 0.6):
            with self.subTest(delay):
                process = subprocess.Popen([self.program, "trace", "--no-config", "m", "--pg-bindir", BINDIR],
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **self.options())
                time.sleep(delay)
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=60)
                self.assertIn(process.returncode, (130, 0, -signal.SIGINT))
                self.assert_nothing_left(0)

    def test_killed(self):
        process = self.start_sleeping()
        process.kill()
        process.communicate(timeout=60)
        self.assert_nothing_left(20)

    def test_progress_is_for_terminals_only(self):
        self.write("m/001.sql", "SELECT 1;\n")
        self.assertEqual(self.trace("m").stderr, "")
        ours, theirs = pty.openpty()
        subprocess.run([self.program, "trace", "--no-config", "m", "--pg-bindir", BINDIR], stdout=subprocess.DEVNULL,
                       stderr=theirs, timeout=60, check=True, **self.options())
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        self.assertIn(b"starting PostgreSQL", shown)
        self.assertIn(b"now m/001.sql", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown)


if __name__ == "__main__":
    MIGRALINT, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    if not Path(BINDIR, "postgres").exists():
        print(f"skipped: no server in {BINDIR}")
        sys.exit(SKIPPED)
    if os.geteuid() == 0 and server_user() is None:
        print("skipped: no user to run a server as")
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
