import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { healthUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';
import { AlertLine } from './AlertLine';
import { installationsFor } from './alertsOf';
import { CheckLine } from './CheckLine';
import { installationName } from './installationWords';
import { useLiveState } from './LiveContext';
import { AlertsMissing, ChecksMissing } from './Missing';

interface Props {
  /** `checks`, `alerts`, or the id of a check or an alert. */
  of: string;
  /** The id is a check's. */
  isCheck: boolean;
}

/** What a block of live state says: the checks that are not well, every alert, or one of them. */
export function LiveLines({ of, isCheck }: Props) {
  const styles = useStyles2(getStyles);
  const { site } = useRunbook();
  const live = useLiveState();
  if (!live) {
    return null;
  }
  const { alerts, checks } = live;
  if (isCheck) {
    const all = checks.report?.checks ?? [];
    const shown = of === 'checks' ? all.filter(({ outcome }) => outcome !== 'pass') : all.filter(({ id }) => id === of);
    return (
      <div className={styles.lines}>
        {shown.map((check) => (
          <CheckLine key={check.id} check={check} href={healthUrl(check.id, site.parameters)} />
        ))}
        {all.length > 0 && shown.length === 0 && (
          <p>{t('runbook.state.all-pass', 'All {{count}} checks pass.', { count: all.length })}</p>
        )}
        <ChecksMissing {...live} />
      </div>
    );
  }
  const shown = installationsFor(alerts, site.parameters.tenant);
  return (
    <div className={styles.lines}>
      <AlertsMissing alerts={alerts} />
      {shown.map((installed) =>
        installed.alerts
          .filter(({ definition }) => of === 'alerts' || definition.id === of)
          .map((alert) => (
            <AlertLine
              key={alert.uid}
              alert={alert}
              where={installationName(installed, shown)}
              isOld={alerts.failure !== null}
              now={alerts.readAt ?? 0}
            />
          ))
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    marginBottom: theme.spacing(1),
    p: { margin: 0 },
    // On paper the present is soon past.
    '@media print': { display: 'none' },
  }),
});
