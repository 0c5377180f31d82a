import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { incidentOf, type Incident } from '@devdiag/engine/incident/incident';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { asked, NOW, pretend } from '../../alerts/testing/grafana';
import { makeReport } from './makeReport';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  isFetchError: (error: { status?: number }) => typeof error.status === 'number',
}));

const { settings } = completeSettings({}, CHECK_DEFINITIONS);
const HOUR = 3_600_000;

function incident(page: string, closedAt: number | null = null): Incident {
  const entry = { author: 'ada', shared: true };
  const labels = { problem_code: 'X' };
  return incidentOf('20260318-aaaaaa', [
    { ...entry, id: '1', at: NOW - HOUR, event: { kind: 'started', title: 'Many X', page, alert: null, labels } },
    ...(closedAt === null
      ? []
      : [{ ...entry, id: '2', at: closedAt, event: { kind: 'closed', summary: 'Over' } as const }]),
  ])!;
}

describe('the report of an incident', () => {
  it('tells what alerts did from before it was started until it was closed, in Grafana’s words', async () => {
    pretend({
      changes: {
        'devdiag-top-problem-dominates': [
          { id: 1, time: NOW - 2 * HOUR, prevState: 'Normal', newState: 'Alerting', text: 'x {} - A=1', data: {} },
        ],
      },
    });
    const report = await makeReport(incident('top-problem', NOW - HOUR / 2), settings, NOW);
    expect(report).toMatch(/\| One problem dominates \| Normal → Alerting \|/);
    expect(asked.find((url) => url.includes('alertUID='))).toContain(`from=${NOW - 7 * HOUR}&to=${NOW - HOUR / 2}`);
  });

  it('lists the steps of its page in plain words', async () => {
    pretend({});
    const report = await makeReport(incident('top-problem'), settings, NOW);
    expect(report).toMatch(/^- \[ \] See since when/m);
    expect(report).not.toContain('{{');
    expect(report).toContain('No alert of this installation changed its state meanwhile.');
  });

  it('does not sound calm where no rules are installed', async () => {
    pretend({ prefixes: [] });
    const report = await makeReport(incident('top-problem'), settings, NOW);
    expect(report).toContain('No alert rules of this app are installed');
    expect(report).not.toContain('changed its state');
  });

  it('says so where Grafana can’t be asked, or the page is no more', async () => {
    pretend({ offline: true });
    const report = await makeReport(incident('renamed'), settings, NOW);
    expect(report).toContain('Grafana could not be asked which alerts changed.');
    expect(report).toContain('The page has no steps.');
    expect(await makeReport(incident('renamed'), null, NOW)).toContain('Grafana could not be asked');
  });
});
