import React from 'react';
import { t } from '@grafana/i18n';
import { StateScreen } from '../../../components/StateScreen';
import { RetryButton } from './RetryButton';

/** Without settings it isn't known which database to ask. */
export function SettingsUnreadable({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <StateScreen
      kind="settings-unreadable"
      icon="cog"
      tone="error"
      title={t('health.state.settings-unreadable.title', 'The settings of this app could not be read')}
      actions={<RetryButton onRetry={onRetry} />}
    >
      <p>{message}</p>
    </StateScreen>
  );
}
