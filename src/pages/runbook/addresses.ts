import { locationUtil, urlUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import type { Site } from './useSite';

/** The list of playbooks. */
export function runbookUrl(): string {
  return locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.runbook}`);
}

/** A check on Health, opened, for the same instant and tenant. */
export function checkOnHealthUrl(checkId: string, { asof, tenant }: Site['passOn']): string {
  // renderUrl writes out what is undefined, as an empty value.
  const query = { ...(asof ? { asof } : {}), ...(tenant ? { tenant } : {}), open: checkId };
  return locationUtil.assureBaseUrl(urlUtil.renderUrl(`${PLUGIN_BASE_URL}/${ROUTES.health}`, query));
}
