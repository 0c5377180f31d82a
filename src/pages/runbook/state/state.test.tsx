import React, { useState } from 'react';
import { act, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { completeSettings } from '@devdiag/engine/settings/settings';
import type { CheckResult, HealthReport } from '@devdiag/engine/report/report';
import { testIds } from '../../../components/testIds';
import { ago, instance, NOW, pretend, type Circumstances } from '../../alerts/testing/grafana';
import { findPage } from '../library/pages';
import { NO_PARAMETERS, type Parameters } from '../site/parameters';
import { RunbookContext } from '../site/RunbookContext';
import type { Site } from '../site/useSite';
import { LiveContext, type LiveState } from './LiveContext';
import { LiveFeed } from './LiveFeed';
import { LiveLines } from './LiveLines';
import { PlaybookState } from './PlaybookState';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  isFetchError: (error: { status?: number }) => typeof error.status === 'number',
}));

// Asking jsdom for the style of every element, to leave hidden ones out, takes most of a test's time.
configure({ defaultHidden: true });
HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 10 }) })) as never;

const { settings } = completeSettings({}, CHECK_DEFINITIONS);
const STALLED = 'devdiag-runs-stalled';
const TOP = 'devdiag-top-problem-dominates';
const FIRING = { state: 'firing', alerts: [instance('Alerting')] };
const coded = (state: string, problem_code: string, activeAt = ago(90)) =>
  instance(state, { labels: { problem_code }, activeAt });

interface Given extends Circumstances {
  page?: string;
  parameters?: Partial<Parameters>;
  /** What checks say; null: the database has not answered. */
  checks?: Array<Partial<CheckResult>> | null;
  blocked?: string;
  dataSource?: boolean;
  /** A block of live state in place of the playbook's. */
  lines?: { of: string; isCheck: boolean };
}

function Playbook({ page = 'stale-data', parameters, checks = [], blocked, dataSource = true, lines }: Given) {
  const [live, setLive] = useState<LiveState | null>(null);
  const entry = findPage(page)!;
  const site = { loading: false, assumed: settings, parameters: { ...NO_PARAMETERS, ...parameters } } as Site;
  const [alertId = null] = entry.alerts;
  const report = checks && !blocked ? ({ checks, measuredAt: NOW } as HealthReport) : null;
  const shown = live && {
    ...live,
    checks: { ...live.checks, report, blocker: blocked ? ({ message: blocked } as never) : null },
    hasDataSource: dataSource,
  };
  return (
    <MemoryRouter>
      <RunbookContext.Provider value={{ page: entry, site }}>
        <LiveContext.Provider value={shown}>
          <LiveFeed site={site} alertId={alertId} withChecks={false} onState={setLive} />
          {lines ? <LiveLines {...lines} /> : <PlaybookState checkId={page} alertId={alertId} />}
        </LiveContext.Provider>
      </RunbookContext.Provider>
    </MemoryRouter>
  );
}

async function open(given: Given = {}) {
  pretend(given);
  const { container } = render(<Playbook {...given} />);
  await settle();
  return container;
}

async function settle() {
  for (let i = 0; i < 20; i++) {
    await act(async () => {
      await jest.advanceTimersByTimeAsync(1);
    });
  }
}

const check = (id: string, outcome: string, message: string): Partial<CheckResult> =>
  ({ id, title: id, outcome, message, severity: 'warning' }) as Partial<CheckResult>;
const state = () => screen.getByTestId(testIds.alerts.playbookState());
const asked = () => screen.getByTestId(testIds.alerts.askedSeries());

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

