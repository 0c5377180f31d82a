import { describe, expect, it } from 'vitest';
import { fillInlines, parseInlines } from './inline.ts';
import { parsePage } from './parse.ts';

const PAGE = `# Data freshness

Late runs, after {{threshold stale-data.warn}}.

## Diagnosis

\`\`\`sql id=newest title="Newest runs of a tenant" needs=tenant,problem rows=20 plot=bars x=day y=runs,codes
select 1
-- ## no heading
\`\`\`

- plain
- list

{{state runs-stalled}}
{{contact database}}
{{facts alert runs-stalled}}

### Mend

- **If** a,
  with more words, **then** b.
- **If** c, **then** d, and if not e, then f.

- [ ] One thing. <!-- step: one -->
- [ ] Two
  things. <!-- step: two-things -->

\`\`\`sql copy changes="removes rows"
delete from x;
\`\`\`

\`\`\`shell changes=nothing
ls
\`\`\`

\`\`\`json title=".vscode/mcp.json"
{}
\`\`\`
`;

describe('taking a page apart', () => {
  it('finds every block in its place', () => {
    const { title, blocks, mistakes } = parsePage(PAGE);
    expect(mistakes).toEqual([]);
    expect(title).toBe('Data freshness');
    expect(blocks).toEqual([
      { kind: 'text', line: 3, markdown: 'Late runs, after {{threshold stale-data.warn}}.' },
      { kind: 'heading', line: 5, level: 2, text: 'Diagnosis', id: 'diagnosis' },
      {
        kind: 'query',
        line: 7,
        id: 'newest',
        title: 'Newest runs of a tenant',
        sql: 'select 1\n-- ## no heading',
        needs: ['tenant', 'problem'],
        rows: 20,
        plot: { style: 'bars', x: 'day', y: ['runs', 'codes'] },
      },
      { kind: 'text', line: 12, markdown: '- plain\n- list' },
      { kind: 'state', line: 15, of: 'runs-stalled' },
      { kind: 'contact', line: 16, id: 'database' },
      { kind: 'facts', line: 17, of: 'alert', id: 'runs-stalled' },
      { kind: 'heading', line: 19, level: 3, text: 'Mend', id: 'mend' },
      {
        kind: 'branches',
        line: 21,
        branches: [
          { condition: 'a, with more words', action: 'b.' },
          { condition: 'c', action: 'd, and if not e, then f.' },
        ],
      },
      {
        kind: 'steps',
        line: 25,
        steps: [
          { id: 'one', markdown: 'One thing.' },
          { id: 'two-things', markdown: 'Two things.' },
        ],
      },
      { kind: 'statement', line: 29, sql: 'delete from x;', changes: 'removes rows' },
      { kind: 'shell', line: 33, commands: 'ls', changes: null },
      { kind: 'sample', line: 37, language: 'json', title: '.vscode/mcp.json', text: '{}' },
    ]);
  });

  it('reads the same with the line ends of Windows', () => {
    expect(parsePage(PAGE.replaceAll('\n', '\r\n'))).toEqual(parsePage(PAGE));
  });

  it('has no mistakes in an empty page but that it has no title', () => {
    expect(parsePage('')).toEqual({
      title: '',
      blocks: [],
      mistakes: [{ line: 1, text: 'no title: the first line is "# " and the title' }],
    });
  });
});

