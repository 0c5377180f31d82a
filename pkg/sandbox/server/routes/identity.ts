import { GRAFANA_COMMIT, GRAFANA_VERSION } from '../grafanaVersion.ts';
import { sendJson, sendJsonUtf8, sendMessage } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { permissionsOf } from '../http/permissions.ts';
import { avatarUrl, createUser, type User } from '../state/users.ts';
import type { Role } from '../types.ts';

/** Who and where: health, the signed-in person, the organisation, permissions, and the calls that make people. */
export function identityRoutes(context: Context): void {
  const { app } = context;
  app.get('/api/health', (_request, reply) =>
    sendJsonUtf8(reply, 200, { database: 'ok', version: GRAFANA_VERSION, commit: GRAFANA_COMMIT })
  );
  app.get(
    '/api/user',
    signedIn(context, ({ reply, user }) => sendJson(reply, 200, describeSelf(user)))
  );
  app.get(
    '/api/org',
    signedIn(context, ({ reply }) => sendJson(reply, 200, ORGANISATION), 'orgs:read')
  );
  app.get(
    '/api/access-control/user/permissions',
    signedIn(context, ({ reply, user }) => sendJson(reply, 200, permissionsOf(user.role)))
  );
  app.post('/api/admin/users', signedIn(context, addUser, 'users:create'));
  app.get('/api/users/lookup', signedIn(context, lookUp, 'users:read'));
  app.patch('/api/org/users/:id', signedIn(context, changeRole, 'org.users:write'));
}

const NO_ADDRESS = { address1: '', address2: '', city: '', zipCode: '', state: '', country: '' };
const ORGANISATION = { id: 1, name: 'Main Org.', address: NO_ADDRESS };

function describeSelf(user: User) {
  return {
    id: user.id,
    uid: user.uid,
    email: user.email,
    name: user.name,
    login: user.login,
    theme: '',
    orgId: 1,
    isGrafanaAdmin: user.isGrafanaAdmin,
    isDisabled: false,
    isExternal: false,
    isExternallySynced: false,
    isGrafanaAdminExternallySynced: false,
    authLabels: [],
    updatedAt: user.createdAt,
    createdAt: user.createdAt,
    avatarUrl: avatarUrl(user.email),
    isProvisioned: false,
  };
}

const SHORTEST_PASSWORD = 4;

function addUser({ request, reply, space }: SignedIn) {
  const { login, name, email, password } = (request.body ?? {}) as Record<string, string | undefined>;
  if (!login || !password) {
    return sendMessage(reply, 400, 'bad request data');
  }
  if (space.findUser(login)) {
    return sendMessage(reply, 412, `User with email '${email ?? ''}' or username '${login}' already exists`);
  }
  if (password.length < SHORTEST_PASSWORD) {
    const messageId = 'password.password-policy-too-short';
    return sendJson(reply, 400, { statusCode: 400, messageId, message: 'New password is too short' });
  }
  const id = Math.max(...space.users.map((user) => user.id)) + 1;
  // Grafana gives new people the role that is configured for them; Viewer by default.
  const user = createUser({ id, login, password, name: name ?? login, email: email ?? login, role: 'Viewer' });
  space.users.push(user);
  return sendJson(reply, 200, { id, uid: user.uid, message: 'User created' });
}

function lookUp({ request, reply, space }: SignedIn) {
  const { loginOrEmail } = request.query as { loginOrEmail?: string };
  const found = space.users.find(({ login, email }) => login === loginOrEmail || email === loginOrEmail);
  // Somebody else is described with fewer facts than oneself.
  return found
    ? sendJson(reply, 200, { ...describeSelf(found), authLabels: null, avatarUrl: '' })
    : sendMessage(reply, 404, 'user not found');
}

function changeRole({ request, reply, space }: SignedIn) {
  const { id } = request.params as { id: string };
  const { role } = (request.body ?? {}) as { role?: Role };
  const found = space.users.find((user) => user.id === Number(id));
  if (!role || !['Viewer', 'Editor', 'Admin'].includes(role)) {
    return sendMessage(reply, 400, 'bad request data');
  }
  if (!found) {
    return sendMessage(reply, 500, 'Failed update org user');
  }
  found.role = role;
  return sendMessage(reply, 200, 'Organization user updated');
}
