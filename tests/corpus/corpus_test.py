#!/usr/bin/env python3
"""Judges the migrations of real projects. Usage: corpus_test.py path/to/migralint [PROJECT…]

The projects are the folders of ../shared/corpus beside this repository; the environment variable MIGRALINT_SHARED names
another place than ../shared. Exit code 77 where they are absent.

Nobody says which findings are right here. What must hold: every file is in the report, every run ends well and soon, each
file that PostgreSQL's parser takes as a whole has as many statements as the parser says, and what is reported as a syntax
error is one for the parser too.
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
SECONDS = 120
LEVELS = ("error", "warning", "note")


def shared_corpus():
    return Path(os.environ.get("MIGRALINT_SHARED", SOURCE.parent / "shared")) / "corpus"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


class Corpus:
    def __init__(self, program, root):
        self.program = program
        self.root = root
        self.problems = []
        self.reports = {}
        self.seconds = {}

    def problem(self, text):
        self.problems.append(text)
        print(f"  PROBLEM {text}")

    def judge(self, project):
        command = [self.program, "check", project, "--no-config", "--exit-zero", "--output-format", "json"]
        started = time.monotonic()
        try:
            result = subprocess.run(command, cwd=self.root, capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return self.problem(f"{project}: not ready after {SECONDS} s")
        self.seconds[project] = time.monotonic() - started
        if result.returncode != 0 or result.stderr:
            said = result.stderr.decode("utf-8", "replace").strip()[:500]
            self.problem(f"{project}: exit code {result.returncode}: {said}")
        try:
            self.reports[project] = json.loads(result.stdout.decode("utf-8"))
        except ValueError as error:
            return self.problem(f"{project}: the report cannot be read: {error}")
        self.check_files(project)
        return None

    def check_files(self, project):
        expected = {
            str((Path(folder) / name).relative_to(self.root))
            for folder, _, names in os.walk(self.root / project)
            for name in names
            if name.lower().endswith(".sql")
        }
        reported = [file["path"] for file in self.reports[project]["files"]]
        for path in sorted(expected - set(reported)):
            self.problem(f"{path}: not in the report")
        for path, count in collections.Counter(reported).items():
            if count > 1 or path not in expected:
                self.problem(f"{path}: {count} times in the report")

    def syntax_errors(self):
        """Offsets by path."""
        errors = collections.defaultdict(list)
        for report in self.reports.values():
            for finding in report["findings"]:
                if finding["rule"] == "syntax/error":
                    errors[finding["path"]].append(finding["start_byte"])
        return errors

    def never_run(self):
        """Files that their tool's own list does not have: their statements do not count."""
        return {
            finding["path"]
            for report in self.reports.values()
            for finding in report["findings"]
            if finding["rule"] == "migration-file/order" and finding["message"].startswith("Drizzle never runs this file")
        }

    def check_against_reference(self):
        errors = self.syntax_errors()
        files = {file["path"]: file for report in self.reports.values() for file in report["files"]}
        answers = reference([{"path": str(self.root / path), "errors": errors[path]} for path in files])
        never_run = self.never_run()
        whole = equal = 0
        for path, file in files.items():
            answer = answers[str(self.root / path)]
            if "broke" in answer:
                self.problem(f"{path}: the reference parser broke: {answer['broke']}")
                continue
            for offset in answer["accepted"]:
                line = (self.root / path).read_bytes()[:offset].count(b"\n") + 1
                self.problem(f"{path}:{line}: reported as a syntax error, but PostgreSQL's parser takes the statement")
            if answer["statements"] is None or path in never_run:
                continue
            whole += 1
            if answer["statements"] == file["statements"]:
                equal += 1
            else:
                self.problem(f"{path}: {file['statements']} statements, PostgreSQL's parser finds {answer['statements']}")
        print(f"\n{equal} of {whole} files that parse as a whole have the parser's number of statements;")
        print(f"{sum(map(len, errors.values()))} syntax errors in {len(files) - whole} other files held against the parser")

    def print_projects(self):
        header = ("project", "files", "statements", "unparsed", *LEVELS, "suppressed", "seconds")
        rows = []
        for project, report in self.reports.items():
            summary = report["summary"]
            counts = [sum(file["statements"] for file in report["files"]), sum(file["unparsed"] for file in report["files"])]
            rows.append([project, len(report["files"]), *counts, *(summary[level] for level in LEVELS), summary["suppressed"]])
            rows[-1].append(f"{self.seconds[project]:.2f}")
        if rows:
            sums = [sum(row[column] for row in rows) for column in range(1, len(header) - 1)]
            rows.append(["total", *sums, f"{sum(self.seconds.values()):.2f}"])
        print_table(header, rows)

    def print_rules(self):
        """Each rule and level with the projects where it speaks, most first."""
        by_rule = collections.defaultdict(collections.Counter)
        for project, report in self.reports.items():
            for finding in report["findings"]:
                if finding["suppressed"] is None:
                    by_rule[finding["rule"], finding["level"]][project] += 1
        rows = []
        for (rule, level), counts in sorted(by_rule.items(), key=lambda item: -sum(item[1].values())):
            where = " ".join(f"{project}:{count}" for project, count in counts.most_common())
            rows.append([rule, level, sum(counts.values()), len(counts), where])
        print_table(("rule", "level", "findings", "projects", "where"), rows)


def print_table(header, rows):
    """Words to the left, numbers (and their headings) to the right."""
    table = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    numbers = [all(row[column].replace(".", "").isdigit() for row in table[1:]) for column in range(len(header))]
    print()
    for row in table:
        cells = [cell.rjust(width) if number else cell.ljust(width) for cell, width, number in zip(row, widths, numbers)]
        print("  ".join(cells).rstrip())


def reference(files):
    """What npm's libpg-query says, by path."""
    answers = {}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as listed:
        while len(answers) < len(files):
            rest = [file for file in files if file["path"] not in answers]
            listed.seek(0)
            listed.truncate()
            json.dump(rest, listed)
            listed.flush()
            node = subprocess.run(["node", Path(__file__).with_name("reference.js"), listed.name], capture_output=True, text=True)
            lines = [json.loads(line) for line in node.stdout.splitlines()]
            answers.update((answer["path"], answer) for answer in lines)
            if node.returncode not in (0, 3) or not lines:
                sys.exit(f"reference.js failed: {node.stderr.strip()[-1000:]}")
    return answers


def main(arguments):
    if not arguments:
        sys.exit("usage: corpus_test.py path/to/migralint [PROJECT…]")
    root = shared_corpus()
    if not root.is_dir():
        skip(f"{root} is absent")
    if not (SOURCE / "node_modules" / "libpg-query").is_dir():
        sys.exit("node_modules/libpg-query is missing: run scripts/setup")
    corpus = Corpus(os.path.abspath(arguments[0]), root)
    for project in arguments[1:] or sorted(entry.name for entry in root.iterdir() if entry.is_dir()):
        corpus.judge(project)
    if not corpus.reports:
        sys.exit(f"no project in {root} could be judged")
    corpus.print_projects()
    corpus.print_rules()
    corpus.check_against_reference()
    print(f"{len(corpus.problems)} problems")
    return 1 if corpus.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
