import { describe, expect, it } from 'vitest';
import { AS_OF, checkDefinition, checkResult, healthReport } from '@devdiag/engine/report/testing';
import { quietLine } from './output.ts';
import { printable } from './printable.ts';
import { toTable } from './table.ts';

const MUTE = { id: '8', checkId: 'c', reason: 'moving house', owner: 'anna', since: 0, until: AS_OF + 3_600_000 };
const REPORT = healthReport([
  checkResult({ id: 'a', title: 'First', outcome: 'pass', message: 'All is well.' }),
  checkResult(),
  checkResult({ id: 'b', title: 'Broken', outcome: 'error', value: null, message: 'The query failed.', evidence: [] }),
  checkResult({ id: 'c', title: 'Silenced', outcome: 'skipped', underlying: 'warn', message: 'Old.', mute: MUTE }),
]);

describe('the table', () => {
  it('says verdict and summary, then what needs action first', () => {
    expect(toTable(REPORT, [checkDefinition()], false)).toBe(`DevDiag health: FAIL
as of 2026-03-18 12:00 UTC (now), all tenants
newest 420 min old · verdict: fail

FAIL          Data freshness         The newest run is 7 h old; the pipeline
              (stale-data)           has stalled.
                                     7 h (threshold 6 h)
                                     - Newest, Written at 2026-03-18 05:00 UTC
ERROR         Broken                 The query failed.
              (b)
PASS          First                  All is well.
SKIPPED       Silenced               Muted by anna until 2026-03-18 13:00 UTC:
              (c)                    moving house. It would be WARN:
                                     Old.
                                     7 h (threshold 6 h)
`);
  });

  it('fits 80 columns, whatever the texts hold', () => {
    const texts = ['x'.repeat(500), '漢字'.repeat(100), '🙂 '.repeat(100), 'a '.repeat(200)];
    for (const text of texts) {
      const report = healthReport(
        [checkResult({ message: text, title: text.slice(0, 40), evidence: [{ what: text, at: AS_OF }] })],
        {
          tenant: text,
        }
      );
      const lines = toTable(report, [checkDefinition()], false).split('\n').slice(3);
      expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(80);
    }
  });

  it('has colours only where they were asked for', () => {
    expect(toTable(REPORT, [], true)).toContain('\u001b[31mFAIL\u001b[39m');
    expect(toTable(REPORT, [], false)).not.toContain('\u001b');
  });

  it('lets nothing from the data reach the terminal as a command', () => {
    const nasty = 'a\u001b[2J\u009b31m\r\nb\u0007\u202ec';
    const report = healthReport([checkResult({ message: nasty, evidence: [{ what: nasty, at: null }] })], {
      tenant: nasty,
    });
    expect(toTable(report, [checkDefinition()], false)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(printable(nasty)).toBe('a\ufffd[2J\ufffd31m b\ufffdc');
  });
});

describe('the quiet line', () => {
  it('is one line, and names what is muted', () => {
    expect(quietLine(REPORT)).toBe('DevDiag health: newest 420 min old · verdict: fail · muted: c\n');
  });
});

/** East Asian characters and emoji take two columns. */
function columns(line: string): number {
  return [...line].reduce(
    (sum, char) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]|\p{Emoji_Presentation}/u.test(char) ? 2 : 1),
    0
  );
}
