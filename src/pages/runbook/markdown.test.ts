import { onlyReads, parseMarkdown } from './markdown';

describe('taking a playbook apart', () => {
  it('finds headings, fenced code and the text between, in order', () => {
    const blocks = parseMarkdown('# Title\n\nIntro\n\n## What to do\n\n```sql\nselect 1;\n## no heading\n```\nAfter\n');
    expect(blocks).toEqual([
      { kind: 'text', markdown: 'Intro' },
      { kind: 'heading', level: 2, text: 'What to do', id: 'what-to-do' },
      { kind: 'code', language: 'sql', code: 'select 1;\n## no heading' },
      { kind: 'text', markdown: 'After' },
    ]);
  });

  it('gives headings of the same words different ids, and no markup', () => {
    const ids = parseMarkdown('## *Why*\n## Why\n## [Why](x) `not`?').map(
      (block) => block.kind === 'heading' && [block.text, block.id]
    );
    expect(ids).toEqual([
      ['Why', 'why'],
      ['Why', 'why-2'],
      ['Why not?', 'why-not'],
    ]);
  });

  it('takes a fence that is never closed to the end', () => {
    expect(parseMarkdown('```sh\nls\n')).toEqual([{ kind: 'code', language: 'sh', code: 'ls\n' }]);
  });

  it('leaves nested fences with their list', () => {
    expect(parseMarkdown('1. one\n\n   ```\n   x\n   ```\n')).toHaveLength(1);
  });

  it.each(['', '\n\n', '# Only a title'])('finds nothing in %j', (source) => expect(parseMarkdown(source)).toEqual([]));
});

describe('queries that only read', () => {
  it.each([
    'select 1;',
    '-- why\nwith a as (select 1) select * from a',
    'select \'drop table x; delete\' as "update"',
    'explain select 1',
    'select last_update, set_name from t',
  ])('%j does', (sql) => expect(onlyReads(sql)).toBe(true));

  it.each([
    'delete from x',
    'select 1; drop table x',
    'with gone as (delete from x returning *) select * from gone',
    'explain analyze delete from x',
    'select * into y from x',
    'select pg_terminate_backend(1)',
    'vacuum x',
    '',
  ])('%j does not, or may not', (sql) => expect(onlyReads(sql)).toBe(false));
});
