import { t } from '@grafana/i18n';
import type { InstallationAlerts } from '../../../grafana/alerts';
import { RAW } from '../../alerts/words';

type Named = Pick<InstallationAlerts, 'installation'>;

/** Which of several installations something is of; null where there is one only. */
export function installationName({ installation: { prefix } }: Named, all: Named[]): string | null {
  if (all.length < 2) {
    return null;
  }
  return prefix === ''
    ? t('runbook.state.without-prefix', 'installation without a prefix')
    : t('runbook.state.prefix', 'installation {{prefix}}', { prefix, ...RAW });
}

/** That an alert is about other tenants than the page; null where it is about the same ones. */
export function tenantWords({ installation }: Named, asked: string | null): string | null {
  const watched = installation.options.tenant;
  if (asked === null || watched === asked) {
    return null;
  }
  return watched === null
    ? t('runbook.state.all-tenants', 'It watches all tenants together, not {{asked}} alone.', { asked, ...RAW })
    : t('runbook.state.other-tenant', 'It watches the tenant {{watched}} only, not {{asked}}.', {
        watched,
        asked,
        ...RAW,
      });
}
