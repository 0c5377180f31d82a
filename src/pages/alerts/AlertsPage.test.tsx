import React from 'react';
import { act, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { testIds } from '../../components/testIds';
import AlertsPage from './AlertsPage';
import { ago, asked, instance, NOW, pretend, type Circumstances } from './testing/grafana';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  isFetchError: (error: { status?: number }) => typeof error.status === 'number',
  PluginPage: ({ actions, children }: Record<string, React.ReactNode>) => (
    <main>
      {actions}
      {children}
    </main>
  ),
}));

// Asking jsdom for the style of every element, to leave hidden ones out, takes most of a test's time.
configure({ defaultHidden: true });
HTMLElement.prototype.scrollIntoView = jest.fn();
HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 10 }) })) as never;

const STALLED = 'devdiag-runs-stalled';
const FIRING = { state: 'firing', alerts: [instance('Alerting', { value: '1e+00' })] };

async function open(circumstances: Circumstances, path = '/') {
  pretend(circumstances);
  render(
    <MemoryRouter initialEntries={[path]}>
      <AlertsPage />
    </MemoryRouter>
  );
  await settle();
}

/** Everything that is under way arrives. */
async function settle() {
  for (let i = 0; i < 20; i++) {
    await act(async () => {
      await jest.advanceTimersByTimeAsync(1);
    });
  }
}

const alert = (id: string) => screen.getByTestId(testIds.alerts.alert(id));

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

