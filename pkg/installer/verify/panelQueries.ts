import { PANELS } from '@devdiag/catalog/generated/panels';
import { expandTenantVariable } from '@devdiag/engine/query/tenantVariable';
import { panelOf } from '../desired/dashboardFields.ts';
import { at, textAt, type JsonObject } from '../json.ts';

export interface PanelQuery {
  number: number;
  title: string;
  refId: string;
  sql: string;
  format: 'table' | 'time_series';
}

/**
 * The queries of our panels as they are in a dashboard, also in rows that are folded, what stands for its variable filled in.
 * @param tenants names; null is all of them
 */
export function panelQueries(dashboard: JsonObject, tenants: string[] | null = null): PanelQuery[] {
  return PANELS.flatMap(({ definition: { number } }) => {
    const panel = panelOf(dashboard, number);
    const target = at(panel, 'targets', 0);
    return panel === undefined
      ? []
      : [
          {
            number,
            title: textAt(panel, 'title'),
            refId: `P${number}`,
            sql: expandTenantVariable(textAt(target, 'rawSql'), tenants),
            format: textAt(target, 'format') === 'time_series' ? ('time_series' as const) : ('table' as const),
          },
        ];
  });
}
