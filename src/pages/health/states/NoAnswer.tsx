import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import type { BlockedProps } from './blocked';
import { RetryButton } from './RetryButton';

/** Every query ran into a time limit. */
export function NoAnswer({ words, onRetry }: BlockedProps) {
  return (
    <StateScreen
      kind="no-answer"
      icon="hourglass"
      tone="error"
      title={t('health.state.no-answer.title', 'The database does not answer in time')}
      words={words}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>
        <Trans i18nKey="health.state.no-answer.text">
          No check was answered within its time limit, so DevDiag&apos;s health is not known. Look for long-running
          queries, locks or a full disk on the database server. What was said:
        </Trans>
      </p>
    </StateScreen>
  );
}
