#!/usr/bin/env python3
"""Draws findings at random from the corpus, for people to read and judge.

Usage: sample_findings.py [path/to/migralint] [--seed N] [--count N] [--without-hygiene] [--project NAME]…
                          [--without-project NAME]… [--rule RULE]… [--context LINES]

The projects are the folders of ../shared/corpus beside this repository; the environment variable MIGRALINT_SHARED names
another place than ../shared. Exit code 77 where they are absent.

A finding's place in the draw is a hash of the seed and of what it is (rule, path, fingerprint), so that the same seed
gives the same sample and a finding that goes away brings in one other, where a shuffled list would change as a whole.
"""

import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
HYGIENE = ("idempotency/", "naming/", "types/")
HYGIENE_RULES = {"locking/lock-timeout-missing", "constraint/no-primary-key"}


def shared_corpus():
    return Path(os.environ.get("MIGRALINT_SHARED", SOURCE.parent / "shared")) / "corpus"


def findings_of(program, root, projects):
    """Each project is judged by itself, as its owner would."""
    for project in projects:
        command = [program, "check", project, "--no-config", "--exit-zero", "--output-format", "json"]
        result = subprocess.run(command, cwd=root, capture_output=True, check=False)
        if result.returncode != 0:
            sys.exit(f"{project}: exit code {result.returncode}: {result.stderr.decode('utf-8', 'replace').strip()}")
        for finding in json.loads(result.stdout)["findings"]:
            if finding["suppressed"] is None:
                yield finding


def is_hygiene(rule):
    return rule.startswith(HYGIENE) or rule in HYGIENE_RULES


def draw(findings, seed, count):
    def place(finding):
        key = f"{seed}\0{finding['rule']}\0{finding['path']}\0{finding['fingerprint']}"
        return hashlib.sha256(key.encode()).digest()

    return sorted(findings, key=place)[:count]


def printable(text):
    """Files may hold anything; a terminal is not to obey it."""
    return "".join(c if c == "\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def show(number, finding, root, context):
    path, line = finding["path"], finding["line"]
    print(f"=== {number}. {finding['level']} {finding['rule']}  {path}:{line}:{finding['column']}")
    print(f"    {printable(finding['message'])}")
    for text in finding["evidence"].splitlines():
        print(f"    = {printable(text)}")
    for related in finding["related"]:
        print(f"    ~ {related['path']}:{related['line']}: {printable(related['message'])}")
    lines = (root / path).read_bytes().decode("utf-8", "replace").split("\n")
    last = finding["end_line"]
    for at in range(max(1, line - context), min(len(lines), last + context) + 1):
        mark = ">" if line <= at <= last else " "
        print(f"  {mark} {at:5} | {printable(lines[at - 1])}")
    if finding["fix"]:
        print(f"    fix ({finding['fix']['class']}): {printable(finding['fix']['title'])}")
        for text in finding["fix"].get("sql", "").splitlines():
            print(f"        {printable(text)}")
    print()


def show_counts(findings, sample):
    """By rule and level: how many there are, and how many of them were drawn."""
    def key(finding):
        return finding["rule"], finding["level"]

    all_of, drawn = collections.Counter(map(key, findings)), collections.Counter(map(key, sample))
    print(f"{'rule':42} {'level':8} {'findings':>8} {'drawn':>6}")
    for (rule, level), total in sorted(all_of.items(), key=lambda item: (-item[1], item[0])):
        print(f"{rule:42} {level:8} {total:8} {drawn[rule, level]:6}")
    print(f"{'total':42} {'':8} {len(findings):8} {len(sample):6}")


def main(arguments):
    parser = argparse.ArgumentParser(description="Draws findings from the corpus at random, for reading.")
    parser.add_argument("program", nargs="?", default=str(SOURCE / "build" / "ci" / "migralint"))
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--context", type=int, default=6, help="lines before and after the finding")
    parser.add_argument("--without-hygiene", action="store_true", help=f"leave out {', '.join(HYGIENE)} and the like")
    parser.add_argument("--project", action="append", help="only this folder of the corpus; repeatable")
    parser.add_argument("--without-project", action="append", default=[], help="not this folder; repeatable")
    parser.add_argument("--rule", action="append", help="only this rule, or CATEGORY/; repeatable")
    options = parser.parse_args(arguments)
    root = shared_corpus()
    if not root.is_dir():
        print(f"skipped: {root} is absent")
        return 77
    projects = options.project or sorted(entry.name for entry in root.iterdir() if entry.is_dir())
    projects = [project for project in projects if project not in options.without_project]
    findings = list(findings_of(os.path.abspath(options.program), root, projects))
    if options.without_hygiene:
        findings = [finding for finding in findings if not is_hygiene(finding["rule"])]
    if options.rule:
        wanted = set(options.rule)
        findings = [finding for finding in findings if wanted & {finding["rule"], finding["rule"].split("/")[0] + "/"}]
    sample = draw(findings, options.seed, options.count)
    for number, finding in enumerate(sample, 1):
        show(number, finding, root, options.context)
    show_counts(findings, sample)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
