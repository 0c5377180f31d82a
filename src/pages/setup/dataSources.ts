import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { POSTGRES_TYPES } from '@devdiag/installer/datasource';

/** The PostgreSQL data sources that this person may see, in Grafana's order. */
export function postgresDataSources(): DataSourceInstanceSettings[] {
  return getDataSourceSrv().getList({
    filter: ({ type, meta }) => POSTGRES_TYPES.includes(type) || POSTGRES_TYPES.includes(meta.id),
  });
}
