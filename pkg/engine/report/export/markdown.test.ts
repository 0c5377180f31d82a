import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../compare.ts';
import { AS_OF, checkDefinition, checkResult, healthReport } from '../testing.ts';
import { codeSpan, prose } from './markdown-text.ts';
import { checkToMarkdown, toMarkdown } from './markdown.ts';

const MUTE = { id: '8', checkId: 'x', reason: 'moving house', owner: 'anna', since: 0, until: AS_OF + 3_600_000 };

describe('Markdown for an incident channel', () => {
  it('begins with the verdict and the summary, then what needs action, the rest compact', () => {
    const report = healthReport([
      checkResult(),
      checkResult({
        id: 'ttr',
        title: 'Time to remediation',
        outcome: 'warn',
        value: 2.5,
        unit: 'days',
        threshold: 2,
        message: 'Fixes take longer.',
        evidence: [],
      }),
      checkResult({ id: 'views', title: 'Views', outcome: 'pass', value: 6, unit: 'count' }),
      checkResult({ id: 'retention', title: 'Retention', outcome: 'skipped', underlying: 'fail', mute: MUTE }),
      checkResult({
        id: 'indexes',
        title: 'Indexes',
        outcome: 'error',
        value: null,
        evidence: [],
        message: 'The query hit its time limit.',
      }),
    ]);
    expect(toMarkdown(report, [checkDefinition()]))
      .toBe(`**DevDiag health: FAIL** · as of 2026-03-18 12:00 UTC (now) · all tenants

newest 420 min old · views 6/6 · indexes unknown · verdict: fail

**Needs action (2)**

- **Data freshness** (\`stale-data\`, critical) FAIL: The newest run is 7 h old; the pipeline has stalled.
  - measured: 7 h (threshold 6 h)
  - \`Newest\`, Written at 2026-03-18 05:00 UTC
- **Indexes** (\`indexes\`, critical) ERROR: The query hit its time limit.

**Watch (1)**

- **Time to remediation** (\`ttr\`, critical) WARN: Fixes take longer.
  - measured: 2 d 12 h (threshold 2 d)

**Passing (1)**: Views (6)

**Muted (1)**

- Retention: would be FAIL, muted by anna until 2026-03-18 13:00 UTC: moving house
`);
  });

  it('shows the first rows of evidence and how many more there are', () => {
    const evidence = Array.from({ length: 7 }, (_, index) => ({ what: `code ${index}`, at: null }));
    const text = toMarkdown(healthReport([checkResult({ evidence })]), [checkDefinition()]);
    expect(text).toContain('  - `code 4`\n  - and 2 more\n');
    expect(text).not.toContain('code 5');
  });

  it('adds what changed, on request', () => {
    const now = healthReport([checkResult()]);
    const before = healthReport([checkResult({ outcome: 'pass', value: 3 })], { asOf: AS_OF - 86_400_000 });
    const text = toMarkdown(now, [checkDefinition()], { comparison: compareReports(now, before) });
    expect(text).toContain(
      '**Changes**: Compared with 24 hours earlier: 1 new.\n\n- new: **Data freshness**. It fails now'
    );
  });

  it('copies a single check', () => {
    expect(checkToMarkdown(checkResult(), { asOf: AS_OF, isNow: false, tenant: 'acme' }, [checkDefinition()])).toBe(
      '- **Data freshness** (`stale-data`, critical) FAIL: The newest run is 7 h old; the pipeline has stalled.\n' +
        '  - measured: 7 h (threshold 6 h)\n  - `Newest`, Written at 2026-03-18 05:00 UTC\n\n' +
        'as of 2026-03-18 12:00 UTC · tenant `acme`\n'
    );
  });
});

/** Kinds of tokens in a document, without the texts they hold. */
function shape(markdown: string): string[] {
  const kinds: string[] = [];
  const visit = (tokens: Token[] | undefined) =>
    tokens?.forEach((token) => {
      if (token.type !== 'text' && token.type !== 'escape' && token.type !== 'space') {
        kinds.push(token.type);
      }
      visit((token as Tokens.Generic).tokens);
      (token as Tokens.List).items?.forEach((item) => visit(item.tokens));
    });
  visit(marked.lexer(markdown, { gfm: true }));
  return kinds;
}

/** What a reader sees, entities and tags undone. */
function read(markdown: string): string {
  const html = marked.parseInline(markdown, { gfm: true, async: false });
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };
  return html.replace(/<\/?code>/g, '').replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => entities[entity]);
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '*',
        '**',
        '_',
        '[a](http://x.y)',
        '![i](x)',
        '<b>',
        '<script>',
        '</details>',
        '\n',
        '\n\n'
      ),
      fc.constantFrom(
        '# h',
        '- l',
        '1. l',
        '2) l',
        '> q',
        '---',
        '===',
        '| a | b |',
        '|---|',
        '~~s~~',
        '\\',
        '&lt;',
        '&#64;'
      ),
      fc.constantFrom(
        'http://evil.example',
        'www.evil.example',
        'WWW.evil.example',
        'a@b.example',
        '@channel',
        '$x$',
        '    ',
        '\t'
      ),
      fc.constantFrom('[x]: http://y', '<!--', '<http://x>', 'ftp://x.y/z', ' ', 'word', '語', '\u2028', '!', '#12'),
      fc.string({ maxLength: 6 })
    ),
    { maxLength: 8 }
  )
  .map((parts) => parts.join(''));

describe('texts from the data', () => {
  it('cannot break out of prose: it stays plain text and reads as it was, on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(`- **a** (b): ${prose(text)} end`)).toEqual(shape('- **a** (b): word end'));
        expect(shape(`${prose(text) || 'x'}`)).toEqual(['paragraph']);
        const expected = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
        expect(read(prose(text)).replaceAll('\u200b', '')).toBe(expected);
      }),
      { numRuns: 3000 }
    );
  });

  it('cannot break out of a code span, and reads exactly as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(`- x ${codeSpan(text)} y`).filter((kind) => kind !== 'codespan')).toEqual(shape('- x word y'));
        const expected = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
        expect(read(codeSpan(text))).toBe(expected || '(empty)');
      }),
      { numRuns: 3000 }
    );
  });

  it('cannot change the shape of a report', () => {
    const report = (text: string) =>
      toMarkdown(
        healthReport(
          [
            checkResult({ message: `Of ${text}.`, evidence: [{ what: text || 'x', at: AS_OF }] }),
            checkResult({ id: 'b', outcome: 'skipped', mute: { ...MUTE, owner: text, reason: text } }),
          ],
          { tenant: text || 'x' }
        ),
        [checkDefinition()]
      );
    const expected = shape(report('word'));
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(codeSpan(text) !== '(empty)');
        expect(shape(report(text))).toEqual(expected);
      }),
      { numRuns: 1000 }
    );
  });

  it('mentions nobody, and cannot turn the direction of what follows', () => {
    expect(prose('ask @channel now')).toBe('ask @\u200bchannel now');
    expect(prose('a\u202eb')).toBe('ab');
  });

  it('leaves the codes that DevDiag reports readable in a channel that shows Markdown plain', () => {
    expect(prose('CSP_INLINE_BLOCKED is in 27 % of runs (12 of 44).')).toBe(
      'CSP_INLINE_BLOCKED is in 27 % of runs (12 of 44).'
    );
  });
});
