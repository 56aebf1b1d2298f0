import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../api-env.ts';

/**
 * The console's build. Files below `/assets` carry a hash in their name and never change; every address that is no
 * file gets the page itself, whose router knows what to show.
 *
 * @param directory absolute path of the build
 */
export function mountConsole(app: OpenAPIHono<ApiEnv>, directory: string): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: directory,
      onFound: (_, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.use('/*', async (c, next) => {
    if (!isForConsole(c.req.method, c.req.path) || c.req.path.endsWith('/')) return next();
    c.set('route', '(console)');
    return files(c, next);
  });
  const files = serveStatic({ root: directory, onFound: (_, c) => c.header('cache-control', 'no-cache') });
  app.get('/*', async (c, next) => {
    if (!isForConsole(c.req.method, c.req.path) || /\.[a-z0-9]{2,5}$/i.test(c.req.path)) return next();
    c.set('route', '(console)');
    const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
    if (page === null) return next();
    c.header('cache-control', 'no-cache');
    return c.html(page);
  });
}

function isForConsole(method: string, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && path !== '/v1' && !path.startsWith('/v1/');
}
