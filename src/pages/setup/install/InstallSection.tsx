import React from 'react';
import { t } from '@grafana/i18n';
import type { QueryPort } from '@devdiag/installer/types';
import { grafanaTransport } from '../../../grafana/transport';
import { Section } from '../Section';
import { Installer, type InstallerProps } from './Installer';

/** Loaded with the first verification, as what it is for is. */
const queries: QueryPort = {
  run: async (...asked) => (await import('../../../grafana/queryPort')).grafanaQueries.run(...asked),
};

/** Folder, dashboard and alert rules, as a part of the configuration page. */
export function InstallSection(props: Omit<InstallerProps, 'transport' | 'queries'>) {
  return (
    <Section
      title={t('install.section', 'Dashboard and alert rules')}
      description={t(
        'install.section-text',
        'One folder, one dashboard, five alert rules. First you see what would be done; everything can be taken back.'
      )}
    >
      <Installer {...props} transport={grafanaTransport} queries={queries} />
    </Section>
  );
}
