import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';

/** Grafana doesn't let this person query the data source. */
export function NotAllowed({ words, onRetry }: BlockedProps) {
  return (
    <StateScreen
      kind="not-allowed"
      icon="lock"
      tone="warning"
      title={t('health.state.not-allowed.title', 'You may not query this data source')}
      words={words}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.not-allowed.text">
          Grafana refused the checks&apos; queries for you; for others this page may work. Ask an Admin of this
          organisation for the permission to query DevDiag&apos;s data source. Grafana said:
        </Trans>
      </p>
    </StateScreen>
  );
}