describe('the Alerts page', () => {
  it('shows what fires, since when, its value against the threshold, and its week', async () => {
    await open({
      live: { 'runs-stalled': FIRING },
      measured: { [STALLED]: 185 },
      changes: {
        [STALLED]: [
          {
            id: 1,
            time: NOW - 90 * 60_000,
            prevState: 'Normal',
            newState: 'Alerting',
            text: 'Diagnostic runs stalled {a=b} - A=121.000000, C=1.000000',
            data: { values: { A: 121, C: 1 } },
          },
        ],
      },
    });
    const stalled = alert('runs-stalled');
    expect(stalled).toHaveTextContent('Firing');
    expect(stalled).toHaveTextContent('(1 h 30 min)');
    expect(stalled).toHaveTextContent('3 h 5 min');
    expect(stalled).toHaveTextContent('fires above 2 h');
    expect(stalled).toHaveTextContent('Evaluated 2 minutes ago');
    expect(stalled).toHaveTextContent('Fired once, for 1 h 30 min');
    expect(within(stalled).getByRole('img', { name: /Last 7 days/ })).toBeInTheDocument();
    expect(within(stalled).getByRole('link', { name: 'Playbook' })).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/runs-stalled'
    );
    expect(screen.getByTestId(testIds.alerts.summary())).toHaveTextContent('1 firing · 4 normal');
    expect(alert('high-diversity')).toHaveTextContent('No value now');
  });

  it('asks for all histories, silences and rules at once, and one data source once', async () => {
    await open({});
    expect(asked.filter((url) => url.includes('alertUID='))).toHaveLength(5);
    expect(asked.filter((url) => url.includes('/silences'))).toHaveLength(1);
    expect(asked.filter((url) => url.includes('/api/prometheus/'))).toHaveLength(1);
  });

  it('is never green about a rule that hides an error, gives no row, or is not evaluated any more', async () => {
    await open({
      live: {
        'runs-stalled': { lastEvaluation: ago(60) },
        'top-problem-dominates': {
          alerts: [instance('Normal (Error, KeepLast)', { annotations: { Error: 'no such table' } })],
        },
        'high-diversity': { alerts: [instance('Normal (NoData)')] },
        'confidence-drop': { isPaused: true },
        'ttr-regression': { lastEvaluation: '0001-01-01T00:00:00Z', alerts: [] },
      },
    });
    expect(alert('runs-stalled')).toHaveTextContent('Normal when last looked at');
    expect(alert('runs-stalled')).toHaveTextContent('Evaluated 1 h ago, though every 5 minutes is due');
    expect(alert('top-problem-dominates')).toHaveTextContent('Error');
    expect(alert('top-problem-dominates')).toHaveTextContent('keeps quiet about it: no such table');
    expect(alert('high-diversity')).toHaveTextContent('Normal, without data');
    expect(alert('confidence-drop')).toHaveTextContent('Paused');
    expect(alert('ttr-regression')).toHaveTextContent('Not evaluated yet');
    expect(screen.getByTestId(testIds.alerts.summary())).not.toHaveTextContent(/\d normal( ·|$)/);
  });

  it('shows what is gone, and what Grafana does not show to this person as not known', async () => {
    await open({ live: { 'high-diversity': null }, hidden: ['runs-stalled'] });
    expect(alert('high-diversity')).toHaveTextContent('Not installed');
    expect(alert('high-diversity')).toHaveTextContent('was installed and is gone');
    expect(alert('runs-stalled')).toHaveTextContent('Not known');
    expect(alert('runs-stalled')).toHaveTextContent('you may not see its folder');
  });

  it('shows every rule wherever its folder is, in one request for each folder', async () => {
    const inFolder = {
      id: 's',
      createdBy: 'editor',
      comment: 'moving',
      startsAt: ago(10),
      endsAt: ago(-60),
      matchers: [{ name: 'grafana_folder', value: 'title of ops', isRegex: false, isEqual: true }],
    };
    await open({
      live: { 'runs-stalled': FIRING },
      folders: { 'runs-stalled': 'ops', 'ttr-regression': 'ops' },
      silences: [inFolder],
    });
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
    expect(alert('runs-stalled')).toHaveTextContent(/Silenced until .* by editor: moving/);
    expect(alert('ttr-regression')).toHaveTextContent('Normal');
    expect(alert('high-diversity')).toHaveTextContent('Normal');
    expect(alert('high-diversity')).not.toHaveTextContent('ilenced');
    expect(asked.filter((url) => url.includes('/api/prometheus/'))).toHaveLength(2);
    expect(asked.filter((url) => url.includes('alert-rules/'))).toEqual([]);
  });

  it('asks only the folder that the rules are in, where provisioning gave it a uid of its own', async () => {
    const ids = ['runs-stalled', 'top-problem-dominates', 'high-diversity', 'confidence-drop', 'ttr-regression'];
    await open({ live: { 'runs-stalled': FIRING }, folders: Object.fromEntries(ids.map((id) => [id, 'cfg0'])) });
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
    expect(screen.getByTestId(testIds.alerts.summary())).toHaveTextContent('1 firing · 4 normal');
    expect(asked.filter((url) => url.includes('/api/prometheus/'))).toEqual([
      expect.stringContaining('folder_uid=cfg0'),
    ]);
  });

  it.each([
    ['is moved', {}],
    ['comes back elsewhere', { live: { 'runs-stalled': null } }],
  ])('finds a rule that %s while the page is open, and asks no more than before after that', async (_, before) => {
    const refresh = async () => {
      asked.length = 0;
      fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
      await settle();
    };
    await open(before);
    pretend({ live: { 'runs-stalled': FIRING }, folders: { 'runs-stalled': 'ops' } });
    await refresh();
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
    await refresh();
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
    expect(asked.filter((url) => url.includes('/provisioning/'))).toEqual([]);
  });

  it('tells who silenced what, until when and why', async () => {
    const silence = {
      id: 's',
      createdBy: 'editor',
      comment: 'deploying',
      startsAt: ago(10),
      endsAt: ago(-60),
      matchers: [{ name: 'severity', value: 'crit.*', isRegex: true, isEqual: true }],
    };
    await open({ live: { 'runs-stalled': FIRING }, silences: [silence] });
    expect(alert('runs-stalled')).toHaveTextContent(/Silenced until .* by editor: deploying/);
    expect(alert('high-diversity')).not.toHaveTextContent('ilenced');
  });

  it('says why a value is missing and shows the last one that is known', async () => {
    await open({
      live: { 'runs-stalled': FIRING },
      measured: { [STALLED]: 'connection refused' },
      changes: {
        [STALLED]: [
          {
            id: 1,
            time: NOW - 60_000,
            prevState: 'Normal',
            newState: 'Alerting',
            text: '',
            data: { values: { A: 121 } },
          },
        ],
      },
    });
    expect(alert('runs-stalled')).toHaveTextContent('Could not be measured: connection refused');
    expect(alert('runs-stalled')).toHaveTextContent('2 h 1 min at');
  });

  it('lets choose between installations', async () => {
    await open({ prefixes: ['', 'staging'] });
    expect(screen.getByText('Installation')).toBeInTheDocument();
    expect(asked.filter((url) => url.includes('/api/prometheus/'))).toHaveLength(2);
  });

  it('leads to the installer when nothing is installed, or says whom to ask', async () => {
    await open({ prefixes: [] });
    expect(screen.getByRole('link', { name: 'Install them' })).toHaveAttribute('href', '/a/devdiag-ops-app/setup');
    document.body.innerHTML = '';
    await open({ prefixes: [], permissions: [] });
    expect(screen.getByText(/Ask somebody who may edit alert rules/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Install them' })).not.toBeInTheDocument();
  });

  it('says that a person may not see the rules, and that Grafana is away', async () => {
    await open({ refuse: { '/api/v1/provisioning': 403 } });
    expect(screen.getByText('You may not see the alert rules')).toBeInTheDocument();
    document.body.innerHTML = '';
    await open({ offline: true });
    expect(screen.getByText('The alert rules could not be read')).toBeInTheDocument();
  });

  it('says what it could not read beside the rules, once', async () => {
    await open({ refuse: { '/api/annotations': 403 } });
    expect(screen.getAllByText('Not everything could be read')).toHaveLength(1);
    expect(alert('runs-stalled')).toHaveTextContent('Its history could not be read');
  });

  it('keeps what was known when a refresh fails, and says so', async () => {
    await open({ live: { 'runs-stalled': FIRING } });
    pretend({ offline: true });
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await settle();
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
    expect(screen.getByText(/This is what was known at/)).toBeInTheDocument();
  });

  it('refreshes by itself', async () => {
    await open({});
    pretend({ live: { 'runs-stalled': FIRING } });
    await act(async () => {
      await jest.advanceTimersByTimeAsync(31_000);
    });
    await settle();
    expect(alert('runs-stalled')).toHaveTextContent('Firing');
  });

  it('goes to the alert that the address names', async () => {
    await open({}, '/#high-diversity');
    expect(alert('high-diversity')).toHaveFocus();
  });

  it('offers a silence to those who may make one', async () => {
    await open({ permissions: [] });
    expect(within(alert('runs-stalled')).getByRole('button', { name: 'Silence' })).toHaveAttribute(
      'aria-disabled',
      'true'
    );
  });
});
