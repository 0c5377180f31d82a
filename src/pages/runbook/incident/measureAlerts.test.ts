import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { ago, instance, NOW, pretend } from '../../alerts/testing/grafana';
import { measureAlerts } from './measureAlerts';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  isFetchError: (error: { status?: number }) => typeof error.status === 'number',
}));

const { settings } = completeSettings({}, CHECK_DEFINITIONS);
const DAYS = 24 * 60;
const firing = (minutes: number, labels: object = {}) => ({
  state: 'firing',
  alerts: [instance('Alerting', { activeAt: ago(minutes), labels })],
});
const measure = (page: string, alert: string | null, labels: Record<string, string> = {}) =>
  measureAlerts({ page, alert, labels }, settings, NOW);

describe('what the alerts of an incident say', () => {
  it('is told however long ago it began, with value and threshold', async () => {
    pretend({ live: { 'runs-stalled': firing(3 * DAYS) }, measured: { 'devdiag-runs-stalled': 384 } });
    const told = [
      expect.objectContaining({
        kind: 'measured',
        of: 'runs-stalled',
        title: 'Diagnostic runs stalled',
        state: 'firing since 2026-03-15 12:00 UTC',
        value: 384,
        threshold: 120,
        unit: 'minutes',
      }),
    ];
    expect(await measure('runs-stalled', 'runs-stalled')).toEqual(told);
    // From any other page as well: what fires belongs to the story.
    expect(await measure('backup', null)).toEqual(told);
  });

  it('is about the series that led there', async () => {
    const labels = { problem_code: 'X' };
    pretend({
      live: { 'top-problem-dominates': firing(DAYS, labels) },
      measuredRows: {
        'devdiag-top-problem-dominates': { problem_code: ['Y', 'X'], value: [0.9, 0.45] },
      },
    });
    expect(await measure('top-problem-dominates', 'top-problem-dominates', labels)).toMatchObject([
      { state: 'firing since 2026-03-17 12:00 UTC', value: 0.45 },
    ]);
    expect(await measure('top-problem-dominates', 'top-problem-dominates', { problem_code: 'Z' })).toMatchObject([
      { state: 'normal', value: null },
    ]);
  });

  it('is never calm where it is not known', async () => {
    pretend({ live: { 'runs-stalled': null } });
    expect(await measure('runs-stalled', 'runs-stalled')).toMatchObject([{ state: 'not-installed', value: null }]);
    pretend({ offline: true });
    expect(await measure('runs-stalled', 'runs-stalled')).toMatchObject([
      { title: 'Alerts', state: 'unknown, Grafana could not be asked', value: null },
    ]);
    pretend({ prefixes: [] });
    expect(await measure('runs-stalled', 'runs-stalled')).toEqual([]);
  });
});
