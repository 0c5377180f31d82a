import React, { useMemo, useState } from 'react';
import { PluginPage } from '@grafana/runtime';
import { Stack } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import type { CheckResult } from '@devdiag/engine/report/report';
import type { Access } from '../../grafana/access';
import { say } from '../../grafana/hand';
import { DEFINITIONS } from './definitions';
import { HealthReportView } from './HealthReportView';
import { Announcement } from './parts/Announcement';
import { ExportMenu } from './parts/ExportMenu';
import { HealthSkeleton } from './parts/HealthSkeleton';
import { HealthTitle } from './parts/HealthTitle';
import { HealthToolbar } from './parts/HealthToolbar';
import { MuteDialog } from './parts/MuteDialog';
import { RefreshControl } from './parts/RefreshControl';
import { BlockedScreen } from './states/BlockedScreen';
import { Cancelled } from './states/Cancelled';
import { PageNotices } from './states/PageNotices';
import { SlowNotice } from './states/SlowNotice';
import { REFRESH_INTERVALS } from './url';
import { useAutoRefresh } from './useAutoRefresh';
import { useDetailsContext } from './useDetailsContext';
import { useExport } from './useExport';
import { useHealth } from './useHealth';
import { useTenants } from './useTenants';
import { useUrlState } from './useUrlState';

interface Props {
  dataSourceUid: string;
  settings: Settings;
  settingsProblems: string[];
  access: Access;
}

/** The page with a data source: controls, notices, and the report or whatever stands in its way. */
export function HealthBoard({ dataSourceUid, settings, settingsProblems, access }: Props) {
  const { state, problems, change } = useUrlState();
  const health = useHealth({ dataSourceUid, settings, tenant: state.tenant, asOf: state.asOf, compare: state.compare });
  const [muting, setMuting] = useState<{ check: CheckResult; since: number } | null>(null);
  const loadTenants = useTenants(dataSourceUid, settings);
  const onExport = useExport(health.report, health.comparison, DEFINITIONS);
  const running = health.runningSince !== null;
  useAutoRefresh({
    intervalMs: state.refresh && state.asOf === null ? REFRESH_INTERVALS[state.refresh] : null,
    busy: running,
    onRefresh: health.refresh,
  });
  const context = useDetailsContext({
    report: health.report,
    settings,
    dataSourceUid,
    access,
    onMute: (check) => setMuting({ check, since: health.report?.isNow ? health.report.asOf : Date.now() }),
    onUnmute: (mute) => void health.mutes.unmute(mute).catch((error: Error) => say('error', error.message)),
  });
  const changes = useMemo(
    () => new Map((health.comparison?.changes ?? []).map((change) => [change.id, change])),
    [health.comparison]
  );

  return (
    <PluginPage
      renderTitle={HealthTitle}
      actions={
        <>
          <ExportMenu disabled={!health.report} onExport={onExport} />
          <RefreshControl
            running={running}
            isPast={state.asOf !== null}
            interval={state.refresh}
            onRefresh={health.refresh}
            onCancel={health.cancel}
            onInterval={(refresh) => change({ refresh }, true)}
          />
        </>
      }
    >
      <Stack direction="column" gap={2}>
        <div>
          <HealthToolbar state={state} onChange={change} loadTenants={loadTenants} />
          <SlowNotice since={health.runningSince} onCancel={health.cancel} />
        </div>
        <Announcement report={health.report} />
        <PageNotices
          urlProblems={problems}
          settingsProblems={settingsProblems}
          mutesError={health.mutes.error}
          comparisonError={health.comparisonBlocker?.message ?? null}
          cancelled={health.cancelled && health.report !== null}
        />
        {context ? (
          <HealthReportView
            context={context}
            tookMs={health.tookMs}
            comparison={health.comparison}
            isComparing={health.comparing}
            changes={changes}
            open={state.open}
            show={state.show}
            onOpen={(open) => change({ open }, true)}
            onShow={(show) => change({ show }, true)}
          />
        ) : health.blocker && !running ? (
          <BlockedScreen blocker={health.blocker} {...{ access, dataSourceUid, settings }} onRetry={health.refresh} />
        ) : health.cancelled ? (
          <Cancelled onRetry={health.refresh} />
        ) : (
          <HealthSkeleton />
        )}
      </Stack>
      {muting && (
        <MuteDialog
          check={muting.check}
          since={muting.since}
          onMute={health.mutes.mute}
          onClose={() => setMuting(null)}
        />
      )}
    </PluginPage>
  );
}
