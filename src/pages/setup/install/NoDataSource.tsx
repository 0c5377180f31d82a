import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';

/** Nothing is installed, and there is nothing to install on. */
export function NoDataSource({ canCreate }: { canCreate: boolean }) {
  return (
    <Alert severity="info" title={t('install.no-source', 'Choose a data source first')}>
      {canCreate
        ? t(
            'install.no-source-create',
            'Choose or create one above. Then the plan appears here, and one click installs.'
          )
        : t('install.no-source-ask', 'The settings name none yet. Ask an Admin of your organisation to choose one.')}
    </Alert>
  );
}
