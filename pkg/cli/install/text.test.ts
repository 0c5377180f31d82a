import { describe, expect, it } from 'vitest';
import type { FieldChange, InstallOptions, Plan } from '@devdiag/installer/types';
import { planText } from './text.ts';

const OPTIONS: InstallOptions = {
  prefix: '',
  datasourceUid: 'pg',
  tenant: null,
  mode: 'managed',
  receiver: null,
  dashboardFolder: null,
  rules: {},
};

function told(change: FieldChange): string[] {
  const plan: Plan = {
    version: '0.1.0',
    installed: '0.1.0',
    pending: 0,
    obstacles: [],
    items: [
      {
        key: 'rule/devdiag-runs-stalled',
        kind: 'rule',
        uid: 'devdiag-runs-stalled',
        title: 'Diagnostic runs stalled',
        action: 'drifted',
        changes: [change],
        requests: [],
      },
    ],
  };
  const lines = planText(plan, 'http://grafana.example', OPTIONS).split('\n');
  return lines.slice(4, -3).map((line) => line.slice(6));
}

const lines = Array.from({ length: 200 }, (_, n) => `  and column_${n} is not null`);
const OURS = ['select 1 where true', ...lines].join('\n');
const THEIRS = ['select 1 where true', ...lines.with(150, "  and tenant <> 'test'")].join('\n');

describe('a field that differs', () => {
  it('is told in a line where its values are short', () => {
    expect(
      told({ field: 'threshold', base: 120, theirs: 500, ours: 120, changedBy: 'theirs', keep: 'theirs' })
    ).toEqual(['threshold: 500 is kept (changed here, installed as 120)']);
    expect(told({ field: 'for', theirs: '5m', ours: '9m', changedBy: 'ours', keep: 'ours' })).toEqual(['for: 5m → 9m']);
    expect(told({ field: 'label team', theirs: 'ops', changedBy: 'theirs', keep: 'theirs' })).toEqual([
      'label team: ops is kept (changed here)',
    ]);
  });

  it('is told line by line where they are long, and whose the installed one was', () => {
    const difference = [
      '  …',
      '     and column_148 is not null',
      '     and column_149 is not null',
      "  -   and tenant <> 'test'",
      '  +   and column_150 is not null',
      '     and column_151 is not null',
      '     and column_152 is not null',
      '  …',
    ].map((line) => line.replace(/^ {5}/, '      '));
    const change: FieldChange = {
      field: 'query',
      base: '#a1b2c3',
      theirs: THEIRS,
      ours: OURS,
      changedBy: 'theirs',
      keep: 'theirs',
    };
    expect(told(change)).toEqual([
      'query: the lines with - are kept (changed here, installed as with +)',
      ...difference,
    ]);
    expect(told({ ...change, changedBy: 'ours', keep: 'ours' })).toEqual([
      'query: the lines with - → the lines with +',
      ...difference,
    ]);
    const [both] = told({ ...change, changedBy: 'both', undecided: true });
    expect(both).toBe(
      'query: changed here to the lines with - and by this version to the lines with +; choose with --choose or --keep'
    );
    expect(told({ ...change, changedBy: 'both' })[0]).toMatch(/installed as neither/);
  });

  it('moves no cursor', () => {
    expect(
      told({ field: 'query', theirs: `${THEIRS}\n\u001b[2J`, ours: OURS, changedBy: 'theirs', keep: 'theirs' }).join('')
    ).not.toContain('\u001b');
  });
});
