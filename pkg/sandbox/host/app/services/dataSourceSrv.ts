import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef } from '@grafana/data';
import { config, type DataSourceSrv } from '@grafana/runtime';
import { backendSrv } from './backendSrv.ts';
import { PostgresDataSource } from './postgresDataSource.ts';

const POSTGRES_TYPES = ['grafana-postgresql-datasource', 'postgres'];

type Reference = DataSourceRef | string | null | undefined;

interface ListFilters {
  all?: boolean;
  alerting?: boolean;
  filter?: (settings: DataSourceInstanceSettings) => boolean;
  logs?: boolean;
  metrics?: boolean;
  mixed?: boolean;
  pluginId?: string;
  tracing?: boolean;
  type?: string | string[];
}

/** Data sources by name, uid or reference; nothing or `default` means the default one. All are PostgreSQL here. */
class HostDataSourceSrv {
  private readonly instances = new Map<string, DataSourceApi>();

  async get(ref?: Reference): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref);
    if (!settings) {
      throw { message: `Datasource ${describe(ref)} was not found` };
    }
    const existing = this.instances.get(settings.uid);
    if (existing) {
      return existing;
    }
    if (!POSTGRES_TYPES.includes(settings.type)) {
      throw new Error(`data sources of type ${settings.type} are not part of the stand-in`);
    }
    const created = new PostgresDataSource(settings) as unknown as DataSourceApi;
    this.instances.set(settings.uid, created);
    return created;
  }

  getInstanceSettings(ref?: Reference): DataSourceInstanceSettings | undefined {
    const wanted = typeof ref === 'string' ? ref : ref?.uid;
    const all = Object.values(config.datasources);
    if (!wanted || wanted === 'default') {
      const byType = typeof ref === 'object' && ref?.type ? all.find((ds) => ds.type === ref.type) : undefined;
      return byType ?? config.datasources[config.defaultDatasource] ?? all.find((ds) => ds.isDefault);
    }
    return all.find((ds) => ds.uid === wanted) ?? all.find((ds) => ds.name === wanted);
  }

  getList(filters: ListFilters = {}): DataSourceInstanceSettings[] {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    return Object.values(config.datasources)
      .filter((ds) => !types || types.some((type) => matchesType(ds, type)))
      .filter((ds) => !filters.pluginId || matchesType(ds, filters.pluginId))
      .filter(() => !(filters.logs || filters.tracing))
      .filter((ds) => filters.filter?.(ds) ?? true)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async reload(): Promise<void> {
    const settings = await backendSrv.get('/api/frontend/settings');
    config.datasources = settings.datasources;
    config.defaultDatasource = settings.defaultDatasource;
    this.instances.clear();
  }

  registerRuntimeDataSource(): void {
    throw new Error('registerRuntimeDataSource() is not part of the stand-in');
  }
}

function matchesType(ds: DataSourceInstanceSettings, type: string): boolean {
  return ds.type === type || ds.meta.id === type || (ds.meta.aliasIDs?.includes(type) ?? false);
}

function describe(ref: Reference): string {
  return typeof ref === 'string' ? ref : (ref?.uid ?? 'default');
}

export const dataSourceSrv = new HostDataSourceSrv() as unknown as DataSourceSrv;
