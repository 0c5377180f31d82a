import { getDataSourceSrv } from '@grafana/runtime';

/** Ids of Grafana's PostgreSQL data source: today's, and the alias that older data sources still carry. */
export const POSTGRES_TYPES = ['grafana-postgresql-datasource', 'postgres'];

/** A data source as queries name it; with today's type where Grafana doesn't know it any more. */
export function dataSourceRef(uid: string): { uid: string; type: string } {
  return { uid, type: getDataSourceSrv().getInstanceSettings(uid)?.type ?? POSTGRES_TYPES[0] };
}
