/** Plugin types of Grafana's PostgreSQL data source, its earlier name last. */
export const POSTGRES_TYPES = ['grafana-postgresql-datasource', 'postgres'];

/** How many connections a data source that is made here may open: Health asks all its checks at once. Seconds. */
export const CONNECTION_LIMITS = { maxOpenConns: 20, maxIdleConns: 5, connMaxLifetime: 14_400 };
