import { css } from '@emotion/css';
import React, { useId, useMemo } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { troublesBeside } from '@devdiag/engine/alerts/troubles';
import { testIds } from '../../../components/testIds';
import { RAW } from '../../alerts/words';
import { healthUrl, pageUrl } from '../site/addresses';
import { NO_PARAMETERS } from '../site/parameters';
import { useRunbook } from '../site/RunbookContext';
import { installationsFor, seriesAsked } from './alertsOf';
import { CheckLine } from './CheckLine';
import { installationName, tenantWords } from './installationWords';
import { useLiveState } from './LiveContext';
import { AlertsMissing, ChecksMissing, Warning } from './Missing';
import { OwnAlert } from './OwnAlert';
import { Troubles } from './Troubles';

interface Props {
  checkId: string;
  /** Null: no alert watches it. */
  alertId: string | null;
}

const DEFINITIONS = CHECKS.map(({ definition }) => definition);

/** What is going on now, on top of a playbook: its alert, its check, and what else is not well, likely causes first. */
export function PlaybookState({ checkId, alertId }: Props) {
  const styles = useStyles2(getStyles);
  const headingId = useId();
  const { parameters } = useRunbook().site;
  const { tenant } = parameters;
  const live = useLiveState();
  const report = live?.checks.report ?? null;
  const installed = useMemo(() => (live ? installationsFor(live.alerts, tenant) : []), [live, tenant]);
  const states = useMemo(() => installed.flatMap(({ alerts }) => alerts), [installed]);
  const troubles = useMemo(
    () => troublesBeside(checkId, report?.checks ?? null, states, DEFINITIONS),
    [checkId, report, states]
  );
  if (!live) {
    return <div className={styles.state}>{t('runbook.state.reading', 'Asking Grafana …')}</div>;
  }
  const { alerts, checks, hasDataSource } = live;
  const now = alerts.readAt ?? report?.measuredAt ?? 0;
  const isOld = alerts.failure !== null;
  const own = installed.flatMap((of) =>
    of.alerts.filter(({ definition }) => definition.id === alertId).map((alert) => ({ of, alert }))
  );
  const problems = new Set(installed.flatMap((of) => of.problems));
  const check = report?.checks.find(({ id }) => id === checkId);
  return (
    <section className={styles.state} aria-labelledby={headingId} data-testid={testIds.alerts.playbookState()}>
      <div className={styles.head}>
        <h2 id={headingId} className={styles.heading}>
          {t('runbook.state.now', 'Now')}
        </h2>
        {now > 0 && (
          <span className={styles.quiet}>
            {t('runbook.state.read', 'Read at {{when}}, again every 30 s', {
              when: dateTimeFormat(now, { format: 'HH:mm:ss' }),
              ...RAW,
            })}
          </span>
        )}
        <IconButton
          name="sync"
          aria-label={t('runbook.state.refresh', 'Read the live state again')}
          onClick={() => {
            alerts.refresh();
            checks.refresh();
          }}
        />
      </div>
      {(alertId !== null || isOld) && <AlertsMissing alerts={alerts} />}
      {[...problems].map((problem) => (
        <Warning key={problem}>
          {t('runbook.state.partly', 'Silences or history could not be read, and may be missing here: {{problem}}', {
            problem,
            ...RAW,
          })}
        </Warning>
      ))}
      {own.map(({ of, alert }) => (
        <OwnAlert
          key={alert.uid}
          alert={alert}
          live={alerts}
          asked={seriesAsked(alert.definition, parameters)}
          where={[installationName(of, installed), tenantWords(of, tenant)]}
          now={now}
        />
      ))}
      {check ? (
        <CheckLine check={check} href={healthUrl(check.id, parameters)} />
      ) : (
        <ChecksMissing checks={checks} hasDataSource={hasDataSource} />
      )}
      {troubles.length > 0 && (
        <div>
          <h3 className={styles.subheading}>{t('runbook.state.others', 'Also not well, likely causes first')}</h3>
          <Troubles troubles={troubles} hrefOf={(id) => pageUrl(id, { ...NO_PARAMETERS, tenant })} now={now} />
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  state: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    // About as high as what comes, so that the text below moves little.
    minHeight: 164,
    containerType: 'inline-size',
    containerName: 'state',
    p: { margin: 0 },
    // On paper the present is soon past.
    '@media print': { display: 'none' },
  }),
  head: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1.5) }),
  heading: css({ ...theme.typography.h4, margin: 0 }),
  subheading: css({ ...theme.typography.h6, margin: theme.spacing(0, 0, 0.5) }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
