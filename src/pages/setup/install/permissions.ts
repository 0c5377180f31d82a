import { t } from '@grafana/i18n';
import type { InstallAccess } from '../../../grafana/access';

/** What this person may not write, in words; empty when everything. */
export function missingRights(access: InstallAccess): string[] {
  return [
    access.folder ? '' : t('install.rights.folder', 'folders'),
    access.dashboard ? '' : t('install.rights.dashboard', 'dashboards'),
    access.rule ? '' : t('install.rights.rule', 'alert rules'),
  ].filter((word) => word !== '');
}
