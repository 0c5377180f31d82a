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
};
