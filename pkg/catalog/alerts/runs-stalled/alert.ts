import type { AlertDefinition } from '../../types.ts';

/** Nobody diagnoses any more, or what they find does not arrive. */
export const alert: AlertDefinition = {
  id: 'runs-stalled',
  title: 'Diagnostic runs stalled',
  check: 'stale-data',
  order: 10,
  group: 'devdiag-health',
  severity: 'critical',
  component: 'pipeline',
  unit: 'minutes',
  firesWhen: 'above',
  threshold: 'warn',
  forMinutes: 5,
  noData: 'Alerting',
  execError: 'Alerting',
  labels: [],
  windowDays: 7,
  panel: 'runs-24h',
  summary: 'No diagnostic run has arrived for too long.',
  description:
    '{{ with $values.A }}The newest run is {{ printf "%.0f" .Value }} minutes of expected time old.{{ else }}There is no run at all, or the database does not answer.{{ end }} New problems go unseen until runs arrive again.',
  reads: ['diag_run'],
  cost: { kind: 'constant' },
};
