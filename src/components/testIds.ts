/** What tests find things by, where a role and a name don't do. */
export const testIds = {
  health: {
    verdict: () => 'devdiag-health-verdict',
    skeleton: () => 'devdiag-health-skeleton',
    toolbar: () => 'devdiag-health-toolbar',
    group: (id: string) => `devdiag-health-group-${id}`,
    check: (id: string) => `devdiag-health-check-${id}`,
    checkDetails: (id: string) => `devdiag-health-check-${id}-details`,
    change: (id: string) => `devdiag-health-change-${id}`,
    trend: (id: string) => `devdiag-health-trend-${id}`,
    sql: (id: string) => `devdiag-health-sql-${id}`,
    state: (kind: string) => `devdiag-health-state-${kind}`,
    announcement: () => 'devdiag-health-announcement',
  },
  runbook: {
    query: (id: string) => `devdiag-runbook-query-${id}`,
    section: (id: string) => `devdiag-runbook-section-${id}`,
    results: () => 'devdiag-runbook-results',
  },
  incidents: {
    bar: () => 'devdiag-incident-bar',
    offer: () => 'devdiag-incident-offer',
    timeline: () => 'devdiag-incident-timeline',
  },
  alerts: {
    summary: () => 'devdiag-alerts-summary',
    alert: (id: string) => `devdiag-alerts-${id}`,
    playbookState: () => 'devdiag-alerts-playbook-state',
    askedSeries: () => 'devdiag-alerts-asked-series',
  },
  install: {
    section: () => 'devdiag-install',
    state: () => 'devdiag-install-state',
    item: (key: string) => `devdiag-install-item-${key}`,
    rule: (uid: string) => `devdiag-install-rule-${uid}`,
    verification: () => 'devdiag-install-verification',
    outcome: () => 'devdiag-install-outcome',
    delivery: () => 'devdiag-install-delivery',
  },
};
