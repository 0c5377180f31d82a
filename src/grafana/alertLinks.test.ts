import { locationUtil } from '@grafana/data';
import { alertPlaybookUrl, alertsUrl, ruleHistoryUrl, ruleUrl, silenceEditUrl, silenceUrl } from './alertLinks';

const SUB_PATH = '/grafana';

beforeEach(() => {
  locationUtil.initialize({
    config: { appSubUrl: SUB_PATH } as never,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 0, to: 0 }) as never,
  });
});

it('all addresses stand below the path under which Grafana is served', () => {
  const all = [
    alertPlaybookUrl('a'),
    alertsUrl(),
    alertsUrl('a'),
    ruleHistoryUrl('a'),
    ruleUrl('a'),
    silenceEditUrl('a'),
    silenceUrl('a'),
  ];
  expect(all.filter((address) => !address.startsWith(`${SUB_PATH}/a`))).toEqual([]);
});

it('a playbook is filled in with what the labels say, whatever characters they hold', () => {
  const labels = { tenant: `l'été "€" 100%`, problem_code: 'A&B', severity: 'critical' };
  const { search, pathname } = new URL(alertPlaybookUrl('top-problem-dominates', labels), 'http://x');
  expect(pathname).toBe(`${SUB_PATH}/a/devdiag-ops-app/runbook/top-problem-dominates`);
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({ tenant: labels.tenant, problem_code: 'A&B' });
  expect(alertPlaybookUrl('runs-stalled', { tenant: '' })).not.toContain('?');
});

it('a silence is for the rule, by the label that Grafana reads', () => {
  const { search } = new URL(silenceUrl('devdiag-runs-stalled'), 'http://x');
  expect(new URLSearchParams(search).get('matcher')).toBe('__alert_rule_uid__=devdiag-runs-stalled');
  expect(new URLSearchParams(search).get('alertmanager')).toBe('grafana');
});
