import type { AlertDefinition } from '../../types.ts';

/** Problems stay longer than they should. */
export const alert: AlertDefinition = {
  id: 'ttr-regression',
  title: 'Problems take longer to fix',
  check: 'ttr',
  order: 50,
  group: 'devdiag-learning',
  severity: 'warning',
  component: 'learning',
  unit: 'days',
  firesWhen: 'above',
  threshold: 'warn',
  forMinutes: 30,
  noData: 'OK',
  execError: 'KeepLast',
  labels: [],
  windowDays: 7,
  panel: 'time-to-remediation',
  summary: 'Problems that appeared in the last 7 days stay too long.',
  description:
    '{{ with $values.A }}The median time until a problem is gone is {{ printf "%.1f" .Value }} days, or at least that.{{ else }}Too few problems appeared to tell.{{ end }}',
  reads: ['diag_run'],
  cost: { kind: 'series', floorDays: 7 },
  parameters: ({ thresholds }) => ({ episodes: thresholds.episodes }),
};
