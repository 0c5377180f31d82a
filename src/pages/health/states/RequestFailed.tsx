import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';

/** Something between the browser and the database broke the whole request, and it is not known what. */
export function RequestFailed({ words, onRetry }: BlockedProps) {
  return (
    <StateScreen
      kind="request-failed"
      icon="bug"
      tone="error"
      title={t('health.state.request-failed.title', 'The checks could not be run')}
      words={words}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.request-failed.text">
          Grafana, or something in front of it, refused the whole request, so DevDiag&apos;s health is not known.
          Grafana&apos;s server log may say more. What was said:
        </Trans>
      </p>
    </StateScreen>
  );
}
