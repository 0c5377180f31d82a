/**
 * Makes the calls of the second (`more`) or third (`install`) recording to a real Grafana and writes down its answers. A
 * recording is its own script: to record more, add calls to it (name, role, method, path, request) and run this against
 * a Grafana with an empty database, for the second one with the plugin of world.ts. Signs in as admin/admin and makes the
 * people editor and viewer. For the third, something has to listen at PLACEHOLDERS.webhook.
 *
 *   GRAFANA_URL=http://127.0.0.1:3000 PG_ADDRESS=127.0.0.1:5432 PG_PASSWORD=… \
 *     node --import tsx tests/contract/record.mts more
 *
 * PG_ADDRESS is a PostgreSQL with a database devdiag, DevDiag's schema in it, and the role grafana with that password.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifierIn, installRecordedCalls, moreRecordedCalls, PLACEHOLDERS, type RecordedCall } from './recording.ts';

const { GRAFANA_URL = '', PG_ADDRESS = PLACEHOLDERS.address, PG_PASSWORD = '' } = process.env;
const name = process.argv[2] === 'install' ? 'install' : 'more';
const FILE = new URL(`recorded/grafana-12.3.0-${name}.json`, import.meta.url);

const saved: Record<string, string> = {};
for (const login of ['editor', 'viewer']) {
  await addPerson(login);
}
const viewerUid: string = (await (await send('viewer', 'GET', '/api/user')).json()).uid;
const recorded: RecordedCall[] = [];
for (const call of name === 'install' ? installRecordedCalls() : moreRecordedCalls()) {
  recorded.push(await record(call));
}
writeFileSync(FILE, `[\n${recorded.map((call) => JSON.stringify(call)).join(',\n')}\n]\n`);

async function record(call: RecordedCall): Promise<RecordedCall> {
  const { role, method, path, request, raw, headers, waits = 0 } = call;
  await sleep(waits * 1000);
  const body = request === undefined ? undefined : raw ? String(request) : toReal(JSON.stringify(request));
  const answer = await send(role, method, toReal(path), body, headers);
  const text = fromReal(await answer.text());
  const response = parse(text);
  if (call.saves) {
    saved[call.saves] = identifierIn(response);
  }
  return { ...call, status: answer.status, contentType: answer.headers.get('content-type'), response };
}

function toReal(text: string): string {
  return text
    .replaceAll(PLACEHOLDERS.viewerUid, viewerUid)
    .replaceAll(PLACEHOLDERS.address, PG_ADDRESS)
    .replaceAll('"the password"', JSON.stringify(PG_PASSWORD))
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => saved[name] ?? '');
}

/** Names of name servers differ from network to network. */
function fromReal(text: string): string {
  return text
    .replaceAll(viewerUid, PLACEHOLDERS.viewerUid)
    .replaceAll(PG_ADDRESS, PLACEHOLDERS.address)
    .replace(/(lookup \S+) on [\d.:]+: /g, '$1: ');
}

async function addPerson(login: string): Promise<void> {
  const person = { name: login, login, password: login, email: `${login}@example.test` };
  const { id } = await (await send('admin', 'POST', '/api/admin/users', JSON.stringify(person))).json();
  const role = login[0]!.toUpperCase() + login.slice(1);
  await send('admin', 'PATCH', `/api/org/users/${id}`, JSON.stringify({ role }));
}

function send(login: string, method: string, path: string, body?: string, headers?: Record<string, string>) {
  const all = new Headers(body === undefined ? {} : { 'content-type': 'application/json' });
  if (login !== 'anonymous') {
    all.set('authorization', `Basic ${btoa(`${login}:${login}`)}`);
  }
  Object.entries(headers ?? {}).forEach(([name, value]) => all.set(name, value));
  return fetch(GRAFANA_URL + path, { method, headers: all, body, redirect: 'manual' });
}

function parse(text: string): unknown {
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
