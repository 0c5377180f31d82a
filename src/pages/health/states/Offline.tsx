import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';

/** The browser does not reach Grafana. */
export function Offline({ words, onRetry }: Pick<BlockedProps, 'words' | 'onRetry'>) {
  return (
    <StateScreen
      kind="offline"
      icon="cloud-exclamation"
      tone="error"
      title={t('health.state.offline.title', 'Grafana cannot be reached')}
      words={words}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.offline.text">
          Your browser is offline, or Grafana is down. DevDiag&apos;s health is not known; earlier results are not
          shown, since they would look like present ones.
        </Trans>
      </p>
    </StateScreen>
  );
}
