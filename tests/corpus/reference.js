// What PostgreSQL's parser says by itself, without any of migralint's code: libpg_query as npm ships it.
//
// usage: node reference.js LIST     LIST: a JSON array of {"path": …, "errors": [byte offsets of syntax errors]}
//
// One JSON line a file: {"path", "statements": how many the whole file has, or null where it does not parse as a whole,
// "accepted": the offsets whose statement parses after all}. Exit code 3: the parser itself broke at the last file
// named; the rest of the list needs a new process.
'use strict';
const {isUtf8} = require('buffer');
const fs = require('fs');
const path = require('path');
const root = path.resolve(__dirname, '..', '..');
const pg = require(path.join(root, 'node_modules', 'libpg-query'));

const SEMICOLON = 'ASCII_59';

function refuses(bytes) {
  // A server with the encoding UTF8 does not even look at it.
  if (!isUtf8(bytes)) return true;
  try {
    pg.parseSync(bytes.toString('utf8'));
    return false;
  } catch (error) {
    if (error instanceof pg.SqlError) return true;
    throw error;
  }
}

function countStatements(text) {
  if (text.trim() === '') return 0;
  try {
    return (pg.parseSync(text).stmts || []).length;
  } catch (error) {
    if (error instanceof pg.SqlError) return null;
    throw error;
  }
}

function semicolons(text) {
  try {
    return pg.scanSync(text).tokens.filter((token) => token.tokenName === SEMICOLON).map((token) => token.start);
  } catch (error) {
    if (error instanceof pg.SqlError || error instanceof SyntaxError) return null;
    throw error;
  }
}

// From one semicolon to the next, as PostgreSQL's scanner finds them. Where it cannot read the file (an open quote, binary
// data), the whole file stands for the statement.
function statementAt(bytes, ends, offset) {
  const begin = ends.reduce((last, end) => (end < offset ? end + 1 : last), 0);
  const end = ends.find((position) => position >= offset);
  return bytes.subarray(begin, end === undefined ? bytes.length : end);
}

function judge({path: name, errors}) {
  const bytes = fs.readFileSync(name);
  const text = bytes.toString('utf8');
  const statements = isUtf8(bytes) ? countStatements(text) : null;
  const ends = errors.length > 0 ? semicolons(text) : null;
  const accepted = errors.filter((offset) => !refuses(ends ? statementAt(bytes, ends, offset) : bytes));
  return {path: name, statements, accepted};
}

async function main() {
  await pg.loadModule();
  for (const file of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
    let answer;
    try {
      answer = judge(file);
    } catch (error) {
      fs.writeSync(1, JSON.stringify({path: file.path, broke: String(error)}) + '\n');
      process.exit(3);
    }
    fs.writeSync(1, JSON.stringify(answer) + '\n');
  }
}

main();
