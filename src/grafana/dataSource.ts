import { getDataSourceSrv } from '@grafana/runtime';
import { POSTGRES_TYPES } from '@devdiag/installer/datasource';

/** A data source as queries name it; with today's type where Grafana doesn't know it any more. */
export function dataSourceRef(uid: string): { uid: string; type: string } {
  return { uid, type: getDataSourceSrv().getInstanceSettings(uid)?.type ?? POSTGRES_TYPES[0] };
}
