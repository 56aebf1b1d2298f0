import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Problem } from '@lapwing/contracts';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import { z } from 'zod';
import type { ApiEnv } from '../api-env.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lapwing API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

// A file of its own: the content security policy allows no script inside a page.
const startScript = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });
`;

/** The schema by zod itself: the registry takes only schemas that were made after it was loaded. */
function problemSchema() {
  const { $schema: _, id: __, ...schema } = z.toJSONSchema(Problem, { unrepresentable: 'any' });
  return z.record(z.string(), z.json()).parse(schema);
}

/** `/openapi.json`, and `/docs`, which is rendered without any request to elsewhere. */
export function mountDocumentation(app: OpenAPIHono<ApiEnv>, publicUrl: string): void {
  let document: string | undefined;
  const composeDocument = (): string => {
    app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
      type: 'apiKey',
      in: 'cookie',
      name: 'lapwing.session_token',
    });
    app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
    app.openAPIRegistry.registerComponent('schemas', 'Problem', problemSchema());
    const composed = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Lapwing',
        version: '1',
        description:
          'Errors are problem documents (RFC 9457). Signing in, second factors and pairing (RFC 8628) are below /v1/auth.',
        license: { name: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      security: [{ session: [] }, { token: [] }],
    });
    const problem = {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
    for (const path of Object.values(composed.paths ?? {})) {
      for (const operation of [path.get, path.post, path.put, path.patch, path.delete])
        if (operation) operation.responses = { ...operation.responses, default: problem };
    }
    return JSON.stringify(composed);
  };

  app.get('/openapi.json', (c) => {
    c.set('route', '/openapi.json');
    document ??= composeDocument();
    return c.body(document, 200, { 'content-type': 'application/json' });
  });
  app.get('/docs', (c) => {
    c.set('route', '/docs');
    return c.html(page);
  });
  app.get('/docs/start.js', (c) => c.body(startScript, 200, { 'content-type': 'text/javascript' }));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    app.get(`/docs/${file}`, serveStatic({ root: getAbsoluteFSPath(), path: file }));
}
