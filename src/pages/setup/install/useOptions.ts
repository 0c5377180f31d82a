import { useMemo, useState } from 'react';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import { defaultOptions, defaultRule, optionProblems } from '@devdiag/installer/options';
import type { InstallOptions, Installation, OptionProblem, RuleOptions } from '@devdiag/installer/types';

/** What somebody changed on the page; the rest is as installed, or the default. */
type Edits = Partial<Omit<InstallOptions, 'rules'>> & { rules?: Record<string, Partial<RuleOptions>> };

export interface OptionsState {
  options: InstallOptions;
  problems: OptionProblem[];
  /** The installation that is looked at; null: none under this prefix. */
  installed: Installation | null;
  change: (part: Partial<Omit<InstallOptions, 'rules'>>) => void;
  changeRule: (alertId: string, part: Partial<RuleOptions>) => void;
  /** Looks at another installation, or begins one. */
  choose: (prefix: string) => void;
  /** Gives up what was changed and not installed. */
  reset: () => void;
  /** Ids of the alerts whose threshold is not the one that Health goes by. */
  apart: string[];
  /** Takes the thresholds of Health for the rules. */
  followHealth: () => void;
}

export interface OptionsArguments {
  installations: Installation[];
  /** In force once the page is saved. */
  settings: Settings;
  /** In force now: a rule that has its threshold follows it. */
  stored: Settings;
  /** The data source chosen on the page; '' for none. */
  datasourceUid: string;
}

/** The options of the chosen installation, with what was changed on the page. */
export function useOptions({ installations, settings, stored, datasourceUid }: OptionsArguments): OptionsState {
  const [edits, setEdits] = useState<Edits>({});
  const prefix = edits.prefix ?? installations[0]?.prefix ?? '';
  const installed = installations.find((candidate) => candidate.prefix === prefix) ?? null;
  const options = useMemo(
    () => withEdits(baseOptions(installed, settings, stored, prefix, datasourceUid), edits),
    [installed, settings, stored, prefix, datasourceUid, edits]
  );
  const apart = useMemo(
    () =>
      ALERTS.filter(({ definition }) => {
        const { install, threshold } = options.rules[definition.id];
        return install && threshold !== defaultRule(definition, settings).threshold;
      }).map(({ definition }) => definition.id),
    [options, settings]
  );
  const changeRule = (id: string, part: Partial<RuleOptions>) =>
    setEdits((before) => ({ ...before, rules: { ...before.rules, [id]: { ...before.rules?.[id], ...part } } }));
  return {
    options,
    problems: useMemo(() => optionProblems(options), [options]),
    installed,
    change: (part) => setEdits((before) => ({ ...before, ...part })),
    changeRule,
    choose: (chosen) => setEdits({ prefix: chosen }),
    reset: () => setEdits((before) => (before.prefix === undefined ? {} : { prefix: before.prefix })),
    apart,
    followHealth: () =>
      ALERTS.filter(({ definition }) => apart.includes(definition.id)).forEach(({ definition }) =>
        changeRule(definition.id, { threshold: defaultRule(definition, settings).threshold })
      ),
  };
}

/** As installed, or the defaults. A threshold that was Health's when the page was opened stays Health's. */
function baseOptions(
  installed: Installation | null,
  settings: Settings,
  stored: Settings,
  prefix: string,
  datasourceUid: string
): InstallOptions {
  if (installed === null) {
    return { ...defaultOptions(datasourceUid, settings), prefix };
  }
  const { options } = installed;
  return {
    ...options,
    // The page's data source is the first installation's; others, such as staging, keep their own.
    datasourceUid: prefix === '' && datasourceUid !== '' ? datasourceUid : options.datasourceUid || datasourceUid,
    rules: Object.fromEntries(
      ALERTS.map(({ definition }) => {
        const rule = options.rules[definition.id];
        const followed = rule.threshold === defaultRule(definition, stored).threshold;
        return [
          definition.id,
          { ...rule, threshold: followed ? defaultRule(definition, settings).threshold : rule.threshold },
        ];
      })
    ),
  };
}

function withEdits(base: InstallOptions, { rules, ...rest }: Edits): InstallOptions {
  return {
    ...base,
    ...rest,
    rules: Object.fromEntries(Object.entries(base.rules).map(([id, rule]) => [id, { ...rule, ...rules?.[id] }])),
  };
}
