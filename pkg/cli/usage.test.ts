import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { inProcess } from './testing/inProcess.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'devdiag-usage-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line in this process. Nothing listens where the environment points, so nothing can be asked. */
const run = (args: string[], env: Record<string, string> = { DEVDIAG_PG_HOST: '127.0.0.1:1' }) =>
  inProcess(args, env, { now: () => Date.parse('2026-03-18T12:00:00Z') });

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('mistakes on the command line', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown check', ['--only', 'stale-dta'], /^There is no check "stale-dta"\. Did you mean stale-data\?\n$/],
    [
      'an instant that is none',
      ['--as-of', 'yesterdayish'],
      /^--as-of: "yesterdayish" is not an instant\. Write now, now-24h/,
    ],
    ['a future instant', ['--as-of', '2026-03-19'], /lies in the future/],
    ['a DSN that is none', ['--dsn', 'nonsense'], /^What --dsn holds is not the address of a PostgreSQL database/],
    ['a schema with a quote', ['--schema', 'a"b'], /^--schema: The schema name may hold letters/],
    ['a zone that is none', ['--time-zone', 'Mars'], /^--time-zone: "Mars" is not a time zone/],
    ['an unknown format', ['--format', 'jsn'], /^--format must be table, json, markdown or junit; did you mean json\?/],
    ['an unknown level', ['--fail-on', 'never'], /^--fail-on must be warn, fail or error\./],
    ['no limit', ['--timeout', '0'], /^--timeout must be a number of seconds from 1 to 3600\./],
    ['a limit that is none', ['--timeout', '1e1000'], /^--timeout must be/],
    ['an empty tenant', ['--tenant', ''], /^--tenant is empty/],
    ['a tenant that no text can hold', ['--tenant', 'a\0'], /^--tenant: The value contains a NUL/],
    ['two places', ['--dsn', 'postgres://h', '--grafana-url', 'http://g'], /^Use either --dsn or --grafana-url/],
    ['a token without a Grafana', ['--token', 'x'], /^--token goes with --grafana-url/],
    ['a Grafana that is none', ['--grafana-url', 'grafana'], /holds is no address/],
    ['an option that there is not', ['--tokn=t0psecret'], /^unknown option '--tokn=…'/],
    ['an option without its value', ['--tenant'], /argument missing/],
    ['too much', ['something'], /^too many arguments/],
    ['no such file', ['--config', '/no/such.json'], /\(\/no\/such\.json\) cannot be read: there is no such file\./],
  ])('%s: a sentence, exit code 3, nothing runs', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(['check', ...args]);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).not.toMatch(/Cannot connect|t0psecret|at .*\.ts/);
  });

  it('are listed all at once', async () => {
    const { stderr } = await run(['check', '--only', 'x', '--format', 'y', '--as-of', 'z']);
    expect(stderr.match(/^- /gm)).toHaveLength(3);
  });

  it('include saying nowhere where the data is', async () => {
    const { code, stderr } = await run(['check'], {});
    expect(code).toBe(3);
    expect(stderr).toMatch(/^Say where the data is: --dsn/);
  });

  it.each([
    ['not JSON', '{', /is not JSON/],
    ['a list', '[]', /must hold an object/],
    [
      'an invalid setting',
      '{"schema":"a\\"b","retentionDays":-1}',
      /schema: The schema name.*\n.*retentionDays: Enter/,
    ],
    ['an invalid threshold', '{"thresholds":{"stale-data":{"warn":"x"}}}', /thresholds\.stale-data\.warn: Enter/],
  ])('include a settings file that is %s', async (name, content, sentence) => {
    const { code, stderr } = await run(['check', '--config', file(`${name}.json`, content)]);
    expect([code, stderr]).toEqual([3, expect.stringMatching(sentence)]);
  });

  it('include a settings file that the environment names, where nothing else says which settings', async () => {
    const DEVDIAG_OPS_CONFIG = file('named.json', '{"retentionDays":-1}');
    const env = { DEVDIAG_PG_HOST: '127.0.0.1:1', DEVDIAG_OPS_CONFIG };
    const named = new RegExp(`^DEVDIAG_OPS_CONFIG ${DEVDIAG_OPS_CONFIG}: retentionDays: Enter`);
    expect((await run(['check'], env)).stderr).toMatch(named);
    expect((await run(['runbook', 'stale-data'], env)).stderr).toMatch(named);
    const gone = await run(['check'], { ...env, DEVDIAG_OPS_CONFIG: '/no/such.json' });
    expect(gone).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^The file of DEVDIAG_OPS_CONFIG \(\/no\/such\.json\) cannot be read: there is/),
    });
    // Another file, or the app's own settings.
    const other = ['--config', file('fine.json', '{"retentionDays":30}')];
    expect((await run(['runbook', 'stale-data', ...other], env)).stderr).toBe('');
    expect((await run(['check', ...other], env)).stderr).not.toContain('retentionDays');
    expect((await run(['check', '--grafana-url', 'http://127.0.0.1:1'], env)).stderr).not.toContain('retentionDays');
    expect((await run(['runbook', 'stale-data'], { ...env, DEVDIAG_OPS_CONFIG: '' })).stderr).toBe('');
  });

  it('are told from a check of Grafana itself, which a database cannot answer', async () => {
    const [grafana] = CHECKS.filter(({ definition }) => definition.source === 'grafana');
    if (grafana) {
      const { code, stderr } = await run(['check', '--only', grafana.definition.id]);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/looks at Grafana itself: use --grafana-url/)]);
    }
  });

  it('quote no secret', async () => {
    for (const args of [
      ['--dsn', 'postgres://u:t0psecret@h:x/d'],
      ['--dsn', 'postgres://u:t0p/secret@127.0.0.1:1/d'],
      ['--dsn', 'postgres://u:t0psecret@127.0.0.1:1/d'],
      ['--dsn', 'host=h password=t0psecret'],
      ['--dsn', 'mysql://u:t0psecret@h'],
      ['--grafana-url', 'http://u:t0psecret@127.0.0.1:1'],
      ['--grafana-url', 'http://127.0.0.1:1', '--token', 't0psecret'],
      ['--grafana-url', 'ftp://u:t0psecret@h'],
      ['--token', 't0psecret'],
      ['postgres://u:t0psecret@h'],
    ]) {
      const { code, stdout, stderr } = await run(['check', ...args], {
        GRAFANA_TOKEN: 't0psecret-2',
        DEVDIAG_PG_PASS: 't0psecret-3',
      });
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).not.toMatch(/t0p|secret@/);
    }
    expect((await run(['postgres://u:t0psecret@h'])).stderr).not.toContain('t0psecret');
  });
});

