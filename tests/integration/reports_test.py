#!/usr/bin/env python3
"""reports_test.py MIGRALINT SOURCE_DIR json|sarif: the program's real output against the published schemas.

sarif needs node_modules (npm ci): the schema and the validator are in npm's @microsoft/sarif-multitool. Exit code 77: skipped.
"""
import json
import os
import stat
import subprocess
import sys
import tempfile

import jsonschema

SKIPPED = 77
MIGRATIONS = {
    "m/0001_init.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n",
    "m/0002_ä index.sql": (
        "\ufeffCREATE INDEX \"😀\" ON orders (status);\r\n"
        "CREATE INDEX a ON orders (id); CREATE INDEX b ON orders (status);\r\n"
        "-- migralint:ignore data-loss/* -- nobody reads it\r\nALTER TABLE orders DROP COLUMN status;\r\n"
    ),
    "m/0003_errors.sql": "SELEC 1;\nDO $$ BEGIN EXECUTE 'DROP TABLE ' || current_user; END $$;\nDROP TABLE orders;\n",
    "clean/0001_init.sql": "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);\n",
}


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


def run(migralint, directory, output_format, *arguments):
    """The report of the migrations, which is not empty."""
    result = subprocess.run(
        [migralint, "check", "--no-config", "--output-format", output_format, *arguments],
        cwd=directory, capture_output=True, timeout=60, check=False)
    check(result.returncode in (0, 1), f"exit code {result.returncode}: {result.stderr.decode()}")
    return json.loads(result.stdout.decode("utf-8"))


def schema_errors(schema, document):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:300]}" for error in validator(schema).iter_errors(document)]


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def closed(schema):
    """The schema with no members allowed that it does not name: what is written must be what is documented."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if "properties" in result and result.get("type") == "object":
        result["additionalProperties"] = False
    return result


def check_json(migralint, source, directory):
    schema = load(os.path.join(source, "docs/schema/check.schema.json"))
    documents = {"approved": load(os.path.join(source, "tests/approved/report/frozen.json"))}
    for name in ("m", "clean"):
        documents[name] = run(migralint, directory, "json", name)
    for name, document in documents.items():
        errors = schema_errors(closed(schema), document)
        check(not errors, f"{name}: " + "\n".join(errors))
    check(documents["m"]["findings"], "no findings in m")
    check(any(finding["suppressed"] for finding in documents["m"]["findings"]), "nothing suppressed in m")
    check_places(directory, documents["m"]["findings"])
    broken = json.loads(json.dumps(documents["m"]))
    del broken["findings"][0]["line"]
    check(schema_errors(schema, broken), "the schema takes a finding without a line")


def check_places(directory, findings):
    """Byte offsets and columns name the same text."""
    for finding in findings:
        with open(os.path.join(directory, finding["path"]), "rb") as file:
            data = file.read()
        by_bytes = data[finding["start_byte"]:finding["end_byte"]].decode("utf-8")
        lines = data.decode("utf-8-sig").split("\n")
        if finding["line"] == finding["end_line"]:
            by_columns = lines[finding["line"] - 1][finding["column"] - 1:finding["end_column"] - 1]
            check(by_bytes == by_columns, f"{finding['rule']}: {by_bytes!r} and {by_columns!r}")


def check_sarif(migralint, source, directory):
    tool = os.path.join(source, "node_modules/@microsoft/sarif-multitool-linux")
    program = os.path.join(tool, "Sarif.Multitool")
    if not os.path.exists(program):
        print("skipped: node_modules has no @microsoft/sarif-multitool; run npm ci")
        sys.exit(SKIPPED)
    if not os.access(program, os.X_OK):
        # npm does not run the package's install script here, which would do this.
        os.chmod(program, os.stat(program).st_mode | stat.S_IXUSR)
    schema = load(os.path.join(tool, "sarif-2.1.0.json"))
    for name in ("m", "clean"):
        document = run(migralint, directory, "sarif", name)
        errors = schema_errors(schema, document)
        check(not errors, f"{name}: " + "\n".join(errors))
        check_github(document["runs"])
        check(bool(document["runs"][0]["results"]) == (name == "m"), f"{name}: wrong number of results")
        validate(program, directory, document)
    # The validator takes what the schema refuses: both are needed, and both must be able to fail.
    document["runs"][0]["results"] = [{"ruleId": "no/such", "ruleIndex": 99999, "message": {"text": "no full stop"}}]
    check(problems(program, directory, document), "the validator finds nothing in a broken file")
    document["runs"][0]["results"] = [{"message": {"text": "x."}, "level": "fatal"}]
    check(schema_errors(schema, document), "the schema takes the level fatal")


def check_github(runs):
    check(len(runs) == 1, "one run")
    check(runs[0]["automationDetails"]["id"].endswith("/"), "the category needs its slash")
    rules = runs[0]["tool"]["driver"]["rules"]
    identities = set()
    for result in runs[0]["results"]:
        check(rules[result["ruleIndex"]]["id"] == result["ruleId"], "ruleIndex")
        check("suppressions" not in result, "suppressed results would be opened as alerts")
        location = result["locations"][0]["physicalLocation"]
        check(location["region"]["startLine"] == location["region"]["endLine"], "a region of one line")
        check(all(ord(c) < 128 and c != " " for c in location["artifactLocation"]["uri"]), "an encoded URI")
        identity = (result["ruleId"], location["artifactLocation"]["uri"],
                    result["partialFingerprints"]["primaryLocationLineHash"])
        check(identity not in identities, f"two results are one alert: {identity}")
        identities.add(identity)
    for rule in rules:
        check(len(rule["fullDescription"]["text"]) <= 1024, f"{rule['id']}: description too long")
        check("security-severity" not in rule["properties"], "not a security alert")


def problems(program, directory, document):
    """What sarif-multitool objects to. Its exit code is 0 in any case: only its output file tells."""
    with open(os.path.join(directory, "in.sarif"), "w", encoding="utf-8") as file:
        json.dump(document, file)
    subprocess.run([program, "validate", "in.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
                    "-o", "out.sarif", "--log", "ForceOverwrite"],
                   cwd=directory, capture_output=True, timeout=120, check=True)
    results = load(os.path.join(directory, "out.sarif"))["runs"][0]["results"]
    return [result for result in results if result.get("level", "warning") in ("error", "warning")]


def validate(program, directory, document):
    has_home_page = "informationUri" in document["runs"][0]["tool"]["driver"]
    # SARIF2005 wants informationUri, which only a released program with a home page has.
    found = [result for result in problems(program, directory, document)
             if has_home_page or result["ruleId"] != "SARIF2005"]
    check(not found, "sarif-multitool: " + json.dumps(found, indent=1)[:3000])


def main():
    migralint, source, what = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as directory:
        for path, text in MIGRATIONS.items():
            os.makedirs(os.path.dirname(os.path.join(directory, path)), exist_ok=True)
            with open(os.path.join(directory, path), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        {"json": check_json, "sarif": check_sarif}[what](migralint, source, directory)


if __name__ == "__main__":
    main()
