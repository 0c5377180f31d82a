import { sendJson, sendMessage } from '../http/answers.ts';
import { appUrl, signedIn, type Context, type SignedIn } from '../http/context.ts';
import { firingAlerts } from '../alerting/firingAlerts.ts';
import { parseMatcher } from '../alerting/matcher.ts';
import { object } from '../alerting/readRule.ts';
import { describeSilence } from '../alerting/silences.ts';

const READ = { any: ['alert.instances:read', 'alert.silences:read'] };

/** The alerts that Grafana would tell somebody about, and silences. Editors and up make silences. */
export function silenceRoutes(context: Context): void {
  const { app } = context;
  const base = '/api/alertmanager/grafana/api/v2';
  const create = ['alert.instances:create', 'alert.instances:write', 'alert.silences:create', 'alert.silences:write'];
  const end = { any: ['alert.instances:write', 'alert.silences:write'] };
  app.get(`${base}/alerts`, signedIn(context, alerts, 'alert.instances:read'));
  app.get(`${base}/silences`, signedIn(context, list, READ));
  app.post(`${base}/silences`, signedIn(context, save, { all: [READ, { any: create }] }));
  app.get(`${base}/silence/:id`, signedIn(context, read, READ));
  app.delete(`${base}/silence/:id`, signedIn(context, expire, { all: [READ, end] }));
}

function alerts({ request, reply, space }: SignedIn) {
  return sendJson(reply, 200, firingAlerts(space.alerting, appUrl(request), filtersOf(request.url)));
}

function list({ request, reply, space }: SignedIn) {
  const filters = filtersOf(request.url);
  const found = space.alerting.silences
    .list()
    // A filter asks for silences that have this very matcher (source).
    .filter(({ matchers }) =>
      filters.every(({ name, value }) => matchers.some((one) => one.name === name && one.value === value))
    );
  return sendJson(reply, 200, found.map(describeSilence));
}

function save({ request, reply, space }: SignedIn) {
  return sendJson(reply, 202, { silenceID: space.alerting.silences.save(object(request.body)).id });
}

function read({ request, reply, space }: SignedIn) {
  return sendJson(reply, 200, describeSilence(space.alerting.silences.get(idOf(request))));
}

function expire({ request, reply, space }: SignedIn) {
  space.alerting.silences.expire(idOf(request));
  return sendMessage(reply, 200, 'silence deleted');
}

function filtersOf(url: string) {
  return new URL(url, 'http://localhost').searchParams.getAll('filter').map(parseMatcher);
}

function idOf({ params }: SignedIn['request']): string {
  return (params as { id: string }).id;
}
