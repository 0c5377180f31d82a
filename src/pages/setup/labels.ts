import { t } from '@grafana/i18n';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { DEFINITIONS } from './useSettingsForm';

/** What a setting is called on the page, by its dotted path. */
export function settingLabel(path: string): string {
  const [first, checkId, thresholdId] = path.split('.');
  switch (first) {
    case 'datasourceUid':
      return t('setup.data-source.label', 'PostgreSQL data source');
    case 'schema':
      return t('setup.schema.label', 'Schema name');
    case 'timeZone':
      return t('setup.zone.label', 'Time zone of the data');
    case 'retentionDays':
      return t('setup.retention.label', 'Retention');
    case 'expectedHours':
      return t('setup.hours.section', 'Expected hours');
    case 'contacts':
      return CONTACTS.find(({ id }) => id === checkId)?.title ?? t('setup.contacts.section', 'Contacts');
    default: {
      const definition = DEFINITIONS.find(({ id }) => id === checkId);
      const threshold = definition?.thresholds.find(({ id }) => id === thresholdId);
      return definition && threshold ? `${definition.title}: ${threshold.label}` : path;
    }
  }
}
