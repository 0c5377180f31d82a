import type { NavModelItem } from '@grafana/data';
import { t } from '@grafana/i18n';
import { incidentUrl } from '../addresses';

/** Where a page about one incident stands. */
export function incidentsNav(title: string): NavModelItem {
  return { text: title, parentItem: { text: t('incidents.title', 'Incidents'), url: incidentUrl(null) } };
}
