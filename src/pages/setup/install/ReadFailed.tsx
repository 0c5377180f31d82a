import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';

/** Nothing can be said about what is installed, and why. */
export function ReadFailed({ message, onAgain }: { message: string; onAgain: () => void }) {
  return (
    <Alert severity="error" title={t('install.read-failed', 'What is installed could not be read')}>
      <p>{message}</p>
      <Button variant="secondary" onClick={onAgain}>
        {t('install.again', 'Try again')}
      </Button>
    </Alert>
  );
}
