#!/usr/bin/env python3
"""--since and --staged in scratch repositories. Usage: since_test.py path/to/migralint

Exit code 77 where git is not installed.
"""

import json
import os
import shutil
import subprocess
import sys
import unittest

import cli_test
from cli_test import BAD, BAD_RULE, CLEAN, INIT

OTHER_BAD = "CREATE INDEX IF NOT EXISTS idx_orders_other ON orders (status, id);\n"
EDITED = "migration-file/edited-after-merge"
IDENTITY = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
}


class GitTest(cli_test.CliTest):
    def setUp(self):
        super().setUp()
        self.write("home/.gitconfig", "[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n")
        self.environment = {"HOME": str(self.root / "home"), **IDENTITY}
        self.repository = self.root / "repo"
        self.repository.mkdir()
        self.git("init", "--quiet")

    def git(self, *arguments, cwd=None, env=None):
        environment = {"PATH": os.environ["PATH"], **self.environment, **(env or {})}
        result = subprocess.run(
            ["git", *arguments], cwd=cwd or self.repository, env=environment, capture_output=True, text=True, timeout=60
        )
        self.assertEqual(result.returncode, 0, f"git {arguments}: {result.stdout}{result.stderr}")
        return result.stdout.strip()

    def put(self, name, text):
        return self.write(f"repo/{name}", text)

    def commit(self, *arguments):
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "change", *arguments)

    def merged(self):
        """main with two migrations, the second with an error, and a branch."""
        self.put("db/1.sql", INIT)
        self.put("db/2.sql", BAD)
        self.commit()
        self.git("checkout", "--quiet", "-b", "topic")

    def check(self, *arguments, cwd=None, env=None):
        return self.run_program("check", *arguments, cwd=cwd or self.repository, env={**self.environment, **(env or {})})

    def judged(self, *arguments, cwd=None, env=None):
        """The judged files' paths."""
        result = self.check(*arguments, "--output-format", "json", cwd=cwd, env=env)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        self.report = json.loads(result.stdout)
        return [file["path"] for file in self.report["files"]]

    def found(self, *arguments, cwd=None):
        self.judged(*arguments, cwd=cwd)
        return [(finding["rule"], finding["path"]) for finding in self.report["findings"]]

    def assert_one_line(self, result, message):
        self.assert_failure(result, message)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertEqual(result.stdout, "")


