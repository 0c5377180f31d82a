import { startStandIn } from '@devdiag/sandbox/server/standin';
import { step } from '../lib/steps.ts';
import type { DataSourceAddress } from './grafana.ts';

/**
 * The stand-in with one data source, chosen in the plugin's settings already.
 * @param settings further settings of the plugin
 */
export async function startDemoStandIn(
  port: number,
  distDir: string,
  address: DataSourceAddress,
  settings: Record<string, unknown> = {}
) {
  const { host, database, user, password } = address;
  const dsn = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}/${encodeURIComponent(database)}`;
  return step('The stand-in for Grafana', (say) =>
    startStandIn({
      port,
      distDir,
      datasources: [
        {
          uid: 'devdiag-postgres',
          name: 'DevDiag Postgres',
          dsn,
          isDefault: true,
          jsonData: { sslmode: address.sslmode },
        },
      ],
      settings: { jsonData: { datasourceUid: 'devdiag-postgres', ...settings } },
      log: say,
    })
  );
}
