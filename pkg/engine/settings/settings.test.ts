import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '@devdiag/catalog/types';
import { completeSettings, settingsProblems } from './settings.ts';

const definition = (id: string, thresholds: CheckDefinition['thresholds']): CheckDefinition => ({
  id,
  title: `Check ${id}`,
  description: '',
  severity: 'warning',
  source: 'sql',
  order: 1,
  unit: 'share',
  thresholds,
  history: 'full',
  scope: 'tenant',
  reads: [],
  cost: { kind: 'none' },
  evidenceColumns: [],
  judge: () => ({ outcome: 'pass', message: '', value: null, threshold: null, evidence: [], trend: [] }),
});
const limits = { description: '', min: 0, max: 1, unit: 'share' as const };
const DEFINITIONS = [
  definition('shares', [
    { ...limits, id: 'warn', label: 'Warn above', default: 0.2, atMost: 'fail' },
    { ...limits, id: 'fail', label: 'Fail above', default: 0.5 },
  ]),
  definition('sizes', [
    {
      id: 'warn',
      label: 'Warn',
      description: '',
      unit: 'bytes',
      default: 5 * 1024 ** 3,
      min: 1024 ** 2,
      max: 1024 ** 5,
    },
  ]),
];
const problem = (stored: object) => settingsProblems(stored, DEFINITIONS);

describe('what is wrong with stored settings', () => {
  it('is nothing when nothing is set', () => {
    expect(problem({})).toEqual([]);
  });

  it('names limits in the unit that people enter', () => {
    expect(problem({ thresholds: { shares: { fail: 1.2 } } })).toEqual([
      { path: 'thresholds.shares.fail', message: 'Enter a number from 0 to 100 %.' },
    ]);
    expect(problem({ thresholds: { sizes: { warn: 12 } } })).toEqual([
      { path: 'thresholds.sizes.warn', message: 'Enter a number from 0.001 to 1,048,576 GB.' },
    ]);
    expect(problem({ retentionDays: 1.5 })).toEqual([
      { path: 'retentionDays', message: 'Enter a whole number from 1 to 36,500 days.' },
    ]);
  });

  it('finds a threshold above the one that it must not exceed, defaults included', () => {
    expect(problem({ thresholds: { shares: { warn: 0.6 } } })).toEqual([
      { path: 'thresholds.shares.warn', message: 'This must not exceed "Fail above" (50 %).' },
    ]);
    expect(problem({ thresholds: { shares: { warn: 0.6, fail: 0.7 } } })).toEqual([]);
  });

  it.each([
    [{ schema: 'a"b' }, 'schema'],
    [{ schema: 7 }, 'schema'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ thresholds: [] }, 'thresholds'],
    [{ thresholds: { shares: 'low' } }, 'thresholds.shares'],
    [{ thresholds: { shares: { warn: '0.1' } } }, 'thresholds.shares.warn'],
    [{ expectedHours: 'always' }, 'expectedHours'],
    [{ expectedHours: { days: [], from: '08:00', to: '18:00', zone: 'UTC' } }, 'expectedHours.days'],
    [{ expectedHours: { days: [1], from: '8', to: '18:00', zone: 'UTC' } }, 'expectedHours.from'],
    [{ expectedHours: { days: [1], from: '08:00', to: '24:01', zone: 'UTC' } }, 'expectedHours.to'],
  ])('%j is reported at %s', (stored, path) => {
    expect(problem(stored).map((found) => found.path)).toEqual([path]);
  });
});

describe('settings made complete', () => {
  it('replaces what is invalid by its default, reports it and keeps the rest', () => {
    const { settings, problems } = completeSettings(
      { schema: 'ops', timeZone: 'nowhere', thresholds: { shares: { warn: 0.1, fail: 7 } } },
      DEFINITIONS
    );
    expect(problems.map(({ path }) => path)).toEqual(['timeZone', 'thresholds.shares.fail']);
    expect(settings).toMatchObject({ schema: 'ops', timeZone: 'UTC', retentionDays: 180 });
    expect(settings.thresholds.shares).toEqual({ warn: 0.1, fail: 0.5 });
  });

  it.each([null, undefined, 'text', 7, []])('takes %j for nothing stored', (stored) => {
    expect(completeSettings(stored, DEFINITIONS)).toMatchObject({ problems: [], settings: { schema: 'devdiag' } });
  });
});