describe('help', () => {
  it('is on stdout with exit code 0, fits 80 columns, and is complete', async () => {
    const commands = ['check', 'checks', 'plan', 'install', 'verify', 'uninstall', 'export'];
    for (const args of [[], ['--help'], ['help', 'check'], ...commands.map((command) => [command, '--help'])]) {
      const { code, stdout, stderr } = await run(args);
      expect([args, code, stderr]).toEqual([args, 0, '']);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
    const { stdout } = await run(['check', '--help']);
    for (const word of [
      '0 8 * * *',
      'DEVDIAG_PG_HOST',
      'DEVDIAG_PG_PASS',
      'GRAFANA_TOKEN',
      'NO_COLOR',
      "mutes can't be seen",
      'Examples:',
      'Exit codes',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it.each([
    ['plan', "data source (default: the installed one, else the one in the app's settings)"],
    ['install', "data source (default: the installed one, else the one in the app's settings)"],
    ['export', "data source (default: the one in the app's settings)"],
  ])('of %s says which data source is asked where none is named', async (command, sentence) => {
    const { stdout } = await run([command, '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`--datasource <uid> ${sentence}`);
  });

  it('names the version', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('follows a command that is misspelt', async () => {
    expect(await run(['chek'])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/unknown command 'chek'\n\(Did you mean check\?\)/),
    });
  });
});

describe('the list of checks', () => {
  it('names every check with its thresholds, in 80 columns', async () => {
    const { code, stdout } = await run(['checks'], {});
    expect(code).toBe(0);
    for (const { definition } of CHECKS) {
      expect(stdout).toContain(`${definition.id}\n`.trim());
    }
    expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
  });

  it('is JSON on request', async () => {
    const listed = JSON.parse((await run(['checks', '--format', 'json'], {})).stdout);
    expect(listed.find(({ id }: { id: string }) => id === 'stale-data').thresholds[0]).toMatchObject({
      id: 'warn',
      unit: 'minutes',
      default: 120,
    });
    expect((await run(['checks', '--format', 'xml'], {})).code).toBe(3);
  });
});
