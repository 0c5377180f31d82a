import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { lexer, walkTokens, type Token, type Tokens } from 'marked';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { VERIFIED } from '@devdiag/catalog/generated/verified';
import { wholeBook } from './runbook/context.ts';
import { grid } from './runbook/grid.ts';
import { ownerOf, withMark } from './runbook/mark.ts';
import { nearPages } from './runbook/request.ts';
import { inProcess } from './testing/inProcess.ts';
import { devdiagOps } from './testing/spawn.ts';

const BOOK = wholeBook();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'devdiag-runbook-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runbook = (args: string[], env: Record<string, string> = {}) => inProcess(['runbook', ...args], env);

describe('devdiag-ops runbook', () => {
  it('lists all pages when none is named', async () => {
    const { code, stdout, stderr } = await runbook([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(BOOK.filter(({ id, title }) => !stdout.includes(`  ${id} `) || !stdout.includes(title))).toEqual([]);
    expect(stdout).not.toContain('\u001b');
  });

  it('runs as a program of its own', async () => {
    const { code, stdout, stderr } = await devdiagOps(['runbook', 'views']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe((await runbook(['views'])).stdout);
  });

  it('prints titles bold where somebody watches, unless they want no colours', async () => {
    const shown = async (env: Record<string, string>) =>
      (await inProcess(['runbook', 'views'], env, { outIsTerminal: true, columns: 60 })).stdout;
    expect(await shown({})).toMatch(/^\u001b\[1mViews\u001b\[22m\n/);
    const plain = await shown({ NO_COLOR: '1' });
    expect(plain).toMatch(/^Views\n/);
    const outside = plain.replace(/^```\w+\n[\s\S]*?\n```$/gm, '');
    expect(outside.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });

  it('shows a playbook by its check and by its alert, and where it is about a site nobody named, says so', async () => {
    const [check, alert] = await Promise.all([runbook(['stale-data']), runbook(['runs-stalled'])]);
    expect(alert.stdout).toBe(check.stdout);
    expect([check.code, check.stderr]).toEqual([0, '']);
    expect(check.stdout).toMatch(/^Data freshness\n/);
    expect(check.stdout).toContain('120 minutes (the default)');
    expect(check.stdout).toContain('- If the writer');
  });

  it('shows thresholds, schema and zone in force', async () => {
    const config = join(folder, 'settings.json');
    writeFileSync(config, JSON.stringify({ schema: 'elsewhere', thresholds: { 'stale-data': { warn: 45 } } }));
    const { stdout } = await runbook(['stale-data', '--config', config, '--time-zone', 'Europe/Berlin']);
    expect(stdout).toContain('45 minutes');
    expect(stdout).not.toContain('(the default)');
    expect(stdout).toContain(`from "elsewhere".diag_run`);
    expect(stdout).toContain(`at time zone 'Europe/Berlin'`);
  });

  it('says how to reach whom a page names, as the settings have it', async () => {
    const config = join(folder, 'contacts.json');
    writeFileSync(
      config,
      JSON.stringify({ contacts: { database: 'dba@example.com', pager: 'Phone 112, day & night' } })
    );
    const { stdout } = await runbook(['stale-data', '--config', config]);
    expect(stdout).toContain('- Database administrators: dba@example.com\n');
    expect(stdout).toContain('- On call: Phone 112, day & night\n');
    const to = join(folder, 'with-contacts');
    await runbook(['--export', to, '--config', config]);
    const written = readFileSync(join(to, 'escalation.md'), 'utf8');
    expect(written).toMatch(/^\| 2 \| Database administrators \| .* \| <dba@example\.com> \|$/m);
    expect((await runbook(['stale-data'])).stdout.replace(/\s+/g, ' ')).toContain(
      'How to reach them is not in the settings that this was made with.'
    );
  });

  it('names check, alert, panel and owner of a playbook, and when it was last verified', async () => {
    const { stdout } = await runbook(['unlearned-problems']);
    const about = stdout.slice(0, stdout.indexOf('## Meaning')).replace(/\s+/g, ' ');
    expect(about).toContain('Owner: ');
    expect(about).toContain('check unlearned-problems');
    expect(about).toContain('panel "');
    expect(about).toContain(`Last verified ${VERIFIED.date}, version ${VERIFIED.version}`);
  });

  it('fills in what was given, and an instant', async () => {
    const { stdout, code } = await runbook([
      'tenant-silent',
      '--tenant',
      `l'été "€" 100%`,
      '--as-of',
      '2026-03-18T12:00Z',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(`l\\x27été`);
    expect(stdout).toContain(`'2026-03-18T12:00:00.000Z'::timestamptz`);
    expect(stdout).not.toContain('now()::');
    expect(stdout).not.toContain('acme');
  });

  it('leads into the Grafana of the environment, without the password in its address', async () => {
    const { stdout, stderr } = await runbook(['stale-data'], { GRAFANA_URL: 'https://me:s3cr3tpass@g.example/sub/' });
    expect(stdout).toContain('https://g.example/sub/a/devdiag-ops-app/setup');
    expect(stdout + stderr).not.toContain('s3cr3tpass');
  });

  it('shows a page although the Grafana that was named does not answer', async () => {
    const { code, stdout, stderr } = await runbook([
      'grafana-lost',
      '--grafana-url',
      'http://127.0.0.1:1',
      '--timeout',
      '2',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Grafana instance lost\n/);
    expect(stderr).toContain('defaults are shown');
  });

  it('says what is near when there is no such page', async () => {
    const { code, stdout, stderr } = await runbook(['stale-dat']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe(
      'There is no page "stale-dat". Did you mean stale-data? "devdiag-ops runbook" lists them all.\n'
    );
  });

  it('finds what is near by the words of a title', () => {
    expect(nearPages('high cpu', BOOK)[0]).toBe('database-cpu');
    expect(nearPages('mcp', BOOK)).toEqual(['no-new-runs']);
    expect(nearPages('runs-staled', BOOK)[0]).toBe('runs-stalled');
    expect(nearPages('xyzzy', BOOK)).toEqual([]);
  });

  it.each([
    [['--run'], /--run needs the page/],
    [['stale-data', '--run'], /--run asks the database itself/],
    [['stale-data', '--dsn', 'postgres://x@y/z'], /--dsn goes with --run/],
    [['stale-data', '--export', 'x'], /writes all pages/],
    [['stale-data', '--tenant', ''], /--tenant is empty/],
    [['stale-data', '--as-of', 'tomorrow'], /--as-of: "tomorrow" is not an instant/],
    [['stale-data', '--timeout', '0'], /--timeout must be/],
    [['stale-data', '--schema', 'no good'], /--schema: /],
    [['stale-data', '--time-zone', '+02:00'], /--time-zone: /],
    [['stale-data', '--config', '/nowhere.json'], /no such file/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await runbook(args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(message);
  });

  it('names everything that is wrong at once', async () => {
    const { stderr } = await runbook(['nowhere', '--timeout', 'x', '--as-of', 'x']);
    expect(stderr.match(/^- /gm)).toBeNull();
    expect(stderr).toContain('--timeout');
    const both = await runbook(['nowhere', '--as-of', 'x']);
    expect(both.stderr.match(/^- /gm)).toHaveLength(2);
  });
});

describe('devdiag-ops runbook --export', () => {
  const exportTo = (to: string, ...args: string[]) => runbook(['--export', to, ...args]);
  let written: Map<string, string>;
  beforeAll(async () => {
    const to = join(folder, 'all');
    const { code, stdout, stderr } = await exportTo(to);
    expect([code, stderr]).toEqual([0, '']);
    written = new Map(
      stdout
        .trim()
        .split('\n')
        .map((name) => [name, readFileSync(join(to, name), 'utf8')])
    );
    expect(readdirSync(to).sort()).toEqual([...written.keys()].sort());
  });

  it('writes every page and a list of them', () => {
    expect([...written.keys()].sort()).toEqual(['README.md', ...BOOK.map(({ id }) => `${id}.md`)].sort());
    const index = written.get('README.md') ?? '';
    expect(BOOK.filter(({ id, title }) => !index.includes(`[${title}](${id}.md)`))).toEqual([]);
  });

  it('leads nowhere that is not there', () => {
    const anchors = new Map([...written].map(([name, text]) => [name, anchorsOf(text)]));
    const links = [...written].flatMap(([name, text]) => linksOf(text).map((address) => ({ name, address })));
    expect(links.length).toBeGreaterThan(150);
    expect(links.filter(({ address }) => address.includes('#')).length).toBeGreaterThan(10);
    const broken = links.filter(({ name, address }) => {
      if (/^https:\/\//.test(address)) {
        return false;
      }
      const [file, anchor] = address.split('#');
      const there = anchors.get(file === '' ? name : file);
      return there === undefined || (anchor !== undefined && !there.has(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('is plain Markdown: no placeholder, no attribute, no HTML but its own mark', () => {
    for (const [name, text] of written) {
      const tokens = tokensOf(text);
      const code = tokens.filter((token): token is Tokens.Code => token.type === 'code');
      expect(
        code.filter(({ lang }) => lang !== undefined && /[^a-z]/.test(lang)),
        name
      ).toEqual([]);
      const html = tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
      expect(html.length, name).toBe(1);
      expect(html[0], name).toMatch(/^<!-- Written by devdiag-ops runbook/);
      // Templates of Grafana stand in code only.
      const prose = tokens.filter(({ type }) => type === 'text').map(({ raw }) => raw);
      expect(
        prose.filter((words) => words.includes('{{') || words.includes('step:')),
        name
      ).toEqual([]);
    }
  });

  it('holds every check with its query, and every rule with its fields', () => {
    const checks = written.get('checks-reference.md') ?? '';
    expect(CHECKS.filter(({ definition }) => !checks.includes(`### ${definition.title}\n`))).toEqual([]);
    expect(checks.match(/^```sql$/gm)).toHaveLength(CHECKS.filter(({ query }) => query !== null).length);
    const rules = written.get('alerts-by-hand.md') ?? '';
    expect(rules).toContain('| Pending period | `5m` |');
    // Grafana's form refuses it, and it would make the rule one that nobody can edit there.
    expect(rules).not.toContain('__grafana_origin');
  });

  it('is the same twice, and may be written again', async () => {
    const { code } = await exportTo(join(folder, 'all'));
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'all', 'stale-data.md'), 'utf8')).toBe(written.get('stale-data.md'));
  });

  it.each([
    ['is somebody else’s', (path: string) => writeFileSync(path, '# My notes\n'), 'this command did not write it'],
    ['was changed', (path: string) => writeFileSync(path, `${withMark('x')}My notes.\n`), 'somebody changed it'],
    ['leads elsewhere', (path: string) => symlinkSync(elsewhere(), path), 'it is no file'],
    ['is a folder', (path: string) => mkdirSync(path), 'it is no file'],
  ])('writes nothing when a file %s', async (what, make, why) => {
    const to = mkdtempSync(join(folder, 'there-'));
    make(join(to, 'views.md'));
    const { code, stdout, stderr } = await exportTo(to);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`${join(to, 'views.md')}: ${why}`);
    expect(readdirSync(to)).toEqual(['views.md']);
  });

  /** Where a link may lead without harm, should it be followed after all. */
  function elsewhere(): string {
    const path = join(mkdtempSync(join(folder, 'elsewhere-')), 'notes.md');
    writeFileSync(path, '# My notes\n');
    return path;
  }

  it('tells its own files from all others', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, more) => {
        expect(ownerOf(withMark(text))).toBe('own');
        expect(ownerOf(withMark(text) + more)).not.toBe('own');
        expect(ownerOf(more + withMark(text))).not.toBe('own');
        expect(ownerOf(text)).toBe('foreign');
      })
    );
  });
});

describe('a table in the terminal', () => {
  const cell = fc.string({ maxLength: 60, unit: fc.constantFrom(...'abc é') }).map((text) => text.trim());
  const tables = fc
    .integer({ min: 1, max: 8 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 })
    );

  it('fits side by side, or stands one below the other; nothing is lost', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 40, max: 140 }), (rows, width) => {
        const head = rows[0].map((_, column) => `c${column}`);
        const text = grid(head, rows, width);
        const letters = (one: string) => [...one.replace(/\s/g, '')].sort().join('');
        const below = text.startsWith('- row 1');
        if (!below) {
          expect(text.split('\n').filter((line) => [...line].length > width)).toEqual([]);
          expect(letters(text)).toBe(letters([...head, ...rows.flat()].join('')));
        } else {
          expect(text.match(/^- row /gm)).toHaveLength(rows.length);
          expect(rows.flat().filter((one) => !text.includes(one))).toEqual([]);
        }
      }),
      { numRuns: 40 }
    );
  });
});

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  walkTokens(lexer(text), (token) => {
    tokens.push(token);
  });
  return tokens;
}

function linksOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => (token.type === 'link' ? [token.href as string] : []));
}

/** Names of headings as GitHub makes them, once more: here from its documented rules. */
function anchorsOf(text: string): Set<string> {
  const names = new Set<string>();
  for (const token of tokensOf(text)) {
    if (token.type === 'heading') {
      const base = (token.text as string)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-');
      let name = base;
      for (let count = 1; names.has(name); count++) {
        name = `${base}-${count}`;
      }
      names.add(name);
    }
  }
  return names;
}
