import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandMajors, findClientTools } from './clients.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'devdiag-clients-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAMS = ['psql', 'pg_dump', 'pg_restore', 'createdb', 'dropdb', 'createuser', 'pg_isready', 'pg_amcheck'];

/** A folder with programs that only say their version. */
function programs(version: string, names = PROGRAMS): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  for (const name of names) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${name} (PostgreSQL) ${version}'\n`, { mode: 0o755 });
  }
  return bin;
}

const SENTENCE =
  /version 15 or newer; this machine lacks them or some of them\. Install them \(Debian, Ubuntu: apt-get install postgresql-client;/;

describe('PostgreSQL’s client programs', () => {
  it('are taken from PATH', () => {
    const bin = programs('16.4 (Debian 16.4-1)');
    expect(findClientTools(`${bin}:/nowhere`, [])).toEqual({ path: `${bin}:/nowhere`, major: 16 });
  });

  it('are taken from a package’s folder where PATH has only some of them, or old ones', () => {
    const whole = programs('18.1');
    for (const onPath of [programs('18.1', ['psql', 'pg_dump']), programs('13.2')]) {
      expect(findClientTools(onPath, [whole])).toEqual({ path: `${whole}:${onPath}`, major: 18 });
    }
  });

  it('are used on servers that they can dump, and on 15 where nothing else fits', () => {
    const tools = (major: number) => ({ path: '', major });
    expect(commandMajors([15, 18], tools(15))).toEqual([15]);
    expect(commandMajors([15, 18], tools(17))).toEqual([15]);
    expect(commandMajors([15, 18], tools(18))).toEqual([15, 18]);
    expect(commandMajors([18], tools(16))).toEqual([15]);
  });

  it.each<[string, () => string, RegExp]>([
    ['none', () => '/nowhere', SENTENCE],
    ['some', () => programs('17.0', ['psql']), SENTENCE],
    ['old ones', () => programs('14.9'), /version 15 or newer; they are of version 14\. Install them/],
  ])('that are %s are asked for with a sentence', (_, path, sentence) => {
    expect(() => findClientTools(path(), [])).toThrow(sentence);
  });
});
