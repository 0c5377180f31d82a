import React, { useLayoutEffect, useState } from 'react';
import { act, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Router, Routes } from 'react-router-dom';
import { NEVER, of, throwError, type Observable } from 'rxjs';
import type { DataQueryRequest, DataQueryResponse, DataSourceInstanceSettings } from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, hasPermission, locationService } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { testIds } from '../../components/testIds';
import RunbookPage from './RunbookPage';

type Request = DataQueryRequest<DataQuery & { rawSql: string }>;

const storage = new Map<string, string>();
const storageFails = { value: false };

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  usePluginUserStorage: () => ({
    getItem: async (key: string) => storage.get(key) ?? null,
    setItem: async (key: string, value: string) => {
      if (storageFails.value) {
        throw new Error('no');
      }
      storage.set(key, value);
    },
  }),
  PluginPage: ({ pageNav, subTitle, children }: Record<string, any>) => (
    <main>
      <h1>{pageNav.text}</h1>
      <p>{subTitle}</p>
      {children}
    </main>
  ),
}));

// Asking jsdom for the style of every element, to leave hidden ones out, takes most of a test's time.
configure({ defaultHidden: true });

// Not in the DOM of jsdom.
HTMLElement.prototype.scrollIntoView = jest.fn();
HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 10 }) })) as never;

const requests: Request[] = [];
/** What the page's own queries asked, without the batch of checks that its live state shows. */
const evidence = () => requests.filter(({ targets }) => !targets.some(({ refId }) => refId === 'stale-data'));

/** Rows as the data source hands them over, with what the stopwatch adds. */
function frame(refId: string, columns: Record<string, unknown[]>, types: Record<string, string> = {}) {
  const count = Math.max(0, ...Object.values(columns).map((values) => values.length));
  const rows = Math.max(1, count);
  const fill = (values: unknown[]) => Array.from({ length: rows }, (_, index) => values[index] ?? null);
  return {
    refId,
    length: rows,
    fields: [
      ...Object.entries(columns).map(([name, values]) => ({
        name,
        type: types[name] ?? (typeof values[0] === 'number' ? 'number' : 'string'),
        values: fill(values),
      })),
      {
        name: 'devdiag_row',
        type: 'number',
        values: Array.from({ length: rows }, (_, index) => (index < count ? index + 1 : null)),
      },
      { name: 'devdiag_took_ms', type: 'number', values: Array.from({ length: rows }, () => 12) },
    ],
  };
}

const rows = ({ targets }: Request): Observable<DataQueryResponse> =>
  of({
    data: targets.map(({ refId }) => frame(refId, { tenant: ['acme'], runs: [1234] })),
  } as unknown as DataQueryResponse);

interface Circumstances {
  stored?: Record<string, unknown>;
  explore?: boolean;
  offline?: boolean;
  respond?: (request: Request) => Observable<DataQueryResponse>;
}

async function open(path: string, circumstances: Circumstances = {}) {
  const { stored = { datasourceUid: 'pg' }, explore = true, offline = false, respond = rows } = circumstances;
  requests.length = 0;
  jest.mocked(hasPermission).mockReturnValue(explore);
  jest.mocked(getBackendSrv).mockReturnValue({
    get: offline ? jest.fn().mockRejectedValue(new TypeError()) : jest.fn().mockResolvedValue({ jsonData: stored }),
  } as unknown as ReturnType<typeof getBackendSrv>);
  const source = {
    uid: 'pg',
    name: 'DevDiag',
    type: 'postgres',
    getRef: () => ({ uid: 'pg', type: 'postgres' }),
    query: (request: Request) => {
      requests.push(request);
      return respond(request);
    },
  };
  jest.mocked(getDataSourceSrv).mockReturnValue({
    get: async () => source,
    getInstanceSettings: (uid: string) =>
      uid === 'pg' ? ({ uid, type: 'postgres' } as DataSourceInstanceSettings) : undefined,
  } as unknown as ReturnType<typeof getDataSourceSrv>);
  config.bootData = { user: {} } as unknown as typeof config.bootData;
  config.exploreEnabled = true;
  locationService.replace(`/a/devdiag-ops-app/runbook${path}`);
  const view = render(<Routed />);
  await act(async () => {
    await import('./library/texts');
  });
  return view;
}

