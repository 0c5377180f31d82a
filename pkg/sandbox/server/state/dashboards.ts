import { badRequest, Refusal } from '../http/refusal.ts';
import { checkUid } from './folders.ts';
import { slugify } from './slug.ts';
import { newUid, type User } from './users.ts';

/** A stored dashboard. Times in milliseconds since 1970. */
export interface Dashboard {
  id: number;
  uid: string;
  title: string;
  /** Empty for one outside folders, or that place's own uid. */
  folderUid: string;
  version: number;
  /** What was saved, without `id`, `uid` and `version`. */
  spec: Record<string, unknown>;
  created: number;
  updated: number;
  createdBy: Pick<User, 'uid' | 'login'>;
  updatedBy: Pick<User, 'uid' | 'login'>;
}

/** The place outside folders, by the uid that it may be named with. Such a dashboard keeps that uid (seen in 12.3.0). */
export const ROOT_FOLDER = { uid: 'general', title: 'Dashboards', url: '/dashboards/f/general/dashboards' };

/** A request to save a dashboard. */
export interface SaveDashboard {
  dashboard: Record<string, unknown>;
  folderUid: string;
  overwrite: boolean;
}

const LONGEST_TITLE = 5000;

/**
 * Saves over what is there, or anew. Throws 412 when the version sent isn't the stored one and nobody asked to
 * overwrite: that is how somebody else's change is noticed. Recorded.
 */
export function saveDashboard(
  all: Map<string, Dashboard>,
  { dashboard, folderUid, overwrite }: SaveDashboard,
  author: User,
  nextId: () => number
): Dashboard {
  const { id, uid: givenUid, version, ...spec } = dashboard;
  const uid = typeof givenUid === 'string' ? givenUid : '';
  const title = typeof spec.title === 'string' ? spec.title : '';
  if (title.trim() === '') {
    throw new Refusal(400, { message: 'Dashboard title cannot be empty', status: 'empty-name' });
  }
  if (title.length > LONGEST_TITLE) {
    const message = 'Dashboard title cannot contain more than 5 000 characters';
    throw new Refusal(400, { message, status: 'title-too-long' });
  }
  checkUid(uid);
  const existing = uid ? all.get(uid) : [...all.values()].find((one) => one.id === id);
  if (!existing && !uid && id) {
    throw dashboardNotFound();
  }
  if (existing && !overwrite && existing.version !== version) {
    const message = 'The dashboard has been changed by someone else';
    throw new Refusal(412, { message, status: 'version-mismatch' });
  }
  const now = Date.now();
  const writer = { uid: author.uid, login: author.login };
  const saved: Dashboard = {
    id: existing?.id ?? nextId(),
    uid: existing?.uid ?? (uid || newUid()),
    title,
    folderUid,
    version: (existing?.version ?? 0) + 1,
    spec: structuredClone(spec),
    created: existing?.created ?? now,
    updated: now,
    createdBy: existing?.createdBy ?? writer,
    updatedBy: writer,
  };
  all.set(saved.uid, saved);
  return saved;
}

/** Where a dashboard is shown. */
export function dashboardUrl({ uid, title }: Pick<Dashboard, 'uid' | 'title'>): string {
  return `/d/${uid}/${slugify(title)}`;
}

export function dashboardNotFound(): Refusal {
  return new Refusal(404, { message: 'Dashboard not found' });
}

/** A dashboard is to be saved in a folder that doesn't exist (source). */
export function noSuchFolder(): Refusal {
  return badRequest('folder not found');
}
