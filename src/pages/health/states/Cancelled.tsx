import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import { RetryButton } from './RetryButton';

/** Somebody stopped waiting before there was anything to show. */
export function Cancelled({ onRetry }: { onRetry: () => void }) {
  return (
    <StateScreen
      kind="cancelled"
      icon="ban"
      tone="info"
      title={t('health.state.cancelled.title', 'Cancelled before the answer came')}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.cancelled.text">
          The checks were not finished. DevDiag&apos;s health is not known.
        </Trans>
      </p>
    </StateScreen>
  );
}
