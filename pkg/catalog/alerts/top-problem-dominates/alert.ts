import type { AlertDefinition } from '../../types.ts';

/** One cause is behind most of what people run into. */
export const alert: AlertDefinition = {
  id: 'top-problem-dominates',
  title: 'One problem dominates',
  check: 'top-problem',
  order: 20,
  group: 'devdiag-health',
  severity: 'warning',
  component: 'diagnostics',
  unit: 'share',
  firesWhen: 'above',
  threshold: 'share',
  forMinutes: 10,
  noData: 'OK',
  execError: 'KeepLast',
  labels: ['problem_code'],
  windowDays: 7,
  panel: 'top-problems',
  summary:
    '{{ with $labels.problem_code }}{{ . }}{{ else }}One problem code{{ end }} is reported by an unusual share of runs.',
  description:
    '{{ with $values.A }}{{ humanizePercentage .Value }} of the runs of the last 7 days report it.{{ else }}No run was counted.{{ end }} One cause that many targets share is likely.',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
  parameters: ({ thresholds }) => ({ least: thresholds.least }),
};
