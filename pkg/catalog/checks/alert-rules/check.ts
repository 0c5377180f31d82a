import type { CheckDefinition, EvidenceCell, Judgement } from '../../types.ts';
import { list, plural } from '../../text.ts';
import { observedInRows, type ObservedDelivery, type ObservedInstallation, type ObservedRule } from './observed.ts';
import { ruleState, RULE_STATES, type RuleState } from './ruleState.ts';

/** Who watches the watchers: a rule that is gone, paused or broken wakes nobody, and nothing else says so. */
export const check: CheckDefinition = {
  id: 'alert-rules',
  title: 'Alert rules',
  description:
    'Whether every installed alert rule is there, not paused and evaluated within two intervals without error, and where severity=critical is delivered.',
  severity: 'critical',
  owner: 'grafana',
  source: 'grafana',
  order: 170,
  unit: 'count',
  thresholds: [],
  // Grafana tells what its rules do now.
  history: 'none',
  scope: 'database',
  reads: [],
  cost: { kind: 'none' },
  evidenceColumns: [
    { id: 'what', label: 'Rule', kind: 'text' },
    { id: 'state', label: 'State', kind: 'text' },
    { id: 'evaluated', label: 'Last evaluated', kind: 'time' },
    { id: 'every', label: 'Every', kind: 'minutes' },
    { id: 'detail', label: 'Detail', kind: 'text' },
  ],
  judge(rows, { asOf }) {
    const { installations, rules, deliveries } = observedInRows(rows);
    if (installations.length === 0) {
      return unknown(
        'No alert rule of DevDiag Ops is installed in this Grafana, so nobody is woken: an Editor or Admin can install them on the configuration page.'
      );
    }
    if (rules.length === 0 && installations.every(({ choiceUnknown }) => choiceUnknown === null)) {
      return unknown('DevDiag Ops is installed here without any alert rule: choose some on the configuration page.');
    }
    const findings = [
      ...rules.map((rule) => ruleFinding(rule, asOf)),
      ...installations.flatMap(choiceFinding),
      ...deliveries.map(deliveryFinding),
    ].sort((a, b) => WEIGHT.indexOf(a.outcome) - WEIGHT.indexOf(b.outcome));
    return {
      // Worst first.
      outcome: findings[0].outcome,
      message: sentence(findings, rules.length, deliveries),
      value: findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn').length,
      threshold: 0,
      evidence: findings.map(({ evidence }) => evidence),
      trend: [],
    };
  },
};

/** What is not known is worse than a warning: a rule that nobody could look at may be broken. */
const WEIGHT: Array<Judgement['outcome']> = ['fail', 'not-evaluated', 'warn', 'pass'];

interface Finding {
  outcome: Judgement['outcome'];
  state?: RuleState;
  /** A part of the sentence; rules are told together, by their state. */
  words?: string;
  evidence: Record<string, EvidenceCell>;
}

function ruleFinding(rule: ObservedRule, asOf: number): Finding {
  const state = ruleState(rule, asOf);
  const { outcome, word, detail } = RULE_STATES[state];
  return {
    outcome,
    state,
    evidence: {
      what: rule.title,
      state: word,
      evaluated: rule.lastEvaluation,
      every: rule.interval === null ? null : rule.interval / 60,
      detail: detail(rule),
    },
  };
}

function choiceFinding({ prefix, choiceUnknown }: ObservedInstallation): Finding[] {
  return choiceUnknown === null
    ? []
    : [
        {
          outcome: 'not-evaluated',
          words: `whether further rules should be there is not known, because ${choiceUnknown}`,
          evidence: row(named('Chosen rules', prefix), 'unknown', choiceUnknown),
        },
      ];
}

function deliveryFinding({ prefix, receivers, to, nobody, unknown: why }: ObservedDelivery): Finding {
  const what = named('severity=critical', prefix);
  const where = [list(receivers), to].filter((part) => part !== '').join(': ');
  if (why !== null) {
    return {
      outcome: 'not-evaluated',
      words: `where ${what} is delivered could not be read`,
      evidence: row(what, 'delivery unknown', why),
    };
  }
  if (nobody !== null) {
    return {
      outcome: 'warn',
      words:
        nobody === 'placeholder'
          ? `${what} goes to Grafana’s placeholder address only`
          : `${what} reaches nobody, since the contact point ${list(receivers)} is gone or empty`,
      evidence: row(what, 'reaches nobody', where),
    };
  }
  return { outcome: 'pass', evidence: row(what, 'delivered', where) };
}

function row(what: string, state: string, detail: string): Finding['evidence'] {
  return { what, state, evaluated: null, every: null, detail };
}

/** Installations beside the first one are told apart by their prefix. */
function named(what: string, prefix: string): string {
  return prefix === '' ? what : `${what} (${prefix})`;
}

function sentence(findings: Finding[], count: number, deliveries: ObservedDelivery[]): string {
  const states = [...new Set(findings.flatMap(({ state, outcome }) => (state && outcome !== 'pass' ? [state] : [])))];
  const ofRules = states.map((state) => {
    const affected = findings.filter((finding) => finding.state === state);
    const titles = list(affected.map(({ evidence }) => String(evidence.what)));
    return `${affected.length} ${RULE_STATES[state].verb(affected.length)} (${titles})`;
  });
  const beside = findings.flatMap(({ words }) => (words === undefined ? [] : [words]));
  const all = count === 1 ? 'The one alert rule is' : `All ${plural(count, 'alert rule')} are`;
  const well = count === 0 ? 'No alert rule is there' : `${all} evaluated without error`;
  const rules = ofRules.length > 0 ? `Of ${plural(count, 'alert rule')} ${ofRules.join(', ')}` : well;
  if (beside.length > 0) {
    return `${rules}${ofRules.length > 0 ? '; ' : ', but '}${beside.join('; ')}.`;
  }
  const receivers = [...new Set(deliveries.flatMap((one) => one.receivers))];
  return receivers.length === 0 ? `${rules}.` : `${rules}; severity=critical goes to ${list(receivers)}.`;
}

function unknown(message: string): Judgement {
  return { outcome: 'not-evaluated', message, value: null, threshold: null, evidence: [], trend: [] };
}
