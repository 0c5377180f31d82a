import { locationUtil, urlUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../../constants';
import { parameterQuery, type Parameters } from './parameters';

/** The runbook's list of pages, or one page with the same parameters. */
export function pageUrl(id: string | null, parameters: Parameters, anchor: string | null = null): string {
  const path = `${PLUGIN_BASE_URL}/${ROUTES.runbook}${id === null ? '' : `/${encodeURIComponent(id)}`}`;
  const hash = anchor === null ? '' : `#${encodeURIComponent(anchor)}`;
  return locationUtil.assureBaseUrl(urlUtil.renderUrl(path, parameterQuery(parameters)) + hash);
}

/** Health for the same instant and tenant, with a check opened. */
export function healthUrl(checkId: string | null, parameters: Parameters): string {
  const { tenant, asof } = parameterQuery(parameters);
  // renderUrl writes out what is undefined, as an empty value.
  const query = { ...(asof && { asof }), ...(tenant && { tenant }), ...(checkId !== null && { open: checkId }) };
  return locationUtil.assureBaseUrl(urlUtil.renderUrl(`${PLUGIN_BASE_URL}/${ROUTES.health}`, query));
}

/** A panel of the dashboard, alone. */
export function panelUrl(panelNumber: number): string {
  return locationUtil.assureBaseUrl(urlUtil.renderUrl('/d/devdiag-analytics', { viewPanel: `panel-${panelNumber}` }));
}
