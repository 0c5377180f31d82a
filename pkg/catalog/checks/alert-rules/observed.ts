import type { CheckRow } from '../../types.ts';

/**
 * What is seen of the installed rules in a Grafana, as rows: whoever looks writes them, the check reads them.
 *
 * | section      | key                       | at                        | value                       |
 * |--------------|---------------------------|---------------------------|-----------------------------|
 * | installation | its prefix                |                           |                             |
 * | rule         | the rule's uid            | its last evaluation       | seconds between evaluations |
 * | delivery     | prefix of its installation |                          |                             |
 */

/** One set of rules that was installed together. */
export interface ObservedInstallation {
  /** '' for the first one. */
  prefix: string;
  /** Why nobody knows which rules were chosen, as a sentence; null when that is known. */
  choiceUnknown: string | null;
}

/** A rule that was chosen, or that is there although it no longer is. */
export interface ObservedRule {
  uid: string;
  title: string;
  /** `foreign`: something of somebody else's has its uid. */
  presence: 'there' | 'missing' | 'foreign';
  isPaused: boolean;
  /** False when the scheduler does not list it: what it did last is then unknown. */
  isScheduled: boolean;
  /** Milliseconds since 1970; null: not since it was made, changed or resumed. */
  lastEvaluation: number | null;
  /** Seconds; null when unknown. */
  interval: number | null;
  /** When somebody last wrote the rule or its group, milliseconds since 1970; null when unknown. */
  writtenAt: number | null;
  /** Grafana's words for why the last evaluation failed, also where the rule's settings hide it; null when it did not. */
  error: string | null;
}

/** Where the notification of a rule with severity=critical goes. */
export interface ObservedDelivery {
  /** Prefix of the installation. */
  prefix: string;
  /** Contact points, by name. */
  receivers: string[];
  /** Where they send to, in a few words; nothing secret. */
  to: string;
  /** What was found to be the reason that nobody is told; null when somebody is. */
  nobody: 'placeholder' | 'nothing' | null;
  /** Why it could not be told, as a sentence; null when it could. */
  unknown: string | null;
}

export interface Observed {
  installations: ObservedInstallation[];
  rules: ObservedRule[];
  deliveries: ObservedDelivery[];
}

export function rowsOfObserved({ installations, rules, deliveries }: Observed): CheckRow[] {
  return [
    ...installations.map((one) => ({
      section: 'installation',
      key: one.prefix,
      at: null,
      value: null,
      detail: { ...one },
    })),
    ...rules.map((rule) => ({
      section: 'rule',
      key: rule.uid,
      at: rule.lastEvaluation,
      value: rule.interval,
      detail: { ...rule },
    })),
    ...deliveries.map((one) => ({ section: 'delivery', key: one.prefix, at: null, value: null, detail: { ...one } })),
  ];
}

export function observedInRows(rows: CheckRow[]): Observed {
  const all = <T>(section: string) =>
    rows.filter((row) => row.section === section).map(({ detail }) => detail as unknown as T);
  return {
    installations: all<ObservedInstallation>('installation'),
    rules: all<ObservedRule>('rule'),
    deliveries: all<ObservedDelivery>('delivery'),
  };
}
