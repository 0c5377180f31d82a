import { css } from '@emotion/css';
import React, { type ReactNode } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import { installAccess } from '../../../grafana/access';
import { setupUrl } from '../../../grafana/links';
import { RAW } from '../../alerts/words';
import type { LiveState } from './LiveContext';

/** A sentence that keeps what is beside it from looking better than it is. */
export function Warning({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <p role="status" className={styles.warning}>
      <Icon name="exclamation-triangle" /> {children}
    </p>
  );
}

/**
 * Why nothing is said about alerts, and who can change that; where there are some, that they could not be read again.
 * Nothing where they are what Grafana says now.
 */
export function AlertsMissing({ alerts: { installations, failure, readAt } }: Pick<LiveState, 'alerts'>) {
  if (installations !== null && installations.length > 0) {
    return (
      failure && (
        <Warning>
          {t('runbook.state.old', 'This is what was known at {{when}}: {{reason}}', {
            when: dateTimeFormat(readAt ?? 0),
            reason: failure.message,
            ...RAW,
          })}
        </Warning>
      )
    );
  }
  if (failure) {
    return (
      <Warning>
        {t('runbook.state.alerts-unread', 'What the alert rules say is not known.')} {failure.message}
      </Warning>
    );
  }
  if (installations === null) {
    return <p>{t('runbook.state.reading', 'Asking Grafana …')}</p>;
  }
  return (
    <p>
      {installAccess().rule
        ? t('runbook.state.not-installed', 'No alert rules are installed: nobody is told when this happens.')
        : t(
            'runbook.state.not-installed-ask',
            'No alert rules are installed: nobody is told when this happens. An Editor or Admin of this organisation can install them.'
          )}{' '}
      <TextLink href={setupUrl()}>{t('runbook.state.setup', 'Configuration')}</TextLink>
    </p>
  );
}

/** Why nothing is said about checks; nothing where they are known. */
export function ChecksMissing({ checks: { report, blocker }, hasDataSource }: Omit<LiveState, 'alerts'>) {
  if (report !== null) {
    return null;
  }
  if (!hasDataSource) {
    return <p>{t('runbook.state.no-data-source', 'Checks are not known: there is no data source to ask.')}</p>;
  }
  return blocker ? (
    <p>{t('runbook.state.checks-blocked', 'Checks are not known: {{reason}}', { reason: blocker.message, ...RAW })}</p>
  ) : (
    <p>{t('runbook.state.asking', 'Asking the database …')}</p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  warning: css({ color: theme.colors.warning.text, overflowWrap: 'anywhere' }),
});
