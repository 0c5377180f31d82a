import { t } from '@grafana/i18n';
import { getBackendSrv, getDataSourceSrv, isFetchError } from '@grafana/runtime';
import { CONNECTION_LIMITS } from '@devdiag/installer/datasource';

/** What leads to a database. The password goes to Grafana's secure store and nowhere else. */
export interface NewDataSource {
  host: string;
  database: string;
  user: string;
  password: string;
  tls: 'disable' | 'require' | 'verify-ca' | 'verify-full';
}

/** Fields that are not filled in as they must be, by name, with a sentence. */
export function newDataSourceProblems({
  host,
  database,
  user,
}: NewDataSource): Partial<Record<keyof NewDataSource, string>> {
  return {
    ...(!/^[^\s/@]+$/.test(host) && {
      host: t('setup.new-source.host-problem', 'Enter the host, or host:port, without spaces or a protocol.'),
    }),
    ...(database.trim() === '' && { database: t('setup.new-source.database-problem', 'Enter the database’s name.') }),
    ...(user.trim() === '' && { user: t('setup.new-source.user-problem', 'Enter the role that may only SELECT.') }),
  };
}

/**
 * Creates the data source `devdiag-postgres`. Admins only, as a rule.
 * @returns its uid
 * @throws Error with a sentence for people; never with anything that was entered
 */
export async function createDataSource({ host, database, user, password, tls }: NewDataSource): Promise<string> {
  const uid = 'devdiag-postgres';
  try {
    await getBackendSrv().post(
      '/api/datasources',
      {
        uid,
        name: 'DevDiag Postgres',
        type: 'grafana-postgresql-datasource',
        access: 'proxy',
        url: withPort(host),
        user: user.trim(),
        jsonData: {
          database: database.trim(),
          sslmode: tls,
          postgresVersion: 1500,
          ...CONNECTION_LIMITS,
        },
        secureJsonData: { password },
      },
      { showErrorAlert: false, showSuccessAlert: false }
    );
  } catch (error) {
    throw new Error(sentence(error));
  }
  // The page's own list was read before this one was there. What replaces it does not exist in Grafana 12.3.
  const service = getDataSourceSrv() as { reload?: () => Promise<void> };
  await service.reload?.();
  return uid;
}

/** PostgreSQL's usual port where none is named; an IPv6 address stands in brackets before it. */
function withPort(host: string): string {
  if (/^\[[^\]]*\]$/.test(host) || !host.includes(':')) {
    return `${host}:5432`;
  }
  return /:.*:/.test(host) && !host.startsWith('[') ? `[${host}]:5432` : host;
}

function sentence(error: unknown): string {
  const status = isFetchError(error) ? error.status : 0;
  switch (status) {
    case 409:
      return t(
        'setup.new-source.taken',
        'There is already a data source with this name or uid (devdiag-postgres). Choose it above, or rename it.'
      );
    case 403:
      return t('setup.new-source.forbidden', 'You may not create data sources. Ask an Admin of this organisation.');
    default:
      return t('setup.new-source.failed', 'Grafana did not create it (status {{status}}). Try again.', { status });
  }
}
