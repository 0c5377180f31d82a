import type { Settings } from '@devdiag/catalog/types';
import { quoteSchema } from '@devdiag/engine/query/quote';
import { expandTimeTo, renderQuery } from '@devdiag/engine/query/render';

/** A query of a playbook for this site: once for Grafana, once for any other tool. */
export interface SiteQuery {
  /** With Grafana's macro for the end of the time range. */
  forGrafana: string;
  /** Without macros: runs in psql as it stands. */
  plain: string;
}

/**
 * Fills in this site's schema, zone, tenant and instant. Playbooks may use the placeholders of the checks' queries;
 * the schema's usual name in front of a relation is replaced too. A text that can't be filled in stays as it is.
 * @param asOf milliseconds since 1970
 */
export function queryForSite(
  text: string,
  settings: Settings | undefined,
  tenant: string | null,
  asOf: number
): SiteQuery {
  if (!settings) {
    return { forGrafana: text, plain: text };
  }
  try {
    const named =
      settings.schema === 'devdiag'
        ? text
        : text.replace(/\bdevdiag\.(?=[a-z_])/g, () => `${quoteSchema(settings.schema)}.`);
    const forGrafana = renderQuery(named, { settings, tenant });
    return { forGrafana, plain: expandTimeTo(forGrafana, asOf) };
  } catch {
    return { forGrafana: text, plain: text };
  }
}
