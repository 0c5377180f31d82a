import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import type { FactsContext, RuleBody } from '@devdiag/engine/runbook/facts';
import { namesOf } from '../names.ts';
import { defaultOptions } from '../options.ts';
import { GROUP_SECONDS, ruleBody } from './rule.ts';

/**
 * Every rule as somebody fills it in by hand, for the runbook's facts: what the installer writes with nothing chosen, as
 * a rule that Grafana's own pages can change. (They refuse the label that makes a rule the app's.)
 * @param datasourceUid of the data source that the rules ask; the facts don't show it
 */
export function ruleFacts(datasourceUid: string, settings: Settings): FactsContext['rules'] {
  const options = { ...defaultOptions(datasourceUid, settings), mode: 'editable' as const };
  const { folder } = namesOf(options.prefix);
  return new Map(
    [...ALERTS]
      .sort((one, other) => one.definition.order - other.definition.order)
      .map((entry) => [
        entry.definition.id,
        {
          alert: entry.definition,
          // The installer's own type is plain JSON; this is the part of it that the facts read.
          body: ruleBody(entry, options, settings) as unknown as RuleBody,
          folderTitle: folder.title,
          groupSeconds: GROUP_SECONDS[entry.definition.group],
        },
      ])
  );
}
