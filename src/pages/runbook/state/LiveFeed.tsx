import { useEffect, useMemo } from 'react';
import { useAlerts } from '../../alerts/useAlerts';
import { useAutoRefresh } from '../../health/useAutoRefresh';
import type { Site } from '../site/useSite';
import type { LiveState } from './LiveContext';
import { useChecksNow } from './useChecksNow';

/** While somebody works on an incident, what they see is at most this old. */
const REFRESH_MS = 30_000;
const NONE: readonly string[] = [];

export interface LiveFeedProps {
  site: Pick<Site, 'loading' | 'assumed' | 'dataSource' | 'parameters'>;
  /** The alert whose last week is shown; null: none. */
  alertId: string | null;
  /** False where only the alerts' states are wanted: nothing is asked of the database then. */
  withChecks: boolean;
  onState: (state: LiveState) => void;
}

/** Asks about alerts and checks, and again at an interval while the page is seen. Shows nothing itself. */
export function LiveFeed({ site, alertId, withChecks, onState }: LiveFeedProps) {
  const settings = site.loading ? null : site.assumed;
  const uid = site.dataSource?.uid ?? null;
  const histories = useMemo(() => (alertId === null ? NONE : [alertId]), [alertId]);
  const alerts = useAlerts({ settings, histories, intervalMs: REFRESH_MS, measure: alertId !== null });
  const checks = useChecksNow({
    settings,
    dataSourceUid: withChecks ? uid : null,
    tenant: site.parameters.tenant,
  });
  useAutoRefresh({ intervalMs: withChecks ? REFRESH_MS : null, busy: checks.running, onRefresh: checks.refresh });
  const state = useMemo(() => ({ alerts, checks, hasDataSource: uid !== null }), [alerts, checks, uid]);
  useEffect(() => onState(state), [state, onState]);
  return null;
}
