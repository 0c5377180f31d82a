import React from 'react';
import { t } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import { RAW } from './words';

/** Said before the click: what may be done, what not, and whom to ask. */
export function PermissionNote({ missing }: { missing: string[] }) {
  const organisation = config.bootData.user.orgName;
  return (
    <Alert severity="info" title={t('install.not-permitted', 'You may look, not install')}>
      {t('install.not-permitted-what', 'Your role may not write {{things}}.', { things: missing.join(', '), ...RAW })}{' '}
      {organisation
        ? t('install.not-permitted-ask-in', 'Ask an Editor or Admin of "{{organisation}}" to install.', {
            organisation,
            ...RAW,
          })
        : t('install.not-permitted-ask', 'Ask an Editor or Admin of your organisation to install.')}{' '}
      {t('install.not-permitted-can', 'You can see the plan, export it and verify what is installed.')}
    </Alert>
  );
}
