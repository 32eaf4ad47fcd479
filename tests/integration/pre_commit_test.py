#!/usr/bin/env python3
"""The pre-commit hook in a scratch repository. Usage: pre_commit_test.py path/to/migralint

Exit code 77 where pre-commit or git is not installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None
HOOKS = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
INIT = "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, status text);\n"
BAD = "SET lock_timeout = '5s';\nCREATE INDEX IF NOT EXISTS orders_status_idx ON orders (status);\n"
CLEAN = "SET lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;\n"

LOCAL = """\
repos:
  - repo: local
    hooks:
      - id: migralint
        name: migralint
        entry: migralint check{options}
        language: system
        types: [sql]
        require_serial: true
{extra}"""


class PreCommitTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="migralint-pre-commit-")
        self.addCleanup(scratch.cleanup)
        self.root = Path(os.path.realpath(scratch.name))
        (self.root / "home").mkdir()
        # Nothing of the user's set-up, and nothing of a git command that may run this test, reaches the scratch repository.
        self.environment = {
            "PATH": os.pathsep.join([str(Path(PROGRAM).parent), os.environ["PATH"]]),
            "HOME": str(self.root / "home"),
            "PRE_COMMIT_HOME": str(self.root / "cache"),
            "PRE_COMMIT_COLOR": "never",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "test",
            "GIT_AUTHOR_EMAIL": "test@example.com",
            "GIT_COMMITTER_NAME": "test",
            "GIT_COMMITTER_EMAIL": "test@example.com",
        }
        self.repository = self.new_repository("project")

    def run_command(self, *command, cwd=None):
        return subprocess.run(
            command,
            cwd=cwd or self.repository,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=120,
        )

    def do(self, *command, cwd=None):
        result = self.run_command(*command, cwd=cwd)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def new_repository(self, name):
        path = self.root / name
        path.mkdir()
        self.do("git", "-c", "init.defaultBranch=main", "init", "--quiet", cwd=path)
        return path

    def stage(self, name, text):
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.do("git", "add", name)

    def commit(self):
        return self.run_command("git", "commit", "--quiet", "-m", "change")

    def install_local_hook(self, extra="", options=""):
        self.stage(".pre-commit-config.yaml", LOCAL.format(extra=extra, options=options))
        self.stage("db/1.sql", INIT)
        self.assertEqual(self.commit().returncode, 0)
        self.do("pre-commit", "install")

    def assert_stopped(self, result):
        self.assertNotEqual(result.returncode, 0, result.stdout)
        self.assertIn("error[locking/index-not-concurrent]", result.stdout)
        self.assertIn("db/2.sql:2:", result.stdout)
        # The table is known from the file that was committed before: the history is found by itself.
        self.assertIn("orders exists since 1.sql:1", result.stdout)

    def test_bad_migration_stops_the_commit(self):
        self.install_local_hook()
        self.stage("db/2.sql", BAD)
        self.assert_stopped(self.commit())
        self.assertEqual(self.do("git", "rev-list", "--count", "HEAD").strip(), "1")

    def test_clean_migration_is_committed(self):
        self.install_local_hook()
        self.stage("db/2.sql", CLEAN)
        result = self.commit()
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("migralint", result.stdout)
        self.assertIn("Passed", result.stdout)
        self.assertEqual(self.do("git", "rev-list", "--count", "HEAD").strip(), "2")

    def test_staged_content_counts_not_the_working_tree(self):
        self.install_local_hook()
        self.stage("db/2.sql", BAD)
        (self.repository / "db/2.sql").write_text(CLEAN)
        self.assert_stopped(self.commit())

    def test_staged_hook(self):
        """Everything comes from the index: a file that was never added is no history."""
        self.install_local_hook(options=" --staged")
        (self.repository / "db/1_later.sql").write_text("DROP TABLE IF EXISTS orders;\n")
        self.stage("db/2.sql", BAD)
        (self.repository / "db/2.sql").write_text(CLEAN)
        self.assert_stopped(self.commit())
        self.stage("db/2.sql", CLEAN)
        self.assertEqual(self.commit().returncode, 0)

    def test_staged_hook_of_a_merged_migration(self):
        self.install_local_hook(options=" --staged", extra="        args: [--since, HEAD]\n")
        self.stage("db/1.sql", INIT.replace("status text", "status text, note text"))
        result = self.commit()
        self.assertNotEqual(result.returncode, 0, result.stdout)
        self.assertIn("warning[migration-file/edited-after-merge]", result.stdout)

    def test_other_files_do_not_start_it(self):
        self.install_local_hook()
        self.stage("notes.txt", BAD)
        result = self.commit()
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("Skipped", result.stdout)

    def test_arguments_and_configuration(self):
        self.install_local_hook(extra="        args: [--ignore, locking/index-not-concurrent]\n")
        self.stage("db/2.sql", BAD)
        self.assertEqual(self.commit().returncode, 0)
        self.stage("migralint.toml", 'exclude = ["db/3.sql"]\n')
        self.stage("db/3.sql", "SELEC 1;\n")
        result = self.commit()
        self.assertEqual(result.returncode, 0, result.stdout)

    def hook_repository(self):
        hooks = self.new_repository("hooks")
        shutil.copy(HOOKS, hooks)
        self.do("git", "add", ".", cwd=hooks)
        self.do("git", "commit", "--quiet", "-m", "hooks", cwd=hooks)
        return hooks

    def test_manifest(self):
        hooks = self.hook_repository()
        self.do("pre-commit", "validate-manifest", str(HOOKS))
        self.stage("db/1.sql", INIT)
        self.do("pre-commit", "try-repo", str(hooks), "migralint", "--all-files")
        self.stage("db/2.sql", BAD)
        for hook in ("migralint", "migralint-staged"):
            self.assert_stopped(self.run_command("pre-commit", "try-repo", str(hooks), hook, "--all-files"))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: pre_commit_test.py path/to/migralint")
    for needed in ("pre-commit", "git"):
        if shutil.which(needed) is None:
            print(f"skipped: {needed} is not installed")
            sys.exit(77)
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
