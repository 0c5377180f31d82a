import { locationUtil, type GrafanaConfig } from '@grafana/data';
import { exploreUrl } from './explore';
import { alertRulesUrl, configurationUrl, playbookUrl } from './links';

const below = (appSubUrl: string) =>
  locationUtil.initialize({
    config: { appSubUrl } as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
  });

afterEach(() => below(''));

describe('addresses inside Grafana', () => {
  it('lead to the playbook for the same instant and tenant', () => {
    expect(playbookUrl('stale-data')).toBe('/a/devdiag-ops-app/runbook/stale-data');
    expect(playbookUrl('stale-data', { asof: undefined, tenant: null })).toBe('/a/devdiag-ops-app/runbook/stale-data');
    const address = new URL(
      playbookUrl('a/b', { asof: '2026-03-18T12:00:00.000Z', tenant: 'x&y=$z' }),
      'http://grafana'
    );
    expect(address.pathname).toBe('/a/devdiag-ops-app/runbook/a%2Fb');
    expect(address.searchParams.get('asof')).toBe('2026-03-18T12:00:00.000Z');
    expect(address.searchParams.get('tenant')).toBe('x&y=$z');
  });

  it('stay below the path under which Grafana is served', () => {
    below('/grafana');
    expect(playbookUrl('views')).toMatch(/^\/grafana\/a\//);
    expect(alertRulesUrl('runs-stalled')).toBe('/grafana/alerting/list?search=label:devdiag_id%3Druns-stalled');
    expect(configurationUrl()).toBe('/grafana/plugins/devdiag-ops-app');
    expect(exploreUrl({ dataSource: { uid: 'u', type: 't' }, sql: 'select 1', asOf: 0 })).toMatch(
      /^\/grafana\/explore\?/
    );
  });

  it('hand Explore the query as it is and its instant as the end of the range', () => {
    const sql = `select '100%', "a" & $__timeTo() -- é`;
    const asOf = Date.UTC(2026, 2, 18, 12);
    const address = new URL(
      exploreUrl({ dataSource: { uid: 'pg', type: 'grafana-postgresql-datasource' }, sql, asOf }),
      'http://grafana'
    );
    const [pane] = Object.values(JSON.parse(address.searchParams.get('panes') ?? '')) as Array<Record<string, never>>;
    expect(pane).toMatchObject({
      datasource: 'pg',
      queries: [{ rawSql: sql, format: 'table', datasource: { uid: 'pg', type: 'grafana-postgresql-datasource' } }],
      range: { to: String(asOf) },
    });
  });
});
