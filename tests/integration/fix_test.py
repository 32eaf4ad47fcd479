#!/usr/bin/env python3
"""check --fix and --diff: exact results, and what they do to files. Usage: fix_test.py path/to/migralint APPROVED_DIR [PG_BINDIR]

Each case in APPROVED_DIR is NAME.sql, the file before, and NAME.fixed.sql, after --fix; NAME.history.sql holds the
migrations before it, `-- next file` between them. A first line `-- options: …` of NAME.sql is passed to the program.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None
APPROVED = None
SERVER = None

HISTORY = """CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, status text NOT NULL);
"""
BAD = "-- the index\nCREATE INDEX idx_orders_status ON orders (status);\n"
FIXED = "DROP INDEX CONCURRENTLY IF EXISTS idx_orders_status;\n-- the index\n"


class FixTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="migralint-fix-")
        self.addCleanup(self.scratch.cleanup)
        self.root = Path(os.path.realpath(self.scratch.name))

    def write(self, name, data):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def run_program(self, *arguments, stdin=b""):
        return subprocess.run(
            [PROGRAM, "check", *arguments], input=stdin, capture_output=True, cwd=self.root, timeout=120
        )

    def project(self, text=BAD, name="m/2.sql"):
        self.write("m/1.sql", HISTORY)
        return self.write(name, text)


class Approved(FixTest):
    def test_cases(self):
        cases = sorted(path for path in APPROVED.glob("*.sql") if path.name.count(".") == 1)
        self.assertGreater(len(cases), 20)
        for case in cases:
            with self.subTest(case=case.stem):
                self.check_case(case)

    def check_case(self, case):
        shutil.rmtree(self.root / "m", ignore_errors=True)
        before = case.read_bytes()
        options = []
        first = before.split(b"\n", 1)[0].strip()
        if first.startswith(b"-- options:"):
            options = first[len(b"-- options:"):].decode().split()
        history = case.with_name(case.stem + ".history.sql")
        if history.exists():
            for number, part in enumerate(history.read_bytes().split(b"-- next file\n")):
                self.write(f"m/1.{number}.sql", part)
        path = self.write("m/2.sql", before)
        result = self.run_program("--fix", "--no-config", "-q", *options, str(path.relative_to(self.root)))
        self.assertIn(result.returncode, (0, 1), result.stderr.decode())
        fixed = case.with_name(case.stem + ".fixed.sql")
        if os.environ.get("MIGRALINT_APPROVE"):
            fixed.write_bytes(path.read_bytes())
        self.assertEqual(path.read_bytes().decode(), fixed.read_bytes().decode())
        again = self.run_program("--diff", "--no-config", *options, str(path.relative_to(self.root)))
        self.assertEqual((again.returncode, again.stdout), (0, b""), "a second run changes it again")


class Files(FixTest):
    def test_report_and_exit_code(self):
        path = self.project()
        result = self.run_program("--fix", "--output-format", "json", "m/2.sql")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["fixes"], {"fixed": 1, "files": 1, "dropped": 0})
        self.assertEqual(report["findings"], [])
        self.assertIn("CREATE INDEX CONCURRENTLY", path.read_text())
        text = self.run_program("--fix", "m/2.sql").stdout.decode()
        self.assertIn("nothing to fix by itself", text)

    def test_what_is_left_decides_the_exit_code(self):
        self.project(BAD + "DROP TABLE orders;\n")
        result = self.run_program("--fix", "m/2.sql")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"fixed ", result.stdout)
        self.assertIn(b"data-loss/drop-table", result.stdout)

    def test_mode_and_symbolic_link_stay(self):
        path = self.project()
        path.chmod(0o640)
        target = self.root / "elsewhere.sql"
        path.rename(target)
        path.symlink_to(target)
        self.assertEqual(self.run_program("--fix", "m/2.sql").returncode, 0)
        self.assertTrue(path.is_symlink())
        self.assertIn("CONCURRENTLY", target.read_text())
        self.assertEqual(target.stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), ["elsewhere.sql", "m"])

    def test_read_only_file_is_one_error(self):
        path = self.project()
        path.chmod(0o444)
        result = self.run_program("--fix", "m/2.sql")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stderr.decode(), "migralint: m/2.sql: cannot write the fixed file: the file is read-only\n")
        self.assertEqual(path.read_text(), BAD)
        self.assertIn(b"locking/index-not-concurrent", result.stdout)

    def test_only_the_named_files_change(self):
        self.write("m/1.sql", HISTORY)
        other = self.write("m/2.sql", BAD)
        last = self.write("m/3.sql", BAD.replace("idx_orders_status", "another_idx"))
        self.run_program("--fix", "m/3.sql")
        self.assertEqual(other.read_text(), BAD)
        self.assertIn("CONCURRENTLY", last.read_text())

    def test_down_half_and_suppressed_findings_stay(self):
        text = (
            "-- +goose NO TRANSACTION\n-- +goose Up\n-- migralint:ignore locking/*, idempotency/* -- small\n"
            "CREATE INDEX a_idx ON orders (status);\n-- +goose Down\nDROP INDEX a_idx;\n"
        )
        path = self.project(text)
        self.assertEqual(self.run_program("--fix", "m/2.sql").returncode, 0)
        self.assertEqual(path.read_text(), text)

    def test_select_and_ignore_choose_the_fixes(self):
        text = "SELECT 1;\nCREATE SEQUENCE s;\nDROP INDEX x;\n"
        path = self.project(text)
        self.run_program("--fix", "--select", "idempotency/create-without-if-not-exists", "m/2.sql")
        self.assertEqual(path.read_text(), text.replace("SEQUENCE s", "SEQUENCE IF NOT EXISTS s"))
        path.write_text(text)
        self.run_program("--fix", "--ignore", "idempotency/*", "--ignore", "locking/lock-timeout-missing", "m/2.sql")
        self.assertEqual(path.read_text(), text.replace("DROP INDEX", "DROP INDEX CONCURRENTLY"))

    def test_a_fix_may_not_bring_what_another_rule_reports(self):
        # With its index built CONCURRENTLY the file would be one that --select does not show: all rules judge.
        path = self.project("BEGIN;\nCREATE INDEX i ON orders (status);\nCOMMIT;\n")
        before = path.read_text()
        self.run_program("--fix", "--select", "locking/index-not-concurrent", "m/2.sql")
        self.assertEqual(path.read_text(), before)

    def test_byte_order_mark_and_carriage_returns_stay(self):
        path = self.project(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
        self.run_program("--fix", "m/2.sql")
        data = path.read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(data.count(b"\xef\xbb\xbf"), 1)
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
        self.assertIn(b"CREATE INDEX CONCURRENTLY", data)


class Server(FixTest):
    """What --fix writes runs on PostgreSQL: each fixed case behind its history, on a throw-away server."""

    def test_fixed_cases_run(self):
        if not SERVER:
            self.skipTest("asked for by a third argument")
        # A server does not run as root, and another user may not see the checkout.
        program = self.root / "migralint"
        shutil.copy2(PROGRAM, program)
        scratch = self.root / "tmp"
        scratch.mkdir()
        scratch.chmod(0o777)
        self.root.chmod(0o755)
        options = {"capture_output": True, "cwd": self.root, "timeout": 120,
                   "env": {"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch), "TERM": "xterm"}}
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")
            options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        ran = 0
        for fixed in sorted(APPROVED.glob("*.fixed.sql")):
            name = fixed.name[: -len(".fixed.sql")]
            before = (APPROVED / f"{name}.sql").read_bytes()
            # A tool's transaction and another version are not what the server below has.
            if before.startswith(b"-- options:") or before == fixed.read_bytes():
                continue
            with self.subTest(case=name):
                shutil.rmtree(self.root / "m", ignore_errors=True)
                history = (APPROVED / f"{name}.history.sql").read_bytes()
                extra = b"CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
                for number, part in enumerate(history.split(b"-- next file\n") + [extra]):
                    self.write(f"m/1.{number}.sql", part)
                self.write("m/2.sql", fixed.read_bytes())
                result = subprocess.run([program, "trace", "--pg-bindir", SERVER, "m"], **options)
                self.assertNotEqual(result.returncode, 2, result.stderr.decode() + result.stdout.decode()[-2000:])
                ran += 1
        self.assertGreater(ran, 15)


class StandardInput(FixTest):
    def test_fixed_text_goes_to_standard_output(self):
        self.project("SELECT 1;\n", "m/1b.sql")
        result = self.run_program("--fix", "--stdin-filename", "m/2.sql", "-", stdin=BAD.encode())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(b"CREATE INDEX CONCURRENTLY idx_orders_status ON orders (status);\n", result.stdout)
        self.assertNotIn(b"fixed", result.stdout)
        self.assertIn(b"fixed 1 finding in 1 file", result.stderr)
        self.assertFalse((self.root / "m/2.sql").exists())

    def test_a_text_without_findings_comes_back_as_it_is(self):
        result = self.run_program("--fix", "-", stdin=b"SELECT 1; -- \xc3\xa4")
        self.assertEqual((result.returncode, result.stdout), (0, b"SELECT 1; -- \xc3\xa4"))


class Diff(FixTest):
    def test_changes_nothing_and_says_so(self):
        path = self.project()
        result = self.run_program("--diff", "m/2.sql")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(path.read_text(), BAD)
        self.assertTrue(result.stdout.startswith(b"--- a/m/2.sql\n+++ b/m/2.sql\n@@ "))
        self.assertEqual(result.stderr, b"would fix 1 finding in 1 file\n")
        self.run_program("--fix", "m/2.sql")
        again = self.run_program("--diff", "m/2.sql")
        self.assertEqual((again.returncode, again.stdout, again.stderr), (0, b"", b""))

    def test_symbolic_links(self):
        path = self.project()
        target = self.root / "real" / "2.sql"
        target.parent.mkdir()
        path.rename(target)
        path.symlink_to("../real/2.sql")
        result = self.run_program("--diff", "m")
        self.assertEqual(result.returncode, 1)
        self.assertTrue(result.stdout.startswith(b"--- a/real/2.sql\n+++ b/real/2.sql\n@@ "))
        with tempfile.TemporaryDirectory() as elsewhere:
            outside = Path(elsewhere) / "2.sql"
            target.rename(outside)
            path.unlink()
            path.symlink_to(outside)
            result = self.run_program("--diff", "m")
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertEqual(
            result.stderr,
            b"migralint: m/2.sql: left out of the patch: a symbolic link leads out of the working directory\n"
            b"would fix 1 finding in 1 file\n",
        )

    def test_is_no_report(self):
        self.project()
        result = self.run_program("--diff", "--output-format", "json", "m")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"--diff prints a patch", result.stderr)

    def apply_with(self, *command):
        texts = {
            "m/2.sql": BAD.encode() + b"SELECT 1;\n" * 20 + b"DROP INDEX x",  # no line end at the end
            "m/3 x.sql": b"\r\n".join([b"SELECT 1;"] * 9 + [b"DROP INDEX y;", b""]),
            "m/4.sql": b"SELECT 1;\n",
        }
        self.write("m/1.sql", HISTORY)
        for name, text in texts.items():
            self.write(name, text)
        patch = self.run_program("--diff", "m").stdout
        self.run_program("--fix", "m")
        fixed = {name: (self.root / name).read_bytes() for name in texts}
        for name, text in texts.items():
            self.write(name, text)
        applied = subprocess.run(command, input=patch, capture_output=True, cwd=self.root, timeout=60)
        self.assertEqual(applied.returncode, 0, applied.stdout + applied.stderr)
        for name in texts:
            self.assertEqual((self.root / name).read_bytes(), fixed[name], name)
        self.assertNotEqual(fixed["m/3 x.sql"], texts["m/3 x.sql"])

    @unittest.skipUnless(shutil.which("git"), "needs git")
    def test_git_applies_it(self):
        subprocess.run(["git", "init", "-q", "."], cwd=self.root, check=True, timeout=60)
        self.apply_with("git", "apply", "--whitespace=nowarn", "-")

    @unittest.skipUnless(shutil.which("patch"), "needs patch")
    def test_patch_applies_it(self):
        self.apply_with("patch", "-p1", "--binary", "-s")


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    APPROVED = Path(sys.argv.pop(1)).resolve()
    if len(sys.argv) > 1 and os.path.isdir(sys.argv[1]):
        SERVER = sys.argv.pop(1)
    unittest.main()
