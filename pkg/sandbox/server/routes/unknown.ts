import { sendJson, sendMessage } from '../http/answers.ts';
import type { Context } from '../http/context.ts';
import { sendPage } from './pages.ts';

/**
 * Everything that no other route answers. Calls of Grafana's API that were never recorded fail, loudly and by name;
 * other addresses get the page, whose router knows what to show.
 */
export function unknownRoutes(context: Context): void {
  const { app, log } = context;
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (/^\/apis?(\/|$)/.test(path)) {
      const call = `${request.method} ${path}`;
      log(`not part of the stand-in: ${call}`);
      return sendJson(reply, 501, {
        message: `${call} is not part of the stand-in yet: no recording says how Grafana answers it`,
        messageId: 'standin.unknownCall',
      });
    }
    if (request.method !== 'GET' || /^\/(public|__host|__standin)\//.test(path)) {
      return sendMessage(reply, 404, `${request.method} ${path} does not exist`);
    }
    return sendPage(context, request, reply);
  });
}
