import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import type { Alerts } from '../useAlerts';

interface Props {
  failure: NonNullable<Alerts['failure']>;
  onRetry: () => void;
}

/** Nothing can be said about the rules, and why. */
export function ReadingFailed({ failure: { kind, message }, onRetry }: Props) {
  const isForbidden = kind === 'forbidden';
  return (
    <StateScreen
      kind={isForbidden ? 'alerts-forbidden' : 'alerts-unreachable'}
      icon={isForbidden ? 'lock' : 'cloud'}
      tone={isForbidden ? 'warning' : 'error'}
      title={
        isForbidden
          ? t('alerts.state.forbidden.title', 'You may not see the alert rules')
          : t('alerts.state.failed.title', 'The alert rules could not be read')
      }
      words={message}
      actions={
        <Button variant="secondary" icon="sync" onClick={onRetry}>
          {t('alerts.state.retry', 'Try again')}
        </Button>
      }
    >
      <p>
        {isForbidden ? (
          <Trans i18nKey="alerts.state.forbidden.text">
            Whether an alert fires is not known here; for others this page may work. An Admin of this organisation can
            let you see the folder of the rules.
          </Trans>
        ) : (
          <Trans i18nKey="alerts.state.failed.text">
            Whether an alert fires is not known. Health asks the database itself and may still answer.
          </Trans>
        )}
      </p>
    </StateScreen>
  );
}
