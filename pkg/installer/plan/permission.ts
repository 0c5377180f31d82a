import { integrationsOf } from '../delivery/contactPoints.ts';
import type { Desired } from '../desired/desired.ts';
import { textAt, type JsonObject } from '../json.ts';
import { mayInFolder } from '../kinds/folder.ts';
import type { Observation } from '../observe/observe.ts';

const NOT_PERMITTED =
  'Permission is missing: you may not create it there. Ask an Admin or Editor of this organisation.';

/** Why a resource cannot be put where it is to go; null when it can, or when nobody can tell beforehand. */
export function closedReason({ kind, fields }: Pick<Desired, 'kind' | 'fields'>, observed: Observation): string | null {
  const { dashboardFolder: chosen } = observed;
  if (kind === 'dashboard' && chosen !== null && chosen.uid === fields.folder) {
    switch (chosen.state) {
      case 'missing':
        return `The folder chosen for it does not exist (${chosen.uid}). Choose another one, or create it.`;
      case 'closed':
        return NOT_PERMITTED;
      default:
        return null;
    }
  }
  const folder = [...observed.found].find(([key]) => key.startsWith('folder/'))?.[1] ?? null;
  const may =
    folder === null
      ? // Whoever creates a folder may write into it.
        observed.permissions === null || observed.permissions.has('folders:create')
      : mayInFolder(folder.raw, kind === 'dashboard' ? 'dashboards:create' : 'alert.rules:create');
  return may ? null : NOT_PERMITTED;
}

/** Why Grafana would refuse a rule for the contact point that it names; null when it would not. */
export function undeliverable(body: JsonObject, { contactPoints }: Observation): string | null {
  const receiver = textAt(body, 'notification_settings', 'receiver');
  return receiver === '' || contactPoints === null || integrationsOf(receiver, contactPoints).length > 0
    ? null
    : `The contact point "${receiver}" does not exist, or you may not see it. Choose another one, or create it in Grafana.`;
}