function Routed() {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen(setLocation), [history]);
  return (
    <Router location={location} navigator={history}>
      <Routes>
        <Route path="/a/devdiag-ops-app/runbook/:id?" element={<RunbookPage />} />
      </Routes>
    </Router>
  );
}

beforeEach(() => {
  storage.clear();
  storageFails.value = false;
});

const query = (id: string) => within(screen.getByTestId(testIds.runbook.query(id)));

describe('the list', () => {
  it('has the sections in order', async () => {
    await open('');
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'Daily operations',
      'Alert playbooks',
      'Playbooks of other checks',
      'Weekly',
      'Monthly',
      'Quarterly',
      'Troubleshooting',
      'Disaster recovery',
      'Setup by hand',
      'Reference',
    ]);
    expect(
      within(screen.getByTestId(testIds.runbook.section('alerts')))
        .getAllByRole('link')
        .map((link) => new URL((link as HTMLAnchorElement).href).pathname.split('/').at(-1))
    ).toEqual(['stale-data', 'top-problem', 'problem-diversity', 'fix-confidence', 'ttr']);
  });

  it('is searched with the keyboard alone', async () => {
    await open('?tenant=acme');
    await userEvent.keyboard('/');
    const field = screen.getByRole('textbox', { name: 'Search the runbook' });
    expect(field).toHaveFocus();
    await userEvent.keyboard('freshness');
    const [first] = within(screen.getByTestId(testIds.runbook.results())).getAllByRole('link');
    expect(first).toHaveTextContent('Data freshness');
    expect(first).toHaveAttribute('href', expect.stringContaining('stale-data?tenant=acme'));
    await userEvent.keyboard('{ArrowDown}');
    expect(first).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(field).toHaveFocus();
    await userEvent.keyboard(' zebra');
    expect(screen.getByRole('status')).toHaveTextContent('No page holds these words');
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('heading', { name: 'Weekly' })).toBeVisible();
  });
});