describe('the live state of a playbook', () => {
  it('says what its alert says, since when, what it measures, who silenced it, and where to go', async () => {
    await open({
      live: { 'runs-stalled': FIRING },
      measured: { [STALLED]: 185 },
      silences: [
        {
          id: 's1',
          matchers: [{ name: '__alert_rule_uid__', value: STALLED, isRegex: false, isEqual: true }],
          startsAt: ago(10),
          endsAt: ago(-60),
          createdBy: 'ada',
          comment: 'known',
        },
      ],
      checks: [check('stale-data', 'fail', 'The newest run is old.')],
    });
    expect(state()).toHaveTextContent('Firing since');
    expect(state()).toHaveTextContent('(1 h 30 min)');
    expect(state()).toHaveTextContent('3 h 5 min');
    expect(state()).toHaveTextContent('fires above 2 h');
    expect(state()).toHaveTextContent(/Silenced until .* by ada: known/);
    expect(state()).toHaveTextContent('The newest run is old.');
    for (const name of ['Rule', 'History', 'Silence']) {
      expect(within(state()).getAllByRole('link', { name }).length).toBeGreaterThan(0);
    }
  });

  it('tells an error that the rule hides, and a value that could not be measured', async () => {
    await open({
      live: {
        'runs-stalled': {
          alerts: [instance('Normal (Error, KeepLast)', { annotations: { Error: 'no such table' } })],
        },
      },
      measured: { [STALLED]: 'permission denied' },
    });
    expect(state()).toHaveTextContent('keeps quiet about it: no such table');
    expect(state()).toHaveTextContent('Could not be measured: permission denied');
    expect(within(state()).queryByText('Normal')).not.toBeInTheDocument();
  });

  it('is not green about what could not be read again, and says when it was known', async () => {
    await open({});
    expect(within(state()).getByText('Normal')).toBeInTheDocument();
    pretend({ offline: true });
    fireEvent.click(screen.getByRole('button', { name: 'Read the live state again' }));
    await settle();
    expect(screen.getByRole('status')).toHaveTextContent(/^This is what was known at 2026-03-18 12:00:00: ./);
    expect(within(state()).queryByText('Normal')).not.toBeInTheDocument();
    expect(state()).toHaveTextContent('Normal when last looked at');
    pretend({});
    fireEvent.click(screen.getByRole('button', { name: 'Read the live state again' }));
    await settle();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    expect(within(state()).getByText('Normal')).toBeInTheDocument();
  });

  it('says that silences could not be read, in place of looking unsilenced', async () => {
    await open({ refuse: { '/silences': 403 } });
    expect(screen.getByRole('status')).toHaveTextContent(/Silences or history could not be read.*403.*silences/);
  });

  it('says why nothing is known at all', async () => {
    await open({ offline: true });
    expect(screen.getByRole('status')).toHaveTextContent('What the alert rules say is not known.');
  });

  it('says that no rules are installed, and to a Viewer who can do so', async () => {
    await open({ prefixes: [] });
    expect(state()).toHaveTextContent('No alert rules are installed: nobody is told when this happens. Configuration');
  });

  it('tells a Viewer what others may do', async () => {
    await open({ prefixes: [], permissions: [] });
    expect(state()).toHaveTextContent('An Editor or Admin of this organisation can install them.');
  });

  it('lets a Viewer see that only others may silence', async () => {
    await open({ permissions: [], live: { 'runs-stalled': FIRING } });
    expect(within(state()).getByRole('button', { name: 'Silence' })).toHaveAttribute('aria-disabled', 'true');
  });

  it.each([
    [{ dataSource: false, checks: null }, 'Checks are not known: there is no data source to ask.'],
    [{ checks: null }, 'Asking the database …'],
    [{ blocked: 'Nobody listens.' }, 'Checks are not known: Nobody listens.'],
  ])('says why nothing is known of checks: %j', async (given, sentence) => {
    await open(given);
    expect(state()).toHaveTextContent(sentence);
  });

  it('lists what else is not well, likely causes first, with their playbooks for the same tenant', async () => {
    await open({
      page: 'ttr',
      parameters: { tenant: 'acme' },
      live: { 'runs-stalled': FIRING },
      checks: [check('stale-data', 'fail', 'Old.'), check('new-rows-today', 'warn', 'Few.')],
    });
    const items = within(state()).getAllByRole('listitem');
    expect(items[0]).toHaveTextContent(/Firing.*Data freshness.*Likely cause.*Old\./);
    expect(items.map(({ textContent }) => textContent).join()).toMatch(/Perhaps because of: Data freshness/);
    expect(within(items[0]).getByRole('link')).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/stale-data?tenant=acme'
    );
  });

  it('of a page without an alert still says when alerts could not be read again', async () => {
    await open({ page: 'indexes', live: { 'runs-stalled': FIRING } });
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    pretend({ offline: true });
    fireEvent.click(screen.getByRole('button', { name: 'Read the live state again' }));
    await settle();
    expect(screen.getByRole('status')).toHaveTextContent('This is what was known at');
  });
});

