import type { AlertDefinition } from '../../types.ts';

/** What the learner learns is less sure than it was. */
export const alert: AlertDefinition = {
  id: 'confidence-drop',
  title: 'Fix confidence dropped',
  check: 'fix-confidence',
  order: 40,
  group: 'devdiag-learning',
  severity: 'warning',
  component: 'learning',
  unit: 'score',
  firesWhen: 'below',
  threshold: 'warn',
  forMinutes: 30,
  noData: 'OK',
  execError: 'KeepLast',
  labels: [],
  windowDays: 7,
  panel: 'fixes-that-work',
  summary: 'Fixes learned lately work less reliably.',
  description:
    '{{ with $values.A }}The mean confidence of what was learned in the last 7 days is {{ printf "%.2f" .Value }}.{{ else }}Too little was learned to tell.{{ end }} Suggested fixes may no longer help.',
  reads: ['fix_outcome'],
  cost: { kind: 'whole' },
};
