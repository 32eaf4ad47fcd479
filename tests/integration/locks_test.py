#!/usr/bin/env python3
"""locks_test.py MIGRALINT SOURCE_DIR: what `migralint locks` prints, in all its formats."""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

MIGRATIONS = {
    "m/0001_init.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n"
                       "CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint);\n",
    "m/0002_change.sql": "SET lock_timeout = '5s';\n"
                         "CREATE INDEX orders_status_idx ON orders (status);\n"
                         "ALTER TABLE orders ALTER COLUMN status SET NOT NULL;\n"
                         "ALTER TABLE items ADD FOREIGN KEY (order_id) REFERENCES orders;\n",
    "m/0003_rest.sql": "CREATE INDEX CONCURRENTLY ON \"orders\" (id, status);\n"
                       "SELEC 1;\n"
                       "DO $$ BEGIN ALTER TABLE items ADD COLUMN note text; EXECUTE current_user; END $$;\n"
                       "REINDEX INDEX orders_status_idx;\n",
}
TEXT = """\
m/0002_change.sql: one transaction for the file, PostgreSQL 15

line  statement                                     locks (held to the end of the transaction)  stops          cost
   1  SET lock_timeout = '5s'                       –                                           –              instant
   2  CREATE INDEX orders_status_idx ON orders (s…  public.orders SHARE                         writes         build
   3  ALTER TABLE orders ALTER COLUMN status SET…   public.orders ACCESS EXCLUSIVE              reads, writes  scan
   4  ALTER TABLE items ADD FOREIGN KEY (order_id…  public.items SHARE ROW EXCLUSIVE            writes         scan
                                                    public.orders SHARE ROW EXCLUSIVE           writes

From line 2 on, writes to public.orders wait until the transaction ends; from line 3 on, reads wait too.
"""


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


def run(migralint, directory, *arguments, code=0):
    result = subprocess.run([migralint, "locks", "--no-config", *arguments], cwd=directory, capture_output=True,
                            timeout=60, check=False)
    check(result.returncode == code, f"{arguments}: exit code {result.returncode}: {result.stderr.decode()}")
    return (result.stdout if code == 0 else result.stderr).decode("utf-8")


def statements(migralint, source, directory, *arguments):
    document = json.loads(run(migralint, directory, "--output-format", "json", *arguments))
    with open(os.path.join(source, "docs/schema/locks.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = [error.message for error in validator(schema).iter_errors(document)]
    check(not errors, errors)
    documented = set(schema["$defs"]["statement"]["properties"])
    check(all(set(row) == documented for row in document["statements"]), "a member that the schema does not name")
    return document["statements"]


def check_text(migralint, directory):
    text = run(migralint, directory, "--transaction", "file", "m/0002_change.sql")
    check(text == TEXT, f"the table is\n{text}")
    markdown = run(migralint, directory, "--transaction", "file", "--output-format", "markdown", "m/0002_change.sql")
    check("| 2 | CREATE INDEX orders\\_status\\_idx" in markdown, markdown)
    check("nothing" not in run(migralint, directory, "m"), "every file has a table")


def check_json(migralint, source, directory):
    rows = statements(migralint, source, directory, "m/0003_rest.sql")
    kinds = [row["kind"] for row in rows]
    check(kinds == ["CREATE INDEX", None, "DO", "ALTER TABLE", "REINDEX"], kinds)
    index, error, block, inner, reindex = rows
    check(index["locks"][0] == {"schema": "public", "name": "orders", "kind": "table", "mode": "SHARE UPDATE EXCLUSIVE",
                                "until": "statement", "existing": True}, index["locks"])
    check(not index["allowed_in_transaction"] and not index["refused"], "CONCURRENTLY outside a transaction")
    check("syntax error" in error["error"] and error["cost"] == "unknown", error)
    check(block["cost"] == "unknown" and block["unknown_because"], block)
    check(inner["in_do_block"] and inner["line"] == 3 and inner["column"] == 13, inner)
    check(inner["blocks"] == {"reads": ["public.items"], "writes": ["public.items"]}, inner["blocks"])
    # The index alone is locked that strongly, but planning opens it.
    check(reindex["blocks"] == {"reads": ["public.orders"], "writes": ["public.orders"]}, reindex)
    refused = statements(migralint, source, directory, "--transaction", "file", "m/0003_rest.sql")[0]
    check(refused["refused"] and refused["transaction"]["mode"] == "file", refused)
    new = statements(migralint, source, directory, "--no-history", "m/0001_init.sql")
    check(all(row["cost"] == "instant" and not row["blocks"]["writes"] for row in new), new)


def check_errors(migralint, directory):
    check("no such file" in run(migralint, directory, "m/no.sql", code=2), "a missing file")
    check("one of text, json, markdown" in run(migralint, directory, "--output-format", "sarif", "m", code=2), "format")
    check("migralint locks db/migrations" in run(migralint, directory, code=2), "no path")


def main():
    migralint, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as directory:
        for path, text in MIGRATIONS.items():
            os.makedirs(os.path.dirname(os.path.join(directory, path)), exist_ok=True)
            with open(os.path.join(directory, path), "w", encoding="utf-8") as file:
                file.write(text)
        check_text(migralint, directory)
        check_json(migralint, source, directory)
        check_errors(migralint, directory)
    print("all passed")


if __name__ == "__main__":
    main()
