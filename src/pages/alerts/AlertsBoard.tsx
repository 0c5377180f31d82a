import { css } from '@emotion/css';
import React, { useState } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, LoadingPlaceholder, Stack, useStyles2 } from '@grafana/ui';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import { installAccess } from '../../grafana/access';
import { RefreshControl } from '../health/parts/RefreshControl';
import { REFRESH_INTERVALS, type RefreshInterval } from '../health/url';
import { InstallationPicker } from '../setup/install/InstallationPicker';
import { AlertCard } from './parts/AlertCard';
import { AlertsSummary } from './parts/AlertsSummary';
import { NothingInstalled } from './states/NothingInstalled';
import { ReadingFailed } from './states/ReadingFailed';
import { useAlerts, type Alerts } from './useAlerts';
import { useTarget } from './useTarget';

const ALL = ALERTS.map(({ definition }) => definition.id);

/** The page with its settings: controls, and the rules or whatever stands in their way. */
export function AlertsBoard({ settings }: { settings: Settings }) {
  const [interval, setInterval] = useState<RefreshInterval | null>('30s');
  const alerts = useAlerts({
    settings,
    histories: ALL,
    intervalMs: interval === null ? null : REFRESH_INTERVALS[interval],
    measure: true,
  });
  return (
    <PluginPage
      subTitle={t('alerts.subtitle', 'What the alert rules say now, what they said in the last week, and what to do.')}
      actions={
        <RefreshControl
          running={false}
          isPast={false}
          interval={interval}
          onRefresh={alerts.refresh}
          onCancel={alerts.refresh}
          onInterval={setInterval}
        />
      }
    >
      <AlertsContent alerts={alerts} />
    </PluginPage>
  );
}

function AlertsContent({ alerts: { installations, measured, failure, readAt, refresh } }: { alerts: Alerts }) {
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState<string | null>(null);
  useTarget(installations !== null);
  if (installations === null || readAt === null) {
    return failure ? <ReadingFailed failure={failure} onRetry={refresh} /> : <LoadingPlaceholder text="" />;
  }
  if (installations.length === 0) {
    return failure ? (
      <ReadingFailed failure={failure} onRetry={refresh} />
    ) : (
      <NothingInstalled canInstall={installAccess().rule} />
    );
  }
  const shown = installations.find(({ installation }) => installation.prefix === chosen) ?? installations[0];
  return (
    <div className={styles.page}>
      <Stack direction="column" gap={2}>
        {failure && (
          <Alert
            severity="error"
            title={t('alerts.stale', 'This is what was known at {{when}}', { when: dateTimeFormat(readAt) })}
          >
            {failure.message}
          </Alert>
        )}
        <InstallationPicker
          installations={installations.map(({ installation }) => installation)}
          prefix={shown.installation.prefix}
          disabled={false}
          onChoose={setChosen}
        />
        <AlertsSummary alerts={shown.alerts} readAt={readAt} tenant={shown.installation.options.tenant} />
        {shown.problems.map((problem) => (
          <Alert key={problem} severity="warning" title={t('alerts.partly', 'Not everything could be read')}>
            {problem}
          </Alert>
        ))}
        <ul className={styles.list}>
          {shown.alerts.map((alert) => (
            <AlertCard
              key={alert.uid}
              alert={alert}
              measurement={measured?.get(alert.uid)}
              measuring={measured === null}
              now={readAt}
            />
          ))}
        </ul>
      </Stack>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ containerType: 'inline-size', containerName: 'alerts' }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
});
