import React from 'react';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';

/** Asks again. */
export function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button variant="secondary" icon="sync" onClick={onRetry}>
      {t('health.state.retry', 'Try again')}
    </Button>
  );
}
