import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import React, { useEffect } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import type { IncidentEvent, Measurement } from '@devdiag/engine/incident/event';
import { testIds } from '../../components/testIds';
import IncidentArea from './IncidentArea';
import { IncidentContext } from './IncidentContext';
import IncidentsPage from './IncidentsPage';
import { useActiveIncident, type ActiveIncident } from './log/useActiveIncident';
import type { About } from './measure';
import { settle } from '../../testing/settle';
import { grafana, resetGrafana, signIn } from './testing/grafana';

jest.mock('@grafana/runtime', () => jest.requireActual('./testing/grafana').runtimeMock());

const STEP: IncidentEvent = { kind: 'step', page: 'stale-data', step: 'note-since', text: 'Write down.', done: true };
const ABOUT = {
  title: 'Data freshness',
  page: 'stale-data',
  alert: 'runs-stalled',
  labels: { tenant: 'acme' },
};

const MEASUREMENT: Measurement = {
  kind: 'measured',
  of: 'stale-data',
  title: 'Data freshness',
  state: 'fail',
  value: 200,
  threshold: 120,
  unit: 'minutes',
};

let active: ActiveIncident;
const measure = jest.fn(async (_: About): Promise<Measurement[]> => []);

jest.mock('../runbook/incident/measureNow', () => ({
  measureNow: async ({ about }: { about: About }) => measure(about),
}));

/** A page of the runbook as far as incidents are concerned. */
function Page() {
  const incident = useActiveIncident();
  useEffect(() => {
    active = incident;
  }, [incident]);
  return (
    <IncidentContext.Provider value={incident}>
      <IncidentArea about={ABOUT} measure={measure} />
    </IncidentContext.Provider>
  );
}

async function openPage() {
  const view = render(
    <MemoryRouter>
      <Page />
    </MemoryRouter>
  );
  await settle();
  return view;
}

async function openIncidents(id = '') {
  render(
    <MemoryRouter initialEntries={[`/${id}`]}>
      <Routes>
        <Route path="/:id?" element={<IncidentsPage />} />
      </Routes>
    </MemoryRouter>
  );
  await settle();
}

async function start(title = 'No runs since midnight') {
  fireEvent.click(screen.getByRole('button', { name: 'Start an incident' }));
  fireEvent.change(screen.getByRole('textbox', { name: /What is happening/ }), { target: { value: title } });
  fireEvent.click(screen.getByRole('button', { name: 'Start incident' }));
  await settle();
}

const bar = () => screen.getByTestId(testIds.incidents.bar());
const kinds = () => grafana.annotations.map(({ data }) => (data as { event: IncidentEvent }).event.kind);

async function close(summary = 'Mended') {
  fireEvent.click(screen.getByRole('button', { name: 'Close incident' }));
  fireEvent.change(screen.getByRole('textbox', { name: /what ended it/ }), { target: { value: summary } });
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close incident' }));
  await settle();
}

beforeEach(() => {
  resetGrafana();
  measure.mockReset().mockResolvedValue([]);
});

