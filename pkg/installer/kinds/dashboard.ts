import { decodeBase, encodeBase } from '../base.ts';
import { baseOf, withBase } from '../desired/dashboardBase.ts';
import { dashboardFields, layDashboardFields } from '../desired/dashboardFields.ts';
import { clone, type JsonObject } from '../json.ts';
import { dashboardPath, readDashboard, type DashboardThere } from '../observe/readDashboard.ts';
import type { GrafanaRequest } from '../types.ts';
import type { Found, Kind } from './kind.ts';

/** The raw form is `{dashboard, folderUid}`: the model, and where it lies. */
export const dashboardKind: Kind = {
  kind: 'dashboard',
  async read(transport, uid, signal) {
    const there = await readDashboard(transport, uid, signal);
    return there && found(there);
  },
  fieldsOf: ({ dashboard, folderUid }) => ({ folder: folderUid, ...dashboardFields(dashboard as JsonObject) }),
  lay(onto, { folder, ...fields }, base) {
    const laid = layDashboardFields(onto.dashboard as JsonObject, fields);
    return { dashboard: base === null ? laid : withBase(laid, encodeBase(base)), folderUid: folder };
  },
  create: (_, body) => [save(body, undefined)],
  // With the version that was read and without overwriting: whoever saved in between is noticed.
  change: (_, body, before) => [save(body, before.version)],
  remove: (uid) => [{ method: 'DELETE', path: dashboardPath(uid) }],
  restore: (_, before, now) => [save(before.raw, now?.version)],
  essence({ dashboard, folderUid }) {
    const { id: _id, version: _version, ...model } = clone(dashboard as JsonObject);
    return { dashboard: model, folderUid };
  },
};

function found({ dashboard, folderUid, canWrite, isProvisioned, file }: DashboardThere): Found {
  const version = dashboard.version;
  return {
    raw: { dashboard, folderUid },
    fields: { folder: folderUid, ...dashboardFields(dashboard) },
    base: decodeBase(baseOf(dashboard)),
    ...(typeof version === 'number' && { version }),
    ...(isProvisioned && { provenance: 'file', ...(file !== '' && { file }) }),
    canWrite,
  };
}

function save(body: JsonObject, version: number | undefined): GrafanaRequest {
  const { id: _id, version: _version, ...dashboard } = clone(body.dashboard as JsonObject);
  return {
    method: 'POST',
    path: '/api/dashboards/db',
    body: {
      dashboard: { ...dashboard, id: null, ...(version !== undefined && { version }) },
      folderUid: body.folderUid,
      overwrite: false,
      message: 'DevDiag Ops',
    },
  };
}
