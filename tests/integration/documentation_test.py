#!/usr/bin/env python3
"""What the documentation shows is what the program does. Usage: documentation_test.py path/to/migralint"""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

PROGRAM = None
ROOT = Path(__file__).resolve().parents[2]

# What examples/README.md says about each file; the others are clean.
EXAMPLES = {
    "0002_order_status.up.sql": [
        "locking/foreign-key-validates",
        "locking/index-not-concurrent",
        "locking/lock-timeout-missing",
        "locking/not-null-scan",
    ],
    "0006_wider_columns.up.sql": ["compatibility/column-type-change", "rewrite/column-type"],
    "0007_order_search.up.sql": ["will-fail/not-allowed-in-transaction"],
    "0008_loyalty.up.sql": ["rewrite/volatile-default"],
    "0009_cleanup.up.sql": ["locking/drop-index-not-concurrent"],
}

# Every name that squawk 2.66 knows, the deprecated and the meta one included.
SQUAWK = """
adding-field-with-default adding-foreign-key-constraint adding-not-nullable-field adding-serial-primary-key-field
adding-required-field ban-alter-domain-with-add-constraint ban-char-field ban-concurrent-index-creation-in-transaction
ban-create-domain-with-constraint ban-drop-column ban-drop-database ban-drop-not-null ban-drop-table
ban-duplicate-column-assignments ban-truncate-cascade ban-uncommitted-transaction changing-column-type
constraint-missing-not-valid disallowed-unique-constraint identifier-too-long prefer-bigint-over-int
prefer-bigint-over-smallint prefer-identity prefer-repack prefer-robust-stmts prefer-text-field prefer-timestamp-tz
renaming-column renaming-table require-concurrent-index-creation require-concurrent-index-deletion
require-concurrent-partition-detach require-concurrent-reindex require-enum-value-ordering require-lock-timeout
require-statement-timeout require-table-schema require-timeout-settings transaction-nesting unused-ignore
""".split()


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)


def pages():
    found = [ROOT / "README.md"]
    for folder in ("docs", "examples", "integrations", "rules", "tests/bench"):
        found += sorted((ROOT / folder).rglob("*.md"))
    return found


class DocumentationTest(unittest.TestCase):
    def test_output_in_the_readme_is_real(self):
        blocks = re.findall(r"^```\n\$ migralint (.*)\n((?:.*\n)*?)```$", (ROOT / "README.md").read_text(), re.MULTILINE)
        self.assertGreaterEqual(len(blocks), 3)
        for command, shown in blocks:
            output = run(*command.split()).stdout
            place = 0
            for part in shown.split("\n…\n"):
                part = part.strip("\n")
                found = output.find(part, place)
                self.assertGreaterEqual(found, 0, f"migralint {command} does not print:\n{part}\nbut:\n{output}")
                place = found + len(part)

    def test_generated_pages_are_up_to_date(self):
        pages = subprocess.run([ROOT / "scripts" / "generate-docs", "--list"], capture_output=True, text=True, check=True)
        commands = dict(line.split(" ", 1) for line in pages.stdout.splitlines())
        self.assertIn("docs/rules.md", commands)
        self.maxDiff = None
        for page, command in commands.items():
            generated = run(*command.split())
            self.assertEqual((generated.returncode, generated.stderr), (0, ""))
            self.assertEqual((ROOT / page).read_text(), generated.stdout, f"{page} is stale: run scripts/generate-docs")

    def test_index_of_rules(self):
        shown = re.findall(r"^\| \[(.*)\]\(\.\./rules/(.*)\.md\) \| (.*?) \| (.*) \|$", (ROOT / "docs/rules.md").read_text(), re.M)
        listed = json.loads(run("rules", "--output-format", "json").stdout)["rules"]
        expected = [(rule["id"], rule["id"], rule["level"], rule["summary"]) for rule in listed]
        self.assertEqual(sorted(shown), sorted(expected))

    def test_rules_of_other_tools(self):
        document = json.loads(run("rules", "--output-format", "json").stdout)
        ours = {rule["id"] for rule in document["rules"]}
        names = {}
        for known in document["equivalents"]:
            names.setdefault(known["tool"], []).append(known["rule"])
            self.assertEqual(set(known["equivalent"]) - ours, set(), known["rule"])
            self.assertTrue(known["equivalent"] or known["remark"], f"{known['rule']}: no equivalent, and no word why")
        self.assertEqual(names["squawk"], SQUAWK)
        self.assertLessEqual({f"E{i}" for i in range(1, 12)} | {"W12", "W13", "W14", "E15"}, set(names["eugene"]))
        for tool, listed in names.items():
            self.assertEqual(len(listed), len(set(listed)), tool)
        page = (ROOT / "docs/moving-from-other-tools.md").read_text()
        for tool in names:
            self.assertIn(f"## {tool}\n", page)

    def test_anchors_of_generated_headings(self):
        headings = re.findall(r"^#+ (.*)$", (ROOT / "docs/rules.md").read_text(), re.M)
        anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        linked = re.findall(r"docs/rules\.md#([^)]+)\)", (ROOT / "README.md").read_text())
        self.assertGreater(len(linked), 10)
        self.assertEqual(set(linked) - anchors, set())

    def test_links_within_the_repository(self):
        for page in pages():
            for link in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
                if "://" not in link:
                    self.assertTrue((page.parent / link).exists(), f"{page.relative_to(ROOT)}: {link}")

    def test_examples(self):
        report = json.loads(run("check", "examples/shop", "--output-format", "json", "--exit-zero").stdout)
        found = {}
        for finding in report["findings"]:
            if finding["suppressed"] is None:
                found.setdefault(os.path.basename(finding["path"]), []).append(finding["rule"])
        self.assertEqual({name: sorted(rules) for name, rules in found.items()}, EXAMPLES)
        self.assertEqual((report["summary"]["suppressed"], report["summary"]["unparsed"]), (1, 0))
        described = (ROOT / "examples" / "README.md").read_text()
        for rule in {rule for rules in EXAMPLES.values() for rule in rules}:
            self.assertIn(f"`{rule}`", described)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: documentation_test.py path/to/migralint")
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