describe('the code that the page was opened with', () => {
  const twoCodes = {
    page: 'top-problem',
    live: {
      'top-problem-dominates': {
        state: 'firing',
        alerts: [coded('Alerting', 'OTHER', ago(600)), coded('Alerting', 'MINE'), coded('Normal', 'CALM')],
      },
    },
  };

  it('comes first, with its own state and since when', async () => {
    await open({ ...twoCodes, parameters: { problem: 'MINE' } });
    expect(asked()).toHaveTextContent(/^FiringMINEsince .* \(1 h 30 min\)The alert as a whole:$/);
    expect(state()).toHaveTextContent('(10 h)');
  });

  it('comes with its own value', async () => {
    await open({
      ...twoCodes,
      parameters: { problem: 'MINE' },
      measuredRows: { [TOP]: { problem_code: ['OTHER', 'MINE'], value: [0.9, 0.45] } },
    });
    expect(asked()).toHaveTextContent('45 % fires above 20 %');
  });

  it.each(['CALM', 'GONE'])('is said not to fire (any more): %s', async (problem) => {
    await open({ ...twoCodes, parameters: { problem } });
    expect(asked()).toHaveTextContent(`${problem} does not fire (any more).`);
    expect(asked()).not.toHaveTextContent('Firing');
  });

  it('is not known where the rule fails', async () => {
    const live = { 'top-problem-dominates': { health: 'error', lastError: 'x', alerts: [] } };
    await open({ page: 'top-problem', live, parameters: { problem: 'MINE' } });
    expect(asked()).toHaveTextContent('Whether MINE fires is not known');
  });

  it('says nothing of an alert that knows no codes', async () => {
    await open({ live: { 'runs-stalled': FIRING }, parameters: { problem: 'MINE' } });
    expect(screen.queryByTestId(testIds.alerts.askedSeries())).not.toBeInTheDocument();
  });
});

describe('several installations', () => {
  it('are told apart', async () => {
    await open({ prefixes: ['', 'east'], live: { 'runs-stalled': FIRING } });
    expect(state()).toHaveTextContent('installation without a prefix');
    expect(state()).toHaveTextContent('installation east');
  });

  it('are told apart in lists', async () => {
    const container = await open({ prefixes: ['', 'east'], lines: { of: 'runs-stalled', isCheck: false } });
    expect(container).toHaveTextContent('Diagnostic runs stalled (installation without a prefix)');
    expect(container).toHaveTextContent('Diagnostic runs stalled (installation east)');
  });

  it('that watch other tenants than the page say so', async () => {
    await open({ parameters: { tenant: 'acme' }, live: { 'runs-stalled': FIRING } });
    expect(state()).toHaveTextContent('It watches all tenants together, not acme alone.');
  });
});

describe('a block of live state', () => {
  it('lists all alerts, and after a refresh that failed says when that was', async () => {
    const container = await open({ lines: { of: 'alerts', isCheck: false }, live: { 'runs-stalled': FIRING } });
    expect(container).toHaveTextContent(/Firing.*Diagnostic runs stalled/);
    expect(screen.getAllByText('Normal')).toHaveLength(4);
    pretend({ offline: true });
    await act(async () => {
      await jest.advanceTimersByTimeAsync(31_000);
    });
    await settle();
    expect(screen.getByRole('status')).toHaveTextContent('This is what was known at');
    expect(screen.queryByText('Normal')).not.toBeInTheDocument();
  });

  it('lists the checks that are not well, or says that all pass', async () => {
    const lines = { of: 'checks', isCheck: true };
    const container = await open({
      lines,
      checks: [check('stale-data', 'fail', 'Old.'), check('views', 'pass', 'Fine.')],
    });
    expect(container).toHaveTextContent('Old.');
    expect(container).not.toHaveTextContent('Fine.');
  });

  it('says that all pass', async () => {
    const lines = { of: 'checks', isCheck: true };
    const checks = [check('views', 'pass', 'Fine.'), check('indexes', 'pass', 'Fine.')];
    expect(await open({ lines, checks })).toHaveTextContent('All 2 checks pass.');
  });
});
