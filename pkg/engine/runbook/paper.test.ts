import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseInline, parse } from 'marked';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PAGES } from '@devdiag/catalog/generated/pages';
import { PAGE_TEXTS } from '@devdiag/catalog/generated/pageTexts';
import { PANELS } from '@devdiag/catalog/generated/panels';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import type { PageBlock, QueryBlock } from '@devdiag/catalog/types';
import { contactLink } from '../settings/contacts.ts';
import { completeSettings } from '../settings/settings.ts';
import { BOOK_SECTIONS, bookOf, namesIn, pageNamed, type BookPage } from './book.ts';
import { replaceLinks } from './links.ts';
import { bookFiles } from './markdown.ts';
import { reachedAt } from './paperContacts.ts';
import { EXAMPLES, paperBlocks, paperSql, paperText, type PaperContext } from './paper.ts';
import { bookForTerminal, pageForTerminal, wrapped, type TerminalLook } from './terminal.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);

function contextOf(changes: Partial<PaperContext> = {}): PaperContext {
  return {
    facts: { settings, checks: CHECKS, panels: PANELS, contacts: CONTACTS, rules: new Map() },
    question: { settings, tenant: null, problem: null, target: null },
    asOf: null,
    settingsKnown: true,
    grafanaUrl: null,
    verified: { date: '2026-02-03', version: '1.2.3', postgres: ['15.1', '18.2'], commands: ['15.1'], hash: '' },
    ...changes,
  };
}

const asking = (given: Partial<PaperContext['question']>) =>
  contextOf({ question: { settings, tenant: null, problem: null, target: null, ...given } });

const BOOK = bookOf({
  pages: PAGES.map((definition) => ({ definition, text: PAGE_TEXTS[definition.id] })),
  playbooks: PLAYBOOKS,
  checks: CHECKS.map(({ definition }) => definition),
  alerts: ALERTS.map(({ definition }) => definition),
  panels: PANELS.map(({ definition }) => definition),
});

function page(text: string, changes: Partial<BookPage> = {}): BookPage {
  return {
    id: 'one',
    of: 'page',
    section: 'daily',
    title: 'One',
    summary: 'About one.',
    owner: 'on-call',
    checks: [],
    alerts: [],
    panels: [],
    text: `# One\n\n${text}`,
    ...changes,
  };
}

function query(sql: string, needs: QueryBlock['needs'] = []): QueryBlock {
  return { kind: 'query', id: 'q', title: 'Q', sql, needs, rows: 50, plot: null };
}

