import type { AlertInstance, CoveringSilence, Labels, Matcher, Silence } from './alerts.ts';
import { field, instantIn, listIn, textIn } from './json.ts';

/** Labels that Grafana's notifications carry and its answers about rules leave out. */
const RULE_UID = '__alert_rule_uid__';

/** Silences as Grafana's Alertmanager lists them, without those that are over. */
export function readSilences(raw: unknown, now: number): Silence[] {
  return (Array.isArray(raw) ? raw : []).flatMap((one): Silence[] => {
    const [startsAt, endsAt] = [instantIn(one, 'startsAt'), instantIn(one, 'endsAt')];
    if (startsAt === null || endsAt === null || endsAt <= now) {
      return [];
    }
    const matchers = listIn(one, 'matchers').map(readMatcher);
    return [
      {
        id: textIn(one, 'id'),
        matchers,
        startsAt,
        endsAt,
        createdBy: textIn(one, 'createdBy'),
        comment: textIn(one, 'comment'),
      },
    ];
  });
}

/** What is left out means "equals", as in the Alertmanager. */
function readMatcher(raw: unknown): Matcher {
  return {
    name: textIn(raw, 'name'),
    value: textIn(raw, 'value'),
    isRegex: field(raw, 'isRegex') === true,
    isEqual: field(raw, 'isEqual') !== false,
  };
}

/** Whose notifications a silence may hold back. */
export interface Silenceable {
  uid: string;
  title: string;
  folder: string;
  labels: Labels;
  instances: AlertInstance[];
}

/**
 * The silences that a rule falls under, those in force first. Of a rule with series in trouble only these count;
 * otherwise all of them do, or the rule's own labels where it has none yet.
 */
export function silencesOf(rule: Silenceable, silences: Silence[], now: number): CoveringSilence[] {
  const notifying = labelSetsOf(rule);
  return silences
    .flatMap((silence): CoveringSilence[] => {
      const answers = notifying.map((labels) => isCovered(silence.matchers, labels));
      const covers = answers.every((answer) => answer === true)
        ? 'all'
        : answers.includes(true)
          ? 'some'
          : answers.includes(null)
            ? 'unknown'
            : null;
      return covers === null ? [] : [{ silence, covers, isActive: silence.startsAt <= now }];
    })
    .sort((one, other) => Number(other.isActive) - Number(one.isActive) || other.silence.endsAt - one.silence.endsAt);
}

function labelSetsOf({ uid, title, folder, labels, instances }: Silenceable): Labels[] {
  const own = { ...labels, alertname: title, grafana_folder: folder, [RULE_UID]: uid };
  const troubled = instances.filter(({ status }) => status !== 'inactive');
  const counting = troubled.length > 0 ? troubled : instances;
  return counting.length === 0
    ? [own]
    : counting.map(({ labels: given, status }) => ({
        ...own,
        ...given,
        // Grafana tells of errors and missing data under names of their own.
        ...(status === 'error' && { alertname: 'DatasourceError', rulename: title }),
        ...(status === 'no-data' && { alertname: 'DatasourceNoData', rulename: title }),
      }));
}

/** Whether labels fulfil all matchers; null where that can't be told. A silence without matchers covers nothing. */
export function isCovered(matchers: Matcher[], labels: Labels): boolean | null {
  const answers = matchers.map((matcher) => fulfils(matcher, labels));
  if (answers.length === 0 || answers.includes(false)) {
    return false;
  }
  return answers.includes(null) ? null : true;
}

/** A label that isn't there is the empty text. */
function fulfils({ name, value, isRegex, isEqual }: Matcher, labels: Labels): boolean | null {
  const actual = Object.hasOwn(labels, name) ? labels[name] : '';
  if (!isRegex) {
    return (actual === value) === isEqual;
  }
  const expression = goExpression(value);
  return expression === null ? null : expression.test(actual) === isEqual;
}

/** Escapes that Go and JavaScript read alike; before anything but a letter or a digit a backslash means that thing itself. */
const SAME_ESCAPES = /^(?:[^\\]|\\[dDsSwWbBfnrtv]|\\[^A-Za-z0-9])*$/s;

/** An expression as the Alertmanager reads it: anchored, flags at its beginning. null for what only Go understands. */
function goExpression(text: string): RegExp | null {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(text) ?? [];
  try {
    // Without the flag u, which refuses escapes such as \- that people write.
    return SAME_ESCAPES.test(rest) ? new RegExp(`^(?:${rest})$`, flags) : null;
  } catch {
    return null;
  }
}