describe('a playbook', () => {
  it('is found by the id of its alert, with contents, facts and the way to Health', async () => {
    await open('/runs-stalled?asof=2026-03-18T12:00:00Z&tenant=acme', {
      stored: { datasourceUid: 'pg', thresholds: { 'stale-data': { warn: 60 } } },
    });
    expect(screen.getAllByRole('heading', { level: 1 })[0]).toHaveTextContent('Data freshness');
    const contents = within(await screen.findByRole('navigation', { name: 'On this page' }));
    expect(contents.getByRole('link', { name: 'Mitigation' })).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/runs-stalled?asof=2026-03-18T12:00:00Z&tenant=acme#mitigation'
    );
    expect(screen.getByText('60 minutes')).toBeVisible();
    expect(screen.getByText('default 120 minutes')).toBeVisible();
    const health = screen.getByRole('link', { name: 'Data freshness', current: false }).getAttribute('href') ?? '';
    expect(Object.fromEntries(new URL(health, 'http://g').searchParams)).toEqual({
      asof: '2026-03-18T12:00:00.000Z',
      tenant: 'acme',
      open: 'stale-data',
    });
    expect(screen.getByRole('link', { name: 'Diagnostic runs stalled' })).toHaveAttribute(
      'href',
      expect.stringContaining('devdiag_id')
    );
  });

  it('shows its first evidence after one request, and asks nothing more by itself', async () => {
    await open('/stale-data?tenant=o%27acme');
    expect(await query('newest-by-tenant').findByText('1,234')).toBeVisible();
    expect(evidence()).toHaveLength(1);
    const [{ targets }] = evidence();
    expect(targets.map(({ refId }) => refId)).toEqual(['newest-by-tenant', 'runs-by-quarter-hour']);
    expect(targets[0].rawSql).toContain(`tenant = E'o\\x27acme'`);
    expect(query('sessions').getByRole('button', { name: /^Run: / })).toBeEnabled();
    await userEvent.click(query('sessions').getByRole('button', { name: /^Run: / }));
    expect(await query('sessions').findByText('1,234')).toBeVisible();
    expect(evidence()).toHaveLength(2);
    expect(evidence()[1].targets).toHaveLength(1);
  });

  it('keeps tenant and code on links to other pages', async () => {
    await open('/stale-data?tenant=acme&problem_code=CORS_BLOCK');
    const links = await screen.findAllByRole('link', { name: 'Query latency' });
    const addresses = links.map((link) => new URL((link as HTMLAnchorElement).href));
    expect(addresses.map(({ hash }) => hash)).toContain('#diagnosis');
    for (const { search } of addresses) {
      expect(search).toBe('?tenant=acme&problem_code=CORS_BLOCK');
    }
  });

  it('opens its queries in Explore, as of the instant asked about, in the schema of the site', async () => {
    await open('/fix-confidence?asof=2026-03-18T12:00:00Z', { stored: { datasourceUid: 'pg', schema: 'ops' } });
    const [link] = await screen.findAllByRole('link', { name: 'Explore' });
    const panes = new URL(link.getAttribute('href') ?? '', 'http://g').searchParams.get('panes') ?? '';
    const { queries, range } = Object.values(JSON.parse(panes) as Record<string, any>)[0];
    expect(queries[0].rawSql).toContain('"ops".');
    expect(queries[0].rawSql).not.toContain('devdiag_row');
    expect(range.to).toBe(String(Date.UTC(2026, 2, 18, 12)));
  });

  it.each([
    ['without a data source', { stored: {} }, /no data source is chosen/],
    ['with a data source that is gone', { stored: { datasourceUid: 'gone' } }, /data source is gone/],
    ['when the settings cannot be read', { offline: true }, /settings could not be read$/],
  ])('reads well %s, and says once what is missing', async (_, circumstances, notice) => {
    await open('/stale-data', circumstances);
    expect(await screen.findByText(notice)).toBeVisible();
    expect(screen.getByRole('heading', { name: /^Mitigation/ })).toBeVisible();
    expect(screen.getAllByText(/120 minutes/)[0]).toBeVisible();
    expect(screen.getAllByRole('button', { name: /^Copy/ }).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: /^Run/ })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Explore' })).not.toBeInTheDocument();
    expect(requests).toEqual([]);
  });

  it('tolerates a link whose template was not expanded', async () => {
    await open('/stale-data?tenant={{ urlquery $labels.tenant }}');
    expect(await query('newest-by-tenant').findByText('1,234')).toBeVisible();
    expect(evidence()[0].targets[0].rawSql).toContain('and true');
  });
});

