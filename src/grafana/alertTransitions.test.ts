import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { NOW, asked, pretend } from '../pages/alerts/testing/grafana';
import { alertTransitions } from './alertTransitions';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
  isFetchError: (error: { status?: number }) => typeof error.status === 'number',
}));

const { settings } = completeSettings({}, CHECK_DEFINITIONS);
const window = { from: NOW - 3_600_000, to: NOW };
const change = (id: number, minutes: number, prevState: string, newState: string, title: string) => ({
  id,
  time: NOW - minutes * 60_000,
  prevState,
  newState,
  text: `${title} {problem_code=X} - A=0.450000, C=1.000000`,
  data: { values: { A: 0.45, C: 1 } },
});

describe('what alerts did meanwhile', () => {
  it('is told in Grafana’s own words, of all rules in one story, oldest first', async () => {
    pretend({
      changes: {
        'devdiag-top-problem-dominates': [
          change(3, 10, 'Alerting', 'Normal (MissingSeries)', 'One problem dominates'),
          change(1, 50, 'Normal', 'Alerting', 'One problem dominates'),
        ],
        'devdiag-runs-stalled': [change(2, 30, 'Normal', 'Pending', 'Diagnostic runs stalled')],
      },
    });
    const { changes, isWhole } = await alertTransitions(settings, window);
    expect(isWhole).toBe(true);
    expect(changes.map(({ title, from, to }) => `${title}: ${from} → ${to}`)).toEqual([
      'One problem dominates: Normal → Alerting',
      'Diagnostic runs stalled: Normal → Pending',
      'One problem dominates: Alerting → Normal (MissingSeries)',
    ]);
    expect(changes[0]).toMatchObject({
      at: NOW - 50 * 60_000,
      text: 'One problem dominates {problem_code=X} A=0.45 C=1',
    });
    const histories = asked.filter((url) => url.includes('alertUID='));
    expect(histories).toHaveLength(5);
    expect(histories[0]).toContain(`&from=${window.from}&to=${window.to}&`);
  });

  it('is not the whole story where Grafana gives as many changes as it ever does', async () => {
    const many = Array.from({ length: 1000 }, (_, id) => change(id, 50, 'Normal', 'Alerting', 'x'));
    pretend({ changes: { 'devdiag-runs-stalled': many } });
    expect(await alertTransitions(settings, window)).toMatchObject({ isWhole: false });
  });

  it('fails where it can’t be read, so that nobody takes silence for quiet', async () => {
    pretend({ refuse: { 'alertUID=devdiag-ttr-regression': 403 } });
    await expect(alertTransitions(settings, window)).rejects.toThrow(/403/);
  });
});
