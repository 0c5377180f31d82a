import { sendJson, sendMessage } from '../http/answers.ts';
import type { Context } from '../http/context.ts';
import { parseFaults } from '../state/faults.ts';
import { describeAlerting, describeResources } from '../state/describe.ts';
import type { Space } from '../state/space.ts';
import type { Role } from '../types.ts';

/**
 * The stand-in's own calls, for its role switch and for tests. None needs a session; all act on the caller's space.
 * docs/stand-in.md describes them.
 */
export function controlRoutes({ app, sessions }: Context): void {
  app.post('/__standin/role', (request, reply) => {
    const { space } = sessions.visitor(request);
    const { role } = (request.body ?? {}) as { role?: Role };
    const user = space.users.find((candidate) => candidate.role === role);
    if (!user) {
      return sendMessage(reply, 400, `nobody has the role ${role}; there are Viewer, Editor and Admin`);
    }
    sessions.signIn(reply, user);
    return sendJson(reply, 200, { login: user.login, role: user.role });
  });

  app.get('/__standin/state', (request, reply) => sendJson(reply, 200, describe(sessions.visitor(request).space)));

  app.post('/__standin/reset', async (request, reply) => {
    await sessions.visitor(request).space.reset();
    return sendMessage(reply, 200, 'back to the start');
  });

  app.put('/__standin/faults', (request, reply) => {
    const { space } = sessions.visitor(request);
    try {
      space.faults = parseFaults((request.body as { faults?: unknown } | null)?.faults);
    } catch (error) {
      return sendMessage(reply, 400, (error as Error).message);
    }
    return sendJson(reply, 200, { faults: space.faults });
  });

  app.delete('/__standin/faults', (request, reply) => {
    sessions.visitor(request).space.faults = [];
    return sendJson(reply, 200, { faults: [] });
  });

  app.put('/__standin/settings', (request, reply) => {
    const { space } = sessions.visitor(request);
    const settings = (request.body ?? {}) as Partial<Space['pluginSettings']>;
    const { enabled = true, pinned = true, jsonData = {}, secureJsonData = {} } = settings;
    space.pluginSettings = { enabled, pinned, jsonData, secureJsonData };
    return sendJson(reply, 200, { enabled, pinned, jsonData });
  });
}

function describe(space: Space) {
  const { name, faults, dataSources, pluginSettings, annotations, userStorage, calls } = space;
  const { enabled, pinned, jsonData } = pluginSettings;
  return {
    space: name,
    faults,
    settings: { enabled, pinned, jsonData },
    datasources: dataSources.map(({ uid, name: title, type, url, user }) => ({ uid, name: title, type, url, user })),
    annotations: [...annotations.values()],
    userStorage: Object.fromEntries([...userStorage].map(([key, { spec }]) => [key, spec.data])),
    resources: describeResources(space),
    alerting: describeAlerting(space),
    calls,
  };
}
