import React from 'react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, hasPermission } from '@grafana/runtime';
import RunbookPage from './RunbookPage';
import { ALL_PLAYBOOKS, findPlaybook } from './playbooks';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  PluginPage: ({ pageNav, subTitle, children }: Record<string, any>) => (
    <main>
      <h1>{pageNav.text}</h1>
      <p>{subTitle}</p>
      {children}
    </main>
  ),
}));

// Not in the DOM of jsdom.
HTMLElement.prototype.scrollIntoView = jest.fn();

function open(path: string, { stored = {}, explore = true, offline = false } = {}) {
  jest.mocked(hasPermission).mockReturnValue(explore);
  jest.mocked(getBackendSrv).mockReturnValue({
    get: offline ? jest.fn().mockRejectedValue(new TypeError()) : jest.fn().mockResolvedValue({ jsonData: stored }),
  } as unknown as ReturnType<typeof getBackendSrv>);
  jest.mocked(getDataSourceSrv).mockReturnValue({
    getInstanceSettings: (uid: string) =>
      uid === 'pg' ? ({ uid, type: 'postgres' } as DataSourceInstanceSettings) : undefined,
  } as unknown as ReturnType<typeof getDataSourceSrv>);
  config.bootData = { user: {} } as unknown as typeof config.bootData;
  config.exploreEnabled = true;
  return render(
    <MemoryRouter initialEntries={[`/a/devdiag-ops-app/runbook${path}`]}>
      <Routes>
        <Route path="/a/devdiag-ops-app/runbook/:id?" element={<RunbookPage />} />
      </Routes>
    </MemoryRouter>
  );
}

describe('the list', () => {
  it('has every playbook, and finds by text', async () => {
    open('');
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(ALL_PLAYBOOKS.length);
    await userEvent.type(screen.getByRole('textbox', { name: 'Search all playbooks' }), 'freshness');
    expect(screen.getAllByRole('heading', { level: 2 })[0]).toHaveTextContent('Data freshness');
    await userEvent.type(screen.getByRole('textbox'), ' zebra');
    expect(screen.getByText('No playbook holds these words')).toBeVisible();
  });
});

describe('a playbook', () => {
  it('is found by the id of its alert, with contents, facts and the way to Health', async () => {
    open('/runs-stalled?asof=2026-03-18T12:00:00Z&tenant=acme', {
      stored: { thresholds: { 'stale-data': { warn: 60 } } },
    });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Data freshness');
    const contents = within(screen.getByRole('navigation', { name: 'On this page' }));
    expect(contents.getByRole('link', { name: 'Mitigation' })).toHaveAttribute(
      'href',
      expect.stringMatching(/#mitigation$/)
    );
    expect(await screen.findByText('60 minutes')).toBeVisible();
    expect(screen.getByText('default 120 minutes')).toBeVisible();
    const health = screen.getByRole('link', { name: 'See it on Health' }).getAttribute('href') ?? '';
    expect(Object.fromEntries(new URL(health, 'http://g').searchParams)).toEqual({
      asof: '2026-03-18T12:00:00Z',
      tenant: 'acme',
      open: 'stale-data',
    });
  });

  it('opens queries that only read in Explore, as of the instant asked about, in the schema of the site', async () => {
    open('/fix-confidence?asof=2026-03-18T12:00:00Z', { stored: { datasourceUid: 'pg', schema: 'ops' } });
    const [link] = await screen.findAllByRole('link', { name: 'Open in Explore' });
    const panes = new URL(link.getAttribute('href') ?? '', 'http://g').searchParams.get('panes') ?? '';
    const { queries, range } = Object.values(JSON.parse(panes) as Record<string, any>)[0];
    expect(queries[0].rawSql).toContain('"ops".');
    expect(queries[0].rawSql).not.toContain('devdiag.');
    expect(range.to).toBe(String(Date.UTC(2026, 2, 18, 12)));
  });

  it.each([
    ['without a data source', {}],
    ['with a data source that is gone', { stored: { datasourceUid: 'gone' } }],
    ['for people who may not explore', { stored: { datasourceUid: 'pg' }, explore: false }],
    ['when the settings cannot be read', { offline: true }],
  ])('reads well %s', async (_, circumstances) => {
    open('/stale-data', circumstances);
    expect(await screen.findByText('120 minutes')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Mitigation' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: /^Copy/ }).length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: 'Open in Explore' })).not.toBeInTheDocument();
  });

  it('tolerates a link whose template was not expanded', async () => {
    open('/stale-data?tenant={{ $labels.tenant }}', {});
    expect(await screen.findByRole('link', { name: 'See it on Health' })).not.toHaveAttribute(
      'href',
      expect.stringContaining('tenant')
    );
  });
});

describe('an unknown id', () => {
  it.each(['/not-a-thing', '/%3Cscript%3E', '/__proto__'])('%s: says so and lists what there is', (path) => {
    open(path);
    expect(screen.getByText(/There is no playbook "/)).toBeVisible();
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(ALL_PLAYBOOKS.length);
  });
});

it('every playbook holds its five parts', () => {
  for (const { definition, text } of ALL_PLAYBOOKS) {
    expect({ id: definition.id, text: findPlaybook(definition.id)?.text ?? '' }).toEqual({ id: definition.id, text });
    for (const part of ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'When it is over']) {
      expect(text).toContain(`## ${part}`);
    }
  }
});
