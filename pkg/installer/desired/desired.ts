import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { RELEASES } from '@devdiag/catalog/releases';
import type { Settings } from '@devdiag/catalog/types';
import { FOLDER_MARKER } from '../base.ts';
import { dashboardBody } from './dashboard.ts';
import { dashboardFields } from './dashboardFields.ts';
import type { JsonObject } from '../json.ts';
import { ruleFields } from '../kinds/ruleFields.ts';
import { namesOf } from '../names.ts';
import type { DesiredResource, InstallOptions } from '../types.ts';
import { GROUP_SECONDS, ruleBody } from './rule.ts';

/** Version of what this installer installs. */
export const VERSION = RELEASES[0].version;

/** A desired resource with the body that creates it, its base not yet in it. */
export interface Desired extends DesiredResource {
  body: JsonObject;
  /** On the dashboard: what the admin chose, which its base keeps. */
  options?: InstallOptions;
}

/**
 * Everything that an installation consists of, in the order in which it is created.
 * @throws QuoteError for a schema, zone or tenant that no query can hold; `optionProblems` tells the rest beforehand
 */
export function desiredResources(options: InstallOptions, settings: Settings): Desired[] {
  const names = namesOf(options.prefix);
  const dashboard = dashboardBody(options, settings);
  const dashboardFolder = options.dashboardFolder ?? names.folder.uid;
  const wanted = ALERTS.filter(({ definition }) => options.rules[definition.id]?.install);
  const groups = [...new Set(wanted.map(({ definition }) => definition.group))];
  return [
    {
      kind: 'folder',
      ...names.folder,
      fields: { title: names.folder.title },
      body: {
        ...names.folder,
        description: `${FOLDER_MARKER} for the alert rules and the dashboard of DevDiag.`,
      },
    },
    {
      kind: 'dashboard',
      ...names.dashboard,
      fields: { folder: dashboardFolder, ...dashboardFields(dashboard) },
      body: { dashboard, folderUid: dashboardFolder },
      options,
    },
    ...wanted.map((entry): Desired => {
      const body = ruleBody(entry, options, settings);
      return { kind: 'rule', ...names.rule(entry.definition), fields: ruleFields(body), body };
    }),
    ...groups.map((group): Desired => {
      const interval = GROUP_SECONDS[group];
      return {
        kind: 'group',
        uid: `${names.folder.uid}/${group}`,
        title: group,
        fields: { interval },
        body: { title: group, folderUid: names.folder.uid, interval, rules: [] },
      };
    }),
  ];
}
