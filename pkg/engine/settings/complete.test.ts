import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { checkDefinition } from '../report/testing.ts';
import { completeSettings, DEFAULTS, settingsProblems } from './settings.ts';

const limits = { label: 'l', description: 'd', unit: 'minutes' as const, min: 5, max: 1000 };
const ORDERED = checkDefinition({
  id: 'ordered',
  thresholds: [
    { ...limits, id: 'warn', default: 120, atMost: 'fail' },
    { ...limits, id: 'fail', default: 360, integer: true },
  ],
});
const DEFINITIONS = [ORDERED, ...CHECKS.map(({ definition }) => definition)];

describe('stored settings made complete', () => {
  it('let a default follow the stored threshold that it must not exceed', () => {
    const { settings, problems } = completeSettings({ thresholds: { ordered: { fail: 60 } } }, DEFINITIONS);
    expect(settings.thresholds.ordered).toEqual({ warn: 60, fail: 60 });
    expect(problems.map(({ path }) => path)).toEqual(['thresholds.ordered.warn']);
  });

  it('keep what is valid, and bring each invalid value back to its default', () => {
    const { settings } = completeSettings({ thresholds: { ordered: { warn: 'soon', fail: 400 } } }, DEFINITIONS);
    expect(settings.thresholds.ordered).toEqual({ warn: 120, fail: 400 });
  });

  it('report a value that cannot even be turned into text', () => {
    const { settings, problems } = completeSettings(JSON.parse('{"timeZone": {"toString": null}}'), DEFINITIONS);
    expect(settings.timeZone).toBe('UTC');
    expect(problems).toEqual([
      { path: 'timeZone', message: 'The time zone must be text. Use an IANA name such as UTC or Europe/Berlin.' },
    ]);
  });

  it('are always complete and valid; what was not followed is reported, and nothing else is', () => {
    const number = fc.oneof(fc.integer({ min: -10, max: 2000 }), fc.double(), fc.constantFrom('60', null, true, []));
    const stored = fc.record(
      {
        schema: fc.oneof(fc.constantFrom('devdiag', 'ops', 'a"b', ''), fc.anything()),
        timeZone: fc.oneof(fc.constantFrom('UTC', 'Europe/Berlin', '+02:00', 'Mars/Olympus'), fc.anything()),
        retentionDays: number,
        expectedHours: fc.oneof(
          fc.anything(),
          fc.record({
            days: fc.oneof(fc.array(fc.integer({ min: 0, max: 8 })), fc.anything()),
            from: fc.constantFrom('08:00', '24:00', '8:00', 7),
            to: fc.constantFrom('18:00', '24:00', '25:00', null),
            zone: fc.constantFrom('UTC', 'nowhere', undefined),
          })
        ),
        thresholds: fc.oneof(
          fc.anything(),
          fc.record({ ordered: fc.oneof(fc.anything(), fc.record({ warn: number, fail: number })) })
        ),
        unknown: fc.anything(),
      },
      { requiredKeys: [] }
    );
    fc.assert(
      fc.property(fc.oneof(stored, fc.anything()), (given) => {
        const { settings, problems } = completeSettings(given, DEFINITIONS);
        expect(settingsProblems(settings, DEFINITIONS)).toEqual([]);
        expect(Object.keys(settings.thresholds)).toEqual(DEFINITIONS.map(({ id }) => id));
        expect(settings.thresholds.ordered.warn).toBeLessThanOrEqual(settings.thresholds.ordered.fail);
        for (const key of ['schema', 'timeZone', 'retentionDays'] as const) {
          const value = (given as any)?.[key];
          const reported = problems.some(({ path }) => path === key);
          expect(settings[key]).toBe(value === undefined || reported ? DEFAULTS[key] : value);
        }
        for (const { path, message } of problems) {
          expect(path).toMatch(/^[a-zA-Z0-9.-]+$/);
          expect(message).toMatch(/^[A-Z"].*\.$/);
        }
      }),
      { numRuns: 500 }
    );
  });
});
