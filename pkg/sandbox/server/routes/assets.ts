import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Context } from '../http/context.ts';
import { placeholderIcon } from '../page/placeholderIcon.ts';
import { POSTGRES_TYPE } from '../state/dataSources.ts';

/** Files: the plugin's bundle byte by byte, the host page's script, Grafana's icons and fonts. */
export async function assetRoutes(
  { app, manifest }: Context,
  dirs: { distDir: string; hostDir: string }
): Promise<void> {
  const { distDir, hostDir } = dirs;
  await app.register(fastifyStatic, { root: path.resolve(hostDir), prefix: '/__host/', index: false });
  await app.register(fastifyStatic, {
    root: path.resolve(distDir),
    prefix: `/${manifest.baseUrl}/`,
    decorateReply: false,
    index: false,
    cacheControl: false,
  });
  await app.register(fastifyStatic, {
    root: path.resolve(hostDir, 'public/fonts'),
    prefix: '/public/fonts/',
    decorateReply: false,
    index: false,
  });
  app.get('/public/build/img/icons/*', (request, reply) => {
    const file = (request.params as { '*': string })['*'];
    const root = path.resolve(hostDir, 'public/build/img/icons');
    const inside = path.resolve(root, file).startsWith(root + path.sep);
    return inside && existsSync(path.join(root, file))
      ? reply.sendFile(path.join('public/build/img/icons', file))
      : reply.type('image/svg+xml').send(placeholderIcon());
  });
  app.get(`/public/plugins/${POSTGRES_TYPE}/img/*`, (_request, reply) =>
    reply.type('image/svg+xml').send(placeholderIcon())
  );
  app.get('/avatar/*', (_request, reply) => reply.type('image/svg+xml').send(placeholderIcon()));
}
