import { createHash } from 'node:crypto';
import { sendJson, sendStatus } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { secondsIso } from '../state/users.ts';

const DASHBOARDS = '/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards/:uid';
const FOLDERS = '/apis/folder.grafana.app/v1beta1/namespaces/default/folders/:uid';

const SCHEMA_VERSION = 42;

/** What Grafana adds to a dashboard when it is read through this API. Recorded for one without panels. */
const SPEC_DEFAULTS = {
  annotations: {
    list: [
      {
        builtIn: 1,
        datasource: { type: 'grafana', uid: '-- Grafana --' },
        enable: true,
        hide: true,
        iconColor: 'rgba(0, 211, 255, 1)',
        name: 'Annotations & Alerts',
        type: 'dashboard',
      },
    ],
  },
  editable: true,
  fiscalYearStartMonth: 0,
  graphTooltip: 0,
  links: [],
  templating: { list: [] },
  time: { from: 'now-6h', to: 'now' },
  timepicker: {},
  timezone: '',
  weekStart: '',
};

/** Reading dashboards and folders through Grafana's newer, Kubernetes-like API. */
export function resourceRoutes(context: Context): void {
  context.app.get(DASHBOARDS, signedIn(context, readDashboard));
  context.app.get(FOLDERS, signedIn(context, readFolder));
}

function readDashboard({ request, reply, space }: SignedIn) {
  const { uid } = request.params as { uid: string };
  const dashboard = space.dashboards.get(uid);
  if (!dashboard) {
    const [group, kind] = ['dashboard.grafana.app', 'dashboards'];
    return sendStatus(reply, 404, 'NotFound', `${kind}.${group} "${uid}" not found`, { name: uid, group, kind });
  }
  const { createdBy, updatedBy, folderUid, spec, ...times } = dashboard;
  return sendJson(reply, 200, {
    kind: 'Dashboard',
    apiVersion: 'dashboard.grafana.app/v1beta1',
    metadata: metadata({ ...times, createdBy: createdBy.uid, updatedBy: updatedBy.uid, folderUid }),
    spec: { ...SPEC_DEFAULTS, ...migrated(spec) },
    status: { conversion: { failed: false, storedVersion: 'v0alpha1' } },
  });
}

function readFolder({ request, reply, space }: SignedIn) {
  const { uid } = request.params as { uid: string };
  const folder = space.folders.get(uid);
  if (!folder) {
    const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
    return sendJson(reply, 404, { ...status, message: 'folder not found', code: 404 });
  }
  // By number, where a dashboard tells people by their identifier. Recorded.
  const [createdBy = '', updatedBy = ''] = [folder.createdBy, folder.updatedBy].map((login) =>
    String(space.findUser(login)?.id ?? '')
  );
  return sendJson(reply, 200, {
    kind: 'Folder',
    apiVersion: 'folder.grafana.app/v1beta1',
    metadata: metadata({ ...folder, createdBy, updatedBy, folderUid: '' }),
    spec: { title: folder.title, description: folder.description },
    status: {},
  });
}

/** A dashboard that says no version of its schema is taken for an old one. Recorded. */
function migrated(spec: Record<string, unknown>): Record<string, unknown> {
  const isCurrent = typeof spec.schemaVersion === 'number' && spec.schemaVersion >= SCHEMA_VERSION;
  return isCurrent ? spec : { refresh: '', ...spec, schemaVersion: SCHEMA_VERSION };
}

interface Stored {
  id: number;
  uid: string;
  version: number;
  created: number;
  updated: number;
  createdBy: string;
  updatedBy: string;
  folderUid: string;
}

function metadata(stored: Stored): object {
  return {
    name: stored.uid,
    namespace: 'default',
    uid: createHash('sha256').update(`${stored.id}/${stored.uid}`).digest('base64url').slice(0, 44),
    resourceVersion: String(stored.version),
    generation: stored.version,
    creationTimestamp: secondsIso(new Date(stored.created)),
    labels: { 'grafana.app/deprecatedInternalID': String(stored.id) },
    annotations: {
      'grafana.app/createdBy': `user:${stored.createdBy}`,
      ...(stored.folderUid ? { 'grafana.app/folder': stored.folderUid } : {}),
      'grafana.app/updatedBy': `user:${stored.updatedBy}`,
      'grafana.app/updatedTimestamp': secondsIso(new Date(stored.updated)),
    },
  };
}
