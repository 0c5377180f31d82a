import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { Plan } from '@devdiag/installer/types';
import { RAW } from './words';

/** What comes from Grafana's provisioning files is nobody's to change from here: where it is changed instead. */
export function FromFiles({ plan }: { plan: Pick<Plan, 'items'> }) {
  const provisioned = plan.items.flatMap((item) => item.provisioned ?? []);
  const files = [...new Set(provisioned.flatMap(({ file }) => file ?? []))];
  return (
    <Alert
      severity="info"
      title={t('install.files.title', '{{count}} of these come from Grafana’s provisioning files', {
        count: provisioned.length,
        defaultValue_one: '{{count}} of these comes from Grafana’s provisioning files',
      })}
    >
      <p>
        {files.length > 0 && t('install.files.names', 'Among them is {{files}}.', { files: files.join(', '), ...RAW })}{' '}
        {t(
          'install.files.why',
          'Grafana reads the files, usually below /etc/grafana/provisioning, and takes no other change, neither from here nor in its own pages.'
        )}
      </p>
      <p>
        {t(
          'install.files.change',
          'To change them: choose the options here, take Export, Provisioning, replace the files with it and restart Grafana. To remove rules: name their uids under deleteRules in the alerting file.'
        )}
      </p>
    </Alert>
  );
}
