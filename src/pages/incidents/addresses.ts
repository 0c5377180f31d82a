import { locationUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';

/** The list of incidents, or the log of one. */
export function incidentUrl(id: string | null): string {
  const path = `${PLUGIN_BASE_URL}/${ROUTES.incidents}`;
  return locationUtil.assureBaseUrl(id === null ? path : `${path}/${encodeURIComponent(id)}`);
}