describe('the book', () => {
  it('holds every page and every playbook once, by section', () => {
    expect(BOOK.map(({ id }) => id).sort()).toEqual([...Object.keys(PAGE_TEXTS), ...Object.keys(PLAYBOOKS)].sort());
    const places = BOOK.map(({ section }) => BOOK_SECTIONS.indexOf(section));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it('begins its playbooks with those of alerts, the most urgent first', () => {
    const playbooks = BOOK.filter(({ of }) => of === 'playbook');
    expect(playbooks[0].alerts).toEqual(['runs-stalled']);
    const without = playbooks.findIndex(({ alerts }) => alerts.length === 0);
    expect(playbooks.slice(without).every(({ alerts }) => alerts.length === 0)).toBe(true);
    expect(playbooks.slice(0, without).flatMap(({ alerts }) => alerts)).toHaveLength(ALERTS.length);
  });

  it('leads from a check and from its alert to the same playbook, and from a page to itself', () => {
    expect(pageNamed(BOOK, 'runs-stalled')).toBe(pageNamed(BOOK, 'stale-data'));
    expect(pageNamed(BOOK, ' Stale-Data ')?.id).toBe('stale-data');
    expect(pageNamed(BOOK, 'backup')?.of).toBe('page');
    expect(pageNamed(BOOK, 'nothing')).toBeUndefined();
    expect(namesIn(BOOK).filter((name) => pageNamed(BOOK, name) === undefined)).toEqual([]);
  });

  it('lists every page', () => {
    const listed = bookForTerminal(BOOK, { bold: (text) => text });
    expect(
      BOOK.filter(({ id, title }) => !new RegExp(`^  ${id} +${title.replace(/[()?]/g, '\\$&')}`, 'm').test(listed))
    ).toEqual([]);
  });
});

describe('SQL on paper', () => {
  const SQL = 'select 1 from {{schema}}.diag_run where ts <= {{as_of}} and {{tenant_is tenant}}';

  it('asks about the moment when it is run, or about an instant', () => {
    expect(paperSql(query(SQL), contextOf()).sql).toContain("ts <= (now()::timestamptz at time zone 'UTC')");
    expect(paperSql(query(SQL), contextOf({ asOf: 0 })).sql).toContain(
      "ts <= ('1970-01-01T00:00:00.000Z'::timestamptz at time zone 'UTC')"
    );
  });

  it('leaves everybody in and shows the condition for one', () => {
    expect(paperSql(query(SQL), contextOf())).toEqual({
      sql: `select 1 from "devdiag".diag_run where ts <= (now()::timestamptz at time zone 'UTC') and true /* (tenant = '${EXAMPLES.tenant}') */`,
      examples: [],
    });
  });

  it('fills in what was given, as a literal', () => {
    expect(paperSql(query(SQL), asking({ tenant: "l'été" })).sql).toMatch(/and \(tenant = E'l\\x27été'\)$/);
  });

  it('takes examples for what the query needs and nobody gave', () => {
    const needing = query('select 1 where {{tenant_is tenant}} and {{problem_in problems}}', ['tenant', 'problem']);
    expect(paperSql(needing, asking({ problem: 'A' }))).toEqual({
      sql: `select 1 where (tenant = '${EXAMPLES.tenant}') and (problems @> jsonb_build_array('A'::text))`,
      examples: ['tenant'],
    });
  });

  it('keeps the semicolon and the lines of what is copied', () => {
    expect(paperText('vacuum {{schema}}.a;\nvacuum {{schema}}.b;\n', contextOf())).toBe(
      'vacuum "devdiag".a;\nvacuum "devdiag".b;'
    );
  });
});

describe('blocks on paper', () => {
  it('hold words instead of placeholders', () => {
    const words = 'Late after {{threshold stale-data.warn}}: call {{contact database}}.';
    const text = (context: PaperContext) => (paperBlocks(page(words), context)[0] as { markdown: string }).markdown;
    expect(text(contextOf())).toBe('Late after 120 minutes: call Database administrators.');
    expect(text(contextOf({ settingsKnown: false }))).toContain('120 minutes (the default)');
  });

  it('are texts and commands only, on every page', () => {
    const kinds = new Set(BOOK.flatMap((one) => paperBlocks(one, contextOf())).map(({ kind }) => kind));
    const left: Array<PageBlock['kind']> = ['facts', 'contact'];
    expect(left.filter((kind) => kinds.has(kind))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(5);
  });
});

/** In the three ways in which a page is read outside Grafana. */
const look80: TerminalLook = {
  width: 80,
  bold: (text) => text,
  table: (head, rows) => [head, ...rows].map((row) => row.join('|')).join('\n'),
};
const onPaper = (one: BookPage, context: PaperContext) => bookFiles([one], context)[1].text;
const inTerminal = (one: BookPage, context: PaperContext) => pageForTerminal(one, context, look80);

describe('what a page says about itself', () => {
  it.each([
    ['on paper', onPaper],
    ['in a terminal', inTerminal],
  ])('%s names check, alert, panel and owner, and when it was last verified', (_, shown) => {
    const stale = shown(
      BOOK.find(({ id }) => id === 'stale-data')!,
      contextOf()
    );
    for (const fact of ['Owner: On call', 'check', 'stale-data', 'alert', 'runs-stalled', 'panel', 'Diagnostic runs']) {
      expect(stale.slice(0, 800)).toContain(fact);
    }
    expect(stale.replace(/\s+/g, ' ')).toContain(
      'Last verified 2026-02-03, version 1.2.3, queries on PostgreSQL 15.1 and 18.2, commands on 15.1.'
    );
  });

  it('names every panel in the playbook of its check', () => {
    const named = BOOK.flatMap(({ id, panels }) => panels.map((panel) => ({ check: id, panel })));
    for (const { definition } of PANELS) {
      expect(named).toContainEqual({ check: definition.check, panel: definition.id });
    }
  });

  it('says it shorter where commands were tried on the same versions', () => {
    const verified = { date: '2026-02-03', version: '1', postgres: ['15.1'], commands: ['15.1'], hash: '' };
    expect(onPaper(page(''), contextOf({ verified }))).toContain(
      'Last verified 2026-02-03, version 1, on PostgreSQL 15.1.'
    );
  });
});

describe('whom to turn to', () => {
  const reaching = (contacts: Record<string, string>) => {
    const context = contextOf();
    return { ...context, facts: { ...context.facts, settings: { ...settings, contacts } } };
  };
  const WAYS = {
    pager: 'https://pager.example/devdiag?a=1',
    database: 'dba@example.com',
    grafana: '#ops *now* | {{x}}',
  };
  const ESCALATION = BOOK.find(({ id }) => id === 'escalation')!;

  it.each([
    ['on paper', onPaper, '<dba@example.com>'],
    ['in a terminal', inTerminal, 'dba@example.com'],
  ])('%s stands above a page that names them', (_, shown, address) => {
    const text = shown(page('Call {{contact database}}.', { owner: 'grafana' }), reaching(WAYS));
    expect(text).toMatch(new RegExp(`^- Database administrators: ${address}$`, 'm'));
    expect(text).toMatch(/^- Grafana administrators: /m);
    expect(text).not.toContain('pager.example');
    expect(text).toContain('Call Database administrators.');
  });

  it.each([
    ['on paper', onPaper],
    ['in a terminal', inTerminal],
  ])('%s is said of the whole escalation path', (_, shown) => {
    const text = shown(ESCALATION, reaching(WAYS));
    expect(text.match(/dba@example\.com/g)).toHaveLength(2);
    expect(text.match(/https:\/\/pager\.example\/devdiag\?a=1/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text.match(/not in the settings that this was made with/g)).toHaveLength(2);
    expect(text).not.toContain('Whom to turn to:');
  });

  it('says once that nobody entered any', () => {
    const text = onPaper(page('Call {{contact database}}.'), contextOf());
    expect(text).toContain(
      'Whom to turn to: On call, Database administrators. How to reach them is not in the settings that this was made with.'
    );
  });

  it('shows whatever somebody entered as it is, and nothing as HTML', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (entered) => {
        const details = entered.replace(/\s+/g, ' ').trim();
        fc.pre(details !== '' && contactLink(details) === null);
        const html = parseInline(reachedAt('pager', reaching({ pager: details }).facts)) as string;
        const words = html
          .replace(/<a [^>]*>|<\/a>/g, '')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&#39;/g, "'")
          .replace(/&amp;/g, '&');
        expect(words).toBe(details);
        expect(html).not.toMatch(/<(?!\/?a[ >])/);
      })
    );
    const table = parse(onPaper(ESCALATION, reaching(WAYS))) as string;
    expect(table).toContain('<td>#ops *now* | {{x}}</td>');
  });
});

describe('links', () => {
  it('are written anew outside code', () => {
    const written = replaceLinks(
      '[a](../x/page.md#h), `[b](../y/page.md)` and [c](/explore)',
      (label, address, link) =>
        link.kind === 'page' ? `<${label} ${link.id} ${link.anchor}>` : `<${label} ${address}>`
    );
    expect(written).toBe('<a x h>, `[b](../y/page.md)` and <c /explore>');
  });

  it('name headings as other programs do', () => {
    const files = bookFiles(
      [
        page("## It's over\n\n[here](#it-s-over)"),
        page('[there](../one/page.md#it-s-over)', {
          id: 'two',
          title: 'Two',
          text: '# Two\n\n[there](../one/page.md#it-s-over)',
        }),
      ],
      contextOf()
    );
    const text = (path: string) => files.find((file) => file.path === path)?.text;
    expect(text('one.md')).toContain('[here](#its-over)');
    expect(text('two.md')).toContain('[there](one.md#its-over)');
  });

  it('into Grafana are addresses where it is known, and words where it is not', () => {
    const one = page('See [Health](/a/devdiag-ops-app/health).');
    const text = (grafanaUrl: string | null) => bookFiles([one], contextOf({ grafanaUrl }))[1].text;
    expect(text('https://g.example/sub')).toContain('[Health](https://g.example/sub/a/devdiag-ops-app/health)');
    expect(text(null)).toContain('See Health (in Grafana: `/a/devdiag-ops-app/health`).');
  });
});

describe('in a terminal', () => {
  const look: TerminalLook = {
    width: 60,
    bold: (text) => text,
    table: (head, rows) => [head, ...rows].map((row) => row.join('|')).join('\n'),
  };
  const shown = (text: string, changes: Partial<TerminalLook> = {}) =>
    pageForTerminal(page(text), contextOf(), { ...look, ...changes });

  it('reads without Markdown', () => {
    const text = shown(
      '**Now** see [Views](../../checks/views/playbook.md), `a_b` and [Health](/a/devdiag-ops-app/health).'
    );
    expect(text.replace(/\n/g, ' ')).toContain(
      'Now see Views (runbook views), `a_b` and Health (/a/devdiag-ops-app/health).'
    );
  });

  it('keeps commands at the left edge, heredocs and all, and says what they change', () => {
    const text = shown('```shell changes="a row"\npsql <<\'SQL\'\nselect 1;\nSQL\n```');
    expect(text).toContain("CHANGES: a row.\n```shell\npsql <<'SQL'\nselect 1;\nSQL\n```");
  });

  it('shows an answer in the place of its query', () => {
    const text = shown('```sql id=a title="How many"\nselect 1\n```', { answer: (block) => `answer of ${block.id}` });
    expect(text).toContain('How many\nanswer of a');
    expect(text).not.toContain('select 1');
  });

  it('shows lists, tables and branches', () => {
    const text = shown(
      '- one\n- two\n\n| a | b |\n|---|---|\n| `1` | [V](../../checks/views/playbook.md) |\n\n- **If** x, **then** y.'
    );
    expect(text).toContain('- one\n- two');
    expect(text).toContain('a|b\n`1`|V (runbook views)');
    expect(text).toContain('- If x,\n  then y.');
  });

  it.each(BOOK.map((one) => [one.id, one] as const))('%s fits, but for commands and tables', (_, one) => {
    const text = pageForTerminal(one, contextOf(), { ...look, width: 80, table: () => '' });
    const outside = text.replace(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, '');
    expect(outside.split('\n').filter((line) => line.length > 80 && !line.startsWith('## '))).toEqual([]);
    expect(outside).not.toMatch(/\{\{|\]\(/);
  });

  it('wraps without losing a word or a letter', () => {
    const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => !/\s/.test(text));
    fc.assert(
      fc.property(
        fc.array(word),
        fc.integer({ min: 10, max: 90 }),
        fc.constantFrom('', '  '),
        (words, width, indent) => {
          const lines = wrapped(words.join(' '), width, indent).split('\n');
          expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual(words);
          expect(lines.filter((line) => [...line].length > width && line.trim().includes(' '))).toEqual([]);
        }
      )
    );
  });
});