describe('a query', () => {
  it('that finds nothing says so, which is not a failure', async () => {
    await open('/stale-data', {
      respond: ({ targets }) =>
        of({ data: targets.map(({ refId }) => frame(refId, { a: [] })) } as unknown as DataQueryResponse),
    });
    expect(await query('newest-by-tenant').findByText('The query ran and found no rows.')).toBeVisible();
  });

  it('that is cut off is a failure and not "no rows"', async () => {
    await open('/stale-data', {
      respond: ({ targets }) => of({ data: targets.map(({ refId }) => ({ refId, length: 0, fields: [] })) }),
    });
    expect(await query('newest-by-tenant').findByText('The query could not be run')).toBeVisible();
    expect(query('newest-by-tenant').getByText(/incomplete/)).toBeVisible();
  });

  it('that fails says why and leaves the other one alone', async () => {
    await open('/stale-data', {
      respond: () =>
        of({
          data: [frame('runs-by-quarter-hour', { runs: [77] })],
          errors: [{ refId: 'newest-by-tenant', message: 'pq: permission denied for table diag_run' }],
        } as unknown as DataQueryResponse),
    });
    expect(await query('newest-by-tenant').findByText(/may not read diag_run/)).toBeVisible();
    expect(query('newest-by-tenant').getByRole('link', { name: /^Go on with/ })).toHaveAttribute(
      'href',
      expect.stringContaining('role-by-hand')
    );
    expect(query('runs-by-quarter-hour').getByText('77')).toBeVisible();
  });

  it('of somebody who may not query says who can allow it', async () => {
    await open('/stale-data', { respond: () => throwError(() => ({ status: 403, data: { message: 'no' } })) });
    expect(await query('newest-by-tenant').findByText('You may not query this data source')).toBeVisible();
  });

  it('that has more rows than are shown says so', async () => {
    const many = Array.from({ length: 51 }, (_, index) => index);
    await open('/stale-data', {
      respond: ({ targets }) =>
        of({ data: targets.map(({ refId }) => frame(refId, { n: many })) } as unknown as DataQueryResponse),
    });
    expect(await query('newest-by-tenant').findByText('The first 50 rows; there are more')).toBeVisible();
  });

  it('can be stopped', async () => {
    await open('/stale-data', { respond: () => NEVER });
    await userEvent.click(await query('newest-by-tenant').findByRole('button', { name: 'Stop' }));
    expect(query('newest-by-tenant').getByText('Stopped before the answer came.')).toBeVisible();
    expect(query('newest-by-tenant').getByRole('button', { name: /^Run: / })).toBeEnabled();
  });

  it('that lacks a parameter asks for it in place of failing', async () => {
    await open('/top-problem');
    const card = within(await screen.findByTestId(testIds.runbook.query('by-day')));
    expect(card.queryByRole('button', { name: /^Run/ })).not.toBeInTheDocument();
    expect(card.getByRole('combobox', { name: 'Problem code' })).toBeVisible();
    act(() => locationService.partial({ problem_code: 'CORS_BLOCK' }));
    expect(await card.findByRole('button', { name: /^Run/ })).toBeVisible();
    expect(card.queryByRole('combobox')).not.toBeInTheDocument();
  });
});

describe('steps', () => {
  it('stay ticked, until the person starts over', async () => {
    const { unmount } = await open('/stale-data');
    const first = () => screen.getAllByRole('checkbox')[0];
    await waitFor(() => expect(first()).toBeEnabled());
    await userEvent.click(first());
    expect(first()).toBeChecked();
    unmount();
    await open('/stale-data');
    await waitFor(() => expect(first()).toBeChecked());
    expect(screen.getByText(/^1 of 4 done/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(first()).not.toBeChecked();
    expect(storage.get('runbook-steps:stale-data')).toBe('{}');
  });

  it('that cannot be kept say so', async () => {
    storageFails.value = true;
    await open('/stale-data');
    await waitFor(() => expect(screen.getAllByRole('checkbox')[0]).toBeEnabled());
    await userEvent.click(screen.getAllByRole('checkbox')[0]);
    expect(await screen.findByText(/could not keep your ticks/)).toBeVisible();
    expect(screen.getAllByRole('checkbox')[0]).toBeChecked();
  });
});

it('names those whom the page tells people to turn to, as the site entered them', async () => {
  await open('/stale-data', {
    stored: { datasourceUid: 'pg', contacts: { database: 'https://chat.example/dba', devdiag: '#devdiag' } },
  });
  const whom = within(await screen.findByRole('region', { name: 'Whom to turn to' }));
  const link = whom.getByRole('link', { name: /^https:\/\/chat\.example\/dba/ });
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  expect(whom.getByText('#devdiag')).toBeVisible();
  expect(whom.queryByText('On call')).not.toBeInTheDocument();
  expect(screen.getAllByRole('link', { name: 'Database administrators' })[0]).toHaveAttribute(
    'href',
    expect.stringMatching(/#contact-database$/)
  );
});

it('what writes is marked and only copied', async () => {
  await open('/retention');
  const label = await screen.findAllByText('Changes something:');
  expect(label[0]).toBeVisible();
});

describe('an unknown id', () => {
  it.each(['/not-a-thing', '/%3Cscript%3E', '/__proto__'])('%s: says so and lists what there is', async (path) => {
    await open(path);
    expect(screen.getByText(/There is no page "/)).toBeVisible();
    expect(screen.getByRole('link', { name: /Data freshness/ })).toBeVisible();
  });
});
