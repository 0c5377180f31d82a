import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson, sendJsonUtf8 } from '../http/answers.ts';
import { appUrl, signedIn, type Context } from '../http/context.ts';
import { readCookie, SPACE_COOKIE, setCookie, spaceName } from '../http/sessions.ts';
import { frontendSettings } from '../page/frontendSettings.ts';
import { indexHtml } from '../page/indexHtml.ts';
import { loginHtml } from '../page/loginHtml.ts';
import { navTree } from '../page/navTree.ts';
import type { Space } from '../state/space.ts';
import type { User } from '../state/users.ts';

const THEME_COOKIE = 'standin_theme';

/** Signing in and out, the settings for the browser, and the page itself for every address that is no call. */
export function pageRoutes(context: Context): void {
  const { app, sessions, manifest } = context;
  app.get('/login', (_request, reply) => reply.type('text/html').send(loginHtml(false)));
  app.post('/login', (request, reply) => logIn(context, request, reply));
  app.get('/logout', (request, reply) => {
    sessions.signOut(request, reply);
    return reply.redirect('/login');
  });
  app.get(
    '/api/frontend/settings',
    signedIn(context, ({ request, reply, space }) =>
      sendJsonUtf8(reply, 200, frontendSettings(manifest, space, appUrl(request)))
    )
  );
  app.get('/', (request, reply) => sendPage(context, request, reply));
}

/** The page, for the person the session belongs to; for admin when nobody has to sign in. */
export function sendPage(context: Context, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { sessions, manifest, requireLogin } = context;
  const visitor = sessions.visitor(request);
  const user = visitor.user ?? (requireLogin ? undefined : signInAsAdmin(context, visitor.space, reply));
  if (!user) {
    return reply.redirect('/login');
  }
  rememberSpace(request, reply);
  const theme = chosenTheme(request);
  const settings = frontendSettings(manifest, visitor.space, appUrl(request));
  const html = indexHtml({
    user,
    theme,
    settings,
    navTree: navTree(manifest, user, visitor.space.pluginSettings.enabled),
  });
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

function logIn({ sessions }: Context, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { space } = sessions.visitor(request);
  const { user: login = '', password } = (request.body ?? {}) as { user?: string; password?: string };
  const user = space.findUser(login);
  const byForm = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
  if (!user || user.password !== password) {
    return byForm
      ? reply.code(401).type('text/html').send(loginHtml(true))
      : sendJson(reply, 401, {
          message: 'Invalid username or password',
          messageId: 'password-auth.failed',
          statusCode: 401,
        });
  }
  sessions.signIn(reply, user);
  return byForm ? reply.redirect('/') : sendJson(reply, 200, { message: 'Logged in', redirectUrl: '/' });
}

function signInAsAdmin({ sessions }: Context, space: Space, reply: FastifyReply): User | undefined {
  const admin = space.users.find(({ role }) => role === 'Admin');
  if (admin) {
    sessions.signIn(reply, admin);
  }
  return admin;
}

/** Whoever opens a page with the space's header gets the cookie too, so that the page's own calls stay in the space. */
function rememberSpace(request: FastifyRequest, reply: FastifyReply): void {
  const space = spaceName(request);
  if (space !== 'default' && readCookie(request, SPACE_COOKIE) !== space) {
    setCookie(reply, SPACE_COOKIE, space);
  }
}

function chosenTheme(request: FastifyRequest): 'dark' | 'light' {
  const asked = (request.query as { theme?: string }).theme ?? readCookie(request, THEME_COOKIE);
  return asked === 'light' ? 'light' : 'dark';
}
