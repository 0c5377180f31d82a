import { at, isObject, textAt, type JsonObject } from '../json.ts';
import { Refused, refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';

/** A dashboard as Grafana has it. */
export interface DashboardThere {
  /** The model, its `version` the one that a write must name. */
  dashboard: JsonObject;
  folderUid: string;
  canWrite: boolean;
  /** From a file or by another program. */
  isProvisioned: boolean;
  /** The file's name, where Grafana tells it; else empty. */
  file: string;
}

/** @returns null when it isn't there. @throws Refused, NoAnswer */
export async function readDashboard(
  transport: Transport,
  uid: string,
  signal?: AbortSignal
): Promise<DashboardThere | null> {
  const request: GrafanaRequest = { method: 'GET', path: dashboardPath(uid) };
  const answer = await transport.send(request, signal);
  if (answer.status === 404) {
    return null;
  }
  if (answer.status === 406) {
    return readResource(transport, uid, signal);
  }
  const dashboard = at(answer.body, 'dashboard');
  if (answer.status !== 200 || !isObject(dashboard)) {
    throw refusal(request, answer);
  }
  const meta = at(answer.body, 'meta');
  return {
    dashboard,
    folderUid: textAt(meta, 'folderUid'),
    canWrite: at(meta, 'canSave') !== false,
    isProvisioned: at(meta, 'provisioned') === true,
    file: textAt(meta, 'provisionedExternalId'),
  };
}

/** A dashboard that Grafana stores in its newer form can only be read through the resource API. */
async function readResource(transport: Transport, uid: string, signal?: AbortSignal): Promise<DashboardThere | null> {
  const namespace = await transport.namespace();
  const request: GrafanaRequest = {
    method: 'GET',
    path: `/apis/dashboard.grafana.app/v1beta1/namespaces/${encodeURIComponent(namespace)}/dashboards/${encodeURIComponent(uid)}`,
  };
  const answer = await transport.send(request, signal);
  if (answer.status === 404) {
    return null;
  }
  const spec = at(answer.body, 'spec');
  if (answer.status !== 200 || !isObject(spec)) {
    throw answer.status === 200
      ? new Refused(200, 'Grafana keeps the dashboard in a form that this version cannot read.')
      : refusal(request, answer);
  }
  const generation = at(answer.body, 'metadata', 'generation');
  const version = typeof spec.version === 'number' ? spec.version : generation;
  const annotations = at(answer.body, 'metadata', 'annotations');
  return {
    dashboard: { ...spec, uid, ...(typeof version === 'number' && { version }) },
    folderUid: textAt(annotations, 'grafana.app/folder'),
    canWrite: true,
    isProvisioned: textAt(annotations, 'grafana.app/managedBy') !== '',
    file: '',
  };
}

export function dashboardPath(uid: string): string {
  return `/api/dashboards/uid/${encodeURIComponent(uid)}`;
}