describe('an incident', () => {
  it('is started from a page, and stays over pages and reloads until its person leaves', async () => {
    const { unmount } = await openPage();
    await start();
    expect(bar()).toHaveTextContent('No runs since midnight');
    expect(bar()).toHaveTextContent('ada');
    unmount();
    const again = await openPage();
    expect(bar()).toHaveTextContent('No runs since midnight');
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    await settle();
    again.unmount();
    await openPage();
    expect(screen.queryByTestId(testIds.incidents.bar())).not.toBeInTheDocument();
  });

  it('needs a title', async () => {
    await openPage();
    await start('  ');
    expect(screen.getByText('Write something first.')).toBeInTheDocument();
    expect(grafana.annotations).toEqual([]);
  });

  it('is not started when Grafana refuses, and what was typed stays', async () => {
    await openPage();
    grafana.refuse = 'disk full';
    await start('Nobody writes');
    expect(screen.getByRole('dialog')).toHaveTextContent('disk full');
    expect(screen.getByDisplayValue('Nobody writes')).toBeInTheDocument();
    expect(screen.queryByTestId(testIds.incidents.bar())).not.toBeInTheDocument();
  });

  it('is seen, joined and added to by colleagues', async () => {
    const first = await openPage();
    await start();
    await act(() => active.record(STEP));
    first.unmount();

    signIn('bob', 'Editor');
    await openPage();
    expect(screen.getByTestId(testIds.incidents.offer())).toHaveTextContent(/No runs since midnight.*by ada/);
    fireEvent.click(screen.getByRole('button', { name: 'Join: No runs since midnight' }));
    await settle();
    expect(bar()).toHaveTextContent('ada, bob');
    expect(bar()).toHaveTextContent('1 step done');
    fireEvent.click(screen.getByRole('button', { name: 'Add note' }));
    fireEvent.change(screen.getByRole('textbox', { name: /What did you see/ }), { target: { value: 'Disk is full' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add note' }));
    await settle();
    expect(kinds()).toEqual(['started', 'step', 'joined', 'note']);
    expect(grafana.annotations[3]).toMatchObject({ login: 'bob', text: 'Disk is full' });
  });

  it('can be closed with a summary, and then says so', async () => {
    await openPage();
    await start();
    await close();
    expect(kinds()).toEqual(['started', 'closed']);
    expect(bar()).toHaveTextContent('Closed');
  });

  it('is measured when it begins and when it ends, on its own page, too', async () => {
    measure.mockResolvedValue([MEASUREMENT]);
    const { unmount } = await openPage();
    await start();
    expect(kinds()).toEqual(['started', 'measured']);
    const id = active.id ?? '';
    unmount();
    await openIncidents(id);
    await close();
    expect(kinds()).toEqual(['started', 'measured', 'measured', 'closed']);
    expect(measure).toHaveBeenLastCalledWith(expect.objectContaining({ page: 'stale-data', labels: ABOUT.labels }));
  });

  it('begins and ends although nothing can be measured', async () => {
    measure.mockRejectedValue(new Error('no network'));
    await openPage();
    await start();
    await close();
    expect(kinds()).toEqual(['started', 'closed']);
  });

  it('has begun once that is written, whatever fails then', async () => {
    measure.mockResolvedValue([MEASUREMENT]);
    grafana.takes = 1;
    grafana.storageFails.write = true;
    await openPage();
    await start();
    expect(kinds()).toEqual(['started']);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(bar()).toHaveTextContent('No runs since midnight');
  });

  it('that is open may be one that could not be read, which the offer says', async () => {
    grafana.refuse = 'no database';
    await openPage();
    expect(screen.getByRole('status')).toHaveTextContent(/Open incidents could not be read.*no database/);
  });
});

describe('what can’t be shared', () => {
  it('is a Viewer’s own copy, which says so and lasts', async () => {
    signIn('vera', 'Viewer');
    const { unmount } = await openPage();
    await start('Mine');
    expect(grafana.annotations).toEqual([]);
    expect(bar()).toHaveTextContent('You may not write to the shared log; an Editor may.');
    await act(() => active.record(STEP));
    await settle();
    unmount();
    await openPage();
    expect(bar()).toHaveTextContent('Mine');
    expect(bar()).toHaveTextContent('1 step done');
  });

  it('is found again after its person left, and joined again', async () => {
    signIn('vera', 'Viewer');
    const { unmount } = await openPage();
    await start('Mine');
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    await settle();
    unmount();
    const again = await openPage();
    expect(screen.getByTestId(testIds.incidents.offer())).toHaveTextContent(/Mine Own copy/);
    again.unmount();
    await openIncidents();
    expect(screen.getByRole('listitem')).toHaveTextContent(/^OpenMineOwn copysince .*vera$/);
    cleanup();
    signIn('bob', 'Editor');
    await openIncidents();
    expect(screen.getByText('No incident has been started')).toBeInTheDocument();
  });

  it('is not lost where it could not be read: what is recorded then is added to it', async () => {
    signIn('vera', 'Viewer');
    const { unmount } = await openPage();
    await start('Mine');
    await act(() => active.record(STEP));
    const id = active.id ?? '';
    unmount();
    grafana.storageFails.read = true;
    await openPage();
    grafana.storageFails.read = false;
    await act(() => active.join(id));
    grafana.storageFails.read = true;
    await act(async () => expect(await active.record({ kind: 'note', text: 'One' })).toBe(false));
    expect(screen.getByRole('status')).toHaveTextContent(/could not be kept.*until you leave.*storage unread/);
    grafana.storageFails.read = false;
    await act(async () => expect(await active.record({ kind: 'note', text: 'Two' })).toBe(true));
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    const stored = JSON.parse(grafana.storage.vera[`incident:${id}`]) as Array<{ event: IncidentEvent }>;
    expect(stored.map(({ event }) => (event.kind === 'note' ? event.text : event.kind))).toEqual([
      'started',
      'step',
      'One',
      'Two',
    ]);
  });

  it('is kept in the own copy when Grafana fails, and the reason is told', async () => {
    await openPage();
    await start();
    grafana.refuse = 'database is locked';
    await act(() => active.record(STEP));
    await settle();
    expect(bar()).toHaveTextContent(/own copy only.*database is locked/);
    expect(bar()).toHaveTextContent('1 step done');
    expect(kinds()).toEqual(['started']);
  });
});

describe('the page of incidents', () => {
  it('lists them and says how to begin where there is none', async () => {
    await openIncidents();
    expect(screen.getByText('No incident has been started')).toBeInTheDocument();
  });

  it('says when they can’t be read', async () => {
    grafana.refuse = 'no database';
    await openIncidents();
    expect(screen.getByText('no database')).toBeInTheDocument();
    expect(screen.queryByText('No incident has been started')).not.toBeInTheDocument();
  });

  it('shows a log as it happened', async () => {
    const first = await openPage();
    await start();
    await act(() => active.record(STEP));
    await active.record({
      kind: 'result',
      page: 'stale-data',
      query: 'newest',
      title: 'Newest run',
      asOf: 0,
      sql: 'select 1',
      columns: ['tenant'],
      rows: [['acme']],
      more: true,
    });
    await settle();
    const id = active.id ?? '';
    first.unmount();
    await openIncidents(id);
    const timeline = screen.getByTestId(testIds.incidents.timeline());
    expect(
      within(timeline)
        .getAllByRole('listitem')
        .map((item) => item.textContent)
    ).toEqual([
      expect.stringContaining('Incident: No runs since midnight'),
      expect.stringContaining('Done: Write down.'),
      expect.stringContaining('Kept: Newest run (1 row and more)'),
    ]);
    expect(screen.getByRole('cell', { name: 'acme' })).toBeInTheDocument();
    expect(screen.getByText(/There were more rows/)).toBeInTheDocument();
  });

  it('leads back to its page with all that led there', async () => {
    signIn('ada', 'Editor');
    const labels = { tenant: 'acme', problem_code: 'CORS_BLOCK', target: 'shop' };
    const { unmount } = await openPage();
    await act(() => active.start({ ...ABOUT, labels, measured: [] }));
    const id = active.id ?? '';
    unmount();
    await openIncidents(id);
    expect(screen.getByRole('link', { name: 'stale-data' })).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/stale-data?tenant=acme&problem_code=CORS_BLOCK&target=shop'
    );
  });

  it('says on its own page, too, what could not be shared', async () => {
    const { unmount } = await openPage();
    await start();
    const id = active.id ?? '';
    unmount();
    await openIncidents(id);
    grafana.refuse = 'disk full';
    fireEvent.click(screen.getByRole('button', { name: 'Add note' }));
    fireEvent.change(screen.getByRole('textbox', { name: /What did you see/ }), { target: { value: 'Hm' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add note' }));
    await settle();
    expect(screen.getByText(/own copy only.*disk full/)).toBeInTheDocument();
  });

  it.each(['20260101-aaaaaa', 'nonsense'])('says that there is no incident %s', async (id) => {
    await openIncidents(id);
    expect(screen.getByText(new RegExp(`no incident “${id}”`))).toBeInTheDocument();
  });
});
