import type { DataQuery, DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';

interface SqlQuery extends DataQuery {
  rawSql?: string;
  format?: string | number;
}

/**
 * The browser's half of the PostgreSQL data source: it interpolates variables in `rawSql` and leaves out empty and
 * hidden queries. Requests and answers are `DataSourceWithBackend`'s own.
 */
export class PostgresDataSource extends DataSourceWithBackend<SqlQuery> {
  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
    this.meta = settings.meta;
  }

  filterQuery(query: SqlQuery): boolean {
    return !query.hide && !!query.rawSql;
  }

  applyTemplateVariables(query: SqlQuery, scopedVars: ScopedVars): SqlQuery {
    return {
      ...query,
      datasource: this.getRef(),
      rawSql: getTemplateSrv().replace(query.rawSql, scopedVars, quoteValue),
    };
  }
}

/** How SQL data sources write a variable that may have several values: quoted literals, joined by commas. */
function quoteValue(value: unknown): string {
  if (!Array.isArray(value)) {
    return String(value);
  }
  return value.map((item) => `'${String(item).replaceAll("'", "''")}'`).join(',');
}