class Since(GitTest):
    def test_an_empty_revision_is_none(self):
        self.merged()
        for arguments in (("--since", ""), ("--since=",)):
            result = self.check("db", *arguments)
            self.assertEqual(result.returncode, 2, result.stdout)
            self.assertIn("--since", result.stderr)

    def test_new_files_are_judged_and_the_others_are_history(self):
        self.merged()
        self.put("db/3.sql", OTHER_BAD)
        self.commit()
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])
        finding = next(finding for finding in self.report["findings"] if finding["rule"] == BAD_RULE)
        self.assertIn("exists since 1.sql:1", finding["evidence"] + str(finding["related"]))

    def test_working_tree_and_untracked_and_ignored_files(self):
        self.merged()
        self.put("db/3.sql", OTHER_BAD)
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])
        self.git("add", "db/3.sql")
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])
        self.put(".gitignore", "db/4.sql\n")
        self.put("db/4.sql", CLEAN)
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql", "db/4.sql"])

    def test_nothing_changed(self):
        self.merged()
        result = self.check("db", "--since", "main")
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        self.assertIn("2 files unchanged since main", result.stdout)
        self.assertIn("no findings in 0 files", result.stdout)
        self.assertEqual(self.judged("db", "--since", "main"), [])

    def test_changes_on_main_are_not_ours(self):
        """The merge base counts, as in a pull request."""
        self.merged()
        self.put("db/3.sql", OTHER_BAD)
        self.commit()
        self.git("checkout", "--quiet", "main")
        self.put("db/1.sql", INIT + CLEAN)
        self.commit()
        self.git("checkout", "--quiet", "topic")
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])

    def test_revisions_of_all_kinds(self):
        self.merged()
        self.git("tag", "-a", "v1", "-m", "v1")
        self.put("db/3.sql", CLEAN)
        self.commit()
        for revision in ("HEAD~1", "v1", "main", self.git("rev-parse", "HEAD~1"), "HEAD^{commit}~1"):
            self.assertEqual(self.judged("db", "--since", revision), ["db/3.sql"], revision)
        self.assertEqual(self.judged("db", "--since", "HEAD"), [])

    def test_working_directory_below_the_top(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.git("config", "diff.relative", "true")
        self.git("config", "diff.external", "false")
        self.assertEqual(self.judged("3.sql", "2.sql", "--since", "main", cwd=self.repository / "db"), ["3.sql"])
        self.put("other/x.txt", "")
        self.assertEqual(self.judged("../db", "--since", "main", cwd=self.repository / "other"), ["../db/3.sql"])

    def test_working_directory_outside(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.assertEqual(self.judged("repo/db", "--since", "main", cwd=self.root), ["repo/db/3.sql"])

    def test_odd_names(self):
        self.merged()
        for name in ("3 a b.sql", "4ä.sql", "5\n\t.sql", "6\\'\".sql", "7*.sql", ":8.sql"):
            self.put(f"db/{name}", CLEAN)
        self.commit()
        self.assertEqual(len(self.judged("db", "--since", "main")), 6)
        self.assertEqual(self.judged("db", "--since", "HEAD"), [])

    def test_a_folder_with_another_name_is_no_change(self):
        self.merged()
        self.git("mv", "db", "migrations")
        self.assertEqual(self.judged("migrations", "--since", "main"), [])
        self.commit()
        self.assertEqual(self.judged("migrations", "--since", "main"), [])

    def test_a_migration_with_another_name_is(self):
        self.merged()
        self.git("mv", "db/2.sql", "db/3.sql")
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])

    def test_ways_back_and_schema(self):
        self.merged()
        self.put("db/2.down.sql", "DROP INDEX orders_status_idx;\n")
        self.put("schema.sql", INIT)
        self.commit()
        self.put("db/3.sql", OTHER_BAD)
        self.assertEqual(self.judged("db", "--since", "HEAD"), ["db/3.sql"])
        self.assertEqual(self.judged("db", "--since", "HEAD", "--schema", "schema.sql"), ["db/3.sql"])
        self.assertEqual(self.judged("db", "--since", "HEAD", "--no-history"), ["db/3.sql"])

    def test_standard_input(self):
        self.merged()
        for text, expected in ((BAD, []), (BAD + CLEAN, ["db/2.sql"])):
            result = self.run_program(
                "check", "-", "--stdin-filename", "db/2.sql", "--since", "main", "--output-format", "json",
                stdin=text, cwd=self.repository, env=self.environment,
            )
            self.assertEqual([file["path"] for file in json.loads(result.stdout)["files"]], expected, result.stderr)

    def test_edited_after_merge(self):
        self.merged()
        self.put("db/1.sql", INIT + CLEAN)
        self.assertIn((EDITED, "db/1.sql"), self.found("db", "--since", "main"))
        self.put("db/1.sql", "-- for the shop\n" + INIT)
        self.found("db", "--since", "main")
        self.assertEqual([finding["level"] for finding in self.report["findings"] if finding["rule"] == EDITED], ["note"])
        self.git("checkout", "--quiet", "db/1.sql")
        self.git("mv", "db/2.sql", "db/3.sql")
        self.assertIn((EDITED, "db/3.sql"), self.found("db", "--since", "main"))
        self.assertNotIn(EDITED, [rule for rule, _ in self.found("db")])

    def test_order(self):
        rule = "migration-file/order"
        self.put("db/0001_a.sql", INIT)
        self.put("db/0005_b.sql", CLEAN)
        self.commit()
        self.git("checkout", "--quiet", "-b", "topic")
        self.put("db/0003_late.sql", CLEAN)
        self.put("db/0006_next.sql", CLEAN)
        found = self.found("db", "--since", "main")
        self.assertEqual([path for name, path in found if name == rule], ["db/0003_late.sql"])
        self.assertNotIn(rule, [name for name, _ in self.found("db")])

    def test_fixes_leave_merged_files_alone(self):
        self.merged()
        edited = BAD + "ALTER TABLE orders ADD COLUMN a int;\n"
        self.put("db/2.sql", edited)
        new = self.put("db/3.sql", "ALTER TABLE orders ADD COLUMN b int;\n")
        self.check("db", "--since", "main", "--fix")
        self.assertEqual((self.repository / "db/2.sql").read_text(), edited)
        self.assertIn("IF NOT EXISTS", new.read_text())
        self.assert_failure(self.check("db", "--staged", "--fix"), "--staged judges git's index")

    def test_locks_too(self):
        self.merged()
        self.put("db/3.sql", OTHER_BAD)
        result = self.run_program("locks", "db", "--since", "main", "--output-format", "json", cwd=self.repository, env=self.environment)
        self.assertEqual({statement["path"] for statement in json.loads(result.stdout)["statements"]}, {"db/3.sql"})

    def test_submodule(self):
        inner = self.root / "inner"
        inner.mkdir()
        self.git("init", "--quiet", cwd=inner)
        (inner / "1.sql").write_text(INIT)
        self.git("add", ".", cwd=inner)
        self.git("commit", "--quiet", "-m", "one", cwd=inner)
        self.put("db/1.sql", INIT)
        self.git("submodule", "--quiet", "add", str(inner), "sub")
        self.commit()
        self.git("checkout", "--quiet", "-b", "topic")
        self.put("sub/2.sql", OTHER_BAD)
        self.put("db/2.sql", CLEAN)
        self.assertEqual(self.judged("db", "sub", "--since", "main"), ["db/2.sql", "sub/2.sql"])
        self.assertEqual(self.judged("2.sql", "1.sql", "--since", "main", cwd=self.repository / "sub"), ["2.sql"])
        # One that was not there then is new as a whole.
        self.git("submodule", "--quiet", "add", str(inner), "late")
        self.assertEqual(self.judged("late", "--since", "main"), ["late/1.sql"])

    def test_shallow_clone(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.commit()
        self.git("checkout", "--quiet", "main")
        self.put("notes.txt", "x")
        self.commit()
        self.git("clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "topic", f"file://{self.repository}", "shallow", cwd=self.root)
        shallow = self.root / "shallow"
        self.assert_one_line(self.check("db", "--since", "origin/main", cwd=shallow), "this shallow clone does not reach back")
        self.assert_one_line(self.check("db", "--since", "main", cwd=shallow), 'unknown revision "main" (did you mean origin/main?)')
        self.git("fetch", "--quiet", "--unshallow", cwd=shallow)
        self.assertEqual(self.judged("db", "--since", "origin/main", cwd=shallow), ["db/3.sql"])

    def test_before_the_first_commit_of_a_branch(self):
        self.merged()
        self.git("checkout", "--quiet", "--orphan", "fresh")
        self.put("db/3.sql", CLEAN)
        self.assertEqual(self.judged("db", "--since", "main"), ["db/3.sql"])

    def test_histories_without_a_common_commit(self):
        self.merged()
        self.git("checkout", "--quiet", "--orphan", "fresh")
        self.put("notes.txt", "another root")
        self.commit()
        self.assert_one_line(self.check("db", "--since", "main"), "--since main: HEAD and main have no commit in common")

    def test_failures(self):
        self.merged()
        self.assert_one_line(self.check("db", "--since", "nowhere"), '--since nowhere: unknown revision "nowhere"')
        self.assert_one_line(self.check("db", "--since", "main:db"), "unknown revision")
        self.assert_failure(self.check("db", "--since=-x"), "is no revision")
        outside = self.write("outside/1.sql", CLEAN)
        self.assert_one_line(self.check(str(outside), "--since", "main", cwd=self.root), "1.sql: not in a git repository")
        empty = self.root / "bin"
        empty.mkdir()
        self.assert_one_line(self.check("db", "--since", "main", env={"PATH": str(empty)}), "git is not on the PATH")

    def test_bare_repository(self):
        self.merged()
        self.git("clone", "--quiet", "--bare", ".", str(self.root / "bare.git"))
        self.write("bare.git/1.sql", CLEAN)
        self.assert_one_line(self.check("1.sql", "--since", "main", cwd=self.root / "bare.git"), "must be run in a work tree")

    def test_environment_of_hooks(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        for env, cwd in (
            ({"GIT_DIR": ".git"}, self.repository),
            ({"GIT_DIR": str(self.repository / ".git")}, self.repository / "db"),
            ({"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}, self.repository / "db"),
        ):
            self.assertEqual(len(self.judged(".", "--since", "main", cwd=cwd, env=env)), 1, env)

    def test_repository_that_only_the_environment_knows(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        (self.repository / ".git").rename(self.root / "elsewhere.git")
        env = {"GIT_DIR": str(self.root / "elsewhere.git"), "GIT_WORK_TREE": str(self.repository)}
        self.assertEqual(self.judged("db", "--since", "main", env=env), ["db/3.sql"])
        self.assertEqual(self.judged("3.sql", "--since", "main", env=env, cwd=self.repository / "db"), ["3.sql"])

    def test_linked_worktree(self):
        self.merged()
        self.git("worktree", "add", "--quiet", str(self.root / "tree"), "-b", "other")
        self.write("tree/db/3.sql", CLEAN)
        self.assertEqual(self.judged("db", "--since", "main", cwd=self.root / "tree"), ["db/3.sql"])


class Staged(GitTest):
    def test_staged_contents_count(self):
        self.merged()
        self.put("db/3.sql", OTHER_BAD)
        self.git("add", "db/3.sql")
        self.put("db/3.sql", CLEAN)
        self.assertIn((BAD_RULE, "db/3.sql"), self.found("db", "--staged"))

    def test_only_staged_files_are_judged(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.git("add", "db/3.sql")
        self.put("db/4.sql", OTHER_BAD)
        self.assertEqual(self.judged("db", "--staged"), ["db/3.sql"])
        self.assertEqual(self.judged("db/2.sql", "db/3.sql", "--staged"), ["db/3.sql"])

    def test_history_is_the_index(self):
        self.merged()
        self.put("db/1.sql", "SELECT 1;\n")
        self.put("db/0.sql", "DROP TABLE IF EXISTS orders;\n")
        self.put("db/3.sql", OTHER_BAD)
        self.git("add", "db/3.sql")
        self.judged("db", "--staged")
        finding = next(finding for finding in self.report["findings"] if finding["rule"] == BAD_RULE)
        self.assertIn("exists since 1.sql:1", finding["evidence"] + str(finding["related"]))

    def test_deleted_on_disk(self):
        self.merged()
        self.put("new/1.sql", INIT)
        self.git("add", "new")
        shutil.rmtree(self.repository / "new")
        shutil.rmtree(self.repository / "db")
        self.assertEqual(self.judged("new", "db", "--staged"), ["new/1.sql"])

    def test_before_the_first_commit(self):
        self.put("db/1.sql", INIT)
        self.assertIn("not in git's index", self.check("db", "--staged").stderr)
        self.git("add", ".")
        self.assertEqual(self.judged("db", "--staged"), ["db/1.sql"])

    def test_nothing_staged(self):
        self.merged()
        result = self.check("db", "--staged")
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        self.assertIn("2 files not staged", result.stdout)

    def test_links_lead_to_the_index(self):
        self.merged()
        os.symlink("../shared/3.sql", self.repository / "db/3.sql")
        os.symlink("/etc/hostname", self.repository / "db/4.sql")
        self.put("shared/3.sql", OTHER_BAD)
        self.git("add", "db", "shared")
        self.put("shared/3.sql", CLEAN)
        self.assertEqual(self.found("db", "--staged", "--select", BAD_RULE), [(BAD_RULE, "db/3.sql")])
        self.assertEqual(self.judged("db", "shared", "--staged"), ["db/3.sql"])
        self.assert_failure(self.check("db/4.sql", "--staged"), "db/4.sql: not in git's index")
        # What it leads to has changed.
        self.commit()
        self.put("shared/3.sql", BAD.replace("idx", "ix"))
        self.git("add", "shared")
        self.assertEqual(self.judged("db", "--staged"), ["db/3.sql"])

    def test_untracked_file(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.assert_failure(self.check("db/3.sql", "--staged"), "db/3.sql: not in git's index")

    def test_odd_names_and_working_directories(self):
        self.merged()
        for name in ("3 a b.sql", "4ä.sql", "5\n.sql"):
            self.put(f"db/{name}", CLEAN)
        self.git("add", ".")
        self.assertEqual(len(self.judged("db", "--staged")), 3)
        self.assertEqual(len(self.judged(".", "--staged", cwd=self.repository / "db")), 3)
        self.assertEqual(len(self.judged(str(self.repository / "db"), "--staged")), 3)
        self.put("other/x.txt", "")
        self.assertEqual(len(self.judged("../db", "--staged", cwd=self.repository / "other")), 3)

    def test_conflict(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.commit()
        self.git("checkout", "--quiet", "main")
        self.put("db/3.sql", OTHER_BAD)
        self.commit()
        subprocess.run(["git", "merge", "--quiet", "topic"], cwd=self.repository, env={"PATH": os.environ["PATH"], **self.environment}, capture_output=True)
        self.assert_one_line(self.check("db", "--staged"), "db/3.sql: has a merge conflict that is not resolved")

    def test_in_a_hook(self):
        self.merged()
        hook = self.repository / ".git/hooks/pre-commit"
        hook.write_text(f"#!/bin/sh\ncd db && exec {cli_test.PROGRAM} check . --staged\n")
        hook.chmod(0o755)
        self.put("db/3.sql", OTHER_BAD)
        env = {"PATH": os.environ["PATH"], **self.environment}
        self.git("add", ".")
        stopped = subprocess.run(["git", "commit", "-m", "x"], cwd=self.repository, env=env, capture_output=True, text=True)
        self.assertEqual(stopped.returncode, 1, stopped.stdout + stopped.stderr)
        self.assertIn(BAD_RULE, stopped.stdout + stopped.stderr)
        # `git commit FILE` has an index of its own.
        self.put("db/3.sql", CLEAN.replace("1", "3"))
        passed = subprocess.run(["git", "commit", "-m", "x", "db/3.sql"], cwd=self.repository, env=env, capture_output=True, text=True)
        self.assertEqual(passed.returncode, 0, passed.stdout + passed.stderr)

    def test_with_a_revision(self):
        self.merged()
        self.put("db/3.sql", CLEAN)
        self.commit()
        self.put("db/4.sql", CLEAN)
        self.git("add", ".")
        self.assertEqual(self.judged("db", "--staged", "--since", "main"), ["db/4.sql"])

    def test_failures(self):
        self.write("outside/1.sql", CLEAN)
        self.assert_one_line(self.check(".", "--staged", cwd=self.root / "outside"), "--staged: the working directory is not in a git repository")
        self.assert_failure(self.check("-", "--staged"), '--staged excludes the path "-"')


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: since_test.py path/to/migralint")
    if shutil.which("git") is None:
        print("skipped: git is not installed")
        sys.exit(77)
    cli_test.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
