import { useMemo } from 'react';
import type { Settings } from '@devdiag/catalog/types';
import { checkToMarkdown } from '@devdiag/engine/report/export/markdown';
import type { CheckResult, HealthReport, Mute } from '@devdiag/engine/report/report';
import type { Access } from '../../grafana/access';
import { dataSourceRef } from '../../grafana/dataSource';
import { exploreUrl } from '../../grafana/explore';
import { alertsUrl } from '../../grafana/alertLinks';
import { allAlertRulesUrl, playbookUrl, setupUrl } from '../../grafana/links';
import { DEFINITIONS } from './definitions';
import type { DetailsContext } from './parts/detailsContext';

interface Input {
  report: HealthReport | null;
  settings: Settings;
  dataSourceUid: string;
  access: Access;
  onMute: (check: CheckResult) => void;
  onUnmute: (mute: Mute) => void;
}

const BY_ID = new Map(DEFINITIONS.map((definition) => [definition.id, definition]));

/** What an open check shows and offers, for the report on the page; null without one. */
export function useDetailsContext({
  report,
  settings,
  dataSourceUid,
  access,
  onMute,
  onUnmute,
}: Input): DetailsContext | null {
  const { canExplore, canMute } = access;
  const fixed = useMemo(() => {
    if (!report) {
      return null;
    }
    const { asOf, isNow, tenant } = report;
    const dataSource = dataSourceRef(dataSourceUid);
    const shown = { asof: isNow ? undefined : new Date(asOf).toISOString(), tenant };
    return {
      report,
      settings,
      definitions: BY_ID,
      links: {
        playbook: (checkId: string) => playbookUrl(checkId, shown),
        allAlertRules: allAlertRulesUrl,
        setup: setupUrl,
        alert: alertsUrl,
        explore: canExplore ? (sql: string) => exploreUrl({ dataSource, sql, asOf }) : null,
      },
      markdownOf: (check: CheckResult) => checkToMarkdown(check, report, DEFINITIONS),
      canMute,
    };
  }, [report, settings, dataSourceUid, canExplore, canMute]);
  return fixed && { ...fixed, onMute, onUnmute };
}
