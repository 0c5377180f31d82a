import type { CheckRow, Scenario } from '../../types.ts';
import { rowsOfObserved, type Observed, type ObservedDelivery, type ObservedRule } from './observed.ts';

/** When scenarios are asked, unless they say otherwise. */
const AS_OF = Date.parse('2026-03-18T12:00:00Z');
const MINUTE = 60_000;
const LONG_AGO = AS_OF - 90 * 24 * 60 * MINUTE;

/** Evaluated one interval ago and written long before: a rule as it should be. */
function rule(title: string, minutes: number, change: Partial<ObservedRule> = {}): ObservedRule {
  return {
    uid: `devdiag-${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    presence: 'there',
    isPaused: false,
    isScheduled: true,
    lastEvaluation: AS_OF - minutes * MINUTE,
    interval: minutes * 60,
    writtenAt: LONG_AGO,
    error: null,
    ...change,
  };
}

const PAGER: ObservedDelivery = {
  prefix: '',
  receivers: ['On call'],
  to: 'webhook (hooks.example), chosen for these rules',
  nobody: null,
  unknown: null,
};

/** A critical rule every 5 minutes and a warning every 30, delivered to somebody. */
function grafana(change: Partial<Observed> & { stalled?: Partial<ObservedRule>; slower?: Partial<ObservedRule> } = {}) {
  const { stalled, slower, ...observed } = change;
  return rowsOfObserved({
    installations: [{ prefix: '', choiceUnknown: null }],
    rules: [rule('Runs stalled', 5, stalled), rule('Slower fixes', 30, slower)],
    deliveries: [PAGER],
    ...observed,
  });
}

const WELL = grafana();
/** Something seen, and everything well again afterwards. */
const seen = (rows: CheckRow[]) => ({ rows, mended: WELL });

export const scenarios: Scenario[] = [
  {
    name: 'every rule is evaluated, and somebody is told',
    observed: { rows: WELL },
    expect: {
      outcome: 'pass',
      value: 0,
      message: /^All 2 alert rules are evaluated without error; severity=critical goes to On call\.$/,
      evidence: [
        { what: 'Runs stalled', state: 'evaluated', every: 5, evaluated: AS_OF - 5 * MINUTE },
        { what: 'severity=critical', state: 'delivered', detail: /^On call: webhook \(hooks\.example\)/ },
      ],
    },
  },
  {
    name: 'nothing is installed',
    observed: { rows: [], mended: WELL },
    expect: { outcome: 'not-evaluated', value: null, message: /^No alert rule .* is installed .* configuration page/ },
  },
  {
    name: 'it is installed without any rule',
    observed: seen(grafana({ rules: [], deliveries: [] })),
    expect: { outcome: 'not-evaluated', message: /without any alert rule/ },
  },
  {
    name: 'somebody deleted a rule',
    demo: true,
    observed: seen(grafana({ slower: { presence: 'missing', lastEvaluation: null, interval: null, writtenAt: null } })),
    expect: {
      outcome: 'fail',
      value: 1,
      message: /^Of 2 alert rules 1 is missing \(Slower fixes\)\.?/,
      evidence: [{ what: 'Slower fixes', state: 'missing', every: null }],
    },
  },
  {
    name: 'somebody else’s rule has the uid of one of ours',
    observed: seen(grafana({ stalled: { presence: 'foreign' } })),
    expect: { outcome: 'fail', message: /1 is replaced by somebody else’s \(Runs stalled\)/ },
  },
  {
    name: 'a rule fails at each evaluation, whatever it says then',
    observed: seen(grafana({ slower: { error: 'pq: column "nope" does not exist' } })),
    expect: {
      outcome: 'fail',
      message: /1 fails \(Slower fixes\)/,
      evidence: [{ what: 'Slower fixes', state: 'failing', detail: /column "nope" does not exist/ }],
    },
  },
  {
    name: 'the scheduler stands still',
    observed: seen(grafana({ stalled: { lastEvaluation: AS_OF - 10 * MINUTE - 1 } })),
    expect: { outcome: 'fail', message: /1 was not evaluated in time \(Runs stalled\)/ },
  },
  {
    name: 'one evaluation was missed',
    observed: { rows: grafana({ stalled: { lastEvaluation: AS_OF - 10 * MINUTE } }) },
    expect: { outcome: 'pass' },
  },
  {
    name: 'the browser’s clock is behind Grafana’s',
    observed: { rows: grafana({ stalled: { lastEvaluation: AS_OF + 3 * MINUTE } }) },
    expect: { outcome: 'pass' },
  },
  {
    name: 'a rule was made a moment ago',
    observed: seen(grafana({ slower: { lastEvaluation: null, writtenAt: AS_OF - 20 * MINUTE } })),
    expect: {
      outcome: 'not-evaluated',
      value: 0,
      message: /1 waits for its first evaluation \(Slower fixes\)/,
      evidence: [{ what: 'Slower fixes', state: 'waiting', evaluated: null, detail: /by 2026-03-18 12:10 UTC/ }],
    },
  },
  {
    name: 'a rule was made two intervals ago and never evaluated',
    observed: seen(grafana({ slower: { lastEvaluation: null, writtenAt: AS_OF - 60 * MINUTE - 1 } })),
    expect: { outcome: 'fail', message: /1 was never evaluated \(Slower fixes\)/ },
  },
  {
    name: 'the scheduler does not list a rule',
    observed: seen(grafana({ stalled: { isScheduled: false, interval: null, lastEvaluation: null } })),
    expect: { outcome: 'not-evaluated', message: /1 is not listed by the scheduler/ },
  },
  {
    name: 'somebody paused a rule',
    observed: seen(grafana({ slower: { isPaused: true, lastEvaluation: null } })),
    expect: {
      outcome: 'warn',
      value: 1,
      message: /^Of 2 alert rules 1 is paused \(Slower fixes\)/,
      evidence: [{ what: 'Slower fixes', state: 'paused' }],
    },
  },
  {
    name: 'critical alerts are mailed to Grafana’s placeholder address',
    observed: seen(
      grafana({
        deliveries: [
          { ...PAGER, receivers: ['grafana-default-email'], to: 'email (example@email.com)', nobody: 'placeholder' },
        ],
      })
    ),
    expect: {
      outcome: 'warn',
      value: 1,
      message: /^All 2 .*, but severity=critical goes to Grafana’s placeholder address only\.$/,
      evidence: [{ what: 'severity=critical', state: 'reaches nobody', detail: /example@email\.com/ }],
    },
  },
  {
    name: 'the contact point of critical alerts is empty',
    observed: seen(grafana({ deliveries: [{ ...PAGER, to: '', nobody: 'nothing' }] })),
    expect: { outcome: 'warn', message: /reaches nobody, since the contact point On call is gone or empty\.$/ },
  },
  {
    name: 'where critical alerts go may not be read',
    observed: seen(
      grafana({
        stalled: { isPaused: true },
        deliveries: [{ ...PAGER, receivers: [], to: '', unknown: 'Permission is missing. Ask an Admin.' }],
      })
    ),
    expect: {
      outcome: 'not-evaluated',
      message: /1 is paused \(Runs stalled\); where severity=critical is delivered could not be read\.$/,
      evidence: [{ what: 'severity=critical', state: 'delivery unknown', detail: /Ask an Admin/ }],
    },
  },
  {
    name: 'the dashboard that says which rules were chosen is gone',
    observed: seen(grafana({ installations: [{ prefix: '', choiceUnknown: 'the dashboard that keeps it is gone' }] })),
    expect: {
      outcome: 'not-evaluated',
      message: /^All 2 .*, but whether further rules should be there is not known, because the dashboard/,
    },
  },
  {
    name: 'all rules are gone, and so is the dashboard’s word on them',
    observed: seen(
      grafana({
        installations: [{ prefix: '', choiceUnknown: 'the dashboard does not say it' }],
        rules: [],
        deliveries: [],
      })
    ),
    expect: { outcome: 'not-evaluated', message: /^No alert rule is there, but whether/ },
  },
  {
    name: 'a second installation delivers to nobody',
    observed: seen(
      grafana({
        installations: [
          { prefix: '', choiceUnknown: null },
          { prefix: 'staging', choiceUnknown: null },
        ],
        deliveries: [PAGER, { ...PAGER, prefix: 'staging', nobody: 'placeholder' }],
      })
    ),
    expect: {
      outcome: 'warn',
      message: /severity=critical \(staging\) goes to Grafana’s placeholder address only/,
      evidence: [
        { what: 'severity=critical', state: 'delivered' },
        { what: 'severity=critical (staging)', state: 'reaches nobody' },
      ],
    },
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    observed: { rows: WELL },
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
