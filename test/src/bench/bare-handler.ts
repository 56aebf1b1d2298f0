import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { FlagInput } from '@lapwing/contracts';
import { connectRedis } from '@lapwing/store/redis/connect-redis';
import { Queue } from 'bullmq';
import { Hono } from 'hono';
import pg from 'pg';
import { z } from 'zod';

/**
 * What the accepting of flags is held against: Hono, one zod parse, one INSERT, one job, 201. No identity, no
 * limits, no audit, no idempotency, no item. Started as a process of its own by bare-baseline.ts.
 */
const { DATABASE_URL, REDIS_URL, PORT } = z
  .object({ DATABASE_URL: z.string(), REDIS_URL: z.string(), PORT: z.coerce.number() })
  .parse(process.env);

process.on('disconnect', () => process.exit(0));

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const queue = new Queue('bare', { connection: connectRedis(REDIS_URL, 'producer'), prefix: 'bare' });
const insertion = 'insert into bare_flags (id, received_at, body) values ($1, $2, $3)';
const options = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { count: 1_000 },
  removeOnFail: { count: 5_000 },
};

const app = new Hono();
app.post('/v1/flags', async (c) => {
  const flag = FlagInput.parse(await c.req.json());
  const id = randomUUID();
  const receivedAt = new Date();
  await pool.query({ name: 'insert', text: insertion, values: [id, receivedAt, JSON.stringify(flag)] });
  await queue.add('bare', { id }, options);
  return c.json({ id, receivedAt: receivedAt.toISOString() }, 201);
});

await queue.waitUntilReady();
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: PORT }, () => process.send?.('ready'));
