// The ClickHouse engine of the chdb package behind ClickHouse's HTTP interface, on loopback, for tests
// and for `./tickcast up`. One request at a time, each on a connection of its own to the one engine, so
// that database and settings of a request end with it.
//
//   node front.mjs --port PORT --data FOLDER
//
//   TICKCAST_CLICKHOUSE_USER, TICKCAST_CLICKHOUSE_PASSWORD   who may come in; else `default` without one
//
// Left out, and refused by name: compression, sessions, roles.
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { Session } from 'chdb';
import * as sql from './statements.mjs';

const LONGEST_STATEMENT = 64 * 1024 * 1024;
const KEEP_ALIVE_MILLIS = 30_000;
const REFUSED = new Set(['session_id', 'role', 'compress', 'decompress']);
const NO_SETTINGS = new Set(['query', 'query_id', 'database', 'default_format', 'user', 'password',
  'wait_end_of_query', 'buffer_size', 'quota_key', 'stacktrace', 'client_protocol_version',
  'enable_http_compression', ...REFUSED]);

const { port, data } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } }).values;
const user = process.env.TICKCAST_CLICKHOUSE_USER ?? 'default';
const password = process.env.TICKCAST_CLICKHOUSE_PASSWORD ?? '';
const engineFolder = resolve(data, 'engine');
const bodies = resolve(data, 'bodies');
rmSync(bodies, { recursive: true, force: true });
mkdirSync(bodies, { recursive: true });

// Stays open, because the engine ends with its last connection.
const engine = new Session(engineFolder);
const [version, zone] = engine.query('SELECT version(), timezone()', 'TSV').trim().split('\t');

// ---- one request ----

async function handle(request, response) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/ping' || (url.pathname === '/' && request.method === 'GET' && !url.search)) {
    response.end('Ok.\n');
    return;
  }
  const body = join(bodies, randomUUID());
  const id = url.searchParams.get('query_id') || randomUUID();
  try {
    authenticate(request, url.searchParams);
    refuseWhatIsLeftOut(request, url.searchParams);
    const statement = await read(request, url.searchParams.get('query') ?? '', body);
    if (request.method !== 'POST' && sql.writes(statement)) {
      throw new sql.Refusal(164, 'READONLY', 'Cannot execute query in readonly mode: a GET only reads.');
    }
    const asked = request.headers['x-clickhouse-format'] ?? url.searchParams.get('default_format');
    const format = sql.formatOf(statement, asked ?? 'TabSeparated');
    const result = await inTurn(() => run(statement, format, url.searchParams));
    response.writeHead(200, { ...headers(id, summary(result, sql.writes(statement))),
      'Content-Type': sql.contentType(format), 'X-ClickHouse-Format': format });
    response.end(result.bytes());
  } catch (error) {
    answerError(response, id, error);
  } finally {
    rmSync(body, { force: true });
  }
}

function authenticate(request, parameters) {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ');
  const basic = Buffer.from(scheme === 'Basic' ? encoded : '', 'base64').toString();
  const [, basicUser, basicPassword] = /^([^:]*):([^]*)$/.exec(basic) ?? [];
  const name = request.headers['x-clickhouse-user'] ?? basicUser ?? parameters.get('user') ?? 'default';
  const key = request.headers['x-clickhouse-key'] ?? basicPassword ?? parameters.get('password') ?? '';
  if (name !== user || key !== password) {
    throw new sql.Refusal(516, 'AUTHENTICATION_FAILED', `${name}: Authentication failed: password is ` +
      'incorrect, or there is no user with such name.');
  }
}

function refuseWhatIsLeftOut(request, parameters) {
  for (const name of REFUSED) {
    if (!['', '0', 'false'].includes(parameters.get(name) ?? '')) {
      throw new sql.Refusal(48, 'NOT_IMPLEMENTED', `The library engine's front has no '${name}': leave it off.`);
    }
  }
  if ('content-encoding' in request.headers) {
    throw new sql.Refusal(48, 'NOT_IMPLEMENTED', "The library engine's front has no compression: leave it off.");
  }
}

// The statement of a request. Data of an INSERT go into a file as the bytes that they are.
async function read(request, query, file) {
  const insert = sql.insertFromFile(query, file);
  if (insert) {
    await pipeline(request, createWriteStream(file));
    return insert;
  }
  const body = await bytesOf(request);
  const start = query ? 0 : sql.startOfData(body);
  if (start > 0) {
    writeFileSync(file, body.subarray(start));
    return sql.insertFromFile(body.subarray(0, start).toString(), file);
  }
  const statement = query && body.length > 0 ? `${query}\n${body}` : query || body.toString();
  if (statement.trim() === '') {
    throw new sql.Refusal(62, 'SYNTAX_ERROR', 'Empty query');
  }
  return statement;
}

async function bytesOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_STATEMENT) {
      throw new sql.Refusal(161, 'QUERY_IS_TOO_LARGE', `A statement holds at most ${LONGEST_STATEMENT} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function run(statement, format, parameters) {
  const connection = new Session(engineFolder);
  try {
    if (parameters.get('database')) {
      connection.query(`USE ${sql.identifier(parameters.get('database'))}`);
    }
    const bound = {};
    for (const [name, value] of parameters) {
      if (name.startsWith('param_')) {
        bound[name.slice('param_'.length)] = value;
      } else if (!NO_SETTINGS.has(name)) {
        connection.query(`SET ${sql.identifier(name)} = ${sql.quoted(value)}`);
      }
    }
    return Object.keys(bound).length > 0
      ? await connection.queryBindAsync(statement, bound, { format })
      : await connection.queryAsync(statement, { format });
  } finally {
    connection.close();
  }
}

// ---- answers ----

function headers(id, figures) {
  return { 'X-ClickHouse-Query-Id': id, 'X-ClickHouse-Timezone': zone, 'X-ClickHouse-Summary': figures,
    'X-ClickHouse-Server-Display-Name': 'chdb' };
}

function summary(result, writing) {
  const [rows, bytes] = [String(result?.rowsRead ?? 0), String(result?.bytesRead ?? 0)];
  return JSON.stringify({ read_rows: rows, read_bytes: bytes, written_rows: writing ? rows : '0',
    written_bytes: writing ? bytes : '0', total_rows_to_read: '0', result_rows: '0', result_bytes: '0',
    elapsed_ns: String(Math.round((result?.elapsed ?? 0) * 1e9)) });
}

function answerError(response, id, error) {
  const code = error.clickhouseCode ?? Number(/^(?:Query failed: )?Code: (\d+)/.exec(error.message)?.[1] ?? 1002);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(sql.statusOf(code), { ...headers(id, summary(null, false)),
    'Content-Type': 'text/plain; charset=UTF-8', 'X-ClickHouse-Exception-Code': String(code) });
  const message = error.message.replace(/^Query failed: /, '');
  response.end(`${message} (version ${version} (chdb))\n`);
}

// ---- one at a time, and the end ----

let last = Promise.resolve();

function inTurn(task) {
  const result = last.then(task);
  last = result.catch(() => {});
  return result;
}

const server = createServer(handle);
server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
server.requestTimeout = 0;
server.on('error', (error) => {
  console.error(`error: expected to listen on port ${port}, found: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`ClickHouse ${version} (chdb) ready on http://127.0.0.1:${server.address().port}`);
});

// What has begun is answered first; connections that are kept alive end as soon as they are idle.
function stop() {
  if (!server.listening) {
    return;
  }
  server.close(() => last.then(() => {
    engine.close();
    console.log('stopped');
    process.exit(0);
  }));
  setInterval(() => server.closeIdleConnections(), 50);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
