import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { silenceEditUrl } from '../../../grafana/alertLinks';
import { setupUrl } from '../../../grafana/links';
import { RAW, silenceWords } from '../words';

/** What else there is to know about an alert: its error, who silenced it, why it says nothing. */
export function AlertNotes({ alert, now }: { alert: AlertState; now: number }) {
  const styles = useStyles2(getStyles);
  const { lastError, isErrorHidden, silences, isMissing, status } = alert;
  const reason = reasonOf(alert);
  if (lastError === '' && silences.length === 0 && reason === null && status !== 'not-installed') {
    return null;
  }
  return (
    <div className={styles.notes}>
      {reason !== null && <p>{reason}</p>}
      {status === 'not-installed' && (
        <p>
          {isMissing
            ? t('alerts.note.missing', 'This rule was installed and is gone.')
            : t('alerts.note.not-installed', 'This rule was left out when the others were installed.')}{' '}
          <TextLink href={setupUrl()}>{t('alerts.note.setup', 'Configuration')}</TextLink>
        </p>
      )}
      {lastError !== '' && (
        <p className={styles.error}>
          <Icon name="bug" />{' '}
          {isErrorHidden
            ? t('alerts.note.hidden-error', 'Its query fails, and the rule keeps quiet about it: {{error}}', {
                error: lastError,
                ...RAW,
              })
            : t('alerts.note.error', 'Its query fails: {{error}}', { error: lastError, ...RAW })}
        </p>
      )}
      {silences.map((covering) => (
        <p key={covering.silence.id}>
          <Icon name="bell-slash" /> {silenceWords(covering, now)}{' '}
          <TextLink href={silenceEditUrl(covering.silence.id)}>{t('alerts.note.silence', 'Silence')}</TextLink>
        </p>
      ))}
    </div>
  );
}

/** Why a state is not what it may look like. */
function reasonOf({ status, isQuiet, instances }: AlertState): string | null {
  if (status === 'paused') {
    return t('alerts.note.paused', 'Somebody paused this rule: nobody is told, whatever happens.');
  }
  if (status === 'inactive' && isQuiet) {
    return t(
      'alerts.note.quiet',
      'Its query gave no row, which this rule counts as normal: there may be too little to judge.'
    );
  }
  if (status === 'firing' && instances.some(({ reasons }) => reasons.includes('NoData'))) {
    return t('alerts.note.firing-without-data', 'It fires because its query gives no row at all.');
  }
  if (status === 'unknown') {
    return t(
      'alerts.note.unknown',
      'Grafana does not show you this rule, though it was installed: you may not see its folder, or it was deleted. Ask an Admin of this organisation.'
    );
  }
  return null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
    p: { margin: 0 },
  }),
  error: css({ color: theme.colors.error.text }),
});
