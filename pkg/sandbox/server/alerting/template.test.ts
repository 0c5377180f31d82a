import { describe, expect, it } from 'vitest';
import { expandTemplates } from './template.ts';

const LABELS = { problem_code: "A&B c'" };

describe('a rule’s texts', () => {
  it.each([
    ['{{ $labels.problem_code }}', "A&B c'"],
    [
      '{{ externalURL }}a/x/runbook/y?problem_code={{ urlquery $labels.problem_code }}',
      'http://localhost:3000/a/x/runbook/y?problem_code=A%26B+c%27',
    ],
    ['{{ $labels.gone }}', '[no value]'],
    ['{{ urlquery $values.A }} stays', '{{ urlquery $values.A }} stays'],
  ])('%s', (text, expected) => {
    expect(expandTemplates({ text }, LABELS, undefined)).toEqual({ text: expected });
  });
});
