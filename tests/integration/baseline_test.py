#!/usr/bin/env python3
"""Baselines: what is known is not reported. Usage: baseline_test.py path/to/migralint"""

import json
import os
import sys
import unittest
from pathlib import Path

import cli_test
from cli_test import BAD, BAD_RULE, CLEAN, INIT
from reports_test import closed, load, schema_errors

OTHER_BAD = "CREATE INDEX idx_orders_other ON orders (lower(status));\n"
FILE = "baseline.json"


class BaselineTest(cli_test.CliTest):
    def setUp(self):
        super().setUp()
        self.write("db/1.sql", INIT)
        self.write("db/2.sql", BAD)

    def check(self, *arguments, code=0, cwd=None):
        result = self.run_program("check", "db" if cwd is None else ".", *arguments, cwd=cwd)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result.stdout

    def write_baseline(self):
        return self.check("--write-baseline", FILE)

    def entries(self):
        return json.loads((self.root / FILE).read_text())["findings"]

    def report(self, *arguments):
        return json.loads(self.run_program("check", "db", "--output-format", "json", *arguments).stdout)

    def rules(self, *arguments):
        return [(finding["rule"], finding["path"]) for finding in self.report("--baseline", FILE, *arguments)["findings"]]

    def test_known_findings_are_counted_not_reported(self):
        self.check(code=1)
        written = self.write_baseline()
        self.assertIn("no findings in 2 files, 2 in the baseline", written)
        self.assertIn("baseline baseline.json: 2 findings written", written)
        text = self.check("--baseline", FILE)
        self.assertIn("2 in the baseline", text)
        self.assertNotIn(BAD_RULE, text)

    def test_new_findings_fail_the_run(self):
        self.write_baseline()
        self.write("db/3.sql", OTHER_BAD)
        text = self.check("--baseline", FILE, code=1)
        self.assertIn("db/3.sql:1:1", text)
        self.assertNotIn("db/2.sql:1", text)

    def test_configuration(self):
        self.write("migralint.toml", 'baseline = "ci/known.json"\n')
        (self.root / "ci").mkdir()
        self.check("--write-baseline", "ci/known.json")
        self.check()
        self.check(cwd=self.root / "db")  # the same paths from another working directory
        self.check("--no-baseline", code=1)
        self.check("--no-config", code=1)

    def test_one_entry_a_line_sorted(self):
        self.write("db/3.sql", OTHER_BAD)
        self.write_baseline()
        lines = (self.root / FILE).read_text().splitlines()
        self.assertEqual(lines[:3], ["{", '"version": 1,', '"findings": ['])
        self.assertEqual(len(lines), 3 + len(self.entries()) + 2)
        keys = [(entry["path"], entry["rule"], entry["fingerprint"]) for entry in self.entries()]
        self.assertEqual(keys, sorted(keys))
        before = (self.root / FILE).read_bytes()
        self.write_baseline()
        self.assertEqual((self.root / FILE).read_bytes(), before)

    def test_edits_elsewhere_do_not_matter(self):
        self.write_baseline()
        self.write("db/2.sql", "-- a comment\n\n" + CLEAN + "SELECT 2;\ncreate table other (id bigint primary key);\n\n"
                   "CREATE INDEX idx_orders_status\n  ON orders (status); -- later\n")
        self.assertNotIn(BAD_RULE, [rule for rule, _ in self.rules()])

    def test_an_edit_of_the_statement_does(self):
        self.write_baseline()
        self.write("db/2.sql", BAD.replace("status);", "status, id);"))
        self.assertIn((BAD_RULE, "db/2.sql"), self.rules())

    def test_findings_of_a_whole_file(self):
        """Rules that speak at a file's end: edits elsewhere in it do not matter either."""
        self.write("db/2.sql", "CREATE TABLE IF NOT EXISTS bare (a int);\n")
        self.write_baseline()
        self.assertIn("constraint/no-primary-key", [entry["rule"] for entry in self.entries()])
        self.write("db/2.sql", "SELECT 1;\nCREATE TABLE IF NOT EXISTS bare (a int);\nSELECT 2;\n")
        self.assertEqual(self.rules(), [])

    def test_renamed_folder(self):
        self.write_baseline()
        (self.root / "db").rename(self.root / "moved")
        result = self.run_program("check", "moved", "--baseline", FILE)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertNotIn("no longer found", result.stdout)

    def test_a_fixed_twin_does_not_cover_a_new_one(self):
        """Folders that are migrations have files of one name: an entry stays with its own folder."""
        self.write("m/0001_a/up.sql", INIT)
        self.write("m/0002_b/up.sql", BAD)
        self.assertEqual(self.run_program("check", "m", "--write-baseline", FILE).returncode, 0)
        self.write("m/0002_b/up.sql", CLEAN)
        self.write("m/0003_c/up.sql", BAD)
        result = self.run_program("check", "m", "--baseline", FILE)
        self.assertEqual(result.returncode, 1, result.stdout)

    def test_equal_findings_are_counted(self):
        self.write("db/2.sql", "UPDATE orders SET status = 'a';\n")
        self.write_baseline()
        known = self.report("--baseline", FILE)["summary"]["baseline"]
        self.write("db/2.sql", "UPDATE orders SET status = 'a';\nUPDATE orders SET status = 'a';\n")
        report = self.report("--baseline", FILE)
        self.assertEqual(report["summary"]["baseline"], known)
        self.assertGreater(len(report["findings"]), 0)

    def test_stale_entries(self):
        self.write("db/3.sql", OTHER_BAD)
        self.write_baseline()
        total = len(self.entries())
        self.write("db/2.sql", CLEAN)
        text = self.check("--baseline", FILE)
        self.assertIn("baseline baseline.json: 2 entries no longer found; --write-baseline baseline.json drops them", text)
        (baseline,) = self.report("--baseline", FILE)["baselines"]
        self.assertEqual({entry["path"] for entry in baseline["stale"]}, {"db/2.sql"})
        self.assertIn("2 entries dropped", self.write_baseline())
        self.assertEqual(len(self.entries()), total - 2)
        self.assertNotIn("no longer", self.check("--baseline", FILE))

    def test_entries_of_a_deleted_file_are_stale(self):
        self.write("db/3.sql", OTHER_BAD)
        self.write_baseline()
        (self.root / "db/3.sql").unlink()
        self.assertIn("2 entries no longer found", self.check("--baseline", FILE))

    def test_what_was_not_judged_stays(self):
        self.write("db/3.sql", OTHER_BAD)
        self.write_baseline()
        before = self.entries()
        result = self.run_program("check", "db/2.sql", "--baseline", FILE)
        self.assertNotIn("no longer", result.stdout)
        result = self.run_program("check", "db/2.sql", "--write-baseline", FILE)
        self.assertIn("2 entries of what was not judged kept", result.stdout)
        self.assertEqual(self.entries(), before)

    def test_rules_that_did_not_run_stay(self):
        self.write_baseline()
        before = self.entries()
        self.assertNotIn("no longer", self.check("--baseline", FILE, "--select", "syntax/*"))
        self.check("--write-baseline", FILE, "--select", "syntax/*")
        self.assertEqual(self.entries(), before)

    def test_suppressed_findings_need_no_entry(self):
        self.write("db/2.sql", f"-- migralint:ignore {BAD_RULE} -- small\n" + BAD)
        self.write_baseline()
        self.assertNotIn(BAD_RULE, [entry["rule"] for entry in self.entries()])

    def test_doubled_lines_of_a_merge(self):
        self.write_baseline()
        text = (self.root / FILE).read_text()
        line = text.splitlines()[3].rstrip(",")
        (self.root / FILE).write_text(text.replace(line, f"{line},\n{line}", 1))
        self.assertNotIn("no longer", self.check("--baseline", FILE))

    def test_sarif_leaves_them_out(self):
        self.write_baseline()
        result = self.run_program("check", "db", "--baseline", FILE, "--output-format", "sarif")
        self.assertEqual(json.loads(result.stdout)["runs"][0]["results"], [])

    def test_schemas(self):
        self.write("db/3.sql", OTHER_BAD)
        self.write_baseline()
        self.write("db/3.sql", CLEAN)
        schemas = Path(__file__).resolve().parents[2] / "docs" / "schema"
        for name, document in (("baseline", json.loads((self.root / FILE).read_text())), ("check", self.report("--baseline", FILE))):
            self.assertEqual(schema_errors(closed(load(schemas / f"{name}.schema.json")), document), [])

    def test_mistakes(self):
        for text, message in (
            (None, "baseline baseline.json: no such file or directory (--write-baseline makes it)"),
            ("", "baseline baseline.json: the file is empty"),
            ("{\n]", "baseline baseline.json: line 2, column 1: not JSON"),
            ("[]", "baseline baseline.json: not a baseline"),
            ('{"version": 2, "findings": []}', "baseline of version 2, which this migralint does not know"),
            ('{"version": 1, "findings": {}}', '"findings" is no list'),
            ('{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "x"}]}', "entry 1 needs"),
            ('{"version": 1, "findings": [7]}', "entry 1 needs"),
        ):
            if text is not None:
                self.write(FILE, text)
            result = self.run_program("check", "db", "--baseline", FILE)
            self.assert_failure(result, message)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
            self.assertEqual(result.stdout, "")
        before = (self.root / FILE).read_text()
        self.assert_failure(self.run_program("check", "db", "--write-baseline", FILE), "entry 1 needs")
        self.assertEqual((self.root / FILE).read_text(), before)  # what is no baseline is not overwritten

    def test_usage(self):
        self.assert_failure(self.run_program("check", "db", "--no-baseline", "--baseline", FILE), "--no-baseline excludes")
        self.assert_failure(self.run_program("check", "db", "--write-baseline", "a", "--baseline", "b"), "leave --baseline out")
        self.assert_failure(self.run_program("check", "db", "--write-baseline", "no/such/folder.json"), "no such file or directory")

    def test_not_written_when_a_file_cannot_be_read(self):
        result = self.run_program("check", "db", "nowhere.sql", "--write-baseline", FILE)
        self.assert_failure(result, "not written")
        self.assertFalse((self.root / FILE).exists())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: baseline_test.py path/to/migralint")
    cli_test.PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
