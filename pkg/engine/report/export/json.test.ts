import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry } from '@devdiag/catalog/types';
import { completeSettings } from '../../settings/settings.ts';
import { evaluateChecks, planQueries, type QueryAnswer } from '../evaluate.ts';
import type { Mute } from '../report.ts';
import { AS_OF, checkDefinition, checkResult, healthReport } from '../testing.ts';
import { toJsonReport } from './json.ts';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync(new URL('../../../../docs/report.schema.json', import.meta.url), 'utf8'))
);

function valid(json: unknown): unknown {
  const written = JSON.parse(JSON.stringify(json));
  validate(written);
  expect(validate.errors).toBeNull();
  return written;
}

describe('the exported JSON', () => {
  it('has the documented shape for every outcome, with instants as ISO', () => {
    const mute: Mute = { id: '8', checkId: 'c', reason: 'r', owner: 'anna', since: AS_OF - 1, until: AS_OF + 1 };
    const report = healthReport([
      checkResult({
        trend: [
          { at: AS_OF, value: 1 },
          { at: AS_OF, value: null, expected: 2 },
        ],
      }),
      checkResult({ id: 'a', outcome: 'pass' }),
      checkResult({ id: 'b', outcome: 'error', value: null, error: { kind: 'timeout', message: 'm', subject: 's' } }),
      checkResult({ id: 'c', outcome: 'skipped', underlying: 'warn', mute }),
      checkResult({ id: 'd', outcome: 'not-evaluated', value: null, tookMs: null, sql: null, threshold: null }),
    ]);
    const json: any = valid(toJsonReport(report, [checkDefinition()]));
    expect(json).toMatchObject({
      version: 1,
      asOf: '2026-03-18T12:00:00.000Z',
      measuredAt: '2026-03-18T12:00:01.500Z',
      verdict: 'fail',
      tenant: null,
    });
    expect(json.checks[0].evidence).toEqual([{ what: 'Newest', at: '2026-03-18T05:00:00.000Z' }]);
    expect(json.checks[0].trend[1]).toEqual({ at: '2026-03-18T12:00:00.000Z', value: null, expected: 2 });
    expect(json.checks[3].mute).toEqual({
      id: '8',
      reason: 'r',
      owner: 'anna',
      since: '2026-03-18T11:59:59.999Z',
      until: '2026-03-18T12:00:00.001Z',
    });
  });

  it('holds the SQL as run: nothing is left for Grafana to expand', () => {
    const json = toJsonReport(healthReport([checkResult()]), [checkDefinition()]);
    expect(json.checks[0].sql).toBe(`select 1 where '2026-03-18T12:00:00.000Z'::timestamptz is not null`);
  });

  it('turns numbers that JSON cannot hold into null', () => {
    const check = checkResult({
      value: NaN,
      threshold: Infinity,
      evidence: [{ what: 'x', at: 1e300, share: NaN }],
      trend: [{ at: NaN, value: 1 }],
    });
    const json: any = valid(toJsonReport(healthReport([check]), [checkDefinition()]));
    expect(json.checks[0]).toMatchObject({ value: null, threshold: null, trend: [] });
    expect(json.checks[0].evidence).toEqual([{ what: 'x', at: null, share: null }]);
  });

  it('is valid for the whole catalog, whatever the queries answer', () => {
    const definitions = CHECKS.map(({ definition }) => definition);
    const { settings } = completeSettings({}, definitions);
    for (const isNow of [true, false]) {
      for (const answer of answers()) {
        const question = { asOf: AS_OF, isNow, tenant: `'; drop table "x`, settings };
        const planned = planQueries(CHECKS as CheckEntry[], question);
        const report = evaluateChecks(
          CHECKS,
          question,
          new Map(planned.map(({ checkId }) => [checkId, answer])),
          [],
          AS_OF
        );
        valid(toJsonReport(report, definitions));
      }
    }
  });
});

function answers(): QueryAnswer[] {
  return [
    { ok: true, rows: [], tookMs: 1 },
    { ok: false, error: { kind: 'timeout', message: 'm' }, tookMs: null },
    { ok: false, error: { kind: 'missing-relation', message: 'm', subject: 'diag_run' }, tookMs: null },
  ];
}