describe('mistakes', () => {
  it.each<[string, string, RegExp]>([
    ['a language nobody knows', '```python\nx\n```', /fenced block of "python"; known are sql, shell, json/],
    ['no language', '```\nx\n```', /fenced block of ""/],
    ['a fence that is never closed', '```shell changes=nothing\nls', /never closed/],
    ['nothing in a fence', '```shell changes=nothing\n```', /shell block without content/],
    ['no id', '```sql title=x\nselect 1\n```', /query block without id/],
    ['no title', '```sql id=x\nselect 1\n```', /query block without title/],
    ['a bad id', '```sql id=X_1 title=x\nselect 1\n```', /id "X_1" is not of small letters/],
    ['an attribute nobody knows', '```sql id=x title=x timeout=5\nselect 1\n```', /query block knows no timeout/],
    ['an attribute twice', '```sql id=x id=y title=x\nselect 1\n```', /says id twice/],
    ['an attribute without value', '```sql id=x title=x rows\nselect 1\n```', /rows has no value/],
    ['broken attributes', '```sql id=x title="x\nselect 1\n```', /not of the form name=value/],
    ['an unknown parameter', '```sql id=x title=x needs=fix\nselect 1\n```', /needs "fix", which no address holds/],
    ['too many rows', '```sql id=x title=x rows=501\nselect 1\n```', /whole number from 1 to 500/],
    ['rows of no number', '```sql id=x title=x rows=many\nselect 1\n```', /whole number from 1 to 500/],
    ['a plot of another kind', '```sql id=x title=x plot=pie\nselect 1\n```', /plot is line or bars/],
    ['a plot without columns', '```sql id=x title=x plot=line\nselect 1\n```', /needs x=COLUMN/],
    ['a plot of no column', '```sql id=x title=x plot=line x=a y="b c"\nselect 1\n```', /"b c" is no column/],
    ['columns without plot', '```sql id=x title=x y=a\nselect 1\n```', /there is no plot/],
    ['SQL that writes, without words', '```sql copy\ndelete from x\n```', /statement block without changes/],
    ['copy with a value', '```sql copy=yes changes=x\ndelete from x\n```', /copy takes no value/],
    ['a shell without words', '```shell\nls\n```', /shell block without changes/],
    ['a sample without title', '```yaml\na: 1\n```', /sample block without title/],
    [
      'the same query twice',
      '```sql id=x title=x\nselect 1\n```\n```sql id=x title=y\nselect 1\n```',
      /query x is there twice/,
    ],
    ['the same step twice', '- [ ] a <!-- step: a -->\n- [ ] b <!-- step: a -->', /step a is there twice/],
    ['a step without id', '- [ ] a', /a step reads/],
    ['a step among others', '- [ ] a <!-- step: a -->\n- b', /its list holds steps only/],
    ['a ticked step', '- [x] a <!-- step: a -->', /a step reads/],
    ['a comment that is no step', '- a <!-- step: a -->', /a step reads/],
    ['a branch in other words', '- If a, then b.', /a branch reads/],
    ['a branch among others', '- **If** a, **then** b.\n- c', /its list holds branches only/],
    ['a branch without comma', '- **If** a **then** b.', /a branch reads/],
    ['HTML', 'a <b>c</b>', /HTML, which no page shows/],
    ['a comment', 'a\n\n<!-- todo -->', /HTML/],
    ['an indented fence', '1. a\n\n   ```\n   b\n   ```', /indented fence/],
    ['a placeholder nobody knows', 'a {{nope x}}', /\{\{nope x\}\} is no placeholder/],
    ['a placeholder of nothing', 'a {{threshold}}', /is no placeholder/],
    ['braces that do not close', 'a {{threshold x.y', /\{\{ is no placeholder/],
    ['a block nobody knows', '{{nope}}', /\{\{nope\}\} is no block/],
    ['facts of nothing', '{{facts everything}}', /is no block/],
    ['facts of no alert', '{{facts alert}}', /says not of which alert/],
    ['facts with too much', '{{facts checks x}}', /takes nothing more/],
    ['two titles', '# Other', /one title/],
    ['a heading twice', '## A\n\n## A', /"A" is there twice/],
    ['a heading with markup', '## `A`', /more than plain words/],
    ['a level left out', '### A', /level 3 without one above/],
  ])('%s', (_, text, expected) => {
    const { mistakes } = parsePage(`# Title\n\n${text}\n`);
    expect(mistakes.map((mistake) => mistake.text).join('\n')).toMatch(expected);
  });

  it('are all told at once, in order, with their lines', () => {
    const { mistakes } = parsePage('# T\n\n- [ ] a\n\n```sql\nx\n```\n\n{{nope}}\n');
    expect(mistakes.map(({ line }) => line)).toEqual([3, 5, 5, 9]);
  });
});

describe('words inside a text', () => {
  const context = {
    thresholds: new Map([
      [
        'stale-data',
        [{ id: 'warn', label: '', description: '', unit: 'minutes' as const, default: 120, min: 0, max: 1 }],
      ],
    ]),
    contacts: [{ id: 'pager', title: 'On call' }],
  };
  const settings = {
    schema: 'ops',
    timeZone: 'Europe/Berlin',
    retentionDays: 90,
    thresholds: { 'stale-data': { warn: 60 } },
  };
  const text =
    '{{threshold stale-data.warn}}, {{ setting timeZone }}, {{contact pager}}, {{threshold a.b}}, {{contact x}}';

  it('are those in force', () => {
    expect(fillInlines(text, { ...context, settings })).toBe(
      '60 minutes, Europe/Berlin, On call, {{threshold a.b}}, {{contact x}}'
    );
  });

  it('are the defaults where nobody knows, and say so', () => {
    expect(fillInlines(text, context)).toMatch(/^120 minutes \(the default\), UTC \(the default\), On call/);
  });

  it('stay as they are in code spans', () => {
    const spans = 'a `{{ externalURL }}` b ``{{x}} ` {{y}}`` c';
    expect(parseInlines(spans)).toEqual({ pieces: [{ kind: 'markdown', markdown: spans }], mistakes: [] });
  });
});
