// What the front has to know of SQL and of ClickHouse's HTTP interface; the engine knows the rest.

/** A request that the front itself refuses, with the code that ClickHouse uses for it. */
export class Refusal extends Error {
  constructor(code, name, message) {
    super(`Code: ${code}. DB::Exception: ${message} (${name})`);
    this.clickhouseCode = code;
  }
}

const INSERT =
  /^(\s*INSERT\s+INTO\s+[^]+?)(\s+SETTINGS\s[^]+?)?(?:\s+FORMAT\s+(\w+)|\s+(VALUES))\s*;?\s*$/i;
const INSERT_WITH_DATA = /^\s*INSERT\s+INTO\s[^]+?\sFORMAT\s+\w+[ \t]*\r?\n/i;
const WRITES = /^\s*(INSERT|CREATE|ALTER|DROP|TRUNCATE|RENAME|OPTIMIZE|DELETE|UPDATE|SYSTEM)\b/i;
const FORMAT_CLAUSE = /\sFORMAT\s+(\w+)\s*(?:SETTINGS\s[^]*)?;?\s*$/i;

/** The statement that inserts the data of a file, for one that expects its data behind it; else null. */
export function insertFromFile(statement, path) {
  const found = INSERT.exec(statement);
  if (!found) {
    return null;
  }
  const [, head, settings = '', format] = found;
  return `${head} FROM INFILE ${quoted(path)}${settings} FORMAT ${format ?? 'Values'}`;
}

/** Where the data begin in a body that holds an INSERT with its data; 0 for any other body. */
export function startOfData(body) {
  const head = body.subarray(0, 65536).toString('latin1');
  const found = INSERT_WITH_DATA.exec(head);
  return found ? found[0].length : 0;
}

export function writes(statement) {
  return WRITES.test(statement);
}

export function formatOf(statement, otherwise) {
  return FORMAT_CLAUSE.exec(statement)?.[1] ?? otherwise;
}

export function quoted(text) {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

export function identifier(name) {
  return `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``;
}

export function contentType(format) {
  if (/^(Pretty)?JSON(?!.*EachRow)/.test(format)) {
    return 'application/json; charset=UTF-8';
  }
  if (/^(JSON.*EachRow|NDJSON)/.test(format)) {
    return 'application/x-ndjson; charset=UTF-8';
  }
  if (/^(TabSeparated|TSV)/.test(format)) {
    return 'text/tab-separated-values; charset=UTF-8';
  }
  return /^CSV/.test(format) ? 'text/csv; charset=UTF-8' : 'application/octet-stream';
}

// As in ClickHouse's own HTTP handler; what is not listed is 500.
const STATUSES = [
  [400, [6, 26, 27, 36, 38, 41, 43, 53, 62, 72, 85, 117, 377, 429, 441, 467, 469]],
  [401, [194]],
  [403, [192, 193, 291, 497, 516]],
  [404, [16, 46, 47, 50, 56, 60, 63, 73, 81, 115]],
  [408, [159]],
  [413, [161]],
  [501, [48]],
  [503, [76, 202]],
];

export function statusOf(code) {
  return STATUSES.find(([, codes]) => codes.includes(code))?.[0] ?? 500;
}
