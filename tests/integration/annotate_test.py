#!/usr/bin/env python3
"""The GitHub annotations and workflows. Usage: annotate_test.py path/to/migralint"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = None
GITHUB = Path(__file__).resolve().parents[2] / "integrations" / "github"

FINDING = {
    "rule": "data-loss/drop-table",
    "level": "warning",
    "message": 'DROP TABLE deletes "orders"',
    "path": "db/2.sql",
    "line": 3,
    "column": 1,
    "end_line": 3,
    "end_column": 11,
    "start_byte": 0,
    "end_byte": 10,
    "statement": 0,
    "evidence": "",
    "related": [],
    "fix": None,
    "fingerprint": "0" * 16,
    "suppressed": None,
}


def annotate(report, *arguments, workspace="", cwd=None):
    text = report if isinstance(report, str) else json.dumps(report)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    if workspace:
        environment["GITHUB_WORKSPACE"] = workspace
    return subprocess.run(
        [sys.executable, str(GITHUB / "annotate"), *arguments],
        input=text.encode(),
        capture_output=True,
        env=environment,
        cwd=cwd,
        timeout=60,
    )


def lines_of(*findings, **options):
    result = annotate({"version": 1, "findings": [{**FINDING, **changes} for changes in findings]}, **options)
    assert result.returncode == 0, result.stderr
    return result.stdout.decode().split("\n")[:-1]


class AnnotateTest(unittest.TestCase):
    def test_one_line(self):
        self.assertEqual(
            lines_of({}),
            [
                "::warning file=db/2.sql,line=3,endLine=3,col=1,endColumn=11,title=data-loss/drop-table"
                '::DROP TABLE deletes "orders".%0A%0Amigralint explain data-loss/drop-table'
            ],
        )

    def test_no_columns_over_several_lines(self):
        (line,) = lines_of({"end_line": 5})
        self.assertIn("file=db/2.sql,line=3,endLine=5,title=", line)

    def test_levels_and_order(self):
        lines = lines_of({"level": "note"}, {"level": "warning"}, {"level": "error"})
        self.assertEqual([line.split(" ")[0] for line in lines], ["::error", "::warning", "::notice"])

    def test_suppressed_findings_are_left_out(self):
        self.assertEqual(lines_of({"suppressed": ""}, {"suppressed": "a reason"}), [])

    def test_evidence_and_safe_form(self):
        fix = {"class": "plan", "title": "safe form", "edits": [], "sql": "SELECT 1;\nSELECT 2;\n"}
        (line,) = lines_of({"evidence": "made at a.sql:1", "fix": fix})
        self.assertIn(".%0A%0Amade at a.sql:1%0A%0Asafe form:%0ASELECT 1;%0ASELECT 2;%0A%0Amigralint", line)

    def test_hostile_text_cannot_become_a_command(self):
        hostile = "100%\r\n::error file=x::y\n##[add-mask]z"
        lines = lines_of({"message": hostile, "path": "a,b:c%\n::stop-commands::t.sql"})
        self.assertEqual(len(lines), 1)
        self.assertIn("file=a%2Cb%3Ac%25%0A%3A%3Astop-commands%3A%3At.sql,line=3", lines[0])
        self.assertIn("::100%25%0D%0A::error file=x::y%0A##[add-mask]z.", lines[0])
        self.assertNotIn("\r", lines[0])

    def test_text_that_is_not_ascii(self):
        (line,) = lines_of({"message": "größer ✓"})
        self.assertIn("::größer ✓.", line)

    def test_paths_are_from_the_top_of_the_repository(self):
        with tempfile.TemporaryDirectory(prefix="migralint-annotate-") as scratch:
            root = os.path.realpath(scratch)
            below = os.path.join(root, "service")
            os.mkdir(below)
            self.assertIn("file=service/db/2.sql,", lines_of({}, workspace=root, cwd=below)[0])
            self.assertIn("file=x.sql,", lines_of({"path": f"{root}/x.sql"}, workspace=root, cwd=below)[0])

    def test_no_report(self):
        for text in ("", "[]", '{"version": 2, "findings": []}', "nonsense"):
            result = annotate(text)
            self.assertEqual((result.returncode, result.stdout), (2, b""), text)
            self.assertTrue(result.stderr.startswith(b"annotate: "), result.stderr)
        self.assertEqual(annotate("", "/no/such/report.json").returncode, 2)

    def test_report_of_the_program(self):
        with tempfile.TemporaryDirectory(prefix="migralint-annotate-") as scratch:
            root = Path(os.path.realpath(scratch))
            (root / "1.sql").write_text("CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, status text);\n")
            (root / "2.sql").write_text("SET lock_timeout = '1s';\n\nCREATE INDEX i ON orders (status);\n")
            check = [PROGRAM, "check", ".", "--select", "locking/*", "-o", "json:report.json"]
            judged = subprocess.run(check, cwd=root, capture_output=True, timeout=60)
            self.assertEqual(judged.returncode, 1, judged.stderr)
            result = annotate("", "report.json", workspace=str(root), cwd=root)
            self.assertEqual(result.returncode, 0, result.stderr)
            (line,) = result.stdout.decode().splitlines()
            self.assertRegex(line, r"^::error file=2\.sql,line=3,endLine=3,col=1,endColumn=\d+,")
            self.assertIn("title=locking/index-not-concurrent::", line)


class WorkflowTest(unittest.TestCase):
    """What can be known about the workflows without GitHub."""

    def workflows(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("python3-yaml is not installed")
        found = sorted(GITHUB.glob("*.yml"))
        self.assertEqual([path.name for path in found], ["annotations.yml", "code-scanning.yml"])
        return {path.name: yaml.safe_load(path.read_text()) for path in found}

    def test_no_expression_reaches_a_shell(self):
        for name, workflow in self.workflows().items():
            for step in workflow["jobs"]["migralint"]["steps"]:
                self.assertNotIn("${{", step.get("run", ""), name)

    def test_rights(self):
        rights = {name: workflow["permissions"] for name, workflow in self.workflows().items()}
        self.assertEqual(rights["annotations.yml"], {"contents": "read"})
        self.assertEqual(rights["code-scanning.yml"]["security-events"], "write")

    def test_scripts_are_valid_shell(self):
        for name, workflow in self.workflows().items():
            for step in workflow["jobs"]["migralint"]["steps"]:
                shell = subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, capture_output=True)
                self.assertEqual(shell.returncode, 0, f"{name}: {step['name']}: {shell.stderr}")

    def judge(self, name, scratch, *, sql):
        """Runs the step that judges, with a hostile file; gives its exit code and its output."""
        root = Path(scratch)
        (root / "db").mkdir()
        (root / "db" / "1.sql").write_text(sql)
        steps = self.workflows()[name]["jobs"]["migralint"]["steps"]
        (script,) = [step["run"] for step in steps if step["name"] == "Judge the migrations"]
        environment = {
            "PATH": os.pathsep.join([str(Path(PROGRAM).parent), os.environ["PATH"]]),
            "MIGRATIONS": "db",
            "GITHUB_OUTPUT": str(root / "output"),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=60)

    def test_judging_keeps_commands_in_files_from_running(self):
        for name, report in (("annotations.yml", "migralint.json"), ("code-scanning.yml", "migralint.sarif")):
            with tempfile.TemporaryDirectory(prefix="migralint-workflow-") as scratch:
                result = self.judge(name, scratch, sql="::error::hello;\n")
                lines = result.stdout.splitlines()
                token = re.fullmatch(r"::stop-commands::([0-9a-f-]{36})", lines[0])[1]
                self.assertEqual(lines[-1], f"::{token}::")
                self.assertIn("syntax/error", result.stdout)
                json.loads((Path(scratch) / report).read_text())
                self.assertEqual(result.returncode, 1 if name == "annotations.yml" else 0)

    def test_findings_fail_the_job_after_the_upload(self):
        with tempfile.TemporaryDirectory(prefix="migralint-workflow-") as scratch:
            self.judge("code-scanning.yml", scratch, sql="SELEC 1;\n")
            self.assertEqual((Path(scratch) / "output").read_text(), "result=1\n")
        names = [step["name"] for step in self.workflows()["code-scanning.yml"]["jobs"]["migralint"]["steps"]]
        self.assertEqual(names[-2:], ["Upload", "Result"])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: annotate_test.py path/to/migralint")
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
