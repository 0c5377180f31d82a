import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { IncidentEvent, LoggedEvent } from './event.ts';
import { incidentOf } from './incident.ts';
import { incidentReport, type ReportContext } from './report.ts';

const AT = Date.UTC(2026, 2, 17, 3, 0);
const MINUTE = 60_000;
const logged = (events: IncidentEvent[]): LoggedEvent[] =>
  events.map((event, index) => ({
    id: String(index),
    at: AT + index * MINUTE,
    author: index % 2 ? 'bob' : 'ada',
    shared: true,
    event,
  }));

const started: IncidentEvent = {
  kind: 'started',
  title: 'No runs',
  page: 'stale-data',
  alert: 'runs-stalled',
  labels: { tenant: 'acme' },
};
const story: IncidentEvent[] = [
  started,
  {
    kind: 'measured',
    of: 'runs-stalled',
    title: 'Diagnostic runs stalled',
    state: 'firing',
    value: 384,
    threshold: 120,
    unit: 'minutes',
  },
  { kind: 'step', page: 'stale-data', step: 'note-since', text: 'Write down since when.', done: true },
  {
    kind: 'result',
    page: 'stale-data',
    query: 'newest',
    title: 'Newest run of each tenant',
    asOf: AT,
    sql: 'select 1',
    columns: ['tenant', 'runs'],
    rows: [
      ['a|b', 3],
      ['', null],
    ],
    more: true,
  },
  { kind: 'note', text: 'Disk is full.\nCalled the database people.' },
  { kind: 'closed', summary: 'The disk was full.' },
];
const context = {
  transitions: {
    changes: [{ at: AT + MINUTE, title: 'Diagnostic runs stalled', from: 'Normal', to: 'Alerting', text: 'A=384' }],
    isWhole: true,
    isInstalled: true,
  },
  steps: [
    { page: 'stale-data', step: 'note-since', text: 'Write down since when.' },
    { page: 'stale-data', step: 'all-or-one', text: 'Decide between everybody and one tenant.' },
  ],
  now: AT + 60 * MINUTE,
};

const report = (events: IncidentEvent[], given: Partial<ReportContext> = {}) =>
  incidentReport(incidentOf('20260317-k3x9qa', logged(events))!, { ...context, ...given });

/** The tokens under a heading of the second level, as a Markdown reader sees them. */
function section(markdown: string, title: string): Token[] {
  const tokens = marked.lexer(markdown).filter(({ type }) => type !== 'space');
  const from = tokens.findIndex((token) => token.type === 'heading' && token.depth === 2 && token.text === title);
  const to = tokens.findIndex((token, index) => index > from && token.type === 'heading' && token.depth === 2);
  return tokens.slice(from + 1, to === -1 ? undefined : to);
}
const plain = (tokens: Token[] | undefined): string =>
  (tokens ?? [])
    .map((token) =>
      'tokens' in token && token.tokens ? plain(token.tokens) : 'text' in token ? String(token.text) : ''
    )
    .join('');
const cells = (token: Token) => (token as Tokens.Table).rows.map((row) => row.map((cell) => plain(cell.tokens)));

