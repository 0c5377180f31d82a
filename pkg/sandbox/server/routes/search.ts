import { sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import { dashboardUrl, type Dashboard } from '../state/dashboards.ts';
import { folderUrl, type Folder } from '../state/folders.ts';
import { slugify } from '../state/slug.ts';
import type { Space } from '../state/space.ts';

const KNOWN = ['query', 'tag', 'type', 'folderUIDs', 'dashboardUIDs', 'limit'];
const DEFAULT_LIMIT = 1000;

/** Finding dashboards and folders. */
export function searchRoutes(context: Context): void {
  context.app.get('/api/search', signedIn(context, search));
}

function search({ request, reply, space }: SignedIn) {
  const asked = new URL(request.url, 'http://localhost').searchParams;
  const unknown = [...asked.keys()].find((name) => !KNOWN.includes(name));
  if (unknown) {
    throw neverRecorded(`searching by ${unknown}`);
  }
  const type = asked.get('type') ?? '';
  const tags = asked.getAll('tag');
  const found = [
    // Folders have no tags, and are in no folder here.
    ...(type === 'dash-db' || tags.length > 0 || asked.has('folderUIDs') || asked.has('dashboardUIDs')
      ? []
      : [...space.folders.values()].map(folderHit)),
    ...(type === 'dash-folder' ? [] : dashboards(space, asked, tags).map((one) => dashboardHit(one, space))),
  ].filter(({ title }) => title.toLowerCase().includes((asked.get('query') ?? '').toLowerCase()));
  // The limit takes the first by title; folders are put before dashboards after that. Recorded.
  found.sort((a, b) => a.title.localeCompare(b.title));
  const limited = found.slice(0, Number(asked.get('limit')) || DEFAULT_LIMIT);
  const [only, ...others] = limited;
  if (only && others.length === 0 && only.tags.length < 2) {
    // Of a single hit with a single tag, Grafana forgets the tag. Recorded.
    return sendJson(reply, 200, [{ ...only, tags: [] }]);
  }
  const rank = ({ type }: { type: string }) => (type === 'dash-folder' ? 0 : 1);
  return sendJson(
    reply,
    200,
    limited.sort((a, b) => rank(a) - rank(b))
  );
}

function dashboards(space: Space, asked: URLSearchParams, tags: string[]): Dashboard[] {
  const [folders, uids] = [asked.getAll('folderUIDs'), asked.getAll('dashboardUIDs')];
  return [...space.dashboards.values()].filter(
    ({ uid, folderUid, spec }) =>
      tags.every((tag) => Array.isArray(spec.tags) && spec.tags.includes(tag)) &&
      (folders.length === 0 || folders.includes(folderUid || 'general')) &&
      (uids.length === 0 || uids.includes(uid))
  );
}

function dashboardHit(dashboard: Dashboard, space: Space) {
  const folder = space.folders.get(dashboard.folderUid);
  const within = folder
    ? { folderId: folder.id, folderUid: folder.uid, folderTitle: folder.title, folderUrl: folderUrl(folder) }
    : {};
  const tags = Array.isArray(dashboard.spec.tags) ? dashboard.spec.tags.map(String) : [];
  return { ...hit(dashboard, 'dash-db', dashboardUrl(dashboard), tags), ...within };
}

function folderHit(folder: Folder) {
  return hit(folder, 'dash-folder', folderUrl(folder), []);
}

function hit(
  { id, uid, title }: { id: number; uid: string; title: string },
  type: string,
  url: string,
  tagged: string[]
) {
  return {
    id,
    uid,
    orgId: 1,
    title,
    uri: `db/${slugify(title)}`,
    url,
    slug: '',
    type,
    tags: tagged,
    isStarred: false,
    sortMeta: 0,
    isDeleted: false,
  };
}
