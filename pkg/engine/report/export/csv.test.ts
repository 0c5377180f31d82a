import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AS_OF, checkDefinition, checkResult, healthReport } from '../testing.ts';
import { toCsv } from './csv.ts';

/** A strict reader of RFC 4180, written apart from the writer. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      for (at++; ; at++) {
        if (at >= csv.length) {
          throw new Error('a quoted field does not end');
        }
        if (csv[at] === '"' && csv[at + 1] === '"') {
          cell += '"';
          at++;
        } else if (csv[at] === '"') {
          break;
        } else {
          cell += csv[at];
        }
      }
      at++;
    } else {
      while (at < csv.length && csv[at] !== ',' && csv[at] !== '\r') {
        if (csv[at] === '"' || csv[at] === '\n') {
          throw new Error('a bare quote or line feed');
        }
        cell += csv[at++];
      }
    }
    row.push(cell);
    if (csv[at] === ',') {
      at++;
    } else if (csv.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else {
      throw new Error(`neither comma nor line end at ${at}`);
    }
  }
  return rows;
}

function cells(csv: string, index = 1): Record<string, string> {
  const [header, ...rows] = read(csv);
  return Object.fromEntries(header.map((name, column) => [name, rows[index - 1][column]]));
}

describe('CSV', () => {
  it('is a header and a row a check', () => {
    const csv = toCsv(healthReport([checkResult(), checkResult({ id: 'b', outcome: 'pass' })]), [checkDefinition()]);
    expect(read(csv)).toHaveLength(3);
    expect(cells(csv)).toMatchObject({
      id: 'stale-data',
      outcome: 'fail',
      value: '420',
      unit: 'minutes',
      threshold: '360',
      evidence_rows: '1',
      evidence: '[{"what":"Newest","at":"2026-03-18T05:00:00.000Z"}]',
      as_of: '2026-03-18T12:00:00.000Z',
      muted_by: '',
      tenant: '',
    });
    expect(cells(csv, 2).id).toBe('b');
  });

  it('keeps negative numbers numbers', () => {
    expect(cells(toCsv(healthReport([checkResult({ value: -3.5 })]), [])).value).toBe('-3.5');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\n+1', '\u00a0=1', '\uff1d1', '\ttext'])(
    'does not let a spreadsheet evaluate %j',
    (message) => {
      expect(cells(toCsv(healthReport([checkResult({ message })]), [])).message).toBe(`'${message}`);
    }
  );

  it('reads back as written, whatever the texts hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ',', '\r', '\n', '=', ' ', '語', "'", '-') });
    fc.assert(
      fc.property(text, text, text, (message, tenant, reason) => {
        const mute = { id: '1', checkId: 'stale-data', reason, owner: 'o', since: 0, until: AS_OF + 1 };
        const row = cells(toCsv(healthReport([checkResult({ message, mute })], { tenant }), []));
        for (const [name, whole] of [
          ['message', message],
          ['tenant', tenant],
          ['mute_reason', reason],
        ]) {
          expect([whole, `'${whole}`]).toContain(row[name]);
          expect(row[name]).not.toMatch(/^\s*[=+\-@]/);
        }
      })
    );
  });
});