describe('the post-incident report', () => {
  it('tells the whole story', () => {
    const markdown = report(story);
    expect(markdown).toMatch(/^# Post-incident report: No runs\n/);
    expect(cells(section(markdown, 'Timeline')[0]).map(([time, who, what]) => `${time} ${who}: ${what}`)).toEqual([
      '2026-03-17 03:00 UTC ada: Incident: No runs',
      '2026-03-17 03:01 UTC bob: Diagnostic runs stalled: firing, 6 h 24 min (threshold 2 h)',
      '2026-03-17 03:02 UTC ada: Done: Write down since when.',
      '2026-03-17 03:03 UTC bob: Kept: Newest run of each tenant (2 rows and more)',
      '2026-03-17 03:04 UTC ada: Disk is full. Called the database people.',
      '2026-03-17 03:05 UTC bob: Incident closed: The disk was full.',
    ]);
    expect(cells(section(markdown, 'Alerts')[0])).toEqual([
      ['2026-03-17 03:01 UTC', 'Diagnostic runs stalled', 'Normal → Alerting', 'A=384'],
    ]);
    expect(cells(section(markdown, 'What was measured')[0])).toEqual([
      ['2026-03-17 03:01 UTC', 'Diagnostic runs stalled', 'firing, 6 h 24 min (threshold 2 h)'],
    ]);
    expect((section(markdown, 'Steps')[0] as Tokens.List).items.map(({ checked, text }) => [checked, text])).toEqual([
      [true, 'Write down since when. (ada, 2026-03-17 03:02 UTC)'],
      [false, 'Decide between everybody and one tenant.'],
    ]);
    const evidence = section(markdown, 'Evidence');
    expect(cells(evidence.find(({ type }) => type === 'table')!)).toEqual([
      ['a|b', '3'],
      ['–', '–'],
    ]);
    expect(evidence.at(-1)).toMatchObject({ type: 'code', lang: 'sql', text: 'select 1' });
    expect(markdown).toContain('There were more rows than the 2 shown.');
    expect(plain(section(markdown, 'Summary'))).toContain('The disk was full.');
    expect(markdown).toContain('| Lasted | 5 minutes |');
  });

  it('says what is missing instead of leaving it out', () => {
    const markdown = report([started], { transitions: null, steps: [] });
    for (const words of [
      'still open',
      'To be written.',
      'could not be asked',
      'Nothing was measured.',
      'The page has no steps.',
      'No result was kept.',
      'No notes.',
    ]) {
      expect(markdown).toContain(words);
    }
    expect(markdown).toContain('| Lasted | 1 h |');
    expect(report([started], { transitions: { changes: [], isWhole: true, isInstalled: true } })).toContain(
      'No alert of this installation changed its state meanwhile. What fired since before stands under'
    );
    const none = report([started], { transitions: { changes: [], isWhole: true, isInstalled: false } });
    expect(none).toContain('No alert rules of this app are installed');
    expect(none).not.toContain('changed its state');
  });

  it('has the summary of everybody who closed it, whole, with author and time', () => {
    const long = `The disk was full. ${'x'.repeat(3_900)} The end.`;
    const two = report([started, { kind: 'closed', summary: long }, { kind: 'closed', summary: 'WAL filled it.' }]);
    expect(plain(section(two, 'Summary')).replace(/\n/g, '')).toBe(
      `2026-03-17 03:01 UTC, bob:${long}2026-03-17 03:02 UTC, ada:WAL filled it.`
    );
    const again = report([started, { kind: 'closed', summary: long }, { kind: 'reopened' }]);
    expect(plain(section(again, 'Summary'))).toBe(`2026-03-17 03:01 UTC, bob:${long}It was opened again since.`);
    const empty = report([started, { kind: 'closed', summary: long }, { kind: 'closed', summary: ' ' }]);
    expect(plain(section(empty, 'Summary'))).toContain(long);
    expect(plain(section(report([started, { kind: 'closed', summary: long }]), 'Summary'))).toBe(long);
  });

  it('says when there were more changes than Grafana gives', () => {
    const changes = context.transitions?.changes ?? [];
    const sentence = 'the oldest are missing here';
    expect(report([started], { transitions: { changes, isWhole: false, isInstalled: true } })).toContain(sentence);
    expect(report([started], { transitions: { changes, isWhole: true, isInstalled: true } })).not.toContain(sentence);
  });

  it('lets no text of people or data become structure, links or HTML', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(
        '<script>x</script>',
        '| a | b |',
        '## h',
        '```',
        '[x](javascript:y)',
        '- [x] done',
        '@everyone',
        '\n\n# h',
        '> q',
        '***'
      )
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 6, maxLength: 6 }), ([title, label, cell, note, summary, text]) => {
        const tokens = (given: string[]) => {
          const [a, b, c, d, e, f] = given;
          const markdown = report([
            { ...started, title: a, labels: { tenant: b } } as IncidentEvent,
            {
              kind: 'result',
              page: 'p',
              query: 'q',
              title: a,
              asOf: AT,
              sql: c,
              columns: [b || 'b'],
              rows: [[c]],
              more: false,
            },
            { kind: 'note', text: d.replace(/[\r\n]/g, ' ') },
            { kind: 'step', page: 'p', step: 's', text: f, done: true },
            { kind: 'closed', summary: `x${e.replace(/[\r\n]/g, ' ')}` },
          ]);
          const kinds: string[] = [];
          marked.walkTokens(marked.lexer(markdown), ({ type }) => {
            if (!['text', 'escape', 'codespan', 'paragraph', 'space', 'br'].includes(type)) {
              kinds.push(type);
            }
          });
          return kinds;
        };
        expect(tokens([title, label, cell, note, summary, text])).toEqual(tokens(['a', 'b', 'c', 'd', 'e', 'f']));
      }),
      { numRuns: 300 }
    );
  });
});
