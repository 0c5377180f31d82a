/** Changes of the installed alerts' states in a stretch of time, for an incident's report. */
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import type { ReportContext } from '@devdiag/engine/incident/report';
import { findInstallations } from '@devdiag/installer/installations';
import { namesOf } from '@devdiag/installer/names';
import { changesOf } from './alerts';
import { grafanaTransport } from './transport';

/**
 * Oldest first, of all installations.
 * @param window milliseconds since 1970
 * @throws Refused, NoAnswer
 */
export async function alertTransitions(
  settings: Settings,
  window: { from: number; to: number }
): Promise<NonNullable<ReportContext['transitions']>> {
  const installations = await findInstallations(grafanaTransport, settings);
  const rules = installations.flatMap(({ prefix }) =>
    ALERTS.map(({ definition }) => ({ uid: namesOf(prefix).rule(definition).uid, title: definition.title }))
  );
  const found = await Promise.all(
    rules.map(async ({ uid, title }) => ({ title, ...(await changesOf(grafanaTransport, uid, window)) }))
  );
  const changes = found.flatMap(({ title, entries }) =>
    entries.map(({ at, said, instance, values }) => ({
      at,
      title,
      from: said.before,
      to: said.after,
      text: [instance, ...Object.entries(values).map(([refId, value]) => `${refId}=${value}`)].join(' '),
    }))
  );
  return {
    isInstalled: installations.length > 0,
    changes: changes.sort((one, other) => one.at - other.at),
    isWhole: found.every(({ isWhole }) => isWhole),
  };
}
