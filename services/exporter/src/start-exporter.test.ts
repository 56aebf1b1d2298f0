import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Runs before a program, and lists at its end, on standard error, the npm packages of which it loaded a file. */
const listing = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? [];
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  process.on('exit', () => console.error(JSON.stringify([...packages])));
`;

it('starts without the libraries that only some batches, replies and reports need', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(listing)}`, join(import.meta.dirname, 'main.ts')],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  // It came as far as looking for its database, so everything that it imports is there.
  expect(stdout).toContain('DATABASE_URL is not set');
  const loaded: unknown = JSON.parse(stderr);
  expect(loaded).toEqual(expect.arrayContaining(['pg', 'drizzle-orm', 'bullmq', 'zod']));
  for (const heavy of [
    'fontkit',
    'html-to-text',
    'imapflow',
    'nodemailer',
    'pdfkit',
    'postal-mime',
    'undici',
  ])
    expect(loaded).not.toContain(heavy);
});
