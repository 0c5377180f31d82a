import { describe, expect, it } from 'vitest';
import type { Plan } from '@devdiag/installer/types';
import { choicesFor } from './choices.ts';

const plan: Plan = {
  version: '1.0.0',
  installed: '0.9.0',
  pending: 1,
  obstacles: [],
  items: [
    {
      key: 'rule/devdiag-a',
      kind: 'rule',
      uid: 'devdiag-a',
      title: 'A',
      action: 'update',
      requests: [],
      changes: [
        { field: 'threshold', theirs: 3, ours: 2, base: 1, changedBy: 'both', keep: 'theirs', undecided: true },
        { field: 'label team', theirs: 'x', ours: 'devdiag', changedBy: 'theirs', keep: 'theirs' },
        { field: 'query', theirs: 'a', ours: 'b', changedBy: 'ours', keep: 'ours' },
      ],
    },
    {
      key: 'dashboard/devdiag-analytics',
      kind: 'dashboard',
      uid: 'devdiag-analytics',
      title: 'D',
      action: 'unchanged',
      requests: [],
      changes: [],
    },
  ],
};

describe('choices on the command line', () => {
  it('are none by themselves', () => expect(choicesFor(plan, undefined)).toEqual({}));

  it('--keep decides what both changed, and nothing else', () => {
    expect(choicesFor(plan, 'ours')).toEqual({ 'rule/devdiag-a': { threshold: 'ours' } });
    expect(choicesFor(plan, 'theirs')).toEqual({ 'rule/devdiag-a': { threshold: 'theirs' } });
  });

  it('--choose is for one field, and comes before --keep', () => {
    expect(choicesFor(plan, 'theirs', ['rule/devdiag-a:threshold=ours', 'rule/devdiag-a:label team=ours'])).toEqual({
      'rule/devdiag-a': { threshold: 'ours', 'label team': 'ours' },
    });
  });

  it('--choose with a star is for all fields of a resource', () => {
    expect(choicesFor(plan, undefined, ['rule/devdiag-a:*=theirs'])).toEqual({
      'rule/devdiag-a': { threshold: 'theirs', 'label team': 'theirs', query: 'theirs' },
    });
  });

  describe('for a deselected rule that people edited', () => {
    const deselected: Plan = {
      ...plan,
      items: [
        {
          ...plan.items[0],
          action: 'drifted',
          changes: [
            { field: '(whole)', theirs: 'A', changedBy: 'theirs', keep: 'theirs' },
            { field: 'for', theirs: '42m', base: '5m', changedBy: 'theirs', keep: 'theirs' },
          ],
        },
      ],
    };

    it.each(['rule/devdiag-a:*=ours', 'rule/devdiag-a:(whole)=ours'])('%s removes it', (text) => {
      expect(choicesFor(deselected, undefined, [text])).toEqual({ 'rule/devdiag-a': { '(whole)': 'ours' } });
    });

    it('its fields alone can’t be chosen', () => {
      expect(() => choicesFor(deselected, undefined, ['rule/devdiag-a:for=ours'])).toThrow(
        /nothing differs there\. What differs: \(whole\)\./
      );
    });
  });

  it.each([
    ['nonsense', /^--choose nonsense: write KIND\/UID:FIELD=ours or =theirs, such as/],
    ['rule/devdiag-a:threshold=mine', /write KIND/],
    ['rule/devdiag-b:threshold=ours', /the plan has no rule\/devdiag-b\. It has: rule\/devdiag-a, dashboard\//],
    ['rule/devdiag-a:titel=ours', /nothing differs there\. What differs: threshold, label team, query\./],
    ['dashboard/devdiag-analytics:*=ours', /nothing differs there\. Nothing of it differs\./],
  ])('%s is a mistake, told in a sentence', (text, sentence) => {
    expect(() => choicesFor(plan, undefined, [text])).toThrow(sentence);
  });

  it('are told with all their mistakes', () => {
    expect(() => choicesFor(plan, 'mine', ['x', 'y'])).toThrow(/--keep must be ours or theirs\.\n.*x.*\n.*y/);
  });
});
