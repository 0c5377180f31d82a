import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PANELS } from '@devdiag/catalog/generated/panels';
import type { CheckDefinition } from '@devdiag/catalog/types';
import { expandTenantVariable } from '@devdiag/engine/query/tenantVariable';
import { renderPanelQuery } from '@devdiag/engine/query/render';
import { planQueries } from '@devdiag/engine/report/evaluate';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { ruleQuery } from '@devdiag/installer/desired/rule';
import { expandMacros } from '@devdiag/sandbox/server/query/macros';

const DAY = 86_400_000;
/** The dashboard's own range. */
const PANEL_DAYS = 7;

/** The groups in which questions are shown. */
export const GROUPS = ['check', 'alert', 'panel', 'panel-of-one'] as const;

/** A query as PostgreSQL gets it, and what it may cost. */
export interface Question {
  group: (typeof GROUPS)[number];
  /** Id of the check, alert or panel. */
  id: string;
  sql: string;
  cost: CheckDefinition['cost'];
  reads: CheckDefinition['reads'];
  /** The one tenant that is asked about; null is all. */
  tenant: string | null;
}

/**
 * Everything that the project asks a database again and again: checks and alerts with their default thresholds, alerts
 * over their rule's window, panels over the dashboard's default range: for all tenants and, through the dashboard's
 * variable, for one.
 * @param asOf milliseconds since 1970
 */
export function allQuestions(asOf: number, tenant: string): Question[] {
  const { settings } = completeSettings(
    {},
    CHECKS.map(({ definition }) => definition)
  );
  const expand = (sql: string, days: number) =>
    expandMacros(sql, { range: { from: asOf - days * DAY, to: asOf }, intervalMs: 1000 });

  const checks = planQueries(CHECKS, { asOf, isNow: true, tenant: null, settings }).map(({ checkId, sql }) => {
    const { cost, reads } = CHECKS.find(({ definition }) => definition.id === checkId)!.definition;
    return { group: 'check' as const, id: checkId, sql: expand(sql, 0), cost, reads, tenant: null };
  });
  const alerts = ALERTS.map((entry) => {
    const { id, cost, reads, windowDays } = entry.definition;
    return {
      group: 'alert' as const,
      id,
      sql: expand(ruleQuery(entry, null, settings), windowDays),
      cost,
      reads,
      tenant: null,
    };
  });
  const panels = (group: 'panel' | 'panel-of-one', of: string | null) =>
    PANELS.map((entry) => {
      const { id, cost, reads } = entry.definition;
      const sql = renderPanelQuery(entry, { settings, tenant: { fromVariable: true } });
      const chosen = expandTenantVariable(sql, of === null ? null : [of]);
      return { group, id, sql: expand(chosen, PANEL_DAYS), cost, reads, tenant: of };
    });
  return [...checks, ...alerts, ...panels('panel', null), ...panels('panel-of-one', tenant)];
}
