import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../stack/free-port.ts';
import type { Stack } from '../stack/start-stack.ts';

const program = fileURLToPath(new URL('./bare-handler.ts', import.meta.url));

/** Starts the bare handler on the Postgres and Redis of a stack, as a process of its own. */
export async function startBareBaseline(
  stack: Pick<Stack, 'owner' | 'database' | 'redis'>,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (stack.redis === undefined) throw new Error('The baseline needs a redis-server on PATH');
  await stack.owner.query(
    'create table bare_flags (id uuid primary key, received_at timestamptz not null, body jsonb not null)',
  );
  const port = await freePort();
  const child = fork(program, {
    execArgv: [],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: stack.database.ownerUrl,
      REDIS_URL: stack.redis.url,
      PORT: String(port),
    },
  });
  const ended = once(child, 'exit');
  const ready = await Promise.race([once(child, 'message'), ended.then(() => null)]);
  if (ready === null) throw new Error('The bare handler ended before it was ready');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
