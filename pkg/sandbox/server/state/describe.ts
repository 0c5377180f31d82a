import { describeContactPoint } from '../alerting/contactPoints.ts';
import { describeLive } from '../alerting/liveView.ts';
import { describeRule } from '../alerting/rule.ts';
import { describeSilence } from '../alerting/silences.ts';
import type { Space } from './space.ts';

/**
 * What people and programs have written, in a fixed order and without what Grafana adds by itself (numbers, versions,
 * times): before and after something that leaves no trace, its JSON is the same byte for byte.
 */
export function describeResources({ folders, dashboards, alerting }: Space): object {
  return {
    folders: byUid([...folders.values()]).map(({ uid, title }) => ({ uid, title })),
    dashboards: byUid([...dashboards.values()]).map(({ uid, folderUid, spec }) => ({ uid, folderUid, spec })),
    alertRules: alerting.rules.list().map((rule) => {
      const { id: _id, updated: _updated, ...written } = describeRule(rule) as Record<string, unknown>;
      return { ...written, provenance: rule.provenance, intervalSeconds: rule.intervalSeconds };
    }),
    contactPoints: alerting.contactPoints.list().map(describeContactPoint),
    silences: alerting.silences.list().map(describeSilence),
  };
}

/** Versions, so that a test can tell what was written over; live states; history. */
export function describeAlerting({ folders, dashboards, alerting }: Space): object {
  const versions = (all: Iterable<{ uid: string; version: number }>) =>
    Object.fromEntries(byUid([...all]).map(({ uid, version }) => [uid, version]));
  return {
    versions: {
      folders: versions(folders.values()),
      dashboards: versions(dashboards.values()),
      alertRules: versions(alerting.rules.list()),
    },
    rules: alerting.rules.list().map((rule) => describeLive(rule, alerting.runs.get(rule.uid), undefined)),
    history: alerting.history,
  };
}

function byUid<Item extends { uid: string }>(items: Item[]): Item[] {
  return items.sort((a, b) => (a.uid < b.uid ? -1 : 1));
}
