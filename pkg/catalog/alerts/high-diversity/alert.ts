import type { AlertDefinition } from '../../types.ts';

/** Much goes wrong at once, in different ways. */
export const alert: AlertDefinition = {
  id: 'high-diversity',
  title: 'Many different problems',
  check: 'problem-diversity',
  order: 30,
  group: 'devdiag-health',
  severity: 'warning',
  component: 'diagnostics',
  unit: 'count',
  firesWhen: 'above',
  threshold: 'most',
  forMinutes: 15,
  noData: 'OK',
  execError: 'KeepLast',
  labels: [],
  windowDays: 1,
  panel: 'distinct-problems-today',
  summary: 'Unusually many different problems within a day.',
  description:
    '{{ with $values.A }}{{ printf "%.0f" .Value }} different problem codes were reported in the last 24 hours.{{ else }}Nothing was counted.{{ end }} A release or a change of the platform is likely behind several of them.',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 1 },
};
